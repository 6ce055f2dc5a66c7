import * as v from 'valibot';
import { nextTask } from '../domain/next-task.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import { runPausing } from '../domain/steps.ts';
import type { LoadedPolicy } from '../guardrails/policy/policy.ts';
import { hashOf } from '../guardrails/policy/policy-hash.ts';
import { type Economics, EconomicsSchema } from '../matching/expected-value.ts';
import type { MatchingModel } from '../matching/matching-model.ts';
import type { Learned } from '../matching/reward-bandit.ts';
import { type Audience, type Member, type Person, selectAudience } from './audience.ts';
import type { Campaign, CampaignChannel } from './campaign.ts';
import { withCaps } from './campaign-caps.ts';
import { type Contender, channelOf, contendersOf, type ExploredList, type PassedOver } from './contenders.ts';
import { emptyPool } from './empty-pool.ts';
import { explorationOf } from './explore-list.ts';
import type { Exploration } from './explorer.ts';
import { type HoldOutBalance, holdOutBalance } from './hold-out.ts';
import { type OfferPool, offerPool } from './offer-pool.ts';
import { sortedSteps } from './sorted-steps.ts';
import type { BehaviourFacts } from './trigger.ts';

/** Somebody whom the campaign reaches, with what they might be offered, best first. */
export interface PlannedMember extends Member {
  readonly channel: CampaignChannel;
  /** Empty for those held out. */
  readonly contenders: readonly Contender[];
  /** How the first of them was chosen; absent where nothing is explored, and for those held out. */
  readonly exploredList?: ExploredList;
}

export interface CampaignInput {
  readonly campaign: Campaign;
  /** Every customer, once. */
  readonly people: readonly Person[];
  /** The average basket of each segment by name, for customers whose own is not known. */
  readonly segmentBaskets?: Readonly<Record<string, number>>;
  readonly rewards: readonly Reward[];
  readonly matching: MatchingModel;
  readonly policy: LoadedPolicy;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly economics?: Partial<Economics>;
  readonly behaviour?: BehaviourFacts;
  /** What earlier runs taught about the rewards; nothing where left out. */
  readonly learned?: Learned;
}

/** Everything that a run needs to be told; a plain value. */
export interface CampaignPlan {
  readonly campaign: Campaign;
  /** The policy with the campaign's own caps among its limits. */
  readonly policy: LoadedPolicy;
  readonly now: number;
  /** In the order of decision: the largest score first, so that a short budget goes where it does most. */
  readonly members: readonly PlannedMember[];
  readonly exclusions: Audience['exclusions'];
  readonly filters: Audience['filters'];
  readonly pool: OfferPool;
  readonly segmentBaskets: Readonly<Record<string, number>>;
  readonly economics: Economics;
  /** Well-ranked rewards that made way because the person cannot bring what they ask for. */
  readonly passedOver: readonly PassedOver[];
  /** How the campaign explores, and what it has learned so far. */
  readonly exploration: Exploration;
  readonly balance: HoldOutBalance;
  readonly assumptions: readonly string[];
  readonly basis: MatchingModel['basis'];
  /** sha256 of all of the above that decides anything: the campaign, the policy, rewards, members in their order. */
  readonly hash: string;
}

export interface PlanOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Who takes part, in which arm, and what each might be offered.
 *
 * @returns what {@link selectAudience} and `matchRewards` return; `pool-empty` with the reasons counted, where no reward
 *   of the catalogue may be offered; `holdout-everybody`; `reward-twice`; `cancelled`.
 */
export async function planCampaign(
  input: CampaignInput,
  options: PlanOptions = {},
): Promise<Result<CampaignPlan>> {
  const { campaign, people, rewards, now } = input;
  const twice = firstTwice(rewards.map(({ id }) => id));
  if (twice !== undefined) {
    const message = `Two rewards have the id "${twice}"; give each its own.`;
    return failure('reward-twice', message, twice);
  }
  const policy = await withCaps(input.policy, campaign.caps);
  if (!policy.ok) return policy;
  const audience = await runPausing(selectAudience(people, campaign, policy.value.policy, input.behaviour));
  if (!audience.ok) return audience;
  const { members, exclusions, filters } = audience.value;
  if (members.every(({ arm }) => arm === 'hold-out')) {
    return failure(
      'holdout-everybody',
      `All ${members.length.toLocaleString('en')} customers of the audience are held out, so nobody would get an offer. Lower the hold-out of ${campaign.holdOut}, or widen the audience.`,
      'holdOut',
    );
  }
  const segments = [...new Set(members.map(({ segment }) => segment))];
  const pool = offerPool(rewards, campaign, policy.value.policy, segments, now);
  if (pool.open.length === 0) return emptyPool(pool, rewards.length);
  const matched = await contendersOf(input, members, pool.open, options);
  if (!matched.ok) return matched;
  await nextTask();
  const planned = members.map((member): PlannedMember => {
    const exploredList = matched.value.explored.get(member.profile.id);
    return {
      ...member,
      channel: channelOf(member.profile, campaign.channel),
      contenders: matched.value.contenders.get(member.profile.id) ?? [],
      ...(exploredList !== undefined && { exploredList }),
    };
  });
  const economics = v.safeParse(EconomicsSchema, input.economics ?? {});
  // matchRewards has refused any other.
  if (!economics.success) throw new RangeError('planCampaign: economics');
  // The best and not the first, so that somebody with an exploring offer keeps their place.
  const best = ({ contenders }: PlannedMember) =>
    contenders.reduce((most, { score }) => Math.max(most, score), -Number.MAX_VALUE);
  const { compare } = new Intl.Collator('en');
  const scored = planned.map((member) => ({ member, score: best(member) }));
  await nextTask();
  const sorted = await runPausing(
    sortedSteps(scored, (a, b) => b.score - a.score || compare(a.member.profile.id, b.member.profile.id)),
  );
  const ordered = sorted.map(({ member }) => member);
  await nextTask();
  const balance = holdOutBalance(members, campaign.holdOut);
  await nextTask();
  return success({
    campaign,
    policy: policy.value,
    now,
    members: ordered,
    exclusions,
    filters,
    pool,
    segmentBaskets: input.segmentBaskets ?? {},
    economics: economics.output,
    exploration: explorationOf(campaign, input.learned),
    balance,
    passedOver: matched.value.passedOver,
    assumptions: matched.value.assumptions,
    basis: input.matching.basis,
    hash: await hashOf([
      campaign,
      policy.value.hash,
      pool.open,
      now,
      input.segmentBaskets,
      await membersHashes(ordered),
      input.learned,
    ]),
  });
}

/** Members whose JSON is made in one go: 80,000 at once would be a text of some 150 MB. */
const HASHED = 100;

/** The members' hashes, so many at a time. */
async function membersHashes(members: readonly PlannedMember[]): Promise<readonly string[]> {
  const hashes: string[] = [];
  for (let from = 0; from < members.length; from += HASHED) {
    hashes.push(await hashOf(members.slice(from, from + HASHED)));
    await nextTask();
  }
  return hashes;
}

function firstTwice(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
}
