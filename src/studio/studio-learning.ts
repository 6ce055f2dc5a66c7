import type { Failure } from '../domain/result.ts';
import type { LearnEvent, LearnReport, Nearness } from '../service/contract.ts';
import { refreshEngine } from './refresh-engine.ts';
import { settle, wasCancelled } from './settle.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioMap } from './studio-map.ts';
import type { StudioVersions } from './studio-versions.ts';
import { type Batch, isBusy, type Learning, type Person, selectedPerson } from './studio-view.ts';
import type { StudioWriting } from './studio-writing.ts';
import { versionName } from './words.ts';

const beginning: Omit<Learning, 'jobId'> = {
  examples: undefined,
  steps: undefined,
  done: [],
  secondsLeft: undefined,
  stage: 'preparing',
  stopping: false,
};

/** Learns from the selected person's verdicts, and shows what came of it. */
export class StudioLearning {
  constructor(
    private readonly context: StudioContext,
    private readonly map: StudioMap,
    private readonly versions: StudioVersions,
    private readonly writing: StudioWriting,
  ) {}

  /** Learns from the verdicts; when the result is kept, writes the last round again to compare. */
  async learn(): Promise<void> {
    const { store, service, environment } = this.context;
    const person = selectedPerson(store.view);
    if (person?.id === undefined || isBusy(store.view)) return;
    const { id } = person;
    const jobId = environment.newJobId();
    store.set({ learning: { ...beginning, jobId }, learned: undefined, message: 'Learning has begun.' });
    store.solve('learn');
    const before = await settle(service.map(id));
    // Stopped while the map was drawn: the job has not begun, so there is nothing to cancel.
    if (store.view.learning?.stopping) {
      store.set({ learning: undefined, message: 'Learning stopped; nothing has changed.' });
      return;
    }
    const seed = (store.view.batch?.round ?? 0) + store.view.versions.length;
    const result = await settle(
      service.learn({ jobId, personaId: id, seed }, (event) => this.#follow(jobId, event)),
    );
    // Everything was erased meanwhile.
    if (store.view.learning?.jobId !== jobId) return;
    store.set({ learning: undefined });
    if (!result.ok) {
      if (wasCancelled(result)) store.set({ message: 'Learning stopped; nothing has changed.' });
      else store.fail('learn', result.failures, () => this.learn());
      if (isLearningElsewhere(result.failures)) void this.#waitForOtherTab();
      return;
    }
    await this.#show(person, result.value);
    if (before.ok && result.value.kept) await this.map.load(before.value);
  }

  async stop(): Promise<void> {
    const { store, service } = this.context;
    const { learning } = store.view;
    if (learning === undefined) return;
    store.set({ learning: { ...learning, stopping: true } });
    await service.cancel(learning.jobId);
  }

  /** The problem goes by itself when the other tab is done. */
  async #waitForOtherTab(): Promise<void> {
    const { store, environment } = this.context;
    await environment.untilNobodyLearns();
    if (!isLearningElsewhere(store.view.problems.learn?.failures ?? [])) return;
    store.solve('learn');
    store.set({ message: 'The other tab has finished learning.' });
    await Promise.all([refreshEngine(this.context), this.versions.load()]);
  }

  #follow(jobId: string, event: LearnEvent): void {
    const { store } = this.context;
    const { learning } = store.view;
    if (learning?.jobId !== jobId) return;
    if (event.type === 'prepared') {
      store.set({ learning: { ...learning, steps: event.steps, examples: event.examples } });
    } else if (event.type === 'checked') {
      store.set({ learning: { ...learning, stage: event.when === 'before' ? 'practising' : 'checking' } });
    } else {
      const { loss, contrastive, generative } = event;
      store.set({
        learning: {
          ...learning,
          stage: event.step >= event.steps ? 'checking' : 'practising',
          steps: event.steps,
          secondsLeft: event.secondsLeft,
          done: [...learning.done, { loss, contrastive, generative }],
        },
      });
    }
  }

  async #show(person: Person, report: LearnReport): Promise<void> {
    const { store, service } = this.context;
    const before = store.view.batch;
    store.set({
      learned: { report, comparison: undefined },
      message: report.kept
        ? `Learned. ${versionName(report.version.version)} is in use.`
        : `Not kept. ${report.reason}`,
    });
    await Promise.all([refreshEngine(this.context), this.versions.load()]);
    if (!report.kept || before === undefined || !isOfModel(before, report.version.modelHash)) return;
    const after = await this.writing.writeRound(person, before.round, true);
    if (after === undefined || person.id === undefined) return;
    const texts = [...before.offers, ...after.offers].map(({ text }) => text);
    const nearness = await settle(service.nearness(person.id, texts));
    if (selectedPerson(store.view)?.id !== person.id) return;
    // It only adds to the comparison, so the comparison is shown without it as well.
    const closer = nearness.ok ? closerToAccepted(nearness.value) : undefined;
    store.set({ learned: { report, comparison: { before, after, closer } } });
  }
}

function isLearningElsewhere(failures: readonly Failure[]): boolean {
  return failures.some(({ type }) => type === 'learning-elsewhere');
}

/** Whether a model wrote a round; one of another model shows nothing of what this one has learned. */
function isOfModel({ offers }: Batch, modelHash: string): boolean {
  return offers.every(({ audit }) => audit.modelHash === modelHash);
}

/** The texts that lie closer to what was accepted than to what was rejected. */
function closerToAccepted(nearness: readonly Nearness[]): ReadonlySet<string> {
  return new Set(nearness.filter((one) => one.toAccepted > one.toRejected).map(({ text }) => text));
}
