import { type Remote, wrap } from 'comlink';
import { failure, type Result } from '../domain/result.ts';

interface Connection<Service> {
  readonly remote: Remote<Service>;
  /** Rejects when the worker ends; a call on a dead worker would otherwise wait for ever. */
  readonly died: Promise<never>;
  /** Ends the worker; calls under way come back with the reason. */
  end(reason: string): void;
}

/** A worker that is started by the first call, and again by the first call after it died. */
export interface WorkerConnection<Service> {
  /** Rejects with the error `WorkerStopped` where the worker dies meanwhile. */
  call<T>(use: (remote: Remote<Service>) => Promise<T>): Promise<T>;
  /** For methods that answer with a result: a dead worker is then the failure `worker-stopped`. */
  ask<T>(use: (remote: Remote<Service>) => Promise<Result<T>>): Promise<Result<T>>;
  /** Ends the worker and what it is doing; the next call starts a fresh one. */
  disconnect(): void;
}

/** @param part what stopped, in the words of the page: `The part of the page that writes offers`. */
export function connectWorker<Service>(startWorker: () => Worker, part: string): WorkerConnection<Service> {
  let current: Connection<Service> | undefined;

  function connect(): Connection<Service> {
    const worker = startWorker();
    let end = (_reason: string) => {};
    const died = new Promise<never>((_, reject) => {
      end = (reason) => {
        worker.terminate();
        if (current === connection) current = undefined;
        const error = new Error(reason);
        error.name = 'WorkerStopped';
        reject(error);
      };
    });
    died.catch(() => {});
    // Both a script that did not load and an uncaught error arrive here; only the latter has a message.
    worker.addEventListener('error', ({ message }) => end(message || 'Its script could not be loaded.'));
    const connection: Connection<Service> = { remote: wrap<Service>(worker), died, end };
    return connection;
  }

  async function call<T>(use: (remote: Remote<Service>) => Promise<T>): Promise<T> {
    current ??= connect();
    const { remote, died } = current;
    return Promise.race([use(remote), died]);
  }

  return {
    call,
    async ask(use) {
      try {
        return await call(use);
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'WorkerStopped') throw error;
        return failure(
          'worker-stopped',
          `${part} has stopped. ${error.message} Try again; if that does not help, load the page again.`,
        );
      }
    },
    disconnect: () => current?.end('It was ended.'),
  };
}
