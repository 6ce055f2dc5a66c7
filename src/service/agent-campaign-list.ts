import { selectAudience } from '../campaigns/audience.ts';
import { nextRuns, scheduleText } from '../campaigns/schedule.ts';
import { type Result, success } from '../domain/result.ts';
import { runPausing } from '../domain/steps.ts';
import type { Ledger } from '../guardrails/policy/ledger.ts';
import { somebodyRuns } from '../storage/run-lock.ts';
import { choicesOf } from './agent-campaign-choices.ts';
import type { CampaignDraft, CampaignService, ListedCampaign } from './agent-campaign-contract.ts';
import { campaignTitle, readDraft, savedCampaign, UNSAVED_ID } from './agent-campaign-draft.ts';
import { type CalledFor, dueCampaigns } from './agent-campaign-due.ts';
import { audienceInputs } from './agent-campaign-inputs.ts';
import { forgetLearned } from './agent-campaign-learned.ts';
import { changeLedger, withoutRuns } from './agent-campaign-ledger.ts';
import { runOverview } from './agent-campaign-run-list.ts';
import { plainExclusions } from './agent-campaign-words.ts';
import type { AgentDesk } from './agent-desk.ts';
import type { RewardDesk } from './agent-rewards.ts';

type ListMethods = Pick<
  CampaignService,
  | 'campaignChoices'
  | 'countAudience'
  | 'saveCampaign'
  | 'campaigns'
  | 'removeCampaign'
  | 'eraseCampaigns'
  | 'dueCampaigns'
>;

/** Campaigns as they are written, counted, kept and removed. @param forget lets go of what is held of runs. */
export function createCampaignList(desk: AgentDesk, rewards: RewardDesk, forget: () => void): ListMethods {
  const inputsOf = async (draft: CampaignDraft, id: string) => {
    const read = readDraft(draft, id);
    if (!read.ok) return read;
    const catalogue = await rewards.loaded();
    const inputs = await audienceInputs(
      desk,
      read.value,
      catalogue.ok ? catalogue.value.currency : undefined,
    );
    return inputs.ok ? success({ ...inputs.value, campaign: read.value.campaign }) : inputs;
  };
  const called: CalledFor = new Map();
  return {
    async campaignChoices() {
      const inputs = await inputsOf({ goal: 'repeat' }, UNSAVED_ID);
      return inputs.ok ? success(choicesOf(inputs.value.customers, inputs.value.policy.policy)) : inputs;
    },

    async countAudience(draft, campaignId = UNSAVED_ID) {
      const inputs = await inputsOf(draft, campaignId);
      if (!inputs.ok) return inputs;
      const { people, campaign, policy, behaviour } = inputs.value;
      const audience = await runPausing(selectAudience(people, campaign, policy.policy, behaviour));
      if (!audience.ok) return audience;
      const { members, exclusions, filters } = audience.value;
      return success({
        customers: people.length,
        members: members.length,
        heldOut: members.filter(({ arm }) => arm === 'hold-out').length,
        exclusions: plainExclusions(exclusions, filters),
      });
    },

    async saveCampaign(draft, at) {
      const read = readDraft(draft, at?.id ?? UNSAVED_ID);
      if (!read.ok) return read;
      return desk.stored(async (storage) => {
        const saved = await storage.campaigns.saveCampaign(draft, at);
        return saved.ok ? savedCampaign(saved.value) : saved;
      });
    },

    campaigns: () =>
      desk.stored(async (storage): Promise<Result<readonly ListedCampaign[]>> => {
        const stored = await storage.campaigns.campaigns();
        if (!stored.ok) return stored;
        const runs = await storage.campaigns.runs();
        if (!runs.ok) return runs;
        const alive = await somebodyRuns();
        const listed: ListedCampaign[] = [];
        for (const one of stored.value) {
          const saved = savedCampaign(one);
          const read = readDraft(one.draft as CampaignDraft, one.id);
          if (!saved.ok || !read.ok) continue;
          const { schedule } = read.value.campaign;
          const own = runs.value.filter(({ campaignId }) => campaignId === one.id);
          const [last] = own.flatMap((run) => {
            const overview = runOverview(run, alive);
            return overview.ok ? [overview.value] : [];
          });
          const [nextRun] = nextRuns(schedule, desk.now(), 1);
          listed.push({
            ...saved.value,
            title: campaignTitle(saved.value.draft),
            scheduleText: scheduleText(schedule),
            ...(nextRun !== undefined && { nextRun }),
            runs: own.length,
            ...(last && { lastRun: { id: last.id, startedAt: last.startedAt, status: last.status } }),
          });
        }
        return success(listed);
      }),

    removeCampaign: (id) =>
      desk.stored(async (storage) => {
        const runs = await storage.campaigns.runs(id);
        if (!runs.ok) return runs;
        forget();
        const ids = runs.value.map((run) => run.id);
        const counted = await storage.campaigns.ledger();
        if (!counted.ok) return counted;
        if (counted.value === undefined) return storage.campaigns.removeCampaign(id);
        return changeLedger(
          storage,
          (present) => withoutRuns(present as Ledger, ids),
          (ledger) => storage.campaigns.removeCampaign(id, ledger),
        );
      }),

    eraseCampaigns: () =>
      desk.stored(async (storage) => {
        forget();
        const forgotten = await forgetLearned(storage);
        return forgotten.ok ? storage.campaigns.erase() : forgotten;
      }),

    dueCampaigns: () => dueCampaigns(desk, called),
  };
}
