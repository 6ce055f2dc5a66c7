import { proxy, wrap } from 'comlink';
import { failure, type Result } from '../domain/result.ts';
import type { OfferService } from './contract.ts';

export { untilNobodyLearns } from '../storage/learning-lock.ts';

interface Connection {
  readonly remote: ReturnType<typeof wrap<OfferService>>;
  /** Rejects when the worker ends; a call on a dead worker would otherwise wait for ever. */
  readonly died: Promise<never>;
  /** Ends the worker; calls under way come back with the reason. */
  end(reason: string): void;
}

export interface ConnectedOfferService extends OfferService {
  /** Ends the worker and what it is doing; the next call starts a fresh one. */
  disconnect(): void;
}

function connect(onDeath: (connection: Connection) => void): Connection {
  const worker = new Worker(new URL('../../workers/offer.worker.ts', import.meta.url), {
    type: 'module',
    name: 'offersmith',
  });
  let end = (_reason: string) => {};
  const died = new Promise<never>((_, reject) => {
    end = (reason) => {
      worker.terminate();
      onDeath(connection);
      const error = new Error(reason);
      error.name = 'WorkerStopped';
      reject(error);
    };
  });
  died.catch(() => {});
  // Both a script that did not load and an uncaught error arrive here; only the latter has a message.
  worker.addEventListener('error', ({ message }) => end(message || 'Its script could not be loaded.'));
  const connection: Connection = { remote: wrap<OfferService>(worker), died, end };
  return connection;
}

/**
 * The page's side of the worker. The worker is started by the first call, and again by the first call after it
 * died; a call that was under way then comes back as the failure `worker-stopped`.
 */
export function connectOfferService(): ConnectedOfferService {
  let current: Connection | undefined;

  function disconnect(): void {
    current?.end('It was ended.');
  }

  function connection(): Connection {
    current ??= connect((dead) => {
      if (current === dead) current = undefined;
    });
    return current;
  }

  async function call<T>(use: (remote: Connection['remote']) => Promise<T>): Promise<T> {
    const { remote, died } = connection();
    return Promise.race([use(remote), died]);
  }

  /** For methods that answer with a result: a dead worker is then one of the failures. */
  async function ask<T>(use: (remote: Connection['remote']) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await call(use);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'WorkerStopped') throw error;
      return failure(
        'worker-stopped',
        `The part of the page that writes offers has stopped. ${error.message} Try again; if that does not help, load the page again.`,
      );
    }
  }

  return {
    disconnect,
    models: () => ask((remote) => remote.models()),
    async start(options, onProgress) {
      const started = await ask((remote) => remote.start(options, proxy(onProgress)));
      // A runtime that did not start never will in the same worker; trying again must begin with a fresh one.
      if (!started.ok && started.failures.some(({ type }) => type === 'runtime-failed')) disconnect();
      return started;
    },
    info: () => call((remote) => remote.info()),
    generate: (request, onEvent) => ask((remote) => remote.generate(request, proxy(onEvent))),
    learn: (request, onEvent) => ask((remote) => remote.learn(request, proxy(onEvent))),
    cancel: (jobId) => call((remote) => remote.cancel(jobId)),
    personas: () => ask((remote) => remote.personas()),
    savePersona: (persona, id) => ask((remote) => remote.savePersona(persona, id)),
    removePersona: (id) => ask((remote) => remote.removePersona(id)),
    judge: (offerId, verdict) => ask((remote) => remote.judge(offerId, verdict)),
    unjudge: (offerId) => ask((remote) => remote.unjudge(offerId)),
    history: (personaId) => ask((remote) => remote.history(personaId)),
    map: (personaId) => ask((remote) => remote.map(personaId)),
    nearness: (personaId, texts) => ask((remote) => remote.nearness(personaId, texts)),
    adapters: () => ask((remote) => remote.adapters()),
    restoreAdapter: (version) => ask((remote) => remote.restoreAdapter(version)),
    exportAdapter: (version) => ask((remote) => remote.exportAdapter(version)),
    importAdapter: (files) => ask((remote) => remote.importAdapter(files)),
    eraseEverything: () => ask((remote) => remote.eraseEverything()),
  };
}
