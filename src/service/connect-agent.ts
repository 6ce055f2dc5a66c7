import { proxy } from 'comlink';
import type { AgentService } from './agent-contract.ts';
import { connectWorker } from './worker-connection.ts';

/**
 * The page's side of the worker that knows the customers. It is another one than the worker that writes, so that an
 * import does not hold up an offer; the first call starts it.
 */
export function connectAgentService(): AgentService {
  const { call, ask } = connectWorker<AgentService>(
    () =>
      new Worker(new URL('../../workers/agent.worker.ts', import.meta.url), {
        type: 'module',
        name: 'offersmith-customers',
      }),
    'The part of the page that knows the customers',
  );
  return {
    inspect: (file) => ask((remote) => remote.inspect(file)),
    revise: (plan, change) => ask((remote) => remote.revise(plan, change)),
    importFiles: (request, onProgress) => ask((remote) => remote.importFiles(request, proxy(onProgress))),
    cancel: (jobId) => call((remote) => remote.cancel(jobId)),
    overview: () => ask((remote) => remote.overview()),
    customers: (query) => ask((remote) => remote.customers(query)),
    customer: (id) => ask((remote) => remote.customer(id)),
    eraseCustomers: () => ask((remote) => remote.eraseCustomers()),
  };
}
