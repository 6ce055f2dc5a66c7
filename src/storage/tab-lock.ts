import type { Failure, Result } from '../domain/result.ts';

/**
 * Runs `work` while no other tab holds the lock, and answers `elsewhere` at once when one does. The browser gives the
 * lock back by itself when the tab is closed. Without Web Locks (an insecure address, or Node), or where the page may
 * keep nothing and so may not lock either, there is nothing to hold, and `work` runs.
 */
export async function withTabLock<T>(
  name: string,
  elsewhere: Failure,
  work: () => Promise<Result<T>>,
  locks: LockManager | undefined,
): Promise<Result<T>> {
  if (locks === undefined) return work();
  let begun = false;
  try {
    return await locks.request(name, { ifAvailable: true }, async (lock) => {
      begun = true;
      return lock === null ? { ok: false as const, failures: [elsewhere] } : work();
    });
  } catch (error) {
    if (begun || !isRefusal(error)) throw error;
    return work();
  }
}

/** Whether a tab, this one included, holds the lock; false where tabs cannot know of each other. */
export async function isTabLocked(name: string, locks: LockManager | undefined): Promise<boolean> {
  try {
    const { held = [] } = (await locks?.query()) ?? {};
    return held.some((lock) => lock.name === name);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}

/** Whether an error says that the browser gives this page no locks; it then lets it keep nothing either. */
export function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'SecurityError';
}
