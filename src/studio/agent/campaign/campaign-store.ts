import type { Failure } from '../../../domain/result.ts';
import { type CampaignPlace, type CampaignView, initialCampaignView } from './campaign-view.ts';

/** Holds what the campaign shows, tells listeners when it changes, and knows how to try again what failed. */
export class CampaignStore {
  #view: CampaignView = initialCampaignView;
  readonly #listeners = new Set<() => void>();
  readonly #retries = new Map<CampaignPlace, () => Promise<void>>();

  get view(): CampaignView {
    return this.#view;
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(change: Partial<CampaignView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }

  async retry(place: CampaignPlace): Promise<void> {
    const again = this.#retries.get(place);
    this.solve(place);
    await again?.();
  }

  fail(place: CampaignPlace, failures: readonly Failure[], retry?: () => Promise<void>): void {
    if (retry === undefined) this.#retries.delete(place);
    else this.#retries.set(place, retry);
    this.set({ problems: { ...this.#view.problems, [place]: { failures, canRetry: retry !== undefined } } });
  }

  solve(place: CampaignPlace): void {
    this.#retries.delete(place);
    if (this.#view.problems[place] === undefined) return;
    const { [place]: _, ...problems } = this.#view.problems;
    this.set({ problems });
  }
}
