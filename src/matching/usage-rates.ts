import type { CustomerProfile } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { REWARD_TYPES, type Reward, type RewardType } from '../domain/reward.ts';
import { runSteps } from '../domain/steps.ts';
import { betaQuantiles } from './beta-distribution.ts';
import { type BetaPrior, type Counts, fitBetaPrior } from './beta-prior.ts';
import { type ProbabilityInterval, withConfidence } from './confidence.ts';
import { rateKeepingOffsets, usualCustomer } from './learn-preferences.ts';
import type { UsageRatesModel } from './matching-model.ts';

/** With fewer rewards of a type that were handed out, the type's own spread cannot be told from chance. */
export const LEAST_OF_TYPE = 5;

/** Where nothing was ever handed out: one in ten responds, and that is known no better than from two tries. */
const GUESS: BetaPrior = { mean: 0.1, strength: 2 };

/**
 * Priors from how often the catalogue's rewards were used, by empirical Bayes: for all rewards together, and for each
 * type with at least {@link LEAST_OF_TYPE} rewards that were handed out.
 *
 * @param reason why there is no better basis.
 * @param profiles whose purchases tell what suits whom; without any, a reward's rate is the same for everybody.
 * @returns `catalogue-empty`, or `usage-invalid` where counts are no counts.
 */
export function learnUsageRates(
  rewards: readonly Reward[],
  reason: string,
  profiles: readonly CustomerProfile[] = [],
): Result<UsageRatesModel> {
  return runSteps(usageRatesSteps(rewards, reason, profiles));
}

/** The same; yields where a pause may be made. */
export function* usageRatesSteps(
  rewards: readonly Reward[],
  reason: string,
  profiles: readonly CustomerProfile[],
): Generator<void, Result<UsageRatesModel>> {
  if (rewards.length === 0) {
    return failure('catalogue-empty', 'The catalogue has no rewards. Add at least one.');
  }
  const wrong = rewards.find(({ usage }) => usage !== undefined && !isUsage(usage));
  if (wrong !== undefined) {
    return failure(
      'usage-invalid',
      `The usage of “${wrong.name}” must be counts of at least 0. Correct them in the catalogue.`,
      wrong.id,
    );
  }
  const repeats = repeatedTypes(rewards);
  const counts = (reward: Reward) => countsOf(reward, repeats);
  yield;
  const overall = fitBetaPrior(rewards.map(counts));
  const types: Record<string, BetaPrior> = {};
  for (const type of REWARD_TYPES) {
    yield;
    const handedOut = rewards.filter((reward) => reward.type === type && counts(reward).tried > 0);
    const prior = handedOut.length < LEAST_OF_TYPE ? undefined : fitBetaPrior(handedOut.map(counts));
    if (prior !== undefined) types[type] = prior;
  }
  const model: UsageRatesModel = {
    version: 1,
    basis: 'usage-rates',
    reason,
    overall: { ...(overall ?? GUESS) },
    anyUsage: overall !== undefined,
    types,
    repeats,
  };
  if (profiles.length === 0) return success(model);
  const usual = yield* usualCustomer(profiles);
  const rates = (yield* ratesOf(model, rewards)).map(({ probability }) => probability);
  const offsets = yield* rateKeepingOffsets(profiles, rewards, rates, usual);
  return success({
    ...model,
    preferences: {
      usual,
      offsets: Object.fromEntries(rewards.map(({ id }, i) => [id, offsets[i] as number])),
    },
  });
}

export interface UsageRate extends ProbabilityInterval {
  /** Where the number comes from, in a sentence. */
  readonly text: string;
}

/** By model and reward: a campaign asks for the same rates once for every group of people. */
const known = new WeakMap<UsageRatesModel, WeakMap<Reward, UsageRate>>();

/** The rates of the rewards, each worked out once. Yields where a pause may be made. */
export function* ratesOf(
  model: UsageRatesModel,
  rewards: readonly Reward[],
): Generator<void, readonly UsageRate[]> {
  const rates: UsageRate[] = [];
  for (const reward of rewards) {
    rates.push(usageRate(model, reward));
    yield;
  }
  return rates;
}

/** The rate of one reward: its own counts on top of the prior of its type. */
export function usageRate(model: UsageRatesModel, reward: Reward): UsageRate {
  const ofModel = known.get(model) ?? new WeakMap<Reward, UsageRate>();
  known.set(model, ofModel);
  const before = ofModel.get(reward);
  if (before !== undefined) return before;
  const rate = workOutRate(model, reward);
  ofModel.set(reward, rate);
  return rate;
}

function workOutRate(model: UsageRatesModel, reward: Reward): UsageRate {
  const ofType = model.types[reward.type];
  const { mean, strength } = ofType ?? model.overall;
  const { tried, used } = countsOf(reward, model.repeats);
  const a = mean * strength + used;
  const b = (1 - mean) * strength + tried - used;
  const [low = 0, high = 1] = betaQuantiles(a, b, [0.05, 0.95]);
  const { confidence, ...interval } = withConfidence(a / (a + b), low, high);
  const group = ofType === undefined ? 'all rewards' : `the type ${reward.type}`;
  const usual = `${percent(mean)} is usual for ${group}`;
  const text = !model.anyUsage
    ? 'No reward of the catalogue was ever handed out; the rate is a guess.'
    : tried === 0
      ? `Never handed out so far; ${usual}.`
      : model.repeats?.[reward.type] === undefined
        ? `Used by ${used.toLocaleString('en')} of ${tried.toLocaleString('en')} customers who received it; ${usual}.`
        : `Used ${Math.round(reward.usage?.usageCount ?? 0).toLocaleString('en')} times by the ${tried.toLocaleString('en')} customers who received it, some of them repeatedly: about ${percent(used / tried)} of them; ${usual}.`;
  // However well the reward's rate is known, this customer's own is not: never high.
  return { ...interval, confidence: confidence === 'high' ? 'medium' : confidence, text };
}

/** So many of the rewards of a type were used no more often for each customer. */
const MOST_OF_TYPE = 0.95;

/**
 * Types whose uses are no people, with the uses of one customer who takes a reward, at least 1. A catalogue with a reward
 * that was used more often than received counts repeated uses, and then does so for every type but gifts, which are taken
 * once unless a gift shows otherwise. How often one customer uses a reward no total tells; the most-used rewards of the
 * type give the least that it can be.
 */
function repeatedTypes(rewards: readonly Reward[]): Record<string, number> {
  const ratios = (type?: RewardType) =>
    rewards
      .filter((reward) => (type ?? reward.type) === reward.type && (reward.usage?.customersCount ?? 0) > 0)
      .map(({ usage }) => (usage?.usageCount ?? 0) / (usage?.customersCount ?? 1))
      .sort((a, b) => a - b);
  const isRepeated = (sorted: readonly number[]) => (sorted.at(-1) ?? 0) > 1;
  const anywhere = isRepeated(ratios());
  const repeats: Record<string, number> = {};
  for (const type of REWARD_TYPES) {
    const own = ratios(type);
    if (type === 'Gift' ? !isRepeated(own) : !anywhere || own.length === 0) continue;
    repeats[type] = Math.max(1, own[Math.floor(MOST_OF_TYPE * (own.length - 1))] ?? 1);
  }
  return repeats;
}

/**
 * Who responds, not how often. Of a type that is used repeatedly, uses are taken to fall on customers by chance, so that
 * 1 − e^(−uses / customers) of them used it at least once (Poisson), after division by the uses of one who takes it.
 */
function countsOf({ type, usage }: Reward, repeats: Readonly<Record<string, number>> = {}): Counts {
  const tried = Math.round(usage?.customersCount ?? 0);
  const uses = usage?.usageCount ?? 0;
  const each = repeats[type];
  const used = each === undefined || tried === 0 ? uses : tried * -Math.expm1(-uses / tried / each);
  return { tried, used: Math.min(tried, Math.round(used)) };
}

function isUsage({ customersCount, usageCount, totalValue }: NonNullable<Reward['usage']>): boolean {
  return (
    [customersCount, usageCount].every((count) => count >= 0 && count < Infinity) &&
    Number.isFinite(totalValue)
  );
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(rate < 0.1 ? 1 : 0)}%`;
}
