import { contenderOf, exploreList } from '../campaigns/explore-list.ts';
import { Explorer } from '../campaigns/explorer.ts';
import { GOAL_TABLE } from '../campaigns/goal.ts';
import type { CustomerProfile } from '../domain/customer.ts';
import { createRandom, randomInt } from '../domain/random.ts';
import type { Result } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import { textTable } from '../evaluation/text-table.ts';
import { matchRewards, type RewardMatch } from '../matching/match-rewards.ts';
import { learnResponse, nothingLearned } from '../matching/reward-bandit.ts';
import { trainMatching } from '../matching/train-matching.ts';
import { SIMULATED_TODAY } from '../simulation/business-customer.ts';
import { simulatedBusiness } from './simulated-business.ts';

/** Ways to choose the first of each person's short list. */
const WAYS = [
  { name: 'any of the short list', kind: 'random', share: 0 },
  { name: 'matching alone, never learning', kind: 'fixed', share: 0 },
  { name: 'greedy: learning, exploring 0', kind: 'learning', share: 0 },
  { name: 'learning, exploring 0.05 (default)', kind: 'learning', share: 0.05 },
  { name: 'learning, exploring 0.2', kind: 'learning', share: 0.2 },
  { name: 'learning, exploring 0.5 (most)', kind: 'learning', share: 0.5 },
] as const;

export interface RegretTableOptions {
  readonly seeds: readonly number[];
  readonly customers: number;
  /** Campaigns one after another, each to every customer, learned from before the next. */
  readonly rounds: number;
}

export interface RegretRow {
  readonly name: string;
  /** Responses missed in 100 offers against the best reward of those looked at, by seed. */
  readonly all: readonly number[];
  /** The same in the last quarter of the campaigns. */
  readonly last: readonly number[];
}

const KEPT = 8;
const LOOKED_AT = 40;

interface World {
  readonly rewards: ReadonlyMap<string, Reward>;
  readonly people: readonly {
    readonly profile: CustomerProfile;
    readonly matches: readonly RewardMatch[];
    /** True probability of a response by reward. */
    readonly truth: ReadonlyMap<string, number>;
    readonly best: number;
  }[];
}

/** Plays every way of choosing on simulated customers whose true answers are known, without past responses. */
export async function regretTable(options: RegretTableOptions): Promise<readonly RegretRow[]> {
  const rows = WAYS.map(({ name }) => ({ name, all: [] as number[], last: [] as number[] }));
  for (const seed of options.seeds) {
    const made = await world(seed, options.customers);
    for (const [i, way] of WAYS.entries()) {
      const regret = play(made, way, seed, options.rounds);
      const quarter = Math.max(1, Math.floor(options.rounds / 4));
      rows[i]?.all.push(mean(regret));
      rows[i]?.last.push(mean(regret.slice(-quarter)));
    }
  }
  return rows;
}

/** The table, with 95% intervals over seeds by Student's t. */
export function regretText(rows: readonly RegretRow[], { seeds, customers, rounds }: RegretTableOptions) {
  const table = textTable(
    ['responses missed in 100 offers', 'all campaigns', `last ${Math.max(1, Math.floor(rounds / 4))}`],
    rows.map(({ name, all, last }) => [name, interval(all), interval(last)]),
  );
  return `${table}\n\nAgainst the best of the ${LOOKED_AT} rewards that matching looks at for each person. ${customers} simulated customers without past responses, ${rounds} campaigns to all of them, learned from after each; seeds ${seeds.join(', ')}; 95% intervals over seeds.\n`;
}

function play({ rewards, people }: World, way: (typeof WAYS)[number], seed: number, rounds: number) {
  const answers = createRandom(seed, 91);
  const random = createRandom(seed, 92);
  let learned = nothingLearned();
  return Array.from({ length: rounds }, (_, round) => {
    const explorer = new Explorer({ share: way.share, seed, campaignId: `round ${round}`, learned });
    let regret = 0;
    let after = learned;
    for (const { profile, matches, truth, best } of people) {
      const ranked = matches
        .flatMap((match) => {
          const reward = rewards.get(match.rewardId);
          return reward === undefined
            ? []
            : [contenderOf(match, reward, profile, GOAL_TABLE.churn, explorer, 0)];
        })
        .sort((a, b) => b.score - a.score)
        .slice(0, KEPT);
      const { ordered } = exploreList(ranked, profile, 'churn', rewards, explorer, 0);
      const chosen = way.kind === 'random' ? ranked[randomInt(random, ranked.length)] : ordered[0];
      const reward = rewards.get(chosen?.rewardId ?? '');
      if (chosen === undefined || reward === undefined) continue;
      const probability = truth.get(reward.id) ?? 0;
      regret += best - probability;
      const answer = answers.next() < probability ? 1 : 0;
      if (way.kind === 'learning') {
        after = taken(learnResponse(after, reward, chosen.told ?? chosen.probability, answer));
      }
    }
    learned = after;
    return (100 * regret) / people.length;
  });
}

async function world(seed: number, customers: number): Promise<World> {
  const { profiles, rewards, truth } = await simulatedBusiness(seed, customers, SIMULATED_TODAY);
  const { model } = taken(await trainMatching({ profiles, rewards, responses: [] }));
  const matched = taken(
    await matchRewards(profiles, rewards, model, { keep: LOOKED_AT, explain: 0, rankBy: 'probability' }),
  );
  return {
    rewards: new Map(rewards.map((reward) => [reward.id, reward])),
    people: matched.customers.flatMap(({ customerId, matches }, i) => {
      const profile = profiles[i];
      if (profile === undefined) return [];
      const known = new Map(
        matches.map(({ rewardId }) => [rewardId, truth(customerId, rewardId) ?? 0] as const),
      );
      return [{ profile, matches, truth: known, best: Math.max(...known.values()) }];
    }),
  };
}

/** Two-sided 95% of Student's t by degrees of freedom, from 1. */
const T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201];

function interval(values: readonly number[]): string {
  const middle = mean(values);
  if (values.length < 2) return middle.toFixed(1);
  const variance = values.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (values.length - 1);
  const half = (T95[values.length - 2] ?? 1.96) * Math.sqrt(variance / values.length);
  return `${middle.toFixed(1)} (${(middle - half).toFixed(1)} to ${(middle + half).toFixed(1)})`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

/** A simulated world that cannot be made is a bug. */
function taken<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new RangeError(`regretTable: ${result.failures[0]?.message}`);
}
