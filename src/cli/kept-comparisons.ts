import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';

/** What is known of one prompt. */
export interface Comparison {
  /** Of the prompt's tokens, so that another prompt in its place is noticed. */
  readonly prompt: string;
  readonly sameText: boolean;
  /** Of the first token's logits: largest difference over the largest value. */
  readonly error: number;
}

/** The comparisons that a run has made so far, kept in a file, so that a long run can be taken up again. */
export interface KeptComparisons {
  find(index: number, prompt: string): Comparison | undefined;
  add(index: number, comparison: Comparison): Promise<void>;
  /** Writes what has been added since the last writing. */
  flush(): Promise<void>;
}

/** Between two writings, so that a quick run is not slowed down. */
const EVERY_MS = 2000;

/**
 * @param file of this run alone, so that several may run side by side.
 * @param key names the weights that are compared: what was kept of others does not count.
 * @param fresh what was kept does not count either way.
 */
export async function keptComparisons(file: string, key: string, fresh = false): Promise<KeptComparisons> {
  const known = new Map(fresh ? [] : await readKept(file, key));
  let written = performance.now();
  let unwritten = false;

  async function flush(): Promise<void> {
    if (!unwritten) return;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}.part`, JSON.stringify({ key, comparisons: [...known] }));
    await rename(`${file}.part`, file);
    unwritten = false;
    written = performance.now();
  }

  return {
    find(index, prompt) {
      const found = known.get(index);
      return found?.prompt === prompt ? found : undefined;
    },
    async add(index, comparison) {
      known.set(index, comparison);
      unwritten = true;
      if (performance.now() - written >= EVERY_MS) await flush();
    },
    flush,
  };
}

const Kept = v.object({
  key: v.string(),
  /** By the place of the prompt. */
  comparisons: v.array(
    v.tuple([v.number(), v.object({ prompt: v.string(), sameText: v.boolean(), error: v.number() })]),
  ),
});

/** Nothing where there is no file, where it is damaged, or where it is of other weights: it can be made again. */
async function readKept(file: string, key: string): Promise<readonly (readonly [number, Comparison])[]> {
  try {
    const kept = v.safeParse(Kept, JSON.parse(await readFile(file, 'utf8')));
    return kept.success && kept.output.key === key ? kept.output.comparisons : [];
  } catch {
    return [];
  }
}
