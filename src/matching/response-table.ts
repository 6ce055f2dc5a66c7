import type { CustomerProfile, PastResponse } from '../domain/customer.ts';
import { createRandom, shuffled } from '../domain/random.ts';
import { type Reward, rewardColumns } from '../domain/reward.ts';
import { categoryColumn, type FeatureColumn, numberColumn, rowsOf } from './feature-table.ts';
import {
  type ColumnedReward,
  type FeatureValue,
  featureName,
  featureSide,
  featureValue,
  type MatchFeature,
} from './match-feature.ts';
import { matchFeatures } from './match-features.ts';
import type { Sensitive } from './sensitive-columns.ts';
import type { AnsweredTable } from './training-check.ts';

/** More than this are drawn by the seed: they cost memory and change little. */
export const MOST_RESPONSES = 200_000;

/** Values to look at between two pauses. */
const AT_ONCE = 20_000;

/** What trees learn from. */
export interface ResponseTable {
  readonly features: readonly MatchFeature[];
  /** Position of the customer in the profiles, one a row. */
  readonly customers: ArrayLike<number>;
  readonly answered: AnsweredTable;
}

interface Pairs {
  readonly profiles: readonly CustomerProfile[];
  readonly rewards: readonly ColumnedReward[];
  /** Positions in both, one a row. */
  readonly customer: Uint32Array;
  readonly reward: Uint32Array;
}

/**
 * Past responses as rows of features; at most {@link MOST_RESPONSES}, drawn by the seed. Yields where a pause may be
 * made.
 *
 * @param usable responses whose customer and reward are among those given.
 */
export function* responseTable(
  {
    profiles,
    rewards,
  }: { readonly profiles: readonly CustomerProfile[]; readonly rewards: readonly Reward[] },
  usable: readonly PastResponse[],
  {
    include = [],
    seed = 0,
  }: { readonly include?: readonly Sensitive[] | undefined; readonly seed?: number | undefined } = {},
): Generator<void, ResponseTable> {
  const people = new Map(profiles.map(({ id }, i) => [id, i]));
  const columns = rewardColumns(rewards);
  const offers = new Map(rewards.map(({ id }, i) => [id, i]));
  yield;
  const drawn = drawResponses(usable, seed);
  yield;
  const features = yield* matchFeatures(profiles, include);
  const rows = drawn.length;
  const pairs: Pairs = {
    profiles,
    rewards: rewards.map((reward, i) => ({ reward, columns: columns[i] }) as ColumnedReward),
    customer: new Uint32Array(rows),
    reward: new Uint32Array(rows),
  };
  const answers = new Uint8Array(rows);
  for (const [i, { customerId, rewardId, accepted }] of drawn.entries()) {
    if (i % AT_ONCE === 0) yield;
    pairs.customer[i] = people.get(customerId) as number;
    pairs.reward[i] = offers.get(rewardId) as number;
    answers[i] = accepted ? 1 : 0;
  }
  const table: FeatureColumn[] = [];
  const byCustomer = yield* distinct(pairs.customer, profiles.length);
  const byReward = yield* distinct(pairs.reward, rewards.length);
  for (const feature of features) {
    yield;
    const side = featureSide(feature);
    if (side === 'pair') table.push(yield* columnOf(feature, pairs, pairs.customer, pairs.reward));
    else {
      // What depends on one of the two alone is worked out once for each of them, not for each response.
      const { first, place } = side === 'customer' ? byCustomer : byReward;
      const own = yield* columnOf(feature, pairs, at(pairs.customer, first), at(pairs.reward, first));
      yield;
      table.push(...rowsOf({ rows: first.length, columns: [own] }, place).columns);
    }
  }
  return { features, customers: pairs.customer, answered: { table: { rows, columns: table }, answers } };
}

/** The first row of each position that is met, and for each row, which of these it is like. */
function* distinct(
  positions: Uint32Array,
  of: number,
): Generator<void, { readonly first: Uint32Array; readonly place: Uint32Array }> {
  const places = new Int32Array(of).fill(-1);
  const first: number[] = [];
  const place = new Uint32Array(positions.length);
  for (let row = 0; row < positions.length; row += 1) {
    if (row % AT_ONCE === 0) yield;
    const position = positions[row] as number;
    if ((places[position] as number) < 0) {
      places[position] = first.length;
      first.push(row);
    }
    place[row] = places[position] as number;
  }
  return { first: Uint32Array.from(first), place };
}

function* columnOf(
  feature: MatchFeature,
  { profiles, rewards }: Pairs,
  customer: Uint32Array,
  reward: Uint32Array,
): Generator<void, FeatureColumn> {
  const values: FeatureValue[] = [];
  for (let i = 0; i < customer.length; i += 1) {
    if (i % AT_ONCE === 0) yield;
    const profile = profiles[customer[i] as number] as CustomerProfile;
    values.push(featureValue(feature, profile, rewards[reward[i] as number] as ColumnedReward));
  }
  yield;
  const name = featureName(feature);
  return feature.kind === 'number'
    ? numberColumn(name, values as (number | undefined)[])
    : categoryColumn(name, values as (string | undefined)[]);
}

function at(positions: Uint32Array, rows: Uint32Array): Uint32Array {
  const picked = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) picked[i] = positions[rows[i] as number] as number;
  return picked;
}

function drawResponses(usable: readonly PastResponse[], seed: number): readonly PastResponse[] {
  if (usable.length <= MOST_RESPONSES) return usable;
  return shuffled(createRandom(seed, 13), usable).slice(0, MOST_RESPONSES);
}
