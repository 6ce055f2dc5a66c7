import { messageChannel } from '../creative/message-channel.ts';
import type { Reward } from '../domain/reward.ts';
import type { Policy } from '../guardrails/policy/policy.ts';
import type { Campaign, CampaignChannel } from './campaign.ts';

/** A reward that the campaign cannot offer to anybody, and why. */
export interface ClosedReward {
  readonly rewardId: string;
  readonly name: string;
  readonly reasons: readonly PoolReason[];
}

export interface PoolReason {
  /** `not-chosen`, `expired`, `ends-too-soon`, `not-yet`, `no-end`, `channel`, `segment`, `bound`, `budget`. */
  readonly rule: string;
  readonly reason: string;
}

export interface OfferPool {
  /** Rewards that somebody of the audience may get; the policy looks at each person's again. */
  readonly open: readonly Reward[];
  readonly closed: readonly ClosedReward[];
}

const HOUR_MS = 3_600_000;

/**
 * The rewards that the campaign may choose from. What is left out here would be refused for everybody, so leaving it
 * out changes no decision; it saves matching them and tells the marketer why they are gone.
 *
 * @param segments names of the segments in the audience. @param now milliseconds since 1970.
 */
export function offerPool(
  rewards: readonly Reward[],
  campaign: Pick<Campaign, 'rewards' | 'channel' | 'caps'>,
  policy: Policy,
  segments: readonly string[],
  now: number,
): OfferPool {
  const chosen = campaign.rewards === undefined ? undefined : new Set(campaign.rewards);
  const open: Reward[] = [];
  const closed: ClosedReward[] = [];
  for (const reward of rewards) {
    const reasons = [
      ...(chosen === undefined || chosen.has(reward.id)
        ? []
        : [{ rule: 'not-chosen', reason: 'The campaign does not name it.' }]),
      ...validityReasons(reward, policy, now),
      ...placeReasons(reward, campaign.channel, segments),
      ...boundReasons(reward, policy, campaign.caps.budget),
    ];
    if (reasons.length === 0) open.push(reward);
    else closed.push({ rewardId: reward.id, name: reward.name, reasons });
  }
  return { open, closed };
}

function validityReasons(reward: Reward, { expiry }: Policy, now: number): readonly PoolReason[] {
  const { validFrom, validUntil } = reward;
  const day = (at: number) =>
    Math.abs(at) <= 8.64e15 ? new Date(at).toISOString().slice(0, 10) : String(at);
  const reasons: PoolReason[] = [];
  if (validUntil === undefined) {
    if (expiry.required)
      reasons.push({ rule: 'no-end', reason: 'The policy asks for an end, and it has none.' });
  } else if (!(validUntil > now)) {
    reasons.push({ rule: 'expired', reason: `It ended on ${day(validUntil)}.` });
  } else if (validUntil - now < expiry.shortestHours * HOUR_MS) {
    reasons.push({
      rule: 'ends-too-soon',
      reason: `It ends on ${day(validUntil)}, in less than the ${expiry.shortestHours} hours that the policy wants left.`,
    });
  }
  if (validFrom !== undefined && validFrom > now + expiry.startsWithinDays * 24 * HOUR_MS) {
    reasons.push({ rule: 'not-yet', reason: `It begins on ${day(validFrom)}.` });
  }
  return reasons;
}

function placeReasons(
  { channels, segments: own }: Reward,
  channel: CampaignChannel | undefined,
  segments: readonly string[],
): readonly PoolReason[] {
  const reasons: PoolReason[] = [];
  if (channels !== undefined && channel !== undefined && !goesBy(channels, channel)) {
    reasons.push({ rule: 'channel', reason: `It goes out by ${channels.join(', ')}, not by ${channel}.` });
  }
  if (own !== undefined && !own.some((name) => segments.some((each) => sameWord(each, name)))) {
    reasons.push({
      rule: 'segment',
      reason: `It is for ${own.join(', ')}; the audience has ${segments.join(', ') || 'nobody'}.`,
    });
  }
  return reasons;
}

function boundReasons(reward: Reward, { bounds }: Policy, budget: number | undefined): readonly PoolReason[] {
  const reasons: PoolReason[] = [];
  for (const [field, { min, max }] of Object.entries(bounds)) {
    const value = reward[field as keyof Policy['bounds']];
    if (value === undefined || (value >= min && value <= max)) continue;
    reasons.push({ rule: 'bound', reason: `Its ${field} is ${value}; the policy allows ${min} to ${max}.` });
  }
  if (budget !== undefined && reward.costPerUse !== undefined && reward.costPerUse > budget) {
    reasons.push({
      rule: 'budget',
      reason: `One use costs ${reward.costPerUse}, more than the whole budget of ${budget}.`,
    });
  }
  return reasons;
}

/** Whether a message of the campaign can carry it: `app` and `push` mean the same to a person's telephone. */
export function goesBy(channels: readonly string[], channel: CampaignChannel): boolean {
  return channels.some((each) => sameChannel(each, channel));
}

/**
 * The reward with its channels in the campaign's word, so that a reward for the `app` passes the policy in a campaign by
 * `push`.
 */
export function inChannelWords(reward: Reward, channel: CampaignChannel): Reward {
  if (reward.channels === undefined) return reward;
  return {
    ...reward,
    channels: reward.channels.map((each) => (sameChannel(each, channel) ? channel : each)),
  };
}

function sameChannel(word: string, channel: CampaignChannel): boolean {
  return sameWord(word, channel) || (messageChannel(word) ?? word) === messageChannel(channel);
}

function sameWord(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
