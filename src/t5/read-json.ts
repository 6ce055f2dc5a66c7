import { failure, type Result, success } from '../domain/result.ts';
import type { FileSource } from './file-source.ts';

/** Reads a JSON file of a model folder; `model-file-altered` where it is no JSON. */
export async function readJson(source: FileSource, path: string): Promise<Result<unknown>> {
  const bytes = await source.read(path);
  return bytes.ok ? parseJson(bytes.value, path) : bytes;
}

/** Parses UTF-8 JSON; `model-file-altered` where it is none. */
export function parseJson(bytes: Uint8Array, path: string): Result<unknown> {
  try {
    return success(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return failure('model-file-altered', `${path} is not valid JSON. Fetch the file again.`, path);
  }
}
