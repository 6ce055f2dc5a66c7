import type { CustomerProfile } from '../domain/customer.ts';
import {
  type ColumnedReward,
  type FeatureValue,
  featureLabel,
  featureName,
  featureValue,
  type MatchFeature,
} from './match-feature.ts';

/** One thing that moved a probability up or down. */
export interface Driver {
  /** Name of the feature in the model; `usage-rate` where the catalogue's rates are all there is. */
  readonly feature: string;
  /** In log-odds, before calibration; absent for a usage rate. */
  readonly effect?: number;
  /** In a sentence: `Days since the last purchase: 12. Raises the odds of a response by 40%.` */
  readonly text: string;
}

/** Effects smaller than this are not worth a sentence: the odds change by less than 2%. */
const LEAST_EFFECT = 0.02;

/** The strongest contributions, largest first. */
export function namedDrivers(
  features: readonly MatchFeature[],
  contributions: ArrayLike<number>,
  profile: CustomerProfile,
  reward: ColumnedReward,
  most: number,
): readonly Driver[] {
  return features
    .map((feature, i) => ({ feature, effect: contributions[i] ?? 0 }))
    .filter(({ effect }) => Math.abs(effect) >= LEAST_EFFECT)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, most)
    .map(({ feature, effect }) => ({
      feature: featureName(feature),
      effect,
      text: sentence(featureLabel(feature), featureValue(feature, profile, reward), effect),
    }));
}

function sentence(label: string, value: FeatureValue, effect: number): string {
  const name = label.charAt(0).toUpperCase() + label.slice(1);
  return `${name}: ${shown(value)}. ${effectWords(effect)}`;
}

/** What an effect in log-odds does to the odds, in a sentence. */
export function effectWords(effect: number): string {
  const factor = Math.exp(effect);
  if (factor >= 2) return `Multiplies the odds of a response by ${factor.toFixed(1)}.`;
  if (effect > 0) return `Raises the odds of a response by ${Math.round(100 * (factor - 1))}%.`;
  return `Lowers the odds of a response by ${Math.round(100 * (1 - factor))}%.`;
}

function shown(value: FeatureValue): string {
  if (value === undefined) return 'not known';
  if (typeof value === 'string') return value;
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
