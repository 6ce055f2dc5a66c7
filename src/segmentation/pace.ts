import { nextTask } from '../domain/next-task.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { LONGEST_HOLD_MS } from '../domain/steps.ts';

/** Lets a long computation give way to waiting messages, and hear that it was cancelled. */
export interface Pace {
  /** Resolves with false once the signal is raised; waits for a new task only when the last one has run long. */
  goOn(): Promise<boolean>;
}

/** @param now milliseconds; it decides when to give way and never what is computed. */
export function createPace(signal?: AbortSignal, now: () => number = () => performance.now()): Pace {
  let began = now();
  return {
    async goOn() {
      if (signal?.aborted) return false;
      if (now() - began < LONGEST_HOLD_MS) return true;
      await nextTask();
      began = now();
      return !signal?.aborted;
    },
  };
}

export function cancelled(): Result<never> {
  return failure('cancelled', 'Grouping the customers was stopped. Nothing was changed.');
}

/** Runs a calculation that yields between its steps at this pace. @returns `cancelled` when the pace says so. */
export async function runPaced<T>(steps: Generator<void, T>, pace: Pace): Promise<Result<T>> {
  let since = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return success(value);
    if (performance.now() - since < LONGEST_HOLD_MS) continue;
    if (!(await pace.goOn())) return cancelled();
    since = performance.now();
  }
}
