import { fitAdapter } from '../adapter/fit-adapter.ts';
import type { Adapter } from '../adapter/lora.ts';
import { readPeft, writePeft } from '../adapter/peft.ts';
import type { AdapterVersion } from '../domain/adapter-version.ts';
import type { Feedback, Verdict } from '../domain/feedback.ts';
import { type Persona, parsePersona } from '../domain/persona.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { nextTask } from '../runtime/next-task.ts';
import { withLearningLock } from '../storage/learning-lock.ts';
import type { LearningRun, StoredAdapter } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import type { ModelFolder } from '../t5/model-folder.ts';
import { FINE_TUNE_DEFAULTS } from '../training/fine-tune.ts';
import { checkRequest } from './check-request.ts';
import type {
  EngineInfo,
  Generated,
  GenerateEvent,
  GenerateRequest,
  LearnEvent,
  LearnReport,
  LearnRequest,
  LoadProgress,
  MapPoint,
  Nearness,
  OfferService,
  SimilarityChange,
  StartOptions,
} from './contract.ts';
import { meanCosine, project } from './embedding-space.ts';
import { DEFAULT_LORA, type Engine } from './engine.ts';
import { EngineHost, type EngineHostOptions } from './engine-host.ts';
import { Jobs } from './jobs.ts';
import { fromStored, toStored } from './stored-adapters.ts';

export interface OfferServiceOptions extends EngineHostOptions {
  /** Opened when it is first needed; falls back to memory by itself where nothing can be kept. */
  readonly openStorage: () => Promise<Result<Storage>>;
  readonly now: () => number;
  readonly newId: () => string;
}

/** What is known of an adapter that was learned elsewhere. */
const UNKNOWN = { before: Number.NaN, after: Number.NaN };

const INTERRUPTED =
  'Learning was interrupted last time. Nothing was lost; your answers are kept, so you can learn from them again.';
const UNUSABLE =
  'What was learned here belongs to another version of the model, so the model writes as it was shipped. Your answers are kept, so you can learn from them again.';

/** The service behind the contract: engine, storage and the rules between them. */
export function createOfferService(options: OfferServiceOptions): OfferService {
  const host = new EngineHost(options);
  const jobs = new Jobs();
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
    const { entry, folder } = host.current ?? {};
    if (!entry || !folder) return success(undefined);
    const current = await stored((db) => db.currentAdapter(entry.id));
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
    const { entry, engine, folder, loadMs } = current;
    const { id, name, description, parameters, downloadBytes } = entry;
    return {
      model: { id, name, description, parameters, downloadBytes },
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

  async function start(
    wanted: StartOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Result<EngineInfo>> {
    return jobs.run('start', async () => {
      const db = await storage();
      if (!db.ok) return db;
      const engine = await host.start(wanted, onProgress);
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
    const persona = parsePersona(request.persona);
    if (!persona.ok) return persona;
    const sensible = checkRequest(request);
    if (!sensible.ok) return sensible;
    const { count, seed } = request;
    return jobs.run(request.jobId, (signal) =>
      host.with(
        async (engine) => {
          const followed = await followStoredAdapter(engine);
          if (!followed.ok) return followed;
          const written = await engine.write({
            persona: persona.value,
            count,
            seed,
            signal,
            ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
            ...(request.topK === undefined ? {} : { topK: request.topK }),
            ...(request.topP === undefined ? {} : { topP: request.topP }),
            onEncoded: (promptTokens) => onEvent({ type: 'encoded', promptTokens }),
            onTexts: (candidates) => onEvent({ type: 'text', candidates }),
          });
          if (!written.ok) return written;
          const { offers, encodeMs, decodeMs, tokens } = written.value;
          const modelId = host.current?.entry.id ?? '';
          const { personaId } = request;
          const kept = personaId
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
            return learnOn(engine, db, request, signal, onEvent);
          }),
        ),
      ),
    );
  }

  async function learnOn(
    engine: Engine,
    db: Storage,
    request: LearnRequest,
    signal: AbortSignal,
    onEvent: (event: LearnEvent) => void,
  ): Promise<Result<LearnReport>> {
    const persona = await db.persona(request.personaId);
    if (!persona.ok) return persona;
    const feedback = await db.feedback(request.personaId);
    if (!feedback.ok) return feedback;
    const modelId = host.current?.entry.id ?? '';
    const run = {
      id: options.newId(),
      modelId,
      personaId: request.personaId,
      seed: request.seed,
      steps: request.steps ?? FINE_TUNE_DEFAULTS.steps,
      step: 0,
      baseVersion: engine.adapterVersion,
      startedAt: options.now(),
      updatedAt: options.now(),
    };
    const began = await db.saveLearningRun(run);
    if (!began.ok) return began;
    try {
      return await learnRun(
        engine,
        db,
        run,
        { persona: persona.value, feedback: feedback.value },
        signal,
        onEvent,
      );
    } finally {
      // Only a closed tab or a dead worker leaves the run behind.
      await db.removeLearningRun(run.id);
    }
  }

  async function learnRun(
    engine: Engine,
    db: Storage,
    run: LearningRun,
    known: { readonly persona: Persona; readonly feedback: readonly Feedback[] },
    signal: AbortSignal,
    onEvent: (event: LearnEvent) => void,
  ): Promise<Result<LearnReport>> {
    const { persona, feedback } = known;
    const textsOf = (verdict: Verdict) =>
      feedback.filter((entry) => entry.verdict === verdict).map((entry) => entry.text);
    const tuned = await engine.learn({
      feedback: { persona, accepted: textsOf('accepted'), rejected: textsOf('rejected') },
      seed: run.seed,
      steps: run.steps,
      signal,
      onEvent,
    });
    if (!tuned.ok) return tuned;
    const { adapter, better, reason, heldBack, replay, losses, seconds } = tuned.value;
    const texts = feedback.map((entry) => entry.text);
    const before = await engine.embed(persona, texts);
    const after = await engine.embed(persona, texts, adapter);
    // The last moment: what is saved below is in use.
    await nextTask();
    if (signal.aborted) {
      return failure('cancelled', 'Learning was stopped. The earlier version stays as it was.');
    }
    const similarities = feedback.map(
      (entry, i): SimilarityChange => ({
        text: entry.text,
        verdict: entry.verdict,
        before: before.similarities[i] ?? 0,
        after: after.similarities[i] ?? 0,
      }),
    );
    const facts = {
      modelId: run.modelId,
      modelHash: engine.folder.hash,
      steps: run.steps,
      feedbackCount: texts.length,
      heldBack,
      replay,
    };
    let version: AdapterVersion = { ...facts, version: engine.adapterVersion, createdAt: options.now() };
    if (better) {
      const saved = await db.saveAdapter({ ...facts, ...toStored(adapter, engine.folder.config) }, run.id);
      if (!saved.ok) return saved;
      version = saved.value;
      engine.useAdapter(version.version, adapter);
    }
    return success({ kept: better, reason, version, similarities, losses, seconds });
  }

  async function map(personaId: string): Promise<Result<readonly MapPoint[]>> {
    return jobs.run(`map ${personaId}`, () =>
      stored((db) =>
        host.with(async (engine) => {
          const persona = await db.persona(personaId);
          if (!persona.ok) return persona;
          const history = await db.history(personaId);
          if (!history.ok) return history;
          const followed = await followStoredAdapter(engine);
          if (!followed.ok) return followed;
          const entries = history.value.filter(({ offer }) => offer.decision === 'offer');
          const embedded = await engine.embed(
            persona.value,
            entries.map(({ offer }) => offer.text),
          );
          const places = project([embedded.persona, ...embedded.offers]);
          return success(
            places.map(({ x, y }, i): MapPoint => {
              const entry = entries[i - 1];
              if (!entry) return { kind: 'persona', label: persona.value.name, x, y };
              return { kind: entry.feedback?.verdict ?? 'unjudged', label: entry.offer.text, x, y };
            }),
          );
        }),
      ),
    );
  }

  async function nearness(personaId: string, texts: readonly string[]): Promise<Result<readonly Nearness[]>> {
    return jobs.run(`nearness ${personaId}`, () =>
      stored((db) =>
        host.with(async (engine) => {
          const persona = await db.persona(personaId);
          if (!persona.ok) return persona;
          const feedback = await db.feedback(personaId);
          if (!feedback.ok) return feedback;
          const followed = await followStoredAdapter(engine);
          if (!followed.ok) return followed;
          const judged = feedback.value;
          const embedded = await engine.embed(persona.value, [...judged.map(({ text }) => text), ...texts]);
          const of = (verdict: Verdict) => embedded.offers.filter((_, i) => judged[i]?.verdict === verdict);
          const accepted = of('accepted');
          const rejected = of('rejected');
          if (accepted.length === 0 || rejected.length === 0) {
            return failure(
              'too-little-feedback',
              'Accept at least one offer and reject at least one: there is nothing to compare with yet.',
            );
          }
          return success(
            embedded.offers.slice(judged.length).map((offer, i) => ({
              text: texts[i] ?? '',
              toAccepted: meanCosine(offer, accepted),
              toRejected: meanCosine(offer, rejected),
            })),
          );
        }),
      ),
    );
  }

  return {
    async models() {
      const manifest = await host.manifest();
      if (!manifest.ok) return manifest;
      return success(
        manifest.value.models.map(({ id, name, description, parameters, downloadBytes }) => ({
          id,
          name,
          description,
          parameters,
          downloadBytes,
        })),
      );
    },
    start,
    info,
    generate,
    learn,
    async cancel(jobId) {
      jobs.cancel(jobId);
    },
    personas: () => stored((db) => db.personas()),
    async savePersona(persona, id) {
      const checked = parsePersona(persona);
      return checked.ok ? stored((db) => db.savePersona(checked.value, id)) : checked;
    },
    removePersona: (id) => stored((db) => db.removePersona(id)),
    judge: (offerId, verdict) => stored((db) => db.judge(offerId, verdict)),
    unjudge: (offerId) => stored((db) => db.unjudge(offerId)),
    history: (personaId) => stored((db) => db.history(personaId)),
    map,
    nearness,
    async adapters() {
      const modelId = host.current?.entry.id;
      return modelId ? stored((db) => db.adapters(modelId)) : success([]);
    },
    async restoreAdapter(version) {
      return jobs.run('restore', () =>
        host.with(async (engine) => {
          const modelId = host.current?.entry.id ?? '';
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
      const { entry, folder } = host.current ?? {};
      if (!entry || !folder) return notStarted();
      return stored(async (db) => {
        const found = await db.adapter(entry.id, version);
        if (!found.ok) return found;
        const adapter = fromStored(found.value, folder.config, DEFAULT_LORA);
        if (!adapter) return mismatch(version);
        return success(writePeft(adapter, { id: entry.id, hash: found.value.modelHash }));
      });
    },
    async importAdapter(files) {
      return jobs.run('import', () =>
        host.with(async (engine) => {
          const { config, hash } = engine.folder;
          const read = readPeft(files, config, hash);
          if (!read.ok) return read;
          const fitted = fitAdapter(read.value, config, DEFAULT_LORA);
          if (!fitted.ok) return fitted;
          const saved = await stored((db) =>
            db.saveAdapter({
              modelId: host.current?.entry.id ?? '',
              modelHash: hash,
              steps: 0,
              feedbackCount: 0,
              heldBack: UNKNOWN,
              replay: UNKNOWN,
              ...toStored(fitted.value, config),
            }),
          );
          if (!saved.ok) return saved;
          engine.useAdapter(saved.value.version, fitted.value);
          return saved;
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

/** Undefined where an adapter was learned with other weights, or does not fit. */
function usable(stored: StoredAdapter, { hash, config }: ModelFolder): Adapter | undefined {
  return stored.modelHash === hash ? fromStored(stored, config, DEFAULT_LORA) : undefined;
}

function mismatch(version: number): Result<never> {
  return failure('adapter-mismatch', `Version ${version} belongs to another version of the model.`);
}

function notStarted(): Result<never> {
  return failure('not-started', 'The model is not loaded yet. Start it first.');
}
