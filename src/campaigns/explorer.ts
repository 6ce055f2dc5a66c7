import { createRandom, mix32, normal } from '../domain/random.ts';
import type { Reward } from '../domain/reward.ts';
import { banditMean, drawTheta } from '../matching/bandit.ts';
import { type Learned, ownDifference, rewardContext } from '../matching/reward-bandit.ts';
import { hash32 } from './hash32.ts';

/**
 * Beliefs that explore: so many draws from what was learned. An exploring offer is the best one if one of them were
 * true, each as likely as the other, so that the chance of every reward is known exactly.
 */
export const DRAWS = 64;

/** How a campaign explores; a plain value, which with a decision's record makes its choice again. */
export interface Exploration {
  /** Share of the people whose offer is an exploring one; 0 switches it off. */
  readonly share: number;
  readonly seed: number;
  readonly campaignId: string;
  readonly learned: Learned;
}

/** One reward a person might get, as exploring looks at it. */
export interface ExploredArm {
  readonly rewardId: string;
  readonly type: Reward['type'];
  /** As matching told it. */
  readonly probability: number;
}

export interface ExploredChoice {
  /** Whether this person's offer is an exploring one. */
  readonly explored: boolean;
  /** The draw believed, from 0; null where nothing is explored. */
  readonly draw: number | null;
  /** Position of the reward that comes first. */
  readonly first: number;
  /** Chance of each reward to come first, over the seeds that might have been; adds up to 1. */
  readonly propensities: readonly number[];
}

/** Least and most that a probability is believed to be, however a line through the responses runs. */
const BELIEVABLE = { least: 0.001, most: 0.999 };

/** Thompson sampling over each person's short list, for a share of the people. */
export class Explorer {
  readonly #exploration: Exploration;
  readonly #mean: Float64Array;
  readonly #thetas: readonly Float64Array[];
  readonly #own = new Map<string, { readonly mean: number; readonly draws: Float64Array }>();
  readonly #seed: number;

  constructor(exploration: Exploration) {
    const { learned, seed, campaignId } = exploration;
    this.#exploration = exploration;
    this.#seed = mix32(seed ^ hash32(campaignId));
    this.#mean = banditMean(learned.shared);
    const random = createRandom(this.#seed, 81);
    this.#thetas = Array.from({ length: DRAWS }, () => drawTheta(learned.shared, random));
  }

  /** The probability with what earlier runs taught; as matching told it where they taught nothing. */
  probability(arm: ExploredArm): number {
    if (this.#exploration.learned.shared.responses === 0) return arm.probability;
    return believable(dot(this.#mean, rewardContext(arm, arm.probability)) + this.#ownOf(arm.rewardId).mean);
  }

  /**
   * @param arms the person's short list, best first.
   * @param score what an arm is worth if its probability were this one; the larger the better.
   */
  choose(
    customerId: string,
    arms: readonly ExploredArm[],
    score: (arm: number, probability: number) => number,
  ): ExploredChoice {
    const { share } = this.#exploration;
    const wins = new Float64Array(arms.length);
    const contexts = arms.map((arm) => rewardContext(arm, arm.probability));
    const owns = arms.map(({ rewardId }) => this.#ownOf(rewardId).draws);
    const winners = this.#thetas.map((theta, draw) => {
      let best = 0;
      let most = Number.NEGATIVE_INFINITY;
      for (const [i, context] of contexts.entries()) {
        const value = score(i, believable(dot(theta, context) + (owns[i]?.[draw] as number)));
        if (!(value > most)) continue;
        best = i;
        most = value;
      }
      wins[best] = (wins[best] as number) + 1;
      return best;
    });
    const place = mix32(hash32(customerId, this.#seed) ^ this.#seed);
    const explored = arms.length > 0 && place / 4294967296 < share;
    const draw = explored ? mix32(place ^ 0x5bd1e995) % DRAWS : null;
    return {
      explored,
      draw,
      first: draw === null ? 0 : (winners[draw] as number),
      propensities: Array.from(wins, (won, i) => (share * won) / DRAWS + (i === 0 ? 1 - share : 0)),
    };
  }

  /** The reward's own difference, and the same in each draw: the same for a reward whoever else is on the list. */
  #ownOf(rewardId: string) {
    const known = this.#own.get(rewardId);
    if (known !== undefined) return known;
    const { mean, spread } = ownDifference(this.#exploration.learned, rewardId);
    const random = createRandom(hash32(rewardId, this.#seed), 82);
    const own = { mean, draws: Float64Array.from({ length: DRAWS }, () => mean + spread * normal(random)) };
    this.#own.set(rewardId, own);
    return own;
  }
}

function dot(theta: Float64Array, context: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < theta.length; i += 1) sum += (theta[i] as number) * (context[i] as number);
  return sum;
}

function believable(probability: number): number {
  return Math.min(BELIEVABLE.most, Math.max(BELIEVABLE.least, probability));
}
