import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Result } from '../../src/domain/result.ts';
import { type ImportedData, importFile } from '../../src/profiling/import-file.ts';
import type { Imported } from '../../src/profiling/import-report.ts';
import { type Inspection, inspectFile } from '../../src/profiling/inspect-file.ts';

/** After every date of the data. */
export const NOW = Date.UTC(2026, 0, 1);

const data = path.join(import.meta.dirname, '../../../shared/data');
/** Real files lie beside the project and are not part of it. */
export const hasRealData = existsSync(path.join(data, 'cdnow.txt'));
export const SKIPPED = hasRealData ? '' : ' (skipped: ../shared/data is not there)';

export function realFile(name: string): Blob {
  return new Blob([readFileSync(path.join(data, name))]);
}

export function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failures));
  return result.value;
}

export function failureOf(result: Result<unknown>): { readonly type: string; readonly message: string } {
  const [first] = result.ok ? [] : result.failures;
  if (first === undefined) throw new Error('expected a failure');
  return first;
}

export async function inspected(text: string | Uint8Array<ArrayBuffer>): Promise<Inspection> {
  return good(await inspectFile(new Blob([text])));
}

/** Inspects and imports under the guesses alone. */
export async function imported(text: string | Uint8Array<ArrayBuffer>): Promise<Imported<ImportedData>> {
  const blob = new Blob([text]);
  return good(await importFile(blob, good(await inspectFile(blob)), { now: NOW }));
}
