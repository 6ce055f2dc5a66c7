import { REWARD_TYPES, type Reward } from '../domain/reward.ts';
import { type BanditState, createBandit } from './bandit.ts';

/** Length of a reward's context: the matched probability and one place for each type of reward. */
export const REWARD_CONTEXT_LENGTH = 1 + REWARD_TYPES.length;

/** What the bandit sees of a reward for a customer: the probability that matching tells, and the reward's type. */
export function rewardContext(reward: Reward, probability: number): Float64Array {
  return Float64Array.from([probability, ...REWARD_TYPES.map((type) => (type === reward.type ? 1 : 0))]);
}

/**
 * A bandit on top of matching. Before any response it expects just what matching tells (weight 1 on the probability,
 * 0 on the types); responses then teach it how far that holds now and which types do better than told.
 */
export function createRewardBandit(): BanditState {
  const priorMean = [1, ...REWARD_TYPES.map(() => 0)];
  // θ is within about ±0.1 of that: matching has seen hundreds of responses, so a handful should not overrule it.
  return createBandit(REWARD_CONTEXT_LENGTH, { priorMean, priorPrecision: 25 });
}
