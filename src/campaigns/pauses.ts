import { nextTask } from '../domain/next-task.ts';
import { LONGEST_HOLD_MS } from '../domain/steps.ts';

/**
 * For a calculation that waits for promises: to be called between its steps. What it gives resolves in a new task where
 * the thread was held for some time, else at once.
 */
export function createPauses(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_HOLD_MS) return;
    await nextTask();
    since = performance.now();
  };
}
