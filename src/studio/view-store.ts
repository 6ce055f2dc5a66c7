import type { Failure } from '../domain/result.ts';

/** What went wrong at one place of a page. */
export interface Problem {
  readonly failures: readonly Failure[];
  readonly canRetry: boolean;
}

/** What went wrong, by where on the page it is shown. */
export type Problems<Place extends string> = Readonly<Partial<Record<Place, Problem>>>;

/** Holds what a page shows, tells listeners when it changes, and knows how to try again what failed. */
export class ViewStore<Place extends string, View extends { readonly problems: Problems<Place> }> {
  #view: View;
  readonly #listeners = new Set<() => void>();
  readonly #retries = new Map<Place, () => Promise<void>>();

  constructor(initial: View) {
    this.#view = initial;
  }

  get view(): View {
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

  set(change: Partial<View>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }

  fail(place: Place, failures: readonly Failure[], retry?: () => Promise<void>): void {
    if (retry === undefined) this.#retries.delete(place);
    else this.#retries.set(place, retry);
    this.#setProblems({ ...this.#view.problems, [place]: { failures, canRetry: retry !== undefined } });
  }

  solve(place: Place): void {
    this.#retries.delete(place);
    if (this.#view.problems[place] === undefined) return;
    const { [place]: _, ...problems } = this.#view.problems;
    this.#setProblems(problems as Problems<Place>);
  }

  #setProblems(problems: Problems<Place>): void {
    this.#view = { ...this.#view, problems };
    for (const listener of this.#listeners) listener();
  }
}
