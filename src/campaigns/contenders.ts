import { messageChannel } from '../creative/message-channel.ts';
import type { CustomerProfile } from '../domain/customer.ts';
import { type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import type { LoadedPolicy } from '../guardrails/policy/policy.ts';
import type { Economics } from '../matching/expected-value.ts';
import { matchRewards } from '../matching/match-rewards.ts';
import type { MatchingModel } from '../matching/matching-model.ts';
import type { Learned } from '../matching/reward-bandit.ts';
import type { Member } from './audience.ts';
import type { Campaign, CampaignChannel } from './campaign.ts';
import { contenderOf, explorationOf, exploreList } from './explore-list.ts';
import { Explorer } from './explorer.ts';
import { GOAL_TABLE } from './goal.ts';
import { goesBy } from './offer-pool.ts';
import { createPauses } from './pauses.ts';
import { outOfReach } from './within-reach.ts';

/** One reward that a person might be offered. */
export interface Contender {
  readonly rewardId: string;
  /** Of a response, with its 90% interval. */
  readonly probability: number;
  readonly low: number;
  readonly high: number;
  /** Money, as matching tells it. */
  readonly expectedValue: number;
  /** By the goal; the larger the better. */
  readonly score: number;
  /** Why that probability, the strongest first. */
  readonly drivers: readonly string[];
  /** The probability as matching told it, where earlier runs taught another. */
  readonly told?: number;
  /** Chance to come first for this person, over the seeds that might have been; absent where nothing is explored. */
  readonly propensity?: number;
  /** Comes first to learn from it, not because it is expected to do best. */
  readonly explored?: true;
}

/** How a person's first reward was chosen among the short list; makes the choice again with the campaign's exploration. */
export interface ExploredList {
  readonly explored: boolean;
  /** Which draw was believed; null where nothing is explored. */
  readonly draw: number | null;
  /** The short list, best first, before anything was explored. */
  readonly among: readonly {
    readonly rewardId: string;
    readonly told: number;
    readonly expectedValue: number;
  }[];
}

/** Well-ranked rewards that made way because people cannot bring what they ask for. */
export interface PassedOver {
  readonly rule: string;
  readonly people: number;
  readonly offers: number;
}

/** What {@link contendersOf} looks at of a campaign's input. */
export interface MatchingInput {
  readonly campaign: Campaign;
  readonly segmentBaskets?: Readonly<Record<string, number>>;
  readonly rewards: readonly Reward[];
  readonly matching: MatchingModel;
  readonly policy: LoadedPolicy;
  readonly economics?: Partial<Economics>;
  /** What earlier runs taught; nothing where left out. */
  readonly learned?: Learned;
}

export interface ContenderOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface Contenders {
  readonly contenders: ReadonlyMap<string, readonly Contender[]>;
  /** By customer; empty where nothing is explored. */
  readonly explored: ReadonlyMap<string, ExploredList>;
  readonly assumptions: readonly string[];
  readonly passedOver: readonly PassedOver[];
}

/** Rewards kept for each person: the policy may refuse some of them. */
const KEPT = 8;
/** Rewards looked at for each person; many may ask for more than the person can bring. */
const LOOKED_AT = 40;

/** Matches each group of people with the rewards that are open to its segment and channel. */
export async function contendersOf(
  input: MatchingInput,
  members: readonly Member[],
  open: readonly Reward[],
  options: ContenderOptions,
): Promise<Result<Contenders>> {
  const { campaign, matching, rewards, economics, segmentBaskets } = input;
  const goal = GOAL_TABLE[campaign.goal];
  const byId = new Map(open.map((reward) => [reward.id, reward]));
  const contenders = new Map<string, readonly Contender[]>();
  const explored = new Map<string, ExploredList>();
  const exploration = explorationOf(campaign, input.learned);
  const explorer = new Explorer(exploration);
  const groups = new Map<string, Member[]>();
  for (const member of members.filter(({ arm }) => arm === 'offer')) {
    const key = `${channelOf(member.profile, campaign.channel)} ${member.segment}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  const total = [...groups.values()].reduce((sum, group) => sum + group.length, 0);
  const passedOver = new Map<string, { readonly people: number; readonly offers: number }>();
  let told: readonly string[] = [];
  const contactCost = economics?.contactCost ?? 0;
  let before = 0;
  const pause = createPauses();
  for (const group of groups.values()) {
    const [anyone] = group;
    if (anyone === undefined) continue;
    const { segment } = anyone;
    const channel = channelOf(anyone.profile, campaign.channel);
    const fitting = open.filter((reward) => isFor(reward, segment, channel));
    if (fitting.length === 0) continue;
    const done = before;
    const profiles = group.map(({ profile }) => profile);
    const matched = await matchRewards(profiles, fitting, matching, {
      keep: LOOKED_AT,
      // Explaining takes longer than matching; what comes first in the end is mostly among these.
      explain: campaign.goal === 'basket' ? KEPT : matching.basis === 'usage-rates' ? 3 : 2,
      explainable: (reward, profile) =>
        (campaign.goal !== 'basket' || (reward.minSpend ?? 0) > profile.averageBasket) &&
        outOfReach(reward, profile, segmentBaskets?.[segment], input.policy.policy) === undefined,
      rankBy: campaign.goal === 'churn' || campaign.goal === 'reward' ? 'probability' : 'expected-value',
      catalogue: rewards,
      ...(economics && { economics }),
      ...(options.signal && { signal: options.signal }),
      onProgress: (count) => options.onProgress?.(done + count, total),
    });
    if (!matched.ok) return matched;
    told = matched.value.assumptions;
    for (const [i, { matches }] of matched.value.customers.entries()) {
      await pause();
      const profile = profiles[i];
      if (profile === undefined) continue;
      const met = new Set<string>();
      const scored = matches.flatMap((match): Contender[] => {
        const reward = byId.get(match.rewardId);
        if (reward === undefined) return [];
        const rule = outOfReach(reward, profile, segmentBaskets?.[segment], input.policy.policy);
        if (rule !== undefined) {
          const before = passedOver.get(rule) ?? { people: 0, offers: 0 };
          const people = before.people + Number(!met.has(rule));
          met.add(rule);
          passedOver.set(rule, { people, offers: before.offers + 1 });
          return [];
        }
        return [contenderOf(match, reward, profile, goal, explorer, contactCost)];
      });
      const ranked = scored
        .sort((a, b) => b.score - a.score || b.expectedValue - a.expectedValue)
        .slice(0, KEPT);
      if (exploration.share === 0) {
        contenders.set(profile.id, ranked);
        continue;
      }
      const { ordered, list } = exploreList(ranked, profile, campaign.goal, byId, explorer, contactCost);
      contenders.set(profile.id, ordered);
      explored.set(profile.id, list);
    }
    before += group.length;
  }
  return success({
    contenders,
    explored,
    assumptions: told,
    passedOver: [...passedOver].map(([rule, counts]) => ({ rule, ...counts })),
  });
}

function isFor({ segments, channels }: Reward, segment: string, channel: CampaignChannel): boolean {
  const inSegment =
    segments === undefined ||
    segments.some((name) => name.trim().toLowerCase() === segment.trim().toLowerCase());
  return inSegment && (channels === undefined || goesBy(channels, channel));
}

/** The channel a person is written to by: the campaign's, else the one they prefer, else e-mail. */
export function channelOf(
  { channelPreference }: CustomerProfile,
  channel: CampaignChannel | undefined,
): CampaignChannel {
  return channel ?? messageChannel(channelPreference ?? '') ?? 'email';
}
