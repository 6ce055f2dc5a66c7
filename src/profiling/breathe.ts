import { nextTask } from '../domain/next-task.ts';
import { LONGEST_HOLD_MS } from '../domain/steps.ts';
import { ImportStop } from './import-stop.ts';

/** Lets a long calculation pause. Call it often: it waits only when the thread was held for some time. */
export type Breathe = () => Promise<void>;

/**
 * Pauses in a new task, so that a worker hears its messages, a cancel among them.
 * The function it returns ends the reading with the failure `cancelled` once the signal is given.
 */
export function createBreathe(signal?: AbortSignal): Breathe {
  let since = performance.now();
  return async () => {
    stopIfCancelled(signal);
    if (performance.now() - since < LONGEST_HOLD_MS) return;
    await nextTask();
    stopIfCancelled(signal);
    since = performance.now();
  };
}

function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw new ImportStop('cancelled', 'It was cancelled; nothing was kept. Start it again to go on.');
  }
}
