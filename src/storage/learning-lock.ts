import type { Failure, Result } from '../domain/result.ts';
import { isRefusal, withTabLock } from './tab-lock.ts';

const LOCK = 'offersmith:learning';

const ELSEWHERE: Failure = {
  type: 'learning-elsewhere',
  message: 'Offersmith is already learning, here or in another tab. Wait until it is done.',
};

/** Runs `learn` while no other tab learns; `learning-elsewhere` at once when one does. See `withTabLock`. */
export function withLearningLock<T>(
  learn: () => Promise<Result<T>>,
  locks: LockManager | undefined = globalThis.navigator?.locks,
): Promise<Result<T>> {
  return withTabLock(LOCK, ELSEWHERE, learn, locks);
}

/** Resolves when no tab learns any more; at once where tabs cannot know of each other. */
export async function untilNobodyLearns(
  locks: LockManager | undefined = globalThis.navigator?.locks,
): Promise<void> {
  try {
    await locks?.request(LOCK, { mode: 'shared' }, async () => {});
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

/** Whether the browser gives this page no locks; it then lets it keep nothing either. */
export async function locksAreRefused(
  locks: LockManager | undefined = globalThis.navigator?.locks,
): Promise<boolean> {
  if (locks === undefined) return false;
  try {
    await locks.query();
    return false;
  } catch (error) {
    return isRefusal(error);
  }
}
