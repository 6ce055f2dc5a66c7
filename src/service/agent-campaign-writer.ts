import type { WriteCopy } from '../creative/compose-copy.ts';

/** What the model wrote for one brief and attempt, under a text that names both. */
export type Written = readonly [key: string, drafts: readonly string[]];

/**
 * Asks the model for copy and remembers its answers: a run hands out what the dry run showed, and one that was taken up
 * again goes on as if it had not been cut off, although a model need not write the same twice.
 */
export class RememberedWriter {
  readonly #ask: WriteCopy;
  readonly #known: Map<string, readonly string[]>;
  #fresh: Written[] = [];

  constructor(ask: WriteCopy, known: Iterable<Written> = []) {
    this.#ask = ask;
    this.#known = new Map(known);
  }

  /** As `composeCopy` asks for it. Rejects with the error `WritingStopped` where `signal` is given meanwhile. */
  writing(signal: AbortSignal): WriteCopy {
    // One listener for all that is written; nobody waits for it where nothing is being written.
    const end = stopped(signal);
    end.catch(() => {});
    return async (brief, attempt) => {
      const key = JSON.stringify([brief, attempt]);
      const before = this.#known.get(key);
      if (before !== undefined) return before;
      const drafts = await Promise.race([this.#ask(brief, attempt), end]);
      this.#known.set(key, drafts);
      this.#fresh.push([key, drafts]);
      return drafts;
    };
  }

  /** Everything that was written. */
  all(): readonly Written[] {
    return [...this.#known];
  }

  /** What was written since this was last asked. */
  takeFresh(): readonly Written[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}

export function isWritingStopped(error: unknown): boolean {
  return error instanceof Error && error.name === 'WritingStopped';
}

function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => {
      const error = new Error('Nobody waits for this copy any more.');
      error.name = 'WritingStopped';
      reject(error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
