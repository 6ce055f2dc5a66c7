import type { Adapter } from '../adapter/lora.ts';
import type { AdapterVersion } from '../domain/adapter-version.ts';
import type { Feedback, Verdict } from '../domain/feedback.ts';
import { nextTask } from '../domain/next-task.ts';
import type { Persona } from '../domain/persona.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { LearningRun } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import type { TextExample } from '../training/example-tokens.ts';
import { FINE_TUNE_DEFAULTS } from '../training/fine-tune.ts';
import { broughtFromElsewhere, usable } from './adapter-versions.ts';
import type { LearnEvent, LearnReport, LearnRequest, SimilarityChange } from './contract.ts';
import type { Engine } from './engine.ts';
import { toStored } from './stored-adapters.ts';

export interface LearnContext {
  readonly engine: Engine;
  readonly db: Storage;
  readonly modelId: string;
  readonly clock: { readonly now: () => number; readonly newId: () => string };
}

/** A version brought from elsewhere, on which learning builds. */
interface Start {
  readonly version: number;
  readonly adapter: Adapter;
}

/**
 * Learns from a stored person's verdicts, all of them anew and beside them those of others on the device, keeps the outcome as a new version where it is better, and puts it to use.
 *
 * @returns `persona-unknown`, `too-little-feedback`, `cancelled`, or what storage says; the version before is
 *   then still the one in use.
 */
export async function learnFrom(
  { engine, db, modelId, clock }: LearnContext,
  request: LearnRequest,
  signal: AbortSignal,
  onEvent: (event: LearnEvent) => void,
): Promise<Result<LearnReport>> {
  const persona = await db.persona(request.personaId);
  if (!persona.ok) return persona;
  const feedback = await db.feedback(request.personaId);
  if (!feedback.ok) return feedback;
  const others = await othersVerdicts(db, request.personaId);
  if (!others.ok) return others;
  const start = await startOf(engine, db, modelId);
  if (!start.ok) return start;
  const run = {
    id: clock.newId(),
    modelId,
    personaId: request.personaId,
    seed: request.seed,
    steps: request.steps ?? FINE_TUNE_DEFAULTS.steps,
    step: 0,
    baseVersion: start.value?.version ?? 0,
    startedAt: clock.now(),
    updatedAt: clock.now(),
  };
  const began = await db.saveLearningRun(run);
  if (!began.ok) return began;
  try {
    return await learnRun(
      { engine, db, modelId, clock },
      run,
      { persona: persona.value, feedback: feedback.value, others: others.value, start: start.value },
      signal,
      onEvent,
    );
  } finally {
    // Only a closed tab or a dead worker leaves the run behind.
    await db.removeLearningRun(run.id);
  }
}

async function learnRun(
  { engine, db, clock }: LearnContext,
  run: LearningRun,
  known: {
    readonly persona: Persona;
    readonly feedback: readonly Feedback[];
    readonly others: readonly TextExample[];
    readonly start: Start | undefined;
  },
  signal: AbortSignal,
  onEvent: (event: LearnEvent) => void,
): Promise<Result<LearnReport>> {
  const { persona, feedback, others, start } = known;
  const tuned = await engine.learn({
    feedback: exampleOf(persona, feedback),
    others,
    ...(start && { start: start.adapter }),
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
    ...(start && { base: start.version }),
    heldBack,
    replay,
  };
  let version: AdapterVersion = { ...facts, version: engine.adapterVersion, createdAt: clock.now() };
  if (better) {
    const saved = await db.saveAdapter({ ...facts, ...toStored(adapter, engine.folder.config) }, run.id);
    if (!saved.ok) return saved;
    version = saved.value;
    engine.useAdapter(version.version, adapter);
  }
  return success({ kept: better, reason, version, similarities, losses, seconds });
}

function exampleOf(persona: Persona, feedback: readonly Feedback[]): TextExample {
  const textsOf = (verdict: Verdict) =>
    feedback.filter((entry) => entry.verdict === verdict).map((entry) => entry.text);
  return { persona, accepted: textsOf('accepted'), rejected: textsOf('rejected') };
}

/** Of everybody else who accepted and rejected something. */
async function othersVerdicts(db: Storage, personaId: string): Promise<Result<readonly TextExample[]>> {
  const personas = await db.personas();
  if (!personas.ok) return personas;
  const feedback = await db.feedback();
  if (!feedback.ok) return feedback;
  const examples = personas.value
    .filter(({ id }) => id !== personaId)
    .map((persona) =>
      exampleOf(
        persona,
        feedback.value.filter((entry) => entry.personaId === persona.id),
      ),
    );
  return success(examples.filter(({ accepted, rejected }) => accepted.length > 0 && rejected.length > 0));
}

/** What the version in use was built on; undefined for the model as shipped, also where that version is no longer kept. */
async function startOf(engine: Engine, db: Storage, modelId: string): Promise<Result<Start | undefined>> {
  if (engine.adapterVersion === 0) return success(undefined);
  const known = await db.adapters(modelId);
  if (!known.ok) return known;
  const current = known.value.find(({ version }) => version === engine.adapterVersion);
  const version = current && broughtFromElsewhere(current) ? current.version : current?.base;
  if (version === undefined) return success(undefined);
  if (version === engine.adapterVersion) return success({ version, adapter: engine.currentAdapter });
  if (!known.value.some((entry) => entry.version === version)) return success(undefined);
  const stored = await db.adapter(modelId, version);
  if (!stored.ok) return stored;
  const adapter = usable(stored.value, engine.folder);
  return success(adapter && { version, adapter });
}
