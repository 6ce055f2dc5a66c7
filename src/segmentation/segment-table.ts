import type { Segment } from '../domain/segment.ts';
import { FEATURE_NAMES, FEATURES, type Feature, type FeatureName } from './features.ts';
import type { SegmentFacts } from './segment-facts.ts';

export interface SegmentTable {
  /** The features that are known of anybody, in a fixed order. */
  readonly columns: readonly ({ readonly name: FeatureName } & Pick<Feature, 'label' | 'unit'>)[];
  /** One a segment in their order, then one for all customers, which has no index. */
  readonly rows: readonly SegmentRow[];
}

export interface SegmentRow {
  readonly index?: number;
  readonly name: string;
  readonly size: number;
  /** Of all customers, 0 to 1. */
  readonly share: number;
  /** One a column; undefined where nobody's is known. */
  readonly medians: readonly (number | undefined)[];
}

export function segmentTable(segments: readonly Segment[], all: SegmentFacts): SegmentTable {
  const names = FEATURE_NAMES.filter((name) => all.medians[name] !== undefined);
  const rows = segments.map(
    ({ index, name, size, medians }): SegmentRow => ({
      index,
      name,
      size,
      share: size / all.size,
      medians: names.map((feature) => medians[feature]),
    }),
  );
  const whole = { name: 'All', size: all.size, share: 1, medians: names.map((name) => all.medians[name]) };
  const columns = names.map((name) => ({ name, label: FEATURES[name].label, unit: FEATURES[name].unit }));
  return { columns, rows: [...rows, whole] };
}
