import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { ArmOutcome } from './on-device-run.ts';

const Outcomes = v.record(
  v.string(),
  v.object({
    shares: v.array(v.number()),
    learned: v.number(),
    rolledBack: v.number(),
    lost: v.exactOptional(v.number()),
  }),
);

/** What each arm made of one person with one seed, kept in a file a person, so that a long run can be taken up again. */
export interface KeptOutcomes {
  /** By arm; empty where nothing is kept, or where the file is damaged: it can be made again. */
  find(person: number, seed: number): Promise<Readonly<Record<string, ArmOutcome>>>;
  keep(person: number, seed: number, outcomes: Readonly<Record<string, ArmOutcome>>): Promise<void>;
}

/**
 * @param folder of one model and one way of measuring: what is kept of others lies elsewhere.
 * @param fresh what was kept before does not count, and is written over.
 */
export function keptOutcomes(folder: string, fresh = false): KeptOutcomes {
  const own = new Set<string>();
  const file = (person: number, seed: number) => path.join(folder, `seed-${seed}-person-${person}.json`);
  return {
    async find(person, seed) {
      if (fresh && !own.has(file(person, seed))) return {};
      try {
        const kept = v.safeParse(Outcomes, JSON.parse(await readFile(file(person, seed), 'utf8')));
        return kept.success ? kept.output : {};
      } catch {
        return {};
      }
    },
    async keep(person, seed, outcomes) {
      await mkdir(folder, { recursive: true });
      const target = file(person, seed);
      own.add(target);
      await writeFile(`${target}.part`, JSON.stringify(outcomes));
      await rename(`${target}.part`, target);
    },
  };
}
