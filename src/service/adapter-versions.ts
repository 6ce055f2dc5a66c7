import { fitAdapter } from '../adapter/fit-adapter.ts';
import type { Adapter } from '../adapter/lora.ts';
import { readPeft, writePeft } from '../adapter/peft.ts';
import type { AdapterVersion } from '../domain/adapter-version.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { StoredAdapter } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import type { ModelFolder } from '../t5/model-folder.ts';
import type { AdapterFiles } from './contract.ts';
import { DEFAULT_LORA, type Engine } from './engine.ts';
import { fromStored, toStored } from './stored-adapters.ts';

/** What is known of an adapter that was learned elsewhere. */
const UNKNOWN = { before: Number.NaN, after: Number.NaN };

/** Whether a version was imported, and not learned here. */
export function broughtFromElsewhere({ steps, feedbackCount }: AdapterVersion): boolean {
  return steps === 0 && feedbackCount === 0;
}

/** Undefined where an adapter was learned with other weights, or does not fit. */
export function usable(stored: StoredAdapter, { hash, config }: ModelFolder): Adapter | undefined {
  return stored.modelHash === hash ? fromStored(stored, config, DEFAULT_LORA) : undefined;
}

export function mismatch(version: number): Result<never> {
  return failure('adapter-mismatch', `Version ${version} belongs to another version of the model.`);
}

/** A stored version in the PEFT format. Fails with `adapter-unknown` or `adapter-mismatch`. */
export async function exportVersion(
  db: Storage,
  modelId: string,
  version: number,
  { config }: ModelFolder,
): Promise<Result<AdapterFiles>> {
  const found = await db.adapter(modelId, version);
  if (!found.ok) return found;
  const adapter = fromStored(found.value, config, DEFAULT_LORA);
  if (!adapter) return mismatch(version);
  return success(writePeft(adapter, { id: modelId, hash: found.value.modelHash }));
}

/** Keeps a PEFT adapter as a new version and puts it to use. Fails as `readPeft`, `fitAdapter` and storage do. */
export async function importVersion(
  engine: Engine,
  db: Storage,
  modelId: string,
  files: AdapterFiles,
): Promise<Result<AdapterVersion>> {
  const { config, hash } = engine.folder;
  const read = readPeft(files, config, hash);
  if (!read.ok) return read;
  const fitted = fitAdapter(read.value, config, DEFAULT_LORA);
  if (!fitted.ok) return fitted;
  const saved = await db.saveAdapter({
    modelId,
    modelHash: hash,
    steps: 0,
    feedbackCount: 0,
    heldBack: UNKNOWN,
    replay: UNKNOWN,
    ...toStored(fitted.value, config),
  });
  if (saved.ok) engine.useAdapter(saved.value.version, fitted.value);
  return saved;
}
