import type { Verdict } from '../domain/feedback.ts';
import { newestBatch } from './rounds.ts';
import { settle } from './settle.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioMap } from './studio-map.ts';
import type { StudioStorage } from './studio-storage.ts';
import { selectedPerson } from './studio-view.ts';

/** What the selected person said of the offers written so far. */
export class StudioVerdicts {
  constructor(
    private readonly context: StudioContext,
    private readonly map: StudioMap,
    private readonly storage: StudioStorage,
  ) {}

  /** Brings in the history, and the newest round where none is on the table. */
  async load(): Promise<void> {
    const { store, service } = this.context;
    const person = selectedPerson(store.view);
    if (person?.id === undefined) return;
    const result = await settle(service.history(person.id));
    if (selectedPerson(store.view)?.id !== person.id) return;
    if (!result.ok) return store.fail('history', result.failures, () => this.load());
    const history = result.value;
    store.set({ history, batch: store.view.batch ?? newestBatch(history) });
    this.map.forget();
  }

  async judge(offerId: string, verdict: Verdict): Promise<void> {
    const { store, service } = this.context;
    const result = await settle(service.judge(offerId, verdict));
    if (!result.ok) return store.fail('offers', result.failures, () => this.judge(offerId, verdict));
    store.solve('offers');
    const feedback = result.value;
    store.set({
      history: store.view.history.map((entry) =>
        entry.offer.id === offerId ? { offer: entry.offer, feedback } : entry,
      ),
      message: `${verdict === 'accepted' ? 'Accepted' : 'Rejected'}: ${feedback.text}`,
    });
    this.map.mark(feedback.text, verdict);
    await this.storage.ask();
  }

  async takeBack(offerId: string): Promise<void> {
    const { store, service } = this.context;
    const text = store.view.history.find(({ offer }) => offer.id === offerId)?.offer.text;
    const result = await settle(service.unjudge(offerId));
    if (!result.ok) return store.fail('offers', result.failures, () => this.takeBack(offerId));
    store.solve('offers');
    store.set({
      history: store.view.history.map((entry) =>
        entry.offer.id === offerId ? { offer: entry.offer } : entry,
      ),
      message: `Taken back: ${text ?? ''}`,
    });
    if (text !== undefined) this.map.mark(text, 'unjudged');
  }
}
