import { failure, type Result } from '../domain/result.ts';

/**
 * Runs `learn` while no other tab learns, and answers `learning-elsewhere` at once when one does. The browser
 * gives the lock back by itself when the tab is closed. Without Web Locks (an insecure address, or Node) there
 * is nothing to hold, and `learn` runs.
 */
export async function withLearningLock<T>(
  learn: () => Promise<Result<T>>,
  locks: LockManager | undefined = globalThis.navigator?.locks,
): Promise<Result<T>> {
  if (locks === undefined) return learn();
  return locks.request('offersmith:learning', { ifAvailable: true }, async (lock) =>
    lock === null
      ? failure(
          'learning-elsewhere',
          'Offersmith is already learning, here or in another tab. Wait until it is done.',
        )
      : learn(),
  );
}
