import type {
  CampaignDraft,
  CampaignService,
  RunOverview,
} from '../../src/service/agent-campaign-contract.ts';
import type { AgentService } from '../../src/service/agent-contract.ts';
import { device, plannedSample, unwrap } from './agent-support.ts';

export type Service = AgentService & CampaignService;
export const quiet = () => {};

export const SPRING: CampaignDraft = { name: 'Spring, please', goal: 'repeat', holdOut: 0.2 };

/** The sample's customers and rewards, on a device of their own. */
export async function business(here = device()) {
  const service = here.start();
  const files = await plannedSample(service);
  unwrap(await service.importFiles({ jobId: 'import', files, mode: 'add', simulated: true }, quiet));
  unwrap(await service.useSimulatedRewards());
  return { here, service };
}

export async function finishedRun(
  service: Service,
  draft: CampaignDraft = SPRING,
): Promise<RunOverview & { readonly campaignId: string }> {
  const { id } = unwrap(await service.saveCampaign(draft));
  return unwrap(await service.startRun({ jobId: 'run', campaignId: id }, quiet));
}

export const everybody = { search: '', offset: 0, count: 1000 };
