import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward } from '../domain/reward.ts';
import { calibratedProbability } from './calibration.ts';
import { type ProbabilityInterval, probabilityInterval } from './confidence.ts';
import { Explainer } from './contributions.ts';
import { type Driver, namedDrivers } from './drivers.ts';
import type { EncodedRows } from './encode-rows.ts';
import { compileForest, forestMargins } from './forest.ts';
import type { ColumnedReward } from './match-features.ts';
import type { PastResponsesModel, UsageRatesModel } from './matching-model.ts';
import { PairEncoder } from './pair-encoder.ts';
import { usageRate } from './usage-rates.ts';

/** What one customer makes of every reward. `interval` and `drivers` speak of the customer asked about last. */
export interface RewardScorer {
  /** By position of the reward; overwritten by the next call. */
  probabilities(profile: CustomerProfile): Float64Array;
  interval(reward: number): ProbabilityInterval;
  drivers(reward: number, profile: CustomerProfile): readonly Driver[];
}

const MOST_DRIVERS = 5;

/** By boosted trees. The five fold models are asked only about rewards that are told. */
export function scoreByResponses(
  { features, responses }: PastResponsesModel,
  rewards: readonly ColumnedReward[],
  anyone: CustomerProfile,
): RewardScorer {
  const { trees, calibration } = responses;
  const forest = compileForest(trees);
  const explainer = new Explainer(trees);
  const encoder = new PairEncoder(features, trees.columns, rewards, anyone);
  // A fold that has not met some category numbers its levels in its own way.
  const folds = responses.folds.map((model) => ({
    forest: compileForest(model),
    levels: translations(trees.columns.map(levelsOf), model.columns.map(levelsOf)),
  }));
  const { width } = encoder.rows;
  const probabilities = new Float64Array(rewards.length);
  let margins: Float64Array = new Float64Array(0);
  return {
    probabilities(profile) {
      encoder.write(profile);
      margins = forestMargins(forest, encoder.rows);
      for (const [i, margin] of margins.entries()) {
        probabilities[i] = calibratedProbability(calibration, margin);
      }
      return probabilities;
    },
    interval(reward) {
      const row = encoder.rows.values.subarray(reward * width, (reward + 1) * width);
      const foldMargins = folds.map(
        (fold) => forestMargins(fold.forest, translated(row, fold.levels))[0] as number,
      );
      return probabilityInterval(calibration, margins[reward] as number, foldMargins);
    },
    drivers(reward, profile) {
      const contributions = explainer.explainRow(encoder.rows, reward);
      return namedDrivers(features, contributions, profile, rewards[reward] as ColumnedReward, MOST_DRIVERS);
    },
  };
}

type Levels = readonly string[] | undefined;

function levelsOf(column: { readonly kind: string; readonly levels?: readonly string[] }): Levels {
  return column.kind === 'category' ? column.levels : undefined;
}

/** For each column of categories: where each of the first model's levels stands in the second; NaN where nowhere. */
function translations(from: readonly Levels[], to: readonly Levels[]): readonly (Float64Array | undefined)[] {
  return from.map((levels, i) => {
    if (levels === undefined) return undefined;
    const places = new Map((to[i] ?? []).map((level, place) => [level, place]));
    return Float64Array.from(levels, (level) => places.get(level) ?? Number.NaN);
  });
}

function translated(row: Float64Array, levels: readonly (Float64Array | undefined)[]): EncodedRows {
  const values = row.map((value, i) => {
    const places = levels[i];
    return places === undefined || Number.isNaN(value) ? value : (places[value] ?? Number.NaN);
  });
  return { rows: 1, width: row.length, values };
}

/** By the catalogue's usage rates: the same for every customer. */
export function scoreByUsage(model: UsageRatesModel, rewards: readonly Reward[]): RewardScorer {
  const rates = rewards.map((reward) => usageRate(model, reward));
  const probabilities = Float64Array.from(rates, ({ probability }) => probability);
  const at = (reward: number) => {
    const rate = rates[reward];
    if (rate === undefined) throw new RangeError(`There is no reward at position ${reward}`);
    return rate;
  };
  return {
    probabilities: () => probabilities,
    interval: (reward) => {
      const { probability, low, high, confidence } = at(reward);
      return { probability, low, high, confidence };
    },
    drivers: (reward) => [{ feature: 'usage-rate', text: at(reward).text }],
  };
}
