import { selectAudience } from '../campaigns/audience.ts';
import { missedRuns } from '../campaigns/schedule.ts';
import { type Result, success } from '../domain/result.ts';
import { runPausing } from '../domain/steps.ts';
import type { StoredCampaign, StoredRun } from '../storage/schema.ts';
import type { CampaignDraft, DueCampaign } from './agent-campaign-contract.ts';
import { campaignTitle, type ReadDraft, readDraft } from './agent-campaign-draft.ts';
import { audienceInputs } from './agent-campaign-inputs.ts';
import { aboutOf } from './agent-campaign-run-parts.ts';
import type { AgentDesk } from './agent-desk.ts';

/** How many people an import calls for, by campaign and import: it is asked every minute, and changes with neither. */
export type CalledFor = Map<string, number>;

/** Campaigns that their schedule calls for now; one of another version is left out. @param called what was counted before. */
export function dueCampaigns(desk: AgentDesk, called: CalledFor): Promise<Result<readonly DueCampaign[]>> {
  return desk.stored(async (storage) => {
    const campaigns = await storage.campaigns.campaigns();
    if (!campaigns.ok) return campaigns;
    const runs = await storage.campaigns.runs();
    if (!runs.ok) return runs;
    const due: DueCampaign[] = [];
    for (const campaign of campaigns.value) {
      const read = readDraft(campaign.draft as CampaignDraft, campaign.id);
      if (!read.ok) continue;
      const own = runs.value.filter(({ campaignId }) => campaignId === campaign.id);
      if (own.some(({ status }) => status === 'running' || status === 'paused')) continue;
      const one =
        dueByTime(campaign, read.value, own, desk.now()) ??
        (await dueByBehaviour(desk, campaign, read.value, own, called));
      if (one !== undefined) due.push(one);
    }
    return success(due);
  });
}

function dueByTime(
  { id }: StoredCampaign,
  { campaign }: ReadDraft,
  runs: readonly StoredRun[],
  now: number,
): DueCampaign | undefined {
  const last = runs[0]?.startedAt;
  const missed = missedRuns(campaign.schedule, last, now);
  const at = missed.at(-1);
  if (at === undefined) return undefined;
  const before = missed.length - 1;
  const when = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const others =
    before === 0 ? '' : ` ${before} earlier ${before === 1 ? 'run was' : 'runs were'} missed too.`;
  return {
    campaignId: id,
    title: campaignTitle(campaign),
    why: 'time',
    words: `Was due at ${when}.${others}`,
    missed: missed.length,
    people: 0,
  };
}

/** Once for each import: the same data calls for nobody twice. */
async function dueByBehaviour(
  desk: AgentDesk,
  { id, revision }: StoredCampaign,
  read: ReadDraft,
  runs: readonly StoredRun[],
  called: CalledFor,
): Promise<DueCampaign | undefined> {
  const { campaign } = read;
  if (campaign.schedule.kind !== 'by-behaviour') return undefined;
  const customers = await desk.customers();
  if (!customers.ok) return undefined;
  const seen = runs.some((run) => {
    const about = aboutOf(run);
    return run.status === 'finished' && about.ok && about.value.made.customers === customers.value.revision;
  });
  if (seen) return undefined;
  const key = `${id} ${revision} ${customers.value.revision}`;
  const people = called.get(key) ?? (await countCalled(desk, read));
  called.set(key, people);
  if (people === 0) return undefined;
  return {
    campaignId: id,
    title: campaignTitle(campaign),
    why: 'behaviour',
    words: `The last import calls for ${people === 1 ? 'one customer' : `${people.toLocaleString('en')} customers`}.`,
    missed: 0,
    people,
  };
}

async function countCalled(desk: AgentDesk, read: ReadDraft): Promise<number> {
  const inputs = await audienceInputs(desk, read);
  if (!inputs.ok) return 0;
  const { people, policy, behaviour } = inputs.value;
  const audience = await runPausing(selectAudience(people, read.campaign, policy.policy, behaviour));
  return audience.ok ? audience.value.members.length : 0;
}
