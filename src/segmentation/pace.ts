import { nextTask } from '../domain/next-task.ts';
import { failure, type Result } from '../domain/result.ts';

/** Lets a long computation give way to waiting messages, and hear that it was cancelled. */
export interface Pace {
  /** Resolves with false once the signal is raised; waits for a new task only when the last one has run long. */
  goOn(): Promise<boolean>;
}

/** Less than a frame, so that a page that computes without a worker still answers. */
const LONGEST_TASK_MS = 12;

/** @param now milliseconds; it decides when to give way and never what is computed. */
export function createPace(signal?: AbortSignal, now: () => number = () => performance.now()): Pace {
  let began = now();
  return {
    async goOn() {
      if (signal?.aborted) return false;
      if (now() - began < LONGEST_TASK_MS) return true;
      await nextTask();
      began = now();
      return !signal?.aborted;
    },
  };
}

export function cancelled(): Result<never> {
  return failure('cancelled', 'Grouping the customers was stopped. Nothing was changed.');
}
