import type { Breathe } from './breathe.ts';

/** Runs a calculation that yields between its steps to its end, at once. */
export function runSteps<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** As `runSteps`, with a pause between steps where one is due. */
export async function runPausing<T>(steps: Generator<void, T>, breathe: Breathe): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await breathe();
  }
}
