import { proxy } from 'comlink';
import type { CampaignService } from './agent-campaign-contract.ts';
import type { AgentService } from './agent-contract.ts';
import { connectWorker } from './worker-connection.ts';

/**
 * The page's side of the worker that knows the customers and runs campaigns. It is another one than the worker that
 * writes, so that an import does not hold up an offer; the first call starts it.
 */
export function connectAgentService(): AgentService & CampaignService {
  const { call, ask } = connectWorker<AgentService & CampaignService>(
    () =>
      new Worker(new URL('../../workers/agent.worker.ts', import.meta.url), {
        type: 'module',
        name: 'offersmith-customers',
      }),
    'The part of the page that knows the customers',
  );
  const proxied = <T extends object>(callback: T | undefined) =>
    callback === undefined ? undefined : proxy(callback);
  return {
    inspect: (file, byHand) => ask((remote) => remote.inspect(file, byHand)),
    revise: (plan, change) => ask((remote) => remote.revise(plan, change)),
    importFiles: (request, onProgress) => ask((remote) => remote.importFiles(request, proxy(onProgress))),
    cancel: (jobId) => call((remote) => remote.cancel(jobId)),
    overview: () => ask((remote) => remote.overview()),
    customers: (query) => ask((remote) => remote.customers(query)),
    customer: (id) => ask((remote) => remote.customer(id)),
    eraseCustomers: () => ask((remote) => remote.eraseCustomers()),

    inspectRewards: (file) => ask((remote) => remote.inspectRewards(file)),
    importRewards: (file) => ask((remote) => remote.importRewards(file)),
    useSimulatedRewards: () => ask((remote) => remote.useSimulatedRewards()),
    rewardOverview: () => ask((remote) => remote.rewardOverview()),
    rewards: (query) => ask((remote) => remote.rewards(query)),
    eraseRewards: () => ask((remote) => remote.eraseRewards()),

    campaignChoices: () => ask((remote) => remote.campaignChoices()),
    countAudience: (draft, campaignId) => ask((remote) => remote.countAudience(draft, campaignId)),
    dryRun: (request, onProgress, write) =>
      ask((remote) => remote.dryRun(request, proxy(onProgress), proxied(write))),
    saveCampaign: (draft, at) => ask((remote) => remote.saveCampaign(draft, at)),
    campaigns: () => ask((remote) => remote.campaigns()),
    removeCampaign: (id) => ask((remote) => remote.removeCampaign(id)),
    eraseCampaigns: () => ask((remote) => remote.eraseCampaigns()),

    startRun: (request, onProgress, write) =>
      ask((remote) => remote.startRun(request, proxy(onProgress), proxied(write))),
    resumeRun: (request, onProgress, write) =>
      ask((remote) => remote.resumeRun(request, proxy(onProgress), proxied(write))),
    cancelRun: (runId) => ask((remote) => remote.cancelRun(runId)),
    runs: (campaignId) => ask((remote) => remote.runs(campaignId)),
    run: (runId) => ask((remote) => remote.run(runId)),
    removeRun: (runId) => ask((remote) => remote.removeRun(runId)),

    offers: (query) => ask((remote) => remote.offers(query)),
    offer: (source, customerId) => ask((remote) => remote.offer(source, customerId)),
    log: (query) => ask((remote) => remote.log(query)),
    verifyLog: (runId, onProgress) => ask((remote) => remote.verifyLog(runId, proxy(onProgress))),
    replayDecision: (runId, entry) => ask((remote) => remote.replayDecision(runId, entry)),
    exportLog: (runId) => ask((remote) => remote.exportLog(runId)),

    countByRule: (runId, rule) => ask((remote) => remote.countByRule(runId, rule)),
    approveOffers: (request) => ask((remote) => remote.approveOffers(request)),
    refuseOffers: (request) => ask((remote) => remote.refuseOffers(request)),
    editOffer: (runId, offerId, text, by) => ask((remote) => remote.editOffer(runId, offerId, text, by)),
    markSent: (runId, by) => ask((remote) => remote.markSent(runId, by)),

    importedCodes: () => ask((remote) => remote.importedCodes()),
    exportRun: (request) => ask((remote) => remote.exportRun(request)),
    exportCalendar: (campaignId) => ask((remote) => remote.exportCalendar(campaignId)),
    results: (request) => ask((remote) => remote.results(request)),
    simulateResults: (request) => ask((remote) => remote.simulateResults(request)),
    dueCampaigns: () => ask((remote) => remote.dueCampaigns()),
  };
}
