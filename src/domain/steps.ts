import { nextTask } from './next-task.ts';

/**
 * A page has to be answered within 50 ms, and an answer that needs the database takes several tasks to be made: the
 * thread is held this long before those that wait have their turn.
 */
export const LONGEST_HOLD_MS = 5;

/** Runs a calculation that yields between its steps; waits for a new task where the thread was held for some time. */
export async function runPausing<T>(steps: Generator<void, T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() - since < LONGEST_HOLD_MS) continue;
    await nextTask();
    since = performance.now();
  }
}

/** Runs such a calculation to its end at once. */
export function runSteps<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
