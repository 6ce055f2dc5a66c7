import * as v from 'valibot';
import { failure, type Result, success } from '../domain/result.ts';
import { REWARD_TYPES, type Reward } from '../domain/reward.ts';
import {
  type BanditState,
  BanditStateSchema,
  banditMean,
  createBandit,
  readBandit,
  updateBandit,
} from './bandit.ts';

/** Length of a reward's context: the matched probability and one place for each type of reward. */
export const REWARD_CONTEXT_LENGTH = 1 + REWARD_TYPES.length;

/** What the bandit sees of a reward for a customer: the probability that matching tells, and the reward's type. */
export function rewardContext(reward: Pick<Reward, 'type'>, probability: number): Float64Array {
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

/** What earlier runs taught beyond matching. Plain JSON as it stands. */
export const LearnedSchema = v.strictObject({
  format: v.literal('offersmith-learned'),
  version: v.literal(1),
  /** Of all rewards together. */
  shared: BanditStateSchema,
  /** By reward: its responses, and by how much they came to more than the shared part expected, summed up. */
  rewards: v.record(
    v.string(),
    v.strictObject({
      responses: v.pipe(v.number(), v.integer(), v.minValue(0)),
      excess: v.pipe(v.number(), v.finite()),
    }),
  ),
  /** Runs that were learned from, so that none counts twice. */
  runs: v.array(v.string()),
});
export type Learned = v.InferOutput<typeof LearnedSchema>;

/** One reward strays from the shared part by about this much: a normal prior's standard deviation. */
const OWN_SPREAD = 0.15;

/** Nothing learned yet: every probability is just what matching tells. */
export function nothingLearned(): Learned {
  return { format: 'offersmith-learned', version: 1, shared: createRewardBandit(), rewards: {}, runs: [] };
}

/** Takes a stored state back, if it is whole; else `learned-malformed`. */
export function readLearned(stored: unknown): Result<Learned> {
  const parsed = v.safeParse(LearnedSchema, stored);
  const whole = parsed.success ? readBandit(parsed.output.shared) : undefined;
  if (!parsed.success || !whole?.ok || whole.value.weighted.length !== REWARD_CONTEXT_LENGTH) {
    const path = parsed.success ? 'shared' : (v.getDotPath(parsed.issues[0]) ?? '');
    const message = `What earlier runs taught cannot be read (at "${path}"). Leave it out to start anew.`;
    return failure('learned-malformed', message, path);
  }
  return success(parsed.output);
}

/** Of the reward's own difference, given the shared part: mean and standard deviation. */
export function ownDifference({ shared, rewards }: Learned, rewardId: string) {
  const { responses = 0, excess = 0 } = rewards[rewardId] ?? {};
  const variance = shared.noise ** 2;
  const precision = 1 / OWN_SPREAD ** 2 + responses / variance;
  return { mean: excess / variance / precision, spread: 1 / Math.sqrt(precision) };
}

/**
 * What was learned with one more response. The shared part takes the whole of it, the reward's own difference what the
 * shared part did not expect: an approximation to the joint posterior, which would tie every reward to every other.
 *
 * @param probability as matching told it. @param response see {@link updateBandit}.
 */
export function learnResponse(
  learned: Learned,
  reward: Pick<Reward, 'id' | 'type'>,
  probability: number,
  response: number,
): Result<Learned> {
  const context = rewardContext(reward, probability);
  const expected = banditMean(learned.shared).reduce((sum, each, i) => sum + each * (context[i] ?? 0), 0);
  const shared = updateBandit(learned.shared, context, response);
  if (!shared.ok) return shared;
  const before = learned.rewards[reward.id] ?? { responses: 0, excess: 0 };
  const own = { responses: before.responses + 1, excess: before.excess + response - expected };
  return success({ ...learned, shared: shared.value, rewards: { ...learned.rewards, [reward.id]: own } });
}
