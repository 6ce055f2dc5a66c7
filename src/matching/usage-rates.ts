import { failure, type Result, success } from '../domain/result.ts';
import { REWARD_TYPES, type Reward } from '../domain/reward.ts';
import { betaQuantiles } from './beta-distribution.ts';
import { type BetaPrior, type Counts, fitBetaPrior } from './beta-prior.ts';
import { type ProbabilityInterval, withConfidence } from './confidence.ts';
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
 * @returns `catalogue-empty`, or `usage-invalid` where counts are no counts.
 */
export function learnUsageRates(rewards: readonly Reward[], reason: string): Result<UsageRatesModel> {
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
  const overall = fitBetaPrior(rewards.map(countsOf));
  const types: Record<string, BetaPrior> = {};
  for (const type of REWARD_TYPES) {
    const handedOut = rewards.filter((reward) => reward.type === type && countsOf(reward).tried > 0);
    const prior = handedOut.length < LEAST_OF_TYPE ? undefined : fitBetaPrior(handedOut.map(countsOf));
    if (prior !== undefined) types[type] = prior;
  }
  return success({
    version: 1,
    basis: 'usage-rates',
    reason,
    overall: { ...(overall ?? GUESS) },
    anyUsage: overall !== undefined,
    types,
  });
}

export interface UsageRate extends ProbabilityInterval {
  /** Where the number comes from, in a sentence. */
  readonly text: string;
}

/** The rate of one reward: its own counts on top of the prior of its type. */
export function usageRate(model: UsageRatesModel, reward: Reward): UsageRate {
  const ofType = model.types[reward.type];
  const { mean, strength } = ofType ?? model.overall;
  const { tried, used } = countsOf(reward);
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
      : `Used by ${used} of ${tried} customers who received it; ${usual}.`;
  // However well the reward's rate is known, this customer's own is not: never high.
  return { ...interval, confidence: confidence === 'high' ? 'medium' : confidence, text };
}

/** Uses beyond one a customer count once: the question is who responds. */
function countsOf({ usage }: Reward): Counts {
  const tried = Math.round(usage?.customersCount ?? 0);
  return { tried, used: Math.min(tried, Math.round(usage?.usageCount ?? 0)) };
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
