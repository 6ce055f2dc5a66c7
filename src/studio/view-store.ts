import type { Failure } from '../domain/result.ts';
import { initialView, type Place, type StudioView } from './studio-view.ts';

/** Holds what the page shows, tells listeners when it changes, and knows how to try again what failed. */
export class ViewStore {
  #view: StudioView = initialView;
  readonly #listeners = new Set<() => void>();
  readonly #retries = new Map<Place, () => Promise<void>>();

  get view(): StudioView {
    return this.#view;
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async retry(place: Place): Promise<void> {
    const again = this.#retries.get(place);
    this.solve(place);
    await again?.();
  }

  dismiss(place: Place): void {
    this.solve(place);
  }

  set(change: Partial<StudioView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }

  fail(place: Place, failures: readonly Failure[], retry?: () => Promise<void>): void {
    if (retry === undefined) this.#retries.delete(place);
    else this.#retries.set(place, retry);
    this.set({ problems: { ...this.#view.problems, [place]: { failures, canRetry: retry !== undefined } } });
  }

  solve(place: Place): void {
    this.#retries.delete(place);
    if (this.#view.problems[place] === undefined) return;
    const { [place]: _, ...problems } = this.#view.problems;
    this.set({ problems });
  }

  /** Nothing went wrong that the person could mend, but they should know. */
  remark(messages: readonly string[]): void {
    this.fail(
      'start',
      messages.map((message) => ({ type: 'remark', message })),
    );
  }
}
