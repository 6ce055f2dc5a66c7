import * as v from 'valibot';
import type { CustomerProfile } from '../domain/customer.ts';
import { nextTask } from '../domain/next-task.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { type Reward, rewardColumns } from '../domain/reward.ts';
import { LONGEST_HOLD_MS, runPausing } from '../domain/steps.ts';
import type { Confidence, ProbabilityInterval } from './confidence.ts';
import type { Driver } from './drivers.ts';
import {
  assumptions,
  type Economics,
  EconomicsSchema,
  usualBasket,
  valueOfResponse,
} from './expected-value.ts';
import type { ColumnedReward } from './match-feature.ts';
import type { MatchingModel } from './matching-model.ts';
import { type RewardScorer, scoreByResponses, scoreByUsage } from './reward-scorer.ts';
import { checkSensitive } from './sensitive-columns.ts';
import { ratesOf } from './usage-rates.ts';

/** One reward for one customer. */
export interface RewardMatch {
  readonly rewardId: string;
  /** Of a response, calibrated; with its 90% interval. */
  readonly probability: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: Confidence;
  /** Money from handing the reward out: probability × value of a response − cost of sending. */
  readonly expectedValue: number;
  /** The same at both ends of the interval, the lesser first. */
  readonly expectedValueRange: readonly [number, number];
  /** What drove the probability, strongest first; empty for ranks that were not to be explained. */
  readonly drivers: readonly Driver[];
}

export interface CustomerMatches {
  readonly customerId: string;
  /** Best first. */
  readonly matches: readonly RewardMatch[];
}

export interface MatchReport {
  readonly basis: MatchingModel['basis'];
  /** Why not past responses, where that is so. */
  readonly reason?: string;
  readonly customers: readonly CustomerMatches[];
  /** What the money rests on, in words. */
  readonly assumptions: readonly string[];
}

export interface MatchOptions {
  /** Rewards told for each customer; 3 when left out. */
  readonly keep?: number;
  /** Ranks whose drivers are named, from the best; 1 when left out. */
  readonly explain?: number;
  /** Which rewards may be explained to a customer; all where left out. Those that are not do not count as ranks. */
  readonly explainable?: (reward: Reward, profile: CustomerProfile) => boolean;
  readonly rankBy?: 'expected-value' | 'probability';
  readonly economics?: v.InferInput<typeof EconomicsSchema>;
  /** The catalogue whose shares the deck's frequency columns tell; the rewards themselves when left out. */
  readonly catalogue?: readonly Reward[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}

/** What probabilities rest on before anybody has answered. */
export const PRIOR_NOTE =
  "No past responses yet: rewards are chosen by the catalogue's usage rates and by what each customer buys (category, discounts, points, least spending against the basket, channel, way of paying), with weights set by hand.";

/**
 * Ranks rewards for each customer by what they are expected to bring. Who may get what is not looked at here: give the
 * rewards that are open to these customers.
 *
 * @returns `catalogue-empty`, `no-customers`, `economics-invalid`, `sensitive-for-credit` where a model that looks at
 *   name, gender or age meets a reward like credit, `usage-invalid`, `cancelled`.
 */
export async function matchRewards(
  profiles: readonly CustomerProfile[],
  rewards: readonly Reward[],
  model: MatchingModel,
  options: MatchOptions = {},
): Promise<Result<MatchReport>> {
  const [anyone] = profiles;
  if (rewards.length === 0) {
    return failure('catalogue-empty', 'There are no rewards to choose from. Add or admit at least one.');
  }
  if (anyone === undefined) return failure('no-customers', 'There are no customers to match.');
  const economics = v.safeParse(EconomicsSchema, options.economics ?? {});
  if (!economics.success) {
    const [issue] = economics.issues;
    const path = v.getDotPath(issue) ?? '';
    return failure('economics-invalid', `The assumption ${path} ${issue.message}.`, path);
  }
  const allowed = checkSensitive(model.basis === 'past-responses' ? model.sensitive : [], rewards);
  if (!allowed.ok) return allowed;
  const columned = withColumns(rewards, options.catalogue ?? rewards);
  // Half a second's work the first time that the model is asked about these rewards.
  if (model.basis === 'usage-rates') await runPausing(ratesOf(model, rewards));
  const scorer =
    model.basis === 'past-responses'
      ? scoreByResponses(model, columned, anyone)
      : scoreByUsage(model, rewards);
  const ranking = new Ranking(rewards, scorer, economics.output, usualBasket(profiles), options);
  const customers: CustomerMatches[] = [];
  let since = performance.now();
  for (const profile of profiles) {
    customers.push({ customerId: profile.id, matches: ranking.rank(profile) });
    if (performance.now() - since < LONGEST_HOLD_MS) continue;
    options.onProgress?.(customers.length, profiles.length);
    await nextTask();
    since = performance.now();
    if (options.signal?.aborted) return failure('cancelled', 'Matching was stopped. Nothing was kept.');
  }
  options.onProgress?.(profiles.length, profiles.length);
  return success({
    basis: model.basis,
    ...(model.basis === 'usage-rates' && { reason: model.reason }),
    customers,
    assumptions: [
      ...(model.basis === 'usage-rates' && model.preferences !== undefined ? [PRIOR_NOTE] : []),
      ...assumptions(economics.output),
    ],
  });
}

/** A reward that is not in the catalogue counts as one more row of it. */
function withColumns(rewards: readonly Reward[], catalogue: readonly Reward[]): readonly ColumnedReward[] {
  const known = new Set(catalogue.map(({ id }) => id));
  const all = [...catalogue, ...rewards.filter(({ id }) => !known.has(id))];
  const columns = new Map(rewardColumns(all).map((row) => [row.offer_id, row]));
  return rewards.map((reward) => ({ reward, columns: columns.get(reward.id) }) as ColumnedReward);
}

class Ranking {
  private readonly rewards: readonly Reward[];
  private readonly scorer: RewardScorer;
  private readonly economics: Economics;
  private readonly usualBasket: number;
  private readonly options: MatchOptions;
  private readonly values: Float64Array;
  private readonly expected: Float64Array;

  constructor(
    rewards: readonly Reward[],
    scorer: RewardScorer,
    economics: Economics,
    basket: number,
    options: MatchOptions,
  ) {
    this.rewards = rewards;
    this.scorer = scorer;
    this.economics = economics;
    this.usualBasket = basket;
    this.options = options;
    this.values = new Float64Array(rewards.length);
    this.expected = new Float64Array(rewards.length);
  }

  rank(profile: CustomerProfile): readonly RewardMatch[] {
    const { rewards, scorer, economics, values, expected } = this;
    const { keep = 3, explain = 1, rankBy = 'expected-value', explainable } = this.options;
    let explained = 0;
    const probabilities = scorer.probabilities(profile);
    for (const [i, reward] of rewards.entries()) {
      const value = valueOfResponse(profile, reward, economics, this.usualBasket);
      values[i] = value;
      expected[i] = (probabilities[i] as number) * value - economics.contactCost;
    }
    const [first, second] = rankBy === 'probability' ? [probabilities, expected] : [expected, probabilities];
    const kept = best(keep, first, second);
    const intervals = scorer.intervals(kept);
    return kept.map((i, rank) => {
      const interval = intervals[rank] as ProbabilityInterval;
      const ends = [interval.low, interval.high].map(
        (p) => p * (values[i] as number) - economics.contactCost,
      );
      const reward = rewards[i] as Reward;
      const explains = explained < explain && (explainable?.(reward, profile) ?? true);
      if (explains) explained += 1;
      return {
        rewardId: reward.id,
        ...interval,
        expectedValue: expected[i] as number,
        expectedValueRange: [Math.min(...ends), Math.max(...ends)] as const,
        drivers: explains ? scorer.drivers(i, profile) : [],
      };
    });
  }
}

/** Positions of the largest `count`, ties by the second list, then by position. */
function best(count: number, first: Float64Array, second: Float64Array): readonly number[] {
  const kept: number[] = [];
  const before = (a: number, b: number) =>
    (first[a] as number) > (first[b] as number) ||
    (first[a] === first[b] && (second[a] as number) > (second[b] as number));
  for (let i = 0; i < first.length; i += 1) {
    if (kept.length === count && !before(i, kept[count - 1] as number)) continue;
    let place = kept.length;
    while (place > 0 && before(i, kept[place - 1] as number)) place -= 1;
    kept.splice(place, 0, i);
    if (kept.length > count) kept.pop();
  }
  return kept;
}
