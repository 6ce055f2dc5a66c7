import type { CustomerProfile } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { runSteps } from '../domain/steps.ts';
import { FEATURE_NAMES, FEATURES, type FeatureName } from './features.ts';

/** One column a feature; NaN stands for "not known", which profiles say by leaving the field out. */
export type FeatureValues = Readonly<Record<FeatureName, Float64Array>>;

/** No amount, count or number of days is larger; sums of squares stay exact enough below it. */
const LARGEST = 1e15;

/**
 * Reads the features of all customers.
 *
 * @returns `not-finite` for a field that is present and is no finite number within ±1e15.
 */
export function readFeatures(profiles: readonly CustomerProfile[]): Result<FeatureValues> {
  return runSteps(featureSteps(profiles));
}

/** The same; yields where a pause may be made. */
export function* featureSteps(profiles: readonly CustomerProfile[]): Generator<void, Result<FeatureValues>> {
  const columns = new Map<FeatureName, Float64Array>();
  for (const name of FEATURE_NAMES) {
    yield;
    const column = new Float64Array(profiles.length);
    for (const [i, profile] of profiles.entries()) {
      const value = FEATURES[name].read(profile);
      // What is computed from other fields may leave the range although each of them is sound.
      if (value === undefined || (name === 'growth' && !(Math.abs(value) <= LARGEST))) {
        column[i] = Number.NaN;
      } else if (Math.abs(value) <= LARGEST) {
        column[i] = value;
      } else {
        const message = `Customer ${profile.id}: ${name} is ${value}. Give a finite number within ±1e15, or leave it out where it is not known.`;
        return failure('not-finite', message, `[${i}].${name}`);
      }
    }
    columns.set(name, column);
  }
  return success(Object.fromEntries(columns) as Record<FeatureName, Float64Array>);
}

/** The known values of a column, in rising order. */
export function sortedKnown(column: Float64Array): Float64Array {
  return column.filter((value) => !Number.isNaN(value)).sort();
}
