import type { CustomerProfile } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Segment } from '../domain/segment.ts';
import { type ChooseKOptions, type ChosenK, chooseK, groupInto } from './choose-k.ts';
import { assignNearest } from './clustering.ts';
import { type FeatureMatrix, type FeatureNote, featureMatrix } from './feature-matrix.ts';
import { type FeatureValues, readFeatures } from './feature-values.ts';
import { type FeatureName, GROUPING_FEATURES } from './features.ts';
import { sortedOrder, takeRows } from './matrix.ts';
import { nameSegments } from './name-segments.ts';
import { cancelled, createPace } from './pace.ts';
import { type PrincipalComponents, principalComponents } from './principal-components.ts';
import { type SegmentFacts, segmentFacts, valueFeature } from './segment-facts.ts';
import type { SegmentModel } from './segment-model.ts';
import { type SegmentTable, segmentTable } from './segment-table.ts';

export interface SegmentOptions extends ChooseKOptions {
  /** This many segments, or as many as there are different customers; chosen by silhouette when left out. */
  readonly k?: number;
  /** What to group by; every grouping feature that is known for enough customers when left out. */
  readonly features?: readonly FeatureName[];
}

export interface Segmentation extends Omit<ChosenK, 'clustering'> {
  /** From the most valuable. */
  readonly segments: readonly Segment[];
  /** The segment of each profile, in their order. */
  readonly assignments: Int32Array;
  readonly table: SegmentTable;
  /** What was filled in, left out or put on a log scale. */
  readonly notes: readonly FeatureNote[];
  /** Two coordinates for each profile, in their order, and how much of the differences they show. */
  readonly picture: PrincipalComponents;
  /** To be stored; new customers are put into the same segments with it. */
  readonly model: SegmentModel;
}

/**
 * Groups customers that buy alike: features made comparable, k-means, the number of groups by silhouette, names by
 * rules. The result depends on the seed and on which customers there are, not on their order.
 *
 * @returns `no-customers` of an empty list, `not-finite` for a field that is no finite number, `k-invalid`,
 * or `cancelled`. One customer, and customers who are all alike, are one segment.
 */
export async function segmentCustomers(
  profiles: readonly CustomerProfile[],
  options: SegmentOptions,
): Promise<Result<Segmentation>> {
  const { k, features = GROUPING_FEATURES, ...settings } = options;
  if (profiles.length === 0) {
    return failure('no-customers', 'There are no customers to group. Import some, or widen the filter.');
  }
  const pace = createPace(options.signal);
  const values = readFeatures(profiles);
  if (!values.ok) return values;
  const matrix = featureMatrix(values.value, features);
  if (!(await pace.goOn())) return cancelled();
  // Sums of doubles, draws and ties depend on the order of the rows; in this one they always come alike.
  const order = sortedOrder(matrix);
  const sorted = takeRows(matrix, order);
  const chosen = k === undefined ? await chooseK(sorted, settings) : await groupInto(k, sorted, settings);
  if (!chosen.ok) return chosen;
  const { clustering, ...choice } = chosen.value;
  const labels = new Int32Array(profiles.length);
  for (const [place, row] of order.entries()) labels[row] = clustering.labels[place] as number;
  const found = { rows: clustering.k, columns: matrix.columns, values: clustering.centres };
  const centres = takeRows(found, byValue(values.value, labels, clustering.k)).values;
  // Again, because a customer halfway between two centres belongs to the first, whose places have changed.
  assignNearest(matrix, centres, labels);
  const facts = segmentFacts(values.value, labels, clustering.k);
  if (!(await pace.goOn())) return cancelled();
  const segments = toSegments(facts);
  const everybody = segmentFacts(values.value, new Int32Array(profiles.length), 1)[0];
  if (!everybody) throw new RangeError('segmentCustomers: nobody');
  const components = principalComponents(sorted, 2);
  const notes = [...matrix.notes, ...fewerSegments(k, clustering.k)];
  return success({
    ...choice,
    segments,
    assignments: labels,
    table: segmentTable(segments, everybody),
    notes,
    picture: { ...components, scores: unsorted(components.scores, order) },
    model: toModel(options.seed, matrix, centres, segments),
  });
}

/** The groups by falling median of the value, then of the spending; equal ones in the order they were found in. */
function byValue(values: FeatureValues, labels: Int32Array, k: number): number[] {
  const facts = segmentFacts(values, labels, k);
  const feature = valueFeature(facts);
  const worth = (group: number, name: FeatureName) => facts[group]?.medians[name] ?? 0;
  return [...facts.keys()].sort(
    (a, b) => worth(b, feature) - worth(a, feature) || worth(b, 'monetary') - worth(a, 'monetary') || a - b,
  );
}

function toSegments(facts: readonly SegmentFacts[]): Segment[] {
  const names = nameSegments(facts);
  return facts.map(({ size, medians }, index) => {
    const { name, description } = names[index] ?? { name: '', description: '' };
    return { index, name, description, size, medians: { ...medians } as Record<string, number> };
  });
}

function toModel(
  seed: number,
  { columns, features }: FeatureMatrix,
  centres: Float64Array,
  segments: readonly Segment[],
): SegmentModel {
  return {
    format: 'offersmith-segments',
    version: 1,
    seed,
    features: features.map((feature) => ({ ...feature })),
    centres: segments.map((_, i) => [...centres.subarray(i * columns, (i + 1) * columns)]),
    segments: segments.map((segment) => ({ ...segment, medians: { ...segment.medians } })),
  };
}

function fewerSegments(wanted: number | undefined, found: number): FeatureNote[] {
  if (wanted === undefined || wanted === found) return [];
  const message = `${wanted} segments were asked for; only ${found} kinds of customers can be told apart.`;
  return [{ type: 'fewer-segments', message }];
}

function unsorted(scores: Float64Array, order: Int32Array): Float64Array {
  const original = new Float64Array(scores.length);
  for (const [place, row] of order.entries()) {
    original.set(scores.subarray(2 * place, 2 * place + 2), 2 * row);
  }
  return original;
}
