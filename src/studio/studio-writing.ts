import type { GenerateEvent } from '../service/contract.ts';
import { refreshEngine } from './refresh-engine.ts';
import { remark } from './remark.ts';
import { nextRound } from './rounds.ts';
import { settle, wasCancelled } from './settle.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioPeople } from './studio-people.ts';
import type { StudioVerdicts } from './studio-verdicts.ts';
import { type Batch, isBusy, isStored, type Person, selectedPerson } from './studio-view.ts';
import { plural } from './words.ts';

/** How many offers a round has. */
export const offersPerRound = 4;

/** Writes offers round by round, and puts each word into the view as it comes. */
export class StudioWriting {
  constructor(
    private readonly context: StudioContext,
    private readonly people: StudioPeople,
    private readonly verdicts: StudioVerdicts,
    /** Called when a round shows that another tab has changed what is stored. */
    private readonly onOutdated: () => Promise<void>,
  ) {}

  /** Writes the next round; before the engine is ready, the wish is kept. */
  async write(): Promise<void> {
    const { store } = this.context;
    const { startup } = store.view;
    const person = selectedPerson(store.view);
    if (person === undefined || isBusy(store.view)) return;
    if (startup.phase !== 'ready') {
      store.set({ queued: startup.phase === 'loading' });
      return;
    }
    store.set({ queued: false });
    await this.writeRound(person, nextRound(store.view));
  }

  async stop(): Promise<void> {
    const { store, service } = this.context;
    const { writing } = store.view;
    if (writing === undefined) return;
    store.set({ writing: { ...writing, stopping: true } });
    await service.cancel(writing.jobId);
  }

  /** Undefined where it was stopped, failed or was overtaken. */
  async writeRound(person: Person, round: number, again = false): Promise<Batch | undefined> {
    const { store, service, environment } = this.context;
    const jobId = environment.newJobId();
    store.solve('offers');
    store.set({
      writing: {
        jobId,
        round,
        drafts: Array.from({ length: offersPerRound }, () => ''),
        pool: 0,
        again,
        stopping: false,
      },
      message: again
        ? `Writing round ${round} again, to compare it with the one before learning.`
        : `Writing ${offersPerRound} offers for ${person.persona.name}.`,
    });
    // What cannot be kept can still be written; it is only not judged.
    const stored = person.id === undefined ? await this.people.store(person.persona, undefined) : person;
    if (store.view.writing?.stopping) {
      store.set({ writing: undefined, message: 'Stopped writing.' });
      return undefined;
    }
    const request = { jobId, persona: person.persona, count: offersPerRound, seed: round };
    const result = await settle(
      service.generate(stored?.id === undefined ? request : { ...request, personaId: stored.id }, (event) =>
        this.#follow(jobId, event),
      ),
    );
    // Another person was selected meanwhile.
    if (store.view.writing?.jobId !== jobId) return undefined;
    store.set({ writing: undefined });
    if (!result.ok) {
      if (wasCancelled(result)) store.set({ message: 'Stopped writing.' });
      else store.fail('offers', result.failures, () => this.write());
      return undefined;
    }
    const { offers } = result.value;
    const batch = { round, adapterVersion: offers[0]?.audit.adapterVersion ?? 0, offers };
    await this.#show(batch);
    return batch;
  }

  #follow(jobId: string, event: GenerateEvent): void {
    const { store } = this.context;
    const { writing } = store.view;
    if (writing?.jobId !== jobId) return;
    if (event.type === 'encoded') store.set({ writing: { ...writing, pool: event.pool } });
    if (event.type === 'text') store.set({ writing: { ...writing, drafts: event.candidates } });
    if (event.type === 'backend') {
      remark(store, [event.reason]);
      void refreshEngine(this.context);
    }
  }

  async #show(batch: Batch): Promise<void> {
    const { store } = this.context;
    const { offers } = batch;
    const refused = offers.filter(({ decision }) => decision === 'refuse').length;
    const refusal = refused === 0 ? '' : ` ${refused} refused by the rules.`;
    store.set({ batch, message: `${plural(offers.length - refused, 'offer')} written.${refusal}` });
    if (offers.some(isStored)) await this.verdicts.load();
    const { startup } = store.view;
    // Another tab has learned, or has gone back to an earlier version.
    if (startup.phase === 'ready' && startup.engine.adapterVersion !== batch.adapterVersion)
      await this.onOutdated();
  }
}
