import type { Failure, Result } from '../domain/result.ts';
import { isTabLocked, withTabLock } from './tab-lock.ts';

const LOCK = 'offersmith:campaign-run';
const ELSEWHERE: Failure = {
  type: 'run-elsewhere',
  message: 'A run is going on in another tab. Wait until it is done, or pause it there.',
};

/** Runs `work` while no other tab hands out offers; `run-elsewhere` at once when one does. See `withTabLock`. */
export function withRunLock<T>(
  work: () => Promise<Result<T>>,
  locks: LockManager | undefined = globalThis.navigator?.locks,
): Promise<Result<T>> {
  return withTabLock(LOCK, ELSEWHERE, work, locks);
}

/** Whether a run is going on, here or in another tab. */
export function somebodyRuns(locks: LockManager | undefined = globalThis.navigator?.locks): Promise<boolean> {
  return isTabLocked(LOCK, locks);
}
