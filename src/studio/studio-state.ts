import type { Verdict } from '../domain/feedback.ts';
import type { Persona } from '../domain/persona.ts';
import { type Failure, failure, type Result } from '../domain/result.ts';
import type { LearnEvent, LearnReport, MapPoint, Nearness, OfferService } from '../service/contract.ts';
import {
  type Batch,
  isStored,
  type Learning,
  listPeople,
  newestBatch,
  nextRound,
  type Person,
  selectedPerson,
  withoutPerson,
} from './studio-view.ts';
import { ViewStore } from './view-store.ts';
import { plural, versionName } from './words.ts';

/** How many offers a round has. */
export const offersPerRound = 4;

/** What the studio takes from the page around it; tests give their own. */
export interface StudioEnvironment {
  loadExamples(): Promise<Result<readonly Persona[]>>;
  /** The person that the address names, so that a reload comes back to them. */
  rememberedPerson(): string | undefined;
  rememberPerson(id: string | undefined): void;
  newJobId(): string;
  /** Lets the person keep a file outside the page. */
  saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): void;
}

/** A crash in the worker reaches the page as an error; here it becomes a failure that can be shown. */
async function settle<T>(promise: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await promise;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failure(
      'unexpected',
      `Something went wrong that should not have: ${detail} Load the page again and try once more.`,
    );
  }
}

/** The texts that lie closer to what was accepted than to what was rejected. */
function closerToAccepted(nearness: readonly Nearness[]): ReadonlySet<string> {
  return new Set(nearness.filter((one) => one.toAccepted > one.toRejected).map(({ text }) => text));
}

function wasCancelled(failures: readonly Failure[]): boolean {
  return failures.some(({ type }) => type === 'cancelled');
}

/** Asks the service for what the page wishes, and puts what comes of it into the view. */
export class StudioState extends ViewStore {
  /** The map is being asked for. */
  #mapping = false;

  constructor(
    private readonly service: OfferService,
    private readonly environment: StudioEnvironment,
  ) {
    super();
  }

  /** Starts the engine and brings back what an earlier visit left; both at once. */
  async open(): Promise<void> {
    await Promise.all([this.#startEngine(), this.#loadPeople()]);
  }

  /** Another tab may have changed what is stored; called when this one comes back into view. */
  async refresh(): Promise<void> {
    const { startup, writing, learning } = this.view;
    if (startup.phase !== 'ready' || writing !== undefined || learning !== undefined) return;
    const saved = await settle(this.service.personas());
    if (saved.ok) this.set({ saved: saved.value });
    await Promise.all([this.#refreshEngine(), this.#loadVersions(), this.#loadHistory()]);
  }

  async select(key: string): Promise<void> {
    const { selectedKey, writing, learning } = this.view;
    if (key === selectedKey || learning !== undefined) return;
    if (writing !== undefined) void this.service.cancel(writing.jobId);
    for (const place of ['person', 'offers', 'learn', 'map', 'history'] as const) this.dismiss(place);
    this.set({ ...withoutPerson, writing: undefined, selectedKey: key });
    this.environment.rememberPerson(selectedPerson(this.view)?.id);
    await this.#loadHistory();
  }

  /** Says whether it worked; if not, the problem is in the view. */
  async savePerson(persona: Persona, id: string | undefined): Promise<boolean> {
    const stored = await this.#store(persona, id);
    if (stored !== undefined) this.set({ message: `${persona.name} is saved.` });
    return stored !== undefined;
  }

  async importPeople(personas: readonly Persona[]): Promise<void> {
    for (const persona of personas) {
      if ((await this.#store(persona, undefined)) === undefined) return;
    }
    this.set({ message: `${plural(personas.length, 'person', 'people')} imported.` });
  }

  async removePerson(id: string): Promise<void> {
    const result = await settle(this.service.removePersona(id));
    if (!result.ok) return this.fail('person', result.failures);
    this.solve('person');
    const saved = this.view.saved.filter((persona) => persona.id !== id);
    this.set({ saved, message: 'Removed, with their offers and verdicts.' });
    const { selectedKey } = this.view;
    const people = listPeople(this.view);
    const next = people.find(({ key }) => key === selectedKey) ?? people[0];
    this.set({ ...withoutPerson, selectedKey: undefined });
    if (next !== undefined) await this.select(next.key);
  }

  /** Writes the next round; before the engine is ready, the wish is kept. */
  async write(): Promise<void> {
    const { startup, writing, learning } = this.view;
    const person = selectedPerson(this.view);
    if (person === undefined || writing !== undefined || learning !== undefined) return;
    if (startup.phase !== 'ready') {
      this.set({ queued: startup.phase === 'loading' });
      return;
    }
    this.set({ queued: false });
    await this.#writeRound(person, nextRound(this.view));
  }

  async stopWriting(): Promise<void> {
    const { writing } = this.view;
    if (writing === undefined) return;
    this.set({ writing: { ...writing, stopping: true } });
    await this.service.cancel(writing.jobId);
  }

  async judge(offerId: string, verdict: Verdict): Promise<void> {
    const result = await settle(this.service.judge(offerId, verdict));
    if (!result.ok) return this.fail('offers', result.failures, () => this.judge(offerId, verdict));
    this.solve('offers');
    const feedback = result.value;
    this.set({
      history: this.view.history.map((entry) =>
        entry.offer.id === offerId ? { offer: entry.offer, feedback } : entry,
      ),
      message: `${verdict === 'accepted' ? 'Accepted' : 'Rejected'}: ${feedback.text}`,
    });
    this.#markOnMap(feedback.text, verdict);
  }

  async takeBack(offerId: string): Promise<void> {
    const text = this.view.history.find(({ offer }) => offer.id === offerId)?.offer.text;
    const result = await settle(this.service.unjudge(offerId));
    if (!result.ok) return this.fail('offers', result.failures, () => this.takeBack(offerId));
    this.solve('offers');
    this.set({
      history: this.view.history.map((entry) =>
        entry.offer.id === offerId ? { offer: entry.offer } : entry,
      ),
      message: `Taken back: ${text ?? ''}`,
    });
    if (text !== undefined) this.#markOnMap(text, 'unjudged');
  }

  /** Learns from the verdicts; when the result is kept, writes the last round again to compare. */
  async learn(): Promise<void> {
    const person = selectedPerson(this.view);
    const { learning: running, writing } = this.view;
    if (person?.id === undefined || running !== undefined || writing !== undefined) return;
    const { id } = person;
    const jobId = this.environment.newJobId();
    const learning: Learning = {
      jobId,
      examples: undefined,
      steps: undefined,
      done: [],
      secondsLeft: undefined,
      stage: 'preparing',
      stopping: false,
    };
    this.set({ learning, learned: undefined, message: 'Learning has begun.' });
    this.solve('learn');
    const before = await settle(this.service.map(id));
    // Stopped while the map was drawn: the job has not begun, so there is nothing to cancel.
    if (this.view.learning?.stopping) {
      this.set({ learning: undefined, message: 'Learning stopped; nothing has changed.' });
      return;
    }
    const seed = (this.view.batch?.round ?? 0) + this.view.versions.length;
    const result = await settle(
      this.service.learn({ jobId, personaId: id, seed }, (event) => this.#learnEvent(jobId, event)),
    );
    // Everything was erased meanwhile.
    if (this.view.learning?.jobId !== jobId) return;
    this.set({ learning: undefined });
    if (!result.ok) {
      if (wasCancelled(result.failures)) this.set({ message: 'Learning stopped; nothing has changed.' });
      else this.fail('learn', result.failures, () => this.learn());
      return;
    }
    await this.#showLearned(person, result.value);
    if (before.ok && result.value.kept) await this.#loadMap(before.value);
  }

  async stopLearning(): Promise<void> {
    const { learning } = this.view;
    if (learning === undefined) return;
    this.set({ learning: { ...learning, stopping: true } });
    await this.service.cancel(learning.jobId);
  }

  /** Asks for the map if it is missing; may be called as often as it is looked at. */
  async showMap(): Promise<void> {
    const { map, startup, writing, learning, history, problems } = this.view;
    const busy = writing !== undefined || learning !== undefined || this.#mapping;
    const missing = (map === undefined || map.now.length === 0) && problems.map === undefined;
    if (!missing || busy || startup.phase !== 'ready' || history.length === 0) return;
    this.#mapping = true;
    await this.#loadMap(map?.before);
    this.#mapping = false;
  }

  async restoreVersion(version: number): Promise<void> {
    const result = await settle(this.service.restoreAdapter(version));
    if (!result.ok) return this.fail('versions', result.failures, () => this.restoreVersion(version));
    this.solve('versions');
    this.set({
      startup: { phase: 'ready', engine: result.value },
      map: undefined,
      message: `${versionName(version)} is in use.`,
    });
  }

  /** Hands a version out as the two files of a PEFT adapter; only ever on the person's own wish. */
  async exportVersion(version: number): Promise<void> {
    const result = await settle(this.service.exportAdapter(version));
    if (!result.ok) return this.fail('versions', result.failures, () => this.exportVersion(version));
    this.solve('versions');
    for (const [name, bytes] of Object.entries(result.value)) this.environment.saveFile(name, bytes);
    this.set({ message: `${versionName(version)} is saved as files.` });
  }

  /** Takes a version in from the two files of a PEFT adapter, and uses it. */
  async importVersion(files: readonly File[]): Promise<void> {
    const found = (name: string) => files.find((file) => file.name === name);
    const config = found('adapter_config.json');
    const weights = found('adapter_model.safetensors');
    if (config === undefined || weights === undefined) {
      const message =
        'A version is two files: adapter_config.json and adapter_model.safetensors. Choose both at once.';
      return this.fail('versions', [{ type: 'adapter-files-missing', message }]);
    }
    const result = await settle(
      this.service.importAdapter({
        'adapter_config.json': new Uint8Array(await config.arrayBuffer()),
        'adapter_model.safetensors': new Uint8Array(await weights.arrayBuffer()),
      }),
    );
    if (!result.ok) return this.fail('versions', result.failures);
    this.solve('versions');
    await Promise.all([this.#refreshEngine(), this.#loadVersions()]);
    this.set({ map: undefined, message: `${versionName(result.value.version)} is taken in and in use.` });
  }

  /** Counts what would be erased, so that the question can name it. */
  async countData(): Promise<void> {
    this.set({ held: undefined, erased: undefined });
    const people = await settle(this.service.personas());
    if (!people.ok) return this.fail('data', people.failures, () => this.countData());
    const histories = await Promise.all(people.value.map(({ id }) => settle(this.service.history(id))));
    const entries = histories.flatMap((history) => (history.ok ? history.value : []));
    const versions = await settle(this.service.adapters());
    this.set({
      held: {
        personas: people.value.length,
        offers: entries.length,
        feedback: entries.filter(({ feedback }) => feedback !== undefined).length,
        adapters: versions.ok ? versions.value.length : 0,
      },
    });
  }

  async erase(): Promise<void> {
    const { writing, learning } = this.view;
    const running = writing ?? learning;
    if (running !== undefined) await this.service.cancel(running.jobId);
    const result = await settle(this.service.eraseEverything());
    if (!result.ok) return this.fail('data', result.failures, () => this.erase());
    this.solve('data');
    this.environment.rememberPerson(undefined);
    this.set({
      ...withoutPerson,
      writing: undefined,
      learning: undefined,
      saved: [],
      selectedKey: this.view.examples.length > 0 ? 'example:0' : undefined,
      versions: [],
      held: undefined,
      erased: result.value.erased,
      message: 'Everything is erased.',
    });
    await this.#refreshEngine();
  }

  async #startEngine(): Promise<void> {
    this.solve('start');
    this.set({ startup: { phase: 'loading', progress: undefined } });
    const result = await settle(
      this.service.start({}, (progress) => {
        if (this.view.startup.phase === 'loading') this.set({ startup: { phase: 'loading', progress } });
      }),
    );
    if (!result.ok) {
      this.set({ startup: { phase: 'failed' }, queued: false });
      this.fail('start', result.failures, async () => {
        await this.#startEngine();
        if (this.view.saved.length === 0) await this.#loadPeople();
      });
      return;
    }
    this.set({ startup: { phase: 'ready', engine: result.value }, message: 'Ready to write.' });
    const { notices } = result.value;
    if (notices.length > 0) this.remark(notices);
    await this.#loadVersions();
    if (this.view.queued) await this.write();
  }

  async #loadPeople(): Promise<void> {
    const [examples, saved] = await Promise.all([
      settle(this.environment.loadExamples()),
      settle(this.service.personas()),
    ]);
    if (examples.ok) this.set({ examples: examples.value });
    else this.fail('examples', examples.failures, () => this.#loadPeople());
    if (saved.ok) this.set({ saved: saved.value });
    else this.fail('person', saved.failures, () => this.#loadPeople());
    if (selectedPerson(this.view) !== undefined) return;
    const people = listPeople(this.view);
    const byId = (id: string | undefined) => people.find((person) => id !== undefined && person.id === id);
    const newest = this.view.saved.toSorted((a, b) => b.createdAt - a.createdAt)[0];
    const start = byId(this.environment.rememberedPerson()) ?? byId(newest?.id) ?? people[0];
    if (start !== undefined) await this.select(start.key);
  }

  async #loadVersions(): Promise<void> {
    const versions = await settle(this.service.adapters());
    if (versions.ok) this.set({ versions: versions.value });
    else this.fail('versions', versions.failures, () => this.#loadVersions());
  }

  async #loadHistory(): Promise<void> {
    const person = selectedPerson(this.view);
    if (person?.id === undefined) return;
    const result = await settle(this.service.history(person.id));
    if (selectedPerson(this.view)?.id !== person.id) return;
    if (!result.ok) return this.fail('history', result.failures, () => this.#loadHistory());
    const history = result.value;
    this.set({ history, batch: this.view.batch ?? newestBatch(history) });
    this.#forgetMap();
  }

  async #loadMap(before: readonly MapPoint[] | undefined): Promise<void> {
    const person = selectedPerson(this.view);
    if (person?.id === undefined) return;
    this.solve('map');
    const result = await settle(this.service.map(person.id));
    if (selectedPerson(this.view)?.id !== person.id) return;
    if (result.ok) this.set({ map: { now: result.value, before } });
    else this.fail('map', result.failures, () => this.#loadMap(before));
  }

  /** A verdict moves no point, so the map need not be worked out again. */
  #markOnMap(text: string, kind: MapPoint['kind']): void {
    const { map } = this.view;
    if (map === undefined) return;
    const mark = (point: MapPoint): MapPoint =>
      point.kind !== 'persona' && point.label === text ? { ...point, kind } : point;
    this.set({ map: { now: map.now.map(mark), before: map.before?.map(mark) } });
  }

  /** The points may have changed; the map is drawn again when it is next looked at. */
  #forgetMap(): void {
    const { map } = this.view;
    if (map !== undefined) this.set({ map: { now: [], before: map.before } });
  }

  async #refreshEngine(): Promise<void> {
    const engine = await this.service.info().catch(() => undefined);
    if (engine !== undefined) this.set({ startup: { phase: 'ready', engine } });
  }

  /** Stores a persona and selects it. */
  async #store(persona: Persona, id: string | undefined): Promise<Person | undefined> {
    const result = await settle(this.service.savePersona(persona, id));
    if (!result.ok) {
      this.fail('person', result.failures);
      return undefined;
    }
    this.solve('person');
    const stored = result.value;
    const saved = [...this.view.saved.filter((other) => other.id !== stored.id), stored];
    const person = listPeople({ ...this.view, saved }).find((other) => other.id === stored.id);
    this.set({ saved });
    // While writing, the person stays the same one under a new name; otherwise another one comes into view.
    if (this.view.writing !== undefined) this.set({ selectedKey: person?.key });
    else if (person !== undefined) await this.select(person.key);
    this.environment.rememberPerson(stored.id);
    return person;
  }

  async #writeRound(person: Person, round: number): Promise<Batch | undefined> {
    const jobId = this.environment.newJobId();
    this.solve('offers');
    this.set({
      writing: { jobId, round, drafts: Array.from({ length: offersPerRound }, () => ''), stopping: false },
      message: `Writing ${offersPerRound} offers for ${person.persona.name}.`,
    });
    // What cannot be kept can still be written; it is only not judged.
    const stored = person.id === undefined ? await this.#store(person.persona, undefined) : person;
    if (this.view.writing?.stopping) {
      this.set({ writing: undefined, message: 'Stopped writing.' });
      return undefined;
    }
    const { persona } = person;
    const request = { jobId, persona, count: offersPerRound, seed: round };
    const result = await settle(
      this.service.generate(
        stored?.id === undefined ? request : { ...request, personaId: stored.id },
        (event) => {
          const { writing } = this.view;
          if (writing?.jobId !== jobId) return;
          if (event.type === 'text') this.set({ writing: { ...writing, drafts: event.candidates } });
          if (event.type === 'backend') void this.#backendChanged(event.reason);
        },
      ),
    );
    // Another person was selected meanwhile.
    if (this.view.writing?.jobId !== jobId) return undefined;
    this.set({ writing: undefined });
    if (!result.ok) {
      if (wasCancelled(result.failures)) this.set({ message: 'Stopped writing.' });
      else this.fail('offers', result.failures, () => this.write());
      return undefined;
    }
    const { offers } = result.value;
    const batch = { round, adapterVersion: offers[0]?.audit.adapterVersion ?? 0, offers };
    const refused = offers.filter(({ decision }) => decision === 'refuse').length;
    const refusal = refused === 0 ? '' : ` ${refused} refused by the rules.`;
    this.set({ batch, message: `${plural(offers.length - refused, 'offer')} written.${refusal}` });
    if (offers.some(isStored)) await this.#loadHistory();
    const { startup } = this.view;
    // Another tab has learned, or has gone back to an earlier version.
    if (startup.phase === 'ready' && startup.engine.adapterVersion !== batch.adapterVersion)
      await this.refresh();
    return batch;
  }

  async #backendChanged(reason: string): Promise<void> {
    this.remark([reason]);
    await this.#refreshEngine();
  }

  #learnEvent(jobId: string, event: LearnEvent): void {
    const { learning } = this.view;
    if (learning?.jobId !== jobId) return;
    if (event.type === 'prepared') {
      this.set({ learning: { ...learning, steps: event.steps, examples: event.examples } });
    } else if (event.type === 'checked') {
      this.set({ learning: { ...learning, stage: event.when === 'before' ? 'practising' : 'checking' } });
    } else {
      const { loss, contrastive, generative } = event;
      this.set({
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

  async #showLearned(person: Person, report: LearnReport): Promise<void> {
    const before = this.view.batch;
    this.set({
      learned: { report, comparison: undefined },
      message: report.kept
        ? `Learned. ${versionName(report.version.version)} is in use.`
        : `Not kept. ${report.reason}`,
    });
    await Promise.all([this.#refreshEngine(), this.#loadVersions()]);
    if (!report.kept || before === undefined) return;
    const after = await this.#writeRound(person, before.round);
    if (after === undefined || person.id === undefined) return;
    const texts = [...before.offers, ...after.offers].map(({ text }) => text);
    const nearness = await settle(this.service.nearness(person.id, texts));
    if (selectedPerson(this.view)?.id !== person.id) return;
    // It only adds to the comparison, so the comparison is shown without it as well.
    const closer = nearness.ok ? closerToAccepted(nearness.value) : undefined;
    this.set({ learned: { report, comparison: { before, after, closer } } });
  }
}
