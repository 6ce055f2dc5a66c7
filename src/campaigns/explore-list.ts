import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward } from '../domain/reward.ts';
import { logOdds, sigmoid } from '../matching/log-odds.ts';
import type { RewardMatch } from '../matching/match-rewards.ts';
import { type Learned, nothingLearned } from '../matching/reward-bandit.ts';
import type { Campaign } from './campaign.ts';
import type { Contender, ExploredList } from './contenders.ts';
import type { Exploration, ExploredArm, ExploredChoice, Explorer } from './explorer.ts';
import { GOAL_TABLE, type Goal } from './goal.ts';

export function explorationOf(
  { explore: share, seed, id }: Pick<Campaign, 'explore' | 'seed' | 'id'>,
  learned: Learned = nothingLearned(),
): Exploration {
  return { share, seed, campaignId: id, learned };
}

/** A match as a contender, its probability and what follows from it as earlier runs taught. */
export function contenderOf(
  match: RewardMatch,
  reward: Reward,
  profile: CustomerProfile,
  goal: (typeof GOAL_TABLE)[Goal],
  explorer: Explorer,
  contactCost: number,
): Contender {
  const { rewardId, probability: told, low, high } = match;
  const drivers = match.drivers.map(({ text }) => text);
  const probability = explorer.probability({ rewardId, type: reward.type, probability: told });
  if (probability === told) {
    const { expectedValue } = match;
    return {
      rewardId,
      probability,
      low,
      high,
      expectedValue,
      score: goal.score(match, reward, profile),
      drivers,
    };
  }
  const now = withProbability(match, probability, contactCost);
  const moved = logOdds(probability) - logOdds(told);
  const words = `Answers to earlier runs: ${probability > told ? 'raised' : 'lowered'} from ${percent(told)} to ${percent(probability)}.`;
  return {
    rewardId,
    probability,
    low: sigmoid(logOdds(low) + moved),
    high: sigmoid(logOdds(high) + moved),
    expectedValue: now.expectedValue,
    score: goal.score(now, reward, profile),
    drivers: [words, ...drivers],
    told,
  };
}

/**
 * The short list with the reward first that exploring chose, each with its chance to come first.
 *
 * @param ranked best first.
 */
export function exploreList(
  ranked: readonly Contender[],
  profile: CustomerProfile,
  goal: Goal,
  rewards: ReadonlyMap<string, Reward>,
  explorer: Explorer,
  contactCost: number,
): { readonly ordered: readonly Contender[]; readonly list: ExploredList } {
  const among = ranked.map(({ rewardId, probability, told = probability, expectedValue }) => ({
    rewardId,
    told,
    // As matching counted it, so that the record alone makes the choice again.
    expectedValue:
      told === probability ? expectedValue : scaled(expectedValue, probability, told, contactCost),
  }));
  const { explored, draw, first, propensities } = chooseAmong(
    among,
    profile,
    goal,
    rewards,
    explorer,
    contactCost,
  );
  const known = ranked.map((one, i): Contender => ({ ...one, propensity: propensities[i] ?? 0 }));
  const chosen = known[first];
  const list: ExploredList = { explored, draw, among };
  if (!explored || chosen === undefined || first === 0) return { ordered: known, list };
  const words =
    'Offered to learn from it: another reward is expected to do better here, but that is not yet sure.';
  const moved: Contender = { ...chosen, explored: true, drivers: [words, ...chosen.drivers] };
  return { ordered: [moved, ...known.filter((one) => one !== chosen)], list };
}

/** The choice that a list was made by; the same again from the list and the campaign's exploration. */
export function chooseAmong(
  among: ExploredList['among'],
  profile: CustomerProfile,
  goal: Goal,
  rewards: ReadonlyMap<string, Reward>,
  explorer: Explorer,
  contactCost: number,
): ExploredChoice {
  const known = among.map(({ rewardId, told, expectedValue }) => {
    const reward = rewards.get(rewardId);
    if (reward === undefined) throw new RangeError(`chooseAmong: no reward "${rewardId}"`);
    return { reward, told, expectedValue };
  });
  const arms = known.map(
    ({ reward: { id, type }, told }): ExploredArm => ({ rewardId: id, type, probability: told }),
  );
  return explorer.choose(profile.id, arms, (arm, probability) => {
    const { reward, told, expectedValue } = known[arm] as (typeof known)[number];
    const now = { probability, expectedValue: scaled(expectedValue, told, probability, contactCost) };
    return GOAL_TABLE[goal].score(now, reward, profile);
  });
}

function withProbability(match: RewardMatch, probability: number, contactCost: number): RewardMatch {
  const expectedValue = scaled(match.expectedValue, match.probability, probability, contactCost);
  return { ...match, probability, expectedValue };
}

/** Money expected if the probability were another one: the value of a response stays. */
function scaled(expectedValue: number, before: number, now: number, contactCost: number): number {
  return ((expectedValue + contactCost) / before) * now - contactCost;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)}%`;
}
