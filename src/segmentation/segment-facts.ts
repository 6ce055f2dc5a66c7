import { type FeatureValues, sortedKnown } from './feature-values.ts';
import { FEATURE_NAMES, type FeatureName } from './features.ts';
import { quantile, rankAmong } from './quantile.ts';

/** What is known of one group of customers, before it has a name. */
export interface SegmentFacts {
  readonly size: number;
  /** Of all customers, 0 to 1. */
  readonly share: number;
  /** In the feature's own unit, over the customers it is known of; absent where there is none. */
  readonly medians: Readonly<Partial<Record<FeatureName, number>>>;
  /**
   * Share of all customers that lie below the group's median, equal ones counted half: 0.9 says that the typical
   * customer of the group has more than 90 of 100. Absent where the feature is known for fewer than half of all.
   */
  readonly ranks: Readonly<Partial<Record<FeatureName, number>>>;
}

/** Yields where a pause may be made. @param labels from 0 to `k` − 1, one a customer. */
export function* segmentFacts(
  values: FeatureValues,
  labels: Int32Array,
  k: number,
): Generator<void, SegmentFacts[]> {
  const members = Array.from({ length: k }, () => [] as number[]);
  for (const [i, label] of labels.entries()) members[label]?.push(i);
  const facts = members.map(({ length: size }) => ({
    size,
    share: size / labels.length,
    medians: {} as Partial<Record<FeatureName, number>>,
    ranks: {} as Partial<Record<FeatureName, number>>,
  }));
  for (const name of FEATURE_NAMES) {
    yield;
    const column = values[name];
    const all = sortedKnown(column);
    yield;
    for (const [group, { medians, ranks }] of facts.entries()) {
      const own = sortedKnown(Float64Array.from(members[group] ?? [], (i) => column[i] as number));
      if (own.length === 0) continue;
      const median = quantile(own, 0.5);
      medians[name] = median;
      if (2 * all.length >= column.length) ranks[name] = rankAmong(all, median);
    }
  }
  return facts;
}

/** The feature that segments are ordered by: the expected value where it is known for enough, else past spending. */
export function valueFeature(facts: readonly SegmentFacts[]): 'expectedLifetimeValue' | 'monetary' {
  const known = facts.every(({ ranks }) => ranks.expectedLifetimeValue !== undefined);
  return known ? 'expectedLifetimeValue' : 'monetary';
}
