import type { PersonOutcome } from '../campaigns/kpis.ts';
import { answersFromOutcomes, learnFromRun } from '../campaigns/learn-from-run.ts';
import { type Result, success } from '../domain/result.ts';
import { type Learned, nothingLearned, readLearned } from '../matching/reward-bandit.ts';
import { withRunLock } from '../storage/run-lock.ts';
import type { JsonValue } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { isOfRun, type LoadedRun } from './agent-campaign-run-book.ts';

const SETTING = 'learnedFromRuns';

/** What earlier runs taught; nothing where that cannot be read any more. */
export async function keptLearned(storage: Storage): Promise<Result<Learned>> {
  const setting = await storage.setting(SETTING);
  if (!setting.ok) return setting;
  const learned = readLearned(setting.value);
  return success(learned.ok ? learned.value : nothingLearned());
}

/** Names what was learned so far, to notice that it has changed. */
export function learnedKey({ runs }: Learned): string {
  return runs.join(' ');
}

/**
 * Teaches the next campaigns what came of a run, once. True where they know it by now; false where another tab is just
 * handing out offers, which go by what was known before.
 */
export async function learnOnce(
  storage: Storage,
  { run, entries, material }: LoadedRun,
  outcomes: readonly PersonOutcome[],
): Promise<Result<boolean>> {
  const learnt = await withRunLock(async () => {
    const before = await keptLearned(storage);
    if (!before.ok) return before;
    if (before.value.runs.includes(run.id)) return success(true);
    const { open } = material.plan.pool;
    const after = learnFromRun(before.value, entries.filter(isOfRun), open, answersFromOutcomes(outcomes));
    if (!after.ok) return after;
    // Plain JSON, which an interface cannot be known to be.
    const saved = await storage.saveSetting(SETTING, after.value as unknown as JsonValue);
    return saved.ok ? success(true) : saved;
  });
  return !learnt.ok && learnt.failures[0]?.type === 'run-elsewhere' ? success(false) : learnt;
}

export function forgetLearned(storage: Storage): Promise<Result<void>> {
  return storage.saveSetting(SETTING, null);
}
