import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward } from '../domain/reward.ts';
import { calibratedProbability } from './calibration.ts';
import { type ProbabilityInterval, probabilityInterval, withConfidence } from './confidence.ts';
import { Explainer } from './contributions.ts';
import { type Driver, effectWords, namedDrivers } from './drivers.ts';
import type { EncodedRows } from './encode-rows.ts';
import { compileForest, forestMargins } from './forest.ts';
import { logOdds, sigmoid } from './log-odds.ts';
import type { ColumnedReward } from './match-feature.ts';
import type { PastResponsesModel, UsageRatesModel } from './matching-model.ts';
import { PairEncoder } from './pair-encoder.ts';
import { PreferenceSignals } from './preference-signals.ts';
import { PREFERENCE_WEIGHTS, PRIOR_BELIEF, PRIOR_SPREAD } from './preference-weights.ts';
import { usageRate } from './usage-rates.ts';

/** What one customer makes of every reward. `intervals` and `drivers` speak of the customer asked about last. */
export interface RewardScorer {
  /** By position of the reward; overwritten by the next call. */
  probabilities(profile: CustomerProfile): Float64Array;
  /** Of the rewards at these positions, in their order. */
  intervals(rewards: readonly number[]): readonly ProbabilityInterval[];
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
    intervals(asked) {
      // All at once, so that each tree is fetched once for all of them.
      const byFold = folds.map(({ forest: own, levels }) =>
        forestMargins(own, translated(encoder.rows, asked, levels)),
      );
      return asked.map((reward, i) => {
        const foldMargins = byFold.map((each) => each[i] as number);
        return probabilityInterval(calibration, margins[reward] as number, foldMargins);
      });
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

/** The rows at these positions with their categories numbered as another model has them. */
function translated(
  { values, width }: EncodedRows,
  rows: readonly number[],
  levels: readonly (Float64Array | undefined)[],
): EncodedRows {
  const picked = new Float64Array(rows.length * width);
  for (const [i, row] of rows.entries())
    picked.set(values.subarray(row * width, (row + 1) * width), i * width);
  for (const [column, places] of levels.entries()) {
    if (places === undefined) continue;
    for (let at = column; at < picked.length; at += width) {
      const value = picked[at] as number;
      if (!Number.isNaN(value)) picked[at] = places[value] ?? Number.NaN;
    }
  }
  return { rows: rows.length, width, values: picked };
}

/**
 * By the catalogue's usage rates, moved up or down for each customer by what is known of them. Intervals hold the
 * rate's own uncertainty and that of the priors, added in quadrature in log-odds.
 */
export function scoreByUsage(model: UsageRatesModel, rewards: readonly Reward[]): RewardScorer {
  const rates = rewards.map((reward) => usageRate(model, reward));
  const at = (reward: number) => {
    const rate = rates[reward];
    if (rate === undefined) throw new RangeError(`There is no reward at position ${reward}`);
    return rate;
  };
  const probabilities = Float64Array.from(rates, ({ probability }) => probability);
  const { preferences } = model;
  if (preferences === undefined) {
    return {
      probabilities: () => probabilities,
      intervals: (asked) =>
        asked.map((reward) => {
          const { probability, low, high, confidence } = at(reward);
          return { probability, low, high, confidence };
        }),
      drivers: (reward) => [{ feature: 'usage-rate', text: at(reward).text }],
    };
  }
  const signals = new PreferenceSignals(rewards, preferences.usual);
  const middle = logOdds(model.overall.mean);
  const bases = rates.map(({ probability }, i) => {
    return logOdds(probability) + (preferences.offsets[(rewards[i] as Reward).id] ?? 0);
  });
  const believed = (i: number) =>
    middle + PRIOR_BELIEF * ((bases[i] as number) + (signals.effects[i] as number) - middle);
  const intervalOf = (reward: number): ProbabilityInterval => {
    const { probability, low, high } = at(reward);
    const moved = believed(reward);
    const spread = Z90 * PRIOR_SPREAD;
    const below = Math.hypot(logOdds(probability) - logOdds(low), spread);
    const above = Math.hypot(logOdds(high) - logOdds(probability), spread);
    const { confidence, ...interval } = withConfidence(
      sigmoid(moved),
      sigmoid(moved - below),
      sigmoid(moved + above),
    );
    // The weights are priors, not learned: never high.
    return { ...interval, confidence: confidence === 'high' ? 'medium' : confidence };
  };
  return {
    probabilities(profile) {
      signals.write(profile);
      for (let i = 0; i < bases.length; i += 1) probabilities[i] = sigmoid(believed(i));
      return probabilities;
    },
    intervals: (asked) => asked.map(intervalOf),
    drivers(reward, profile) {
      const parts = signals
        .parts(reward, profile)
        .map(({ effect, ...part }) => ({ ...part, effect: PRIOR_BELIEF * effect }))
        .filter(({ effect }) => Math.abs(effect) >= LEAST_EFFECT)
        .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
        .slice(0, MOST_DRIVERS - 1)
        .map(({ signal, effect, seen }) => ({
          feature: `prior.${signal}`,
          effect,
          text: `${PREFERENCE_WEIGHTS[signal].label}: ${seen}. ${effectWords(effect)}`,
        }));
      const rate = { feature: 'usage-rate', text: at(reward).text };
      return [...parts.slice(0, 1), rate, ...parts.slice(1)];
    },
  };
}

/** Standard normal that 90% lie within, either side. */
const Z90 = 1.6448536269514722;
/** In log-odds; less is not worth a sentence. */
const LEAST_EFFECT = 0.05;
