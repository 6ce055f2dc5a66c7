import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../domain/result.ts';
import type { TrainingState } from './trainer.ts';

const NUMBERS = ['parameters', 'm', 'v'] as const;

/**
 * Writes a training state so that a crash leaves the checkpoint before whole: numbers first under another
 * name, then one rename. `settings` are kept with it, and a later run with others is told so.
 */
export async function saveCheckpoint(folder: string, state: TrainingState, settings: unknown): Promise<void> {
  await mkdir(folder, { recursive: true });
  const header = new TextEncoder().encode(
    JSON.stringify({ step: state.step, size: state.parameters.length, settings }),
  );
  const length = new Uint8Array(Uint32Array.of(header.length).buffer);
  const parts = NUMBERS.map(
    (name) => new Uint8Array(state[name].buffer, state[name].byteOffset, state[name].byteLength),
  );
  const file = path.join(folder, 'checkpoint.bin');
  await writeFile(`${file}.part`, Buffer.concat([length, header, ...parts]));
  await rename(`${file}.part`, file);
}

/**
 * @param settings those of the training that goes on; left out, a checkpoint of any training is read.
 * @returns undefined where there is none; `checkpoint-unreadable`, or `checkpoint-invalid` where it is damaged; `checkpoint-other` where
 *   it was written with other settings, which would mix two trainings.
 */
export async function loadCheckpoint(
  folder: string,
  settings?: unknown,
): Promise<Result<TrainingState | undefined>> {
  const file = path.join(folder, 'checkpoint.bin');
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return success(undefined);
    const why = error instanceof Error ? error.message : String(error);
    return failure('checkpoint-unreadable', `${file} could not be read: ${why}`, file);
  }
  const damaged = () =>
    failure('checkpoint-invalid', `${file} is damaged. Delete it to start the training anew.`, file);
  if (bytes.length < 4) return damaged();
  const headerEnd = 4 + bytes.readUInt32LE(0);
  const header = readHeader(bytes.toString('utf8', 4, headerEnd));
  if (header === undefined) return damaged();
  if (bytes.length !== headerEnd + 12 * header.size) return damaged();
  if (settings !== undefined && JSON.stringify(header.settings) !== JSON.stringify(settings)) {
    return failure(
      'checkpoint-other',
      `${file} comes from a training with other settings. Give the same ones, choose another folder with --work, or delete it.`,
      file,
    );
  }
  const numbers = (index: number) => {
    const start = headerEnd + 4 * header.size * index;
    // Copied, since the numbers in the file need not lie at a multiple of four.
    return new Float32Array(new Uint8Array(bytes.subarray(start, start + 4 * header.size)).buffer);
  };
  return success({ parameters: numbers(0), m: numbers(1), v: numbers(2), step: header.step });
}

function readHeader(
  text: string,
): { readonly step: number; readonly size: number; readonly settings: unknown } | undefined {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { step, size, settings } = (header ?? {}) as Record<string, unknown>;
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
  return isCount(step) && isCount(size) ? { step, size, settings } : undefined;
}
