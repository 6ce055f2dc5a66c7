import type { Result } from '../domain/result.ts';
import type { Storage } from '../storage/storage.ts';
import type { LoadProgress, StartOptions } from './contract.ts';
import type { Engine } from './engine.ts';
import type { EngineHost } from './engine-host.ts';

/** The setting that names the listed model that the person chose; null where it is left to the device. */
const CHOSEN_MODEL = 'chosenModel';

const NO_LONGER_LISTED =
  'The model that you had chosen is no longer offered here, so one was chosen for this device. What you judged is kept.';
const NOT_KEPT =
  'Your choice of a model could not be stored, so it holds only until this page is loaded again.';

export interface Choosing {
  readonly host: EngineHost;
  readonly db: Storage;
  /** Hears what the person should know. */
  readonly notice: (text: string) => void;
  readonly onProgress: (progress: LoadProgress) => void;
}

/** Starts the model that was chosen at an earlier visit; what is no longer listed is forgotten, and said. */
export async function startChosen(
  { host, db, notice, onProgress }: Choosing,
  wanted: StartOptions,
): Promise<Result<Engine>> {
  const chosen = await db.setting(CHOSEN_MODEL);
  if (!chosen.ok) return chosen;
  if (typeof chosen.value !== 'string') return host.start(wanted, onProgress);
  const engine = await host.start({ ...wanted, modelId: chosen.value }, onProgress, 'person');
  if (engine.ok || !engine.failures.some(({ type }) => type === 'model-unknown')) return engine;
  const forgotten = await db.saveSetting(CHOSEN_MODEL, null);
  if (!forgotten.ok) return forgotten;
  notice(NO_LONGER_LISTED);
  return host.start(wanted, onProgress);
}

/** Starts a listed model, or without an id the one for this device, and keeps that for later once it is up. */
export async function startAndKeep(
  { host, db, notice, onProgress }: Choosing,
  modelId: string | undefined,
): Promise<Result<Engine>> {
  const engine = await host.start(modelId === undefined ? {} : { modelId }, onProgress, 'person');
  if (!engine.ok) return engine;
  const kept = await db.saveSetting(CHOSEN_MODEL, modelId ?? null);
  if (!kept.ok) notice(NOT_KEPT);
  return engine;
}
