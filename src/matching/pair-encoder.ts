import type { CustomerProfile } from '../domain/customer.ts';
import type { ModelColumn } from './boosted-trees.ts';
import { type EncodedRows, levelPlaces } from './encode-rows.ts';
import {
  type ColumnedReward,
  type FeatureValue,
  featureSide,
  featureValue,
  type MatchFeature,
} from './match-feature.ts';

/**
 * Writes the rows of one customer with every reward, over and over into the same memory. What depends on the reward
 * alone is written once.
 */
export class PairEncoder {
  readonly rows: EncodedRows;
  private readonly features: readonly MatchFeature[];
  private readonly rewards: readonly ColumnedReward[];
  private readonly places: readonly ReadonlyMap<string, number>[];
  private readonly customerSide: readonly number[];
  private readonly pairSide: readonly number[];

  /** @param columns of the model, one for each feature. */
  constructor(
    features: readonly MatchFeature[],
    columns: readonly ModelColumn[],
    rewards: readonly ColumnedReward[],
    anyone: CustomerProfile,
  ) {
    this.features = features;
    this.rewards = rewards;
    this.places = columns.map(levelPlaces);
    const of = (side: 'customer' | 'reward' | 'pair') =>
      [...features.keys()].filter((i) => featureSide(features[i] as MatchFeature) === side);
    this.customerSide = of('customer');
    this.pairSide = of('pair');
    const width = features.length;
    this.rows = { rows: rewards.length, width, values: new Float64Array(width * rewards.length) };
    for (const [row, reward] of rewards.entries()) {
      for (const i of of('reward')) this.rows.values[row * width + i] = this.encode(i, anyone, reward);
    }
  }

  /** Fills in one customer. */
  write(profile: CustomerProfile): void {
    const { values, width } = this.rows;
    const [first] = this.rewards;
    if (first === undefined) return;
    for (const i of this.customerSide) {
      const value = this.encode(i, profile, first);
      for (let at = i; at < values.length; at += width) values[at] = value;
    }
    for (const [row, reward] of this.rewards.entries()) {
      for (const i of this.pairSide) values[row * width + i] = this.encode(i, profile, reward);
    }
  }

  private encode(i: number, profile: CustomerProfile, reward: ColumnedReward): number {
    const value: FeatureValue = featureValue(this.features[i] as MatchFeature, profile, reward);
    if (value === undefined) return Number.NaN;
    return typeof value === 'number' ? value : (this.places[i]?.get(value) ?? Number.NaN);
  }
}
