import { proxy } from 'comlink';
import type { OfferService } from './contract.ts';
import { connectWorker } from './worker-connection.ts';

export { untilNobodyLearns } from '../storage/learning-lock.ts';

export interface ConnectedOfferService extends OfferService {
  /** Ends the worker and what it is doing; the next call starts a fresh one. */
  disconnect(): void;
}

/**
 * The page's side of the worker. The worker is started by the first call, and again by the first call after it
 * died; a call that was under way then comes back as the failure `worker-stopped`.
 */
export function connectOfferService(): ConnectedOfferService {
  const { call, ask, disconnect } = connectWorker<OfferService>(
    () =>
      new Worker(new URL('../../workers/offer.worker.ts', import.meta.url), {
        type: 'module',
        name: 'offersmith',
      }),
    'The part of the page that writes offers',
  );

  return {
    disconnect,
    models: () => ask((remote) => remote.models()),
    async start(options, onProgress) {
      const started = await ask((remote) => remote.start(options, proxy(onProgress)));
      // A runtime that did not start never will in the same worker; trying again must begin with a fresh one.
      if (!started.ok && started.failures.some(({ type }) => type === 'runtime-failed')) disconnect();
      return started;
    },
    // Where it fails, another model may be in use in that worker.
    useModel: (modelId, onProgress) => ask((remote) => remote.useModel(modelId, proxy(onProgress))),
    info: () => call((remote) => remote.info()),
    generate: (request, onEvent) => ask((remote) => remote.generate(request, proxy(onEvent))),
    writeCopy: (request) => ask((remote) => remote.writeCopy(request)),
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
    adapters: (whose) => ask((remote) => remote.adapters(whose)),
    restoreAdapter: (version) => ask((remote) => remote.restoreAdapter(version)),
    exportAdapter: (version) => ask((remote) => remote.exportAdapter(version)),
    importAdapter: (files) => ask((remote) => remote.importAdapter(files)),
    eraseEverything: () => ask((remote) => remote.eraseEverything()),
  };
}
