import { nextTask } from '../domain/next-task.ts';

/** A page has to be answered within 50 ms; this leaves the messages that wait their turn well before. */
const LONGEST_HOLD_MS = 12;

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
