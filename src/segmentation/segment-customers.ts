import type { CustomerProfile } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Segment } from '../domain/segment.ts';
import { type ChooseKOptions, type ChosenK, chooseK, groupInto } from './choose-k.ts';
import { assignNearest, type Clustering } from './clustering.ts';
import { type FeatureMatrix, type FeatureNote, matrixSteps } from './feature-matrix.ts';
import { type FeatureValues, featureSteps } from './feature-values.ts';
import { type FeatureName, GROUPING_FEATURES } from './features.ts';
import { type Matrix, sortedOrder, takeRows } from './matrix.ts';
import { nameSegments } from './name-segments.ts';
import { createPace, runPaced } from './pace.ts';
import { componentSteps, type PrincipalComponents } from './principal-components.ts';
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
  const prepared = await runPaced(prepare(profiles, features), pace);
  if (!prepared.ok) return prepared;
  if (!prepared.value.ok) return prepared.value;
  const { values, matrix, order, sorted } = prepared.value.value;
  const chosen = k === undefined ? await chooseK(sorted, settings) : await groupInto(k, sorted, settings);
  if (!chosen.ok) return chosen;
  const { clustering, ...choice } = chosen.value;
  const told = await runPaced(tell({ values, matrix, order, sorted }, clustering), pace);
  if (!told.ok) return told;
  const { labels, centres, facts, everybody, components } = told.value;
  const segments = toSegments(facts);
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

interface Prepared {
  readonly values: FeatureValues;
  readonly matrix: FeatureMatrix;
  readonly order: Int32Array;
  /** The rows of the matrix in that order. */
  readonly sorted: Matrix;
}

/** What is grouped. Sums of doubles, draws and ties depend on the order of the rows; in this one they always come alike. */
function* prepare(
  profiles: readonly CustomerProfile[],
  features: readonly FeatureName[],
): Generator<void, Result<Prepared>> {
  const values = yield* featureSteps(profiles);
  if (!values.ok) return values;
  const matrix = yield* matrixSteps(values.value, features);
  const order = yield* sortedOrder(matrix);
  return success({ values: values.value, matrix, order, sorted: takeRows(matrix, order) });
}

/** What is to be told of the groups, from the most valuable. */
function* tell({ values, matrix, order, sorted }: Prepared, clustering: Clustering) {
  const labels = new Int32Array(matrix.rows);
  for (const [place, row] of order.entries()) labels[row] = clustering.labels[place] as number;
  const found = { rows: clustering.k, columns: matrix.columns, values: clustering.centres };
  const centres = takeRows(found, yield* byValue(values, labels, clustering.k)).values;
  yield;
  // Again, because a customer halfway between two centres belongs to the first, whose places have changed.
  assignNearest(matrix, centres, labels);
  const facts = yield* segmentFacts(values, labels, clustering.k);
  const [everybody] = yield* segmentFacts(values, new Int32Array(matrix.rows), 1);
  if (!everybody) throw new RangeError('segmentCustomers: nobody');
  const components = yield* componentSteps(sorted, 2);
  return { labels, centres, facts, everybody, components };
}

/** The groups by falling median of the value, then of the spending; equal ones in the order they were found in. */
function* byValue(values: FeatureValues, labels: Int32Array, k: number): Generator<void, number[]> {
  const facts = yield* segmentFacts(values, labels, k);
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
