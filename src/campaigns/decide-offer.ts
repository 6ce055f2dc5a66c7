import {
  type ComposedCopy,
  type CopyContext,
  composeCopy,
  type WriteCopy,
} from '../creative/compose-copy.ts';
import { messageChannel } from '../creative/message-channel.ts';
import type { Result } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import type { PolicyAudit, RuleResult } from '../guardrails/policy/audit.ts';
import type { Candidate, PolicyContext } from '../guardrails/policy/candidate.ts';
import { decide } from '../guardrails/policy/decide.ts';
import { decideFallback, fallbackCandidate } from '../guardrails/policy/fallback.ts';
import type { Ledger } from '../guardrails/policy/ledger.ts';
import { paymentOf } from '../matching/payment-of.ts';
import type { CampaignChannel } from './campaign.ts';
import type { Contender } from './contenders.ts';
import { GOAL_TABLE } from './goal.ts';
import { hash32 } from './hash32.ts';
import { inChannelWords, type OfferPool } from './offer-pool.ts';
import type { CampaignPlan, PlannedMember } from './plan-campaign.ts';

/** A contender that a rule refused, or for which no copy could be written. */
export interface RefusedContender {
  readonly rewardId: string;
  /** The rules that refused it, with what they saw. */
  readonly rules: readonly Omit<RuleResult, 'passed' | 'applies'>[];
}

/** What one person gets and why; the same inputs give the same decision. */
export interface OfferDecision {
  /** `none` where the campaign sends no fallback, or a cap for each person forbids any message. */
  readonly source: 'candidate' | 'fallback' | 'none';
  /** Null where nothing goes out. */
  readonly offer: Candidate | null;
  /** The contender that was chosen; null for the fallback and for nothing. */
  readonly contender: Contender | null;
  /** Where the words come from; null for the fallback and for nothing. */
  readonly origin: ComposedCopy['origin'] | null;
  /** The audit of what goes out; of the last refused one where nothing does, null where there was none. */
  readonly audit: PolicyAudit | null;
  readonly refused: readonly RefusedContender[];
  /** Contenders behind the chosen one, which no rule looked at. */
  readonly untried: number;
}

/** Copy for a reward in a segment and channel; remembers what it wrote, since many people get the same. */
export type Copywriter = (
  reward: Reward,
  segment: string,
  channel: CampaignChannel,
  variant: number,
) => Promise<Result<ComposedCopy>>;

/** Different templates that people of one segment get for one reward. */
const VARIANTS = 4;

/**
 * @param write the model; without one, templates serve. Drafts are asked for once for each reward, segment, channel and
 *   variant.
 */
export function createCopywriter(
  plan: Pick<CampaignPlan, 'campaign' | 'policy' | 'now'>,
  write?: WriteCopy,
): Copywriter {
  const { campaign, policy, now } = plan;
  const written = new Map<string, Promise<Result<ComposedCopy>>>();
  return (reward, segment, channel, variant) => {
    const key = JSON.stringify([reward.id, segment, channel, variant]);
    const before = written.get(key);
    if (before !== undefined) return before;
    const context: CopyContext = {
      channel: messageChannel(channel) ?? 'email',
      tone: GOAL_TABLE[campaign.goal].tone,
      currency: policy.policy.currency,
      named: campaign.named,
      segment,
      now,
      variant,
      ...(write === undefined && { attempts: 0 }),
    };
    const copy = composeCopy(reward, context, write ?? nothingWritten);
    written.set(key, copy);
    return copy;
  };
}

async function nothingWritten(): Promise<readonly string[]> {
  return [];
}

/**
 * The best contender that passes every rule of the policy, else the policy's fallback.
 *
 * @param ledger what was handed out before this person's turn.
 */
export async function decideOffer(
  member: PlannedMember,
  plan: Pick<CampaignPlan, 'campaign' | 'policy' | 'now' | 'pool' | 'segmentBaskets'>,
  ledger: Ledger,
  copywriter: Copywriter,
): Promise<OfferDecision> {
  const { policy, now, campaign } = plan;
  const context = policyContext(member, plan, ledger);
  const rewards = openRewards(plan.pool);
  const refused: RefusedContender[] = [];
  let last: PolicyAudit | null = null;
  for (const [place, contender] of member.contenders.entries()) {
    const reward = rewards.get(contender.rewardId);
    if (reward === undefined)
      throw new RangeError(`decideOffer: no reward "${contender.rewardId}" in the pool`);
    const variant = hash32(member.profile.id) % VARIANTS;
    const copy = await copywriter(reward, member.segment, member.channel, variant);
    if (!copy.ok) {
      const reason = copy.failures.map(({ message }) => message).join(' ');
      refused.push({ rewardId: reward.id, rules: [{ rule: 'copy', seen: null, limit: null, reason }] });
      continue;
    }
    const candidate = candidateOf(reward, copy.value.text, member.channel, contender.score);
    const { offer, audit } = decide(candidate, context, policy, now);
    last = audit;
    if (offer !== undefined) {
      const untried = member.contenders.length - place - 1;
      const { origin } = copy.value;
      return { source: 'candidate', offer, contender, origin, audit, refused, untried };
    }
    refused.push({ rewardId: reward.id, rules: refusals(audit) });
  }
  const nobody = { contender: null, origin: null, refused, untried: 0 };
  if (campaign.fallback === 'skip' || isCapped(refused, plan)) {
    return { source: 'none', offer: null, audit: last, ...nobody };
  }
  const { offer, audit } = decideFallback(policy, now);
  return { source: 'fallback', offer: offer ?? fallbackCandidate(policy.policy), audit, ...nobody };
}

/** A candidate as the policy sees it. */
export function candidateOf(
  reward: Reward,
  text: string,
  channel: CampaignChannel,
  score?: number,
): Candidate {
  return {
    id: reward.id,
    text,
    reward: inChannelWords(reward, channel),
    ...(score !== undefined && Number.isFinite(score) && { score }),
  };
}

export function policyContext(
  { profile, segment, channel }: Pick<PlannedMember, 'profile' | 'segment' | 'channel'>,
  { campaign, segmentBaskets }: Pick<CampaignPlan, 'campaign' | 'segmentBaskets'>,
  ledger: Ledger,
): PolicyContext {
  const averageBasket = segmentBaskets[segment];
  const paymentMethod = paymentOf(profile);
  return {
    customer: profile,
    segment: { name: segment, ...(averageBasket !== undefined && { averageBasket }) },
    channel,
    goal: campaign.goal,
    campaignId: campaign.id,
    ...(paymentMethod !== undefined && { paymentMethod }),
    ledger,
  };
}

export function refusals(audit: PolicyAudit): RefusedContender['rules'] {
  return audit.rules
    .filter(({ passed }) => !passed)
    .map(({ rule, seen, limit, reason }) => ({ rule, seen, limit, reason }));
}

/** Somebody who has had all the offers that they may have gets no fallback either: it would be one more message. */
export function isCapped(
  refused: readonly RefusedContender[],
  { policy }: Pick<CampaignPlan, 'policy'>,
): boolean {
  const caps = policy.policy.limits
    .filter(({ per, count }) => (per === 'person' || per === 'person-and-campaign') && count !== undefined)
    .map(({ id }) => `limit:${id}`);
  return refused.some(({ rules }) => rules.some(({ rule }) => caps.includes(rule)));
}

const pools = new WeakMap<OfferPool, ReadonlyMap<string, Reward>>();

function openRewards(pool: OfferPool): ReadonlyMap<string, Reward> {
  const known = pools.get(pool);
  if (known !== undefined) return known;
  const rewards = new Map(pool.open.map((reward) => [reward.id, reward]));
  pools.set(pool, rewards);
  return rewards;
}
