import type { AdapterVersion } from '../domain/adapter-version.ts';
import type { Feedback, Verdict } from '../domain/feedback.ts';
import { nextTask } from '../domain/next-task.ts';
import type { Persona } from '../domain/persona.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { LearningRun } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { FINE_TUNE_DEFAULTS } from '../training/fine-tune.ts';
import type { LearnEvent, LearnReport, LearnRequest, SimilarityChange } from './contract.ts';
import type { Engine } from './engine.ts';
import { toStored } from './stored-adapters.ts';

export interface LearnContext {
  readonly engine: Engine;
  readonly db: Storage;
  readonly modelId: string;
  readonly clock: { readonly now: () => number; readonly newId: () => string };
}

/**
 * Learns from a stored person's verdicts, keeps the outcome as a new version where it is better, and puts it to use.
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
  const run = {
    id: clock.newId(),
    modelId,
    personaId: request.personaId,
    seed: request.seed,
    steps: request.steps ?? FINE_TUNE_DEFAULTS.steps,
    step: 0,
    baseVersion: engine.adapterVersion,
    startedAt: clock.now(),
    updatedAt: clock.now(),
  };
  const began = await db.saveLearningRun(run);
  if (!began.ok) return began;
  try {
    return await learnRun(
      { engine, db, modelId, clock },
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
  { engine, db, clock }: LearnContext,
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
  let version: AdapterVersion = { ...facts, version: engine.adapterVersion, createdAt: clock.now() };
  if (better) {
    const saved = await db.saveAdapter({ ...facts, ...toStored(adapter, engine.folder.config) }, run.id);
    if (!saved.ok) return saved;
    version = saved.value;
    engine.useAdapter(version.version, adapter);
  }
  return success({ kept: better, reason, version, similarities, losses, seconds });
}
