import { failure, type Result } from '../domain/result.ts';

const LOCK = 'offersmith:campaign-run';

/**
 * Runs `work` while no other tab hands out offers, and answers `run-elsewhere` at once when one does. The browser gives
 * the lock back by itself when the tab is closed. Without Web Locks, or where the page may keep nothing and so may not
 * lock either, there is nothing to hold, and `work` runs.
 */
export async function withRunLock<T>(
  work: () => Promise<Result<T>>,
  locks: LockManager | undefined = globalThis.navigator?.locks,
): Promise<Result<T>> {
  if (locks === undefined) return work();
  let begun = false;
  try {
    return await locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      begun = true;
      return lock === null
        ? failure(
            'run-elsewhere',
            'A run is going on in another tab. Wait until it is done, or pause it there.',
          )
        : work();
    });
  } catch (error) {
    if (begun || !isRefusal(error)) throw error;
    return work();
  }
}

/** Whether a run is going on, here or in another tab; false where tabs cannot know of each other. */
export async function somebodyRuns(
  locks: LockManager | undefined = globalThis.navigator?.locks,
): Promise<boolean> {
  try {
    const { held = [] } = (await locks?.query()) ?? {};
    return held.some(({ name }) => name === LOCK);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'SecurityError';
}
