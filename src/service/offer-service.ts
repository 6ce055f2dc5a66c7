import type { Verdict } from '../domain/feedback.ts';
import { type Persona, parsePersona, type StoredPersona } from '../domain/persona.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { withLearningLock } from '../storage/learning-lock.ts';
import type { Storage } from '../storage/storage.ts';
import type { OfferHistory } from '../t5/prompt.ts';
import { exportVersion, importVersion, mismatch, usable } from './adapter-versions.ts';
import { checkBrief } from './check-brief.ts';
import { checkRequest } from './check-request.ts';
import { startAndKeep, startChosen } from './chosen-model.ts';
import type {
  CopyRequest,
  EngineInfo,
  Generated,
  GenerateEvent,
  GenerateRequest,
  LearnEvent,
  LearnReport,
  LearnRequest,
  OfferService,
} from './contract.ts';
import type { Engine } from './engine.ts';
import { EngineHost, type EngineHostOptions } from './engine-host.ts';
import { Jobs } from './jobs.ts';
import { learnFrom } from './learn.ts';
import { listedModel } from './model-info.ts';
import { mapOf, nearnessOf } from './places.ts';
import { CopyMemory } from './write-copy.ts';

export interface OfferServiceOptions extends EngineHostOptions {
  /** Opened when it is first needed; falls back to memory by itself where nothing can be kept. */
  readonly openStorage: () => Promise<Result<Storage>>;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Verdicts that rank new offers: enough to tell a taste, and two runs of the model at most. */
const MOST_JUDGED = 40;

const INTERRUPTED =
  'Learning was interrupted last time. Nothing was lost; your answers are kept, so you can learn from them again.';
const UNUSABLE =
  'What was learned here belongs to another version of the model, so the model writes as it was shipped. Your answers are kept, so you can learn from them again.';

/** The service behind the contract: engine, storage and the rules between them. */
export function createOfferService(options: OfferServiceOptions): OfferService {
  const host = new EngineHost(options);
  const jobs = new Jobs();
  const copies = new CopyMemory();
  let opened: Promise<Result<Storage>> | undefined;
  let notices: readonly string[] = [];

  const storage = () => {
    opened ??= options.openStorage().then((result) => {
      // A failure is not kept, so that a later call can succeed.
      if (!result.ok) opened = undefined;
      return result;
    });
    return opened;
  };

  async function stored<T>(use: (storage: Storage) => Promise<Result<T>>): Promise<Result<T>> {
    const result = await storage();
    return result.ok ? use(result.value) : result;
  }

  /** Another tab may have learned or restored something meanwhile. */
  async function followStoredAdapter(engine: Engine): Promise<Result<void>> {
    const { model, folder } = host.current ?? {};
    if (!model || !folder) return success(undefined);
    const current = await stored((db) => db.currentAdapter(model.id));
    if (!current.ok) return current;
    const { value } = current;
    if ((value?.version ?? 0) === engine.adapterVersion) return success(undefined);
    const adapter = value && usable(value, folder);
    if (value && !adapter) notice(UNUSABLE);
    const version = adapter ? value.version : 0;
    if (version !== engine.adapterVersion) engine.useAdapter(version, adapter);
    return success(undefined);
  }

  function notice(text: string): void {
    if (!notices.includes(text)) notices = [...notices, text];
  }

  async function info(): Promise<EngineInfo | undefined> {
    const { current } = host;
    const db = await storage();
    if (!current) return undefined;
    const { model, own, choice, engine, folder, loadMs } = current;
    return {
      model,
      ownModel: own,
      modelReason: choice.reason,
      modelChosen: choice.by === 'person' && !own,
      modelHash: folder.hash,
      backend: engine.runtime.backend,
      backendReason: engine.runtime.reason,
      threads: engine.runtime.threads,
      loadMs,
      adapterVersion: engine.adapterVersion,
      persistent: db.ok && db.value.persistent,
      notices,
    };
  }

  /** Learning that was cut off by a closed tab left no trace but its name. */
  async function noticeInterruptions(): Promise<void> {
    await withLearningLock(async () => {
      const runs = await stored((db) => db.learningRuns());
      if (!runs.ok || runs.value.length === 0) return success(undefined);
      for (const run of runs.value) await stored((db) => db.removeLearningRun(run.id));
      notice(INTERRUPTED);
      return success(undefined);
    });
  }

  /** Brings a model up, with what it has learned here. */
  async function started(bringUp: (db: Storage) => Promise<Result<Engine>>): Promise<Result<EngineInfo>> {
    return jobs.run('start', async () => {
      const db = await storage();
      if (!db.ok) return db;
      const engine = await bringUp(db.value);
      if (!engine.ok) return engine;
      await noticeInterruptions();
      const followed = await followStoredAdapter(engine.value);
      if (!followed.ok) return followed;
      const value = await info();
      return value ? success(value) : failure('not-started', 'The model did not start.');
    });
  }

  async function generate(
    request: GenerateRequest,
    onEvent: (event: GenerateEvent) => void,
  ): Promise<Result<Generated>> {
    const persona = checkPersona(request.persona);
    if (!persona.ok) return persona;
    const sensible = checkRequest(request);
    if (!sensible.ok) return sensible;
    const { count, seed } = request;
    return jobs.run(request.jobId, (signal) =>
      host.with(
        async (engine) => {
          const followed = await followStoredAdapter(engine);
          if (!followed.ok) return followed;
          const judged = await judgedOffers(request.personaId);
          if (!judged.ok) return judged;
          const written = await engine.write({
            persona: persona.value,
            count,
            seed,
            signal,
            ...(judged.value && { judged: judged.value }),
            ...(request.pool === undefined ? {} : { pool: request.pool }),
            ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
            ...(request.topK === undefined ? {} : { topK: request.topK }),
            ...(request.topP === undefined ? {} : { topP: request.topP }),
            onEncoded: (promptTokens, pool) => onEvent({ type: 'encoded', promptTokens, pool }),
            onTexts: (candidates) => onEvent({ type: 'text', candidates }),
          });
          if (!written.ok) return written;
          const { offers, encodeMs, decodeMs, tokens } = written.value;
          const modelId = host.current?.model.id ?? '';
          const { personaId } = request;
          const kept =
            personaId && request.keep !== false
              ? await stored((db) => db.saveOffers(personaId, modelId, offers))
              : success(offers);
          if (!kept.ok) return kept;
          return success({
            model: modelId,
            modelHash: engine.folder.hash,
            backend: engine.runtime.backend,
            seed,
            persona: persona.value,
            offers: kept.value,
            timings: { loadMs: host.current?.loadMs ?? 0, encodeMs, decodeMs, tokens },
          });
        },
        (backend, reason) => onEvent({ type: 'backend', backend, reason }),
      ),
    );
  }

  async function writeCopy(request: CopyRequest): Promise<Result<readonly string[]>> {
    const brief = checkBrief(request.brief);
    const sensible = checkRequest({ attempt: request.attempt, seed: request.seed });
    if (!brief.ok) return brief;
    if (!sensible.ok) return sensible;
    const seed = request.seed + request.attempt;
    return jobs.run(request.jobId, (signal) =>
      host.with((engine) => copies.write(engine, brief.value, { seed, signal })),
    );
  }

  /** What the person has said so far, newest first; undefined where there is nothing to rank by. */
  async function judgedOffers(personaId: string | undefined): Promise<Result<OfferHistory | undefined>> {
    if (personaId === undefined) return success(undefined);
    const feedback = await stored((db) => db.feedback(personaId));
    if (!feedback.ok) return feedback;
    const latest = [...feedback.value].sort((a, b) => b.createdAt - a.createdAt).slice(0, MOST_JUDGED);
    const of = (verdict: Verdict) => latest.filter((one) => one.verdict === verdict).map(({ text }) => text);
    return success(latest.length === 0 ? undefined : { accepted: of('accepted'), rejected: of('rejected') });
  }

  async function learn(
    request: LearnRequest,
    onEvent: (event: LearnEvent) => void,
  ): Promise<Result<LearnReport>> {
    const sensible = checkRequest(request);
    if (!sensible.ok) return sensible;
    return jobs.run(request.jobId, (signal) =>
      withLearningLock(() =>
        stored((db) =>
          host.with(async (engine) => {
            const followed = await followStoredAdapter(engine);
            if (!followed.ok) return followed;
            return learnFrom(
              { engine, db, modelId: host.current?.model.id ?? '', clock: options },
              request,
              signal,
              onEvent,
            );
          }),
        ),
      ),
    );
  }

  /** For questions about the embedding space, answered with the adapter in use. */
  function placing<T>(
    jobId: string,
    answer: (engine: Engine, db: Storage) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return jobs.run(jobId, () =>
      stored((db) =>
        host.with(async (engine) => {
          const followed = await followStoredAdapter(engine);
          return followed.ok ? answer(engine, db) : followed;
        }),
      ),
    );
  }

  return {
    async models() {
      const manifest = await host.manifest();
      if (!manifest.ok) return manifest;
      return success(manifest.value.models.map(listedModel));
    },
    start: (wanted, onProgress) =>
      started((db) =>
        wanted.own || wanted.modelId !== undefined
          ? host.start(wanted, onProgress)
          : startChosen({ host, db, notice, onProgress }, wanted),
      ),
    useModel: (modelId, onProgress) =>
      started((db) => startAndKeep({ host, db, notice, onProgress }, modelId)),
    info,
    generate,
    writeCopy,
    learn,
    async cancel(jobId) {
      jobs.cancel(jobId);
    },
    personas: () => stored((db) => db.personas()),
    async savePersona(persona, id) {
      const checked = checkPersona(persona);
      return checked.ok ? stored((db) => db.savePersona(checked.value, id)) : checked;
    },
    removePersona: (id) => stored((db) => db.removePersona(id)),
    judge: (offerId, verdict) => stored((db) => db.judge(offerId, verdict)),
    unjudge: (offerId) => stored((db) => db.unjudge(offerId)),
    history: (personaId) => stored((db) => db.history(personaId)),
    map: (personaId) => placing(`map ${personaId}`, (engine, db) => mapOf(engine, db, personaId)),
    nearness: (personaId, texts) =>
      placing(`nearness ${personaId}`, (engine, db) => nearnessOf(engine, db, personaId, texts)),
    async adapters(whose) {
      if (whose === 'every model') return stored((db) => db.adapters());
      const modelId = host.current?.model.id;
      return modelId ? stored((db) => db.adapters(modelId)) : success([]);
    },
    async restoreAdapter(version) {
      return jobs.run('restore', () =>
        host.with(async (engine) => {
          const modelId = host.current?.model.id ?? '';
          const used = await stored(async (db) => {
            const wanted = version === 0 ? undefined : await db.adapter(modelId, version);
            if (wanted && !wanted.ok) return wanted;
            if (wanted && !usable(wanted.value, engine.folder)) return mismatch(version);
            return db.useAdapter(modelId, version);
          });
          if (!used.ok) return used;
          const followed = await followStoredAdapter(engine);
          if (!followed.ok) return followed;
          const value = await info();
          return value ? success(value) : notStarted();
        }),
      );
    },
    async exportAdapter(version) {
      const { model, folder } = host.current ?? {};
      if (!model || !folder) return notStarted();
      return stored((db) => exportVersion(db, model.id, version, folder));
    },
    async importAdapter(files) {
      return jobs.run('import', () =>
        host.with(async (engine) => {
          const modelId = host.current?.model.id ?? '';
          return stored((db) => importVersion(engine, db, modelId, files));
        }),
      );
    },
    async eraseEverything() {
      return jobs.run('erase', async () => {
        const erased = await stored((db) => db.eraseEverything());
        if (!erased.ok) return erased;
        host.current?.engine.useAdapter(0);
        notices = [];
        return success({ erased: erased.value });
      });
    },
  };
}

function notStarted(): Result<never> {
  return failure('not-started', 'The model is not loaded yet. Start it first.');
}

/** A stored persona is one as well: what the storage has added is no unknown field. */
function checkPersona(persona: Persona): Result<Persona> {
  if (!isStored(persona)) return parsePersona(persona);
  const { id: _, createdAt: __, ...plain } = persona;
  return parsePersona(plain);
}

/** What comes from a page may be anything, whatever its type says. */
function isStored(persona: unknown): persona is StoredPersona {
  return typeof persona === 'object' && persona !== null && 'id' in persona && 'createdAt' in persona;
}
