import type { DryRun } from '../campaigns/dry-run.ts';
import { type CampaignPlan, planCampaign } from '../campaigns/plan-campaign.ts';
import { type Result, success } from '../domain/result.ts';
import type { CampaignPreview, CampaignProgress } from './agent-campaign-contract.ts';
import type { ReadDraft } from './agent-campaign-draft.ts';
import { audienceInputs } from './agent-campaign-inputs.ts';
import { keptLearned, learnedKey } from './agent-campaign-learned.ts';
import type { MatchingCache } from './agent-campaign-matching.ts';
import { plainExclusions } from './agent-campaign-words.ts';
import type { AgentDesk } from './agent-desk.ts';
import type { RewardDesk } from './agent-rewards.ts';

/** What campaigns are worked out with. */
export interface CampaignDesk {
  readonly desk: AgentDesk;
  readonly rewards: RewardDesk;
  readonly matching: MatchingCache;
}

export interface PlanWork {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CampaignProgress) => void;
}

export interface PlannedCampaign {
  readonly plan: CampaignPlan;
  readonly basis: CampaignPreview['basis'];
  readonly simulated: boolean;
  /** Of what it was made: another one, and the plan is out of date. */
  readonly made: {
    readonly customers: string;
    readonly rewards: string;
    readonly campaign: string;
    readonly learned: string;
  };
}

/** A campaign with everybody it reaches. Fails as its parts do; see `CampaignService.dryRun`. */
export async function planFor(
  { desk, rewards, matching }: CampaignDesk,
  draft: ReadDraft,
  { signal, onProgress }: PlanWork,
): Promise<Result<PlannedCampaign>> {
  const catalogue = await rewards.loaded();
  if (!catalogue.ok) return catalogue;
  const inputs = await audienceInputs(desk, draft, catalogue.value.currency);
  if (!inputs.ok) return inputs;
  const { customers, people, segmentBaskets, behaviour, policy } = inputs.value;
  const model = await matching.of(customers, catalogue.value, { signal, onProgress });
  if (!model.ok) return model;
  const learned = await desk.stored(keptLearned);
  if (!learned.ok) return learned;
  const planned = await planCampaign(
    {
      campaign: draft.campaign,
      people,
      segmentBaskets,
      rewards: catalogue.value.rewards,
      matching: model.value.model,
      policy,
      now: desk.now(),
      economics: draft.economics,
      behaviour,
      learned: learned.value,
    },
    {
      signal,
      onProgress: (done, of) => onProgress({ stage: 'matching', share: of === 0 ? 1 : done / of, done, of }),
    },
  );
  if (!planned.ok) return planned;
  return success({
    plan: planned.value,
    basis: model.value.basis,
    simulated: customers.about.simulated || catalogue.value.source === 'simulated',
    made: {
      customers: customers.revision,
      rewards: catalogue.value.revision,
      campaign: JSON.stringify(draft),
      learned: learnedKey(learned.value),
    },
  });
}

/** Closed rewards that are told one by one. */
const MOST_CLOSED = 500;

/** A plan and what its run would do, for the page. */
export function previewOf(
  { plan, basis }: Pick<PlannedCampaign, 'plan' | 'basis'>,
  summary: Omit<DryRun, 'previews'>,
): Omit<CampaignPreview, 'dryRunId'> {
  const { pool, balance, passedOver, assumptions, policy, now, members } = plan;
  const people = new Map<string, { members: number; offers: number }>();
  for (const { segment, arm } of members) {
    const counts = people.get(segment) ?? { members: 0, offers: 0 };
    counts.members += 1;
    counts.offers += Number(arm === 'offer');
    people.set(segment, counts);
  }
  return {
    now,
    currency: policy.policy.currency,
    totals: summary.totals,
    forecast: summary.forecast,
    exclusions: plainExclusions(summary.exclusions, plan.filters),
    refusals: summary.refusals,
    passedOver,
    rewards: summary.rewards,
    pool: {
      open: pool.open.length,
      closed: pool.closed.slice(0, MOST_CLOSED),
      closedCount: pool.closed.length,
    },
    holdOut: balance,
    basis,
    assumptions,
    people: [...people].map(([segment, counts]) => ({ segment, ...counts })),
  };
}
