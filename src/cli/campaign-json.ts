import type { Preview } from '../campaigns/dry-run.ts';
import type { ReviewedOffer } from '../campaigns/review.ts';
import { scheduleText } from '../campaigns/schedule.ts';
import type { CampaignKpis } from './campaign-outcomes.ts';
import { reviewCounts } from './campaign-review.ts';
import type { CampaignOutcome } from './campaign-run.ts';

/** The outcome as one plain object, fit for JSON. */
export function campaignJson(outcome: CampaignOutcome) {
  const { data, segmentation, matching, plan, summary, state, reviewed, kpis } = outcome;
  const stands = new Map(reviewed?.review.offers.map((offer) => [offer.decided.customerId, offer]));
  const { segments, assignments: _, table, ...choice } = segmentation;
  return {
    campaign: plan.campaign,
    now: new Date(plan.now).toISOString(),
    schedule: scheduleText(plan.campaign.schedule),
    files: data.files,
    catalogue: { source: data.catalogue, rewards: data.rewards.length },
    customers: { count: data.profiles.length, reference: day(data.reference), notes: data.notes },
    segments: segments.map((segment, i) => ({ ...segment, share: table.rows[i]?.share })),
    segmentation: { reason: choice.reason, curve: choice.curve, notes: choice.notes },
    matching: {
      basis: matching.model.basis,
      ...(matching.model.basis === 'usage-rates' && { reason: matching.model.reason }),
      used: matching.used,
      passedOver: matching.passedOver,
      assumptions: plan.assumptions,
    },
    policy: { name: plan.policy.policy.name, version: plan.policy.policy.version, hash: plan.policy.hash },
    pool: { open: plan.pool.open.length, closed: plan.pool.closed },
    excluded: summary.exclusions,
    passedOver: plan.passedOver,
    holdOut: plan.balance,
    exploration: {
      share: plan.exploration.share,
      seed: plan.exploration.seed,
      explored: exploredCount(outcome),
      learnedFrom: plan.exploration.learned.shared.responses,
    },
    offers: summary.previews.map((preview) => ({
      ...offerJson(preview),
      ...(reviewed !== undefined && reviewJson(stands.get(preview.customerId))),
    })),
    offersShown: summary.previews.length,
    refusals: summary.refusals,
    rewards: summary.rewards,
    totals: { ...summary.totals, ...summary.forecast },
    ...(reviewed !== undefined && { review: { by: reviewed.by, ...reviewCounts(reviewed) } }),
    ...(kpis !== undefined && { outcomes: kpisJson(kpis) }),
    log: { ...(reviewed?.head ?? state.head), runId: state.runId },
  };
}

function reviewJson(offer: ReviewedOffer | undefined) {
  if (offer === undefined) return {};
  return { status: offer.status, ...(offer.edited && { text: offer.text, textBy: 'reviewer' }) };
}

function kpisJson({ learned, ...report }: CampaignKpis) {
  return { ...report, learnedFrom: learned.shared.responses };
}

/** People whose first reward is there to learn from it. */
export function exploredCount({ plan }: CampaignOutcome): number {
  return plan.members.filter(({ contenders }) => contenders[0]?.explored).length;
}

function offerJson({ customerId, segment, channel, decision }: Preview) {
  const { source, offer, contender, origin, audit, refused, untried } = decision;
  return {
    customerId,
    segment,
    channel,
    decision: source === 'none' ? 'refuse' : 'offer',
    source,
    reward: offer === null ? null : offer.reward,
    text: offer?.text ?? null,
    textBy: origin === 'template' ? 'template' : origin === null ? 'policy' : 'model',
    ...(contender !== null && {
      probability: contender.probability,
      interval: [contender.low, contender.high],
      expectedValue: contender.expectedValue,
      drivers: contender.drivers,
      explored: contender.explored === true,
      ...(contender.propensity !== undefined && { propensity: contender.propensity }),
    }),
    audit,
    refused,
    untried,
  };
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
