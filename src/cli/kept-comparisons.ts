import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What is known of one prompt. */
export interface Comparison {
  /** Of the prompt's tokens, so that another prompt in its place is noticed. */
  readonly prompt: string;
  readonly sameText: boolean;
  /** Of the first token's logits: largest difference over the largest value. */
  readonly error: number;
}

/** Comparisons made so far, by run and place of the prompt; kept in a file, so that a long run can be taken up again. */
export interface KeptComparisons {
  find(run: string, index: number, prompt: string): Comparison | undefined;
  add(run: string, index: number, comparison: Comparison): Promise<void>;
  /** Writes what has been added since the last writing. */
  flush(): Promise<void>;
}

/** Between two writings, so that a quick run is not slowed down. */
const EVERY_MS = 2000;

/**
 * @param key names the weights that are compared: what was kept of others does not count.
 * @param fresh what was kept does not count either way.
 */
export async function keptComparisons(file: string, key: string, fresh = false): Promise<KeptComparisons> {
  const runs = fresh ? {} : await readRuns(file, key);
  let written = performance.now();
  let unwritten = false;

  async function flush(): Promise<void> {
    if (!unwritten) return;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}.part`, JSON.stringify({ key, runs }));
    await rename(`${file}.part`, file);
    unwritten = false;
    written = performance.now();
  }

  return {
    find(run, index, prompt) {
      const known = runs[run]?.[index];
      return known?.prompt === prompt ? known : undefined;
    },
    async add(run, index, comparison) {
      runs[run] = { ...runs[run], [index]: comparison };
      unwritten = true;
      if (performance.now() - written >= EVERY_MS) await flush();
    },
    flush,
  };
}

type Runs = Record<string, Record<number, Comparison>>;

/** Nothing where there is no file, where it is damaged, or where it is of other weights: it can be made again. */
async function readRuns(file: string, key: string): Promise<Runs> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!isKept(kept) || kept.key !== key) return {};
    return kept.runs;
  } catch {
    return {};
  }
}

function isKept(value: unknown): value is { readonly key: string; readonly runs: Runs } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    'runs' in value &&
    typeof value.runs === 'object' &&
    value.runs !== null
  );
}
