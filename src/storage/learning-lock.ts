import { failure, type Result } from '../domain/result.ts';

const LOCK = 'offersmith:learning';

/**
 * Runs `learn` while no other tab learns, and answers `learning-elsewhere` at once when one does. The browser
 * gives the lock back by itself when the tab is closed. Without Web Locks (an insecure address, or Node), or where
 * the page may keep nothing and so may not lock either, there is nothing to hold, and `learn` runs.
 */
export async function withLearningLock<T>(
  learn: () => Promise<Result<T>>,
  locks: LockManager | undefined = globalThis.navigator?.locks,
): Promise<Result<T>> {
  if (locks === undefined) return learn();
  let begun = false;
  try {
    return await locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      begun = true;
      return lock === null
        ? failure(
            'learning-elsewhere',
            'Offersmith is already learning, here or in another tab. Wait until it is done.',
          )
        : learn();
    });
  } catch (error) {
    if (begun || !isRefusal(error)) throw error;
    return learn();
  }
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

function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'SecurityError';
}
