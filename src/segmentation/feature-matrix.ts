import { runSteps } from '../domain/steps.ts';
import { type FeatureScale, fitScale, scaleValue } from './feature-scale.ts';
import type { FeatureValues } from './feature-values.ts';
import { sortedKnown } from './feature-values.ts';
import { FEATURES, type FeatureName } from './features.ts';
import type { Matrix } from './matrix.ts';

export interface ScaledFeature extends FeatureScale {
  readonly name: FeatureName;
}

/** What was done to a feature, in words for a person. */
export interface FeatureNote {
  readonly type: 'left-out' | 'constant' | 'filled' | 'logarithm' | 'fewer-segments';
  readonly feature?: FeatureName;
  readonly message: string;
}

export interface FeatureMatrix extends Matrix {
  /** One a column. */
  readonly features: readonly ScaledFeature[];
  readonly notes: readonly FeatureNote[];
}

/** A feature known for fewer customers than this share is left out: most of it would be filled in. */
const ENOUGH_KNOWN = 0.5;

/** The scaled features of all customers; every number is finite and from −3 to 3. There may be no column at all. */
export function featureMatrix(values: FeatureValues, names: readonly FeatureName[]): FeatureMatrix {
  return runSteps(matrixSteps(values, names));
}

/** The same; yields where a pause may be made. */
export function* matrixSteps(
  values: FeatureValues,
  names: readonly FeatureName[],
): Generator<void, FeatureMatrix> {
  const features: ScaledFeature[] = [];
  const notes: FeatureNote[] = [];
  for (const name of names) {
    yield;
    const column = values[name];
    const known = sortedKnown(column);
    yield;
    const scale =
      known.length < ENOUGH_KNOWN * column.length ? undefined : fitScale(known, FEATURES[name].openEnded);
    if (scale) features.push({ name, ...scale });
    notes.push(...featureNotes(name, column.length, known, scale));
  }
  return { ...(yield* scaleSteps(values, features)), features, notes };
}

/** The same scaling for other customers, such as new ones. */
export function scaleFeatures(values: FeatureValues, features: readonly ScaledFeature[]): Matrix {
  return runSteps(scaleSteps(values, features));
}

function* scaleSteps(values: FeatureValues, features: readonly ScaledFeature[]): Generator<void, Matrix> {
  const rows = values.frequency.length;
  const columns = features.length;
  const scaled = new Float64Array(rows * columns); // [rows, columns]
  for (const [c, feature] of features.entries()) {
    yield;
    const column = values[feature.name];
    for (let i = 0; i < rows; i += 1) scaled[i * columns + c] = scaleValue(column[i] as number, feature);
  }
  return { rows, columns, values: scaled };
}

function featureNotes(
  feature: FeatureName,
  rows: number,
  known: Float64Array,
  scale: FeatureScale | undefined,
): FeatureNote[] {
  const { label } = FEATURES[feature];
  const capital = label.charAt(0).toUpperCase() + label.slice(1);
  const missing = rows - known.length;
  if (known.length < ENOUGH_KNOWN * rows) {
    const message = `${capital}: known for ${number(known.length)} of ${number(rows)} customers, too few; left out.`;
    return [{ type: 'left-out', feature, message }];
  }
  if (!scale) {
    return [{ type: 'constant', feature, message: `${capital}: the same for all customers; left out.` }];
  }
  const notes: FeatureNote[] = [];
  if (missing > 0) {
    const message = `${capital}: not known for ${number(missing)} of ${number(rows)} customers; the median, ${number(scale.fill)}, stands in.`;
    notes.push({ type: 'filled', feature, message });
  }
  if (scale.logarithm) {
    const message = `${capital}: taken on a log scale, because a few customers have far more than the rest.`;
    notes.push({ type: 'logarithm', feature, message });
  }
  return notes;
}

function number(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0 });
}
