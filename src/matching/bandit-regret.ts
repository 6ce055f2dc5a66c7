import { createRandom, type Random, randomInt } from '../domain/random.ts';
import type { Result } from '../domain/result.ts';
import { type BanditState, banditMean, bestArm, chooseArm, createBandit, updateBandit } from './bandit.ts';

export const POLICIES = ['always-best', 'thompson', 'epsilon-greedy', 'greedy', 'random'] as const;
export type Policy = (typeof POLICIES)[number];

/** One customer who comes by: what is known for each arm, and how likely each would be accepted. */
export interface RegretRound {
  readonly contexts: readonly ArrayLike<number>[];
  /** The truth, which only `always-best` may look at. */
  readonly probability: (arm: number) => number;
}

export interface RegretOptions {
  readonly rounds: number;
  readonly seed: number;
  /** Length of a context. */
  readonly dimension: number;
  /** The customer of a round; asked once a round with a stream that all policies share. */
  readonly customer: (round: number, random: Random) => RegretRound;
  readonly policies?: readonly Policy[];
  /** Share of rounds in which `epsilon-greedy` draws at random; 0.1 when left out. */
  readonly epsilon?: number;
  readonly priorPrecision?: number;
  readonly noise?: number;
}

/** Regret summed up to and including each round: probability of the best arm less that of the arm taken. */
export type RegretCurves = Readonly<Partial<Record<Policy, Float64Array>>>;

/**
 * Plays policies against the same customers and sums up their regret. All that learn have the same model and prior;
 * they differ in how they choose alone. `always-best` knows the truth and has none.
 */
export function simulateRegret(options: RegretOptions): RegretCurves {
  const curves: Partial<Record<Policy, Float64Array>> = {};
  for (const policy of options.policies ?? POLICIES) curves[policy] = play(policy, options);
  return curves;
}

function play(policy: Policy, options: RegretOptions): Float64Array {
  const { rounds, seed, dimension, customer, epsilon = 0.1, priorPrecision, noise } = options;
  const customers = createRandom(seed, 1);
  const answers = createRandom(seed, 2);
  const choices = createRandom(seed, 3);
  let state = createBandit(dimension, {
    ...(priorPrecision !== undefined && { priorPrecision }),
    ...(noise !== undefined && { noise }),
  });
  const curve = new Float64Array(rounds);
  let regret = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { contexts, probability } = customer(round, customers);
    const truths = contexts.map((_, arm) => probability(arm));
    const best = Math.max(...truths);
    const arm =
      policy === 'always-best' ? truths.indexOf(best) : choose(policy, state, contexts, choices, epsilon);
    const truth = truths[arm] as number;
    regret += best - truth;
    curve[round] = regret;
    const response = answers.next() < truth ? 1 : 0;
    if (policy !== 'always-best' && policy !== 'random') {
      state = taken(updateBandit(state, contexts[arm] ?? [], response));
    }
  }
  return curve;
}

function choose(
  policy: Exclude<Policy, 'always-best'>,
  state: BanditState,
  contexts: readonly ArrayLike<number>[],
  random: Random,
  epsilon: number,
): number {
  if (policy === 'thompson') return taken(chooseArm(state, contexts, random));
  if (policy === 'random') return randomInt(random, contexts.length);
  if (policy === 'epsilon-greedy' && random.next() < epsilon) return randomInt(random, contexts.length);
  return bestArm(contexts, banditMean(state));
}

/** A simulation whose contexts do not fit is a bug. */
function taken<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new RangeError(`simulateRegret: ${result.failures[0]?.message}`);
}
