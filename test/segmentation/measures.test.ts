import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, shuffled } from '../../src/domain/random.ts';
import { adjustedRandIndex } from '../../src/segmentation/adjusted-rand.ts';
import { featureMatrix } from '../../src/segmentation/feature-matrix.ts';
import { readFeatures } from '../../src/segmentation/feature-values.ts';
import { GROUPING_FEATURES } from '../../src/segmentation/features.ts';
import { type Matrix, takeRows } from '../../src/segmentation/matrix.ts';
import { principalComponents } from '../../src/segmentation/principal-components.ts';
import { quantile, rankAmong } from '../../src/segmentation/quantile.ts';
import { silhouettes } from '../../src/segmentation/silhouette.ts';
import {
  blobs,
  drawnCustomers,
  hasData,
  personalityCustomers,
  reference,
  referenceLabels,
  unwrap,
} from './reference.ts';

const scaled = (profiles: ReturnType<typeof personalityCustomers>): Matrix =>
  featureMatrix(unwrap(readFeatures(profiles)), GROUPING_FEATURES);

const SETS = {
  blobs: { matrix: blobs, real: false },
  customers: { matrix: () => scaled(drawnCustomers().profiles), real: false },
  personality: { matrix: () => scaled(personalityCustomers()), real: true },
} as const;

describe.each(Object.keys(SETS) as (keyof typeof SETS)[])('against scikit-learn on %s', (name) => {
  const { matrix, real } = SETS[name];
  const { groupings, components } = reference[name];
  const run = it.skipIf(real && !hasData);

  run('has the same silhouettes, of several groupings at once', async () => {
    const x = matrix();
    const labels = groupings.map(({ centres }) => referenceLabels(x, centres));
    const { scores, exact, sampled } = unwrap(await silhouettes(x, labels, { seed: 1 }));
    expect([exact, sampled]).toEqual([true, x.rows]);
    for (const [i, { silhouette }] of groupings.entries()) expect(scores[i]).toBeCloseTo(silhouette ?? 0, 9);
  });

  run('has the same principal components up to sign', () => {
    const { axes, shares, scores } = principalComponents(matrix(), 2);
    for (const [component, expected] of components.axes.entries()) {
      const axis = axes[component] ?? [];
      const sign = Math.sign(axis.reduce((sum, value, c) => sum + value * (expected[c] ?? 0), 0));
      for (const [c, value] of expected.entries()) expect(sign * (axis[c] ?? 0)).toBeCloseTo(value, 9);
      for (const [row, place] of components.first.entries()) {
        expect(sign * (scores[2 * row + component] ?? 0)).toBeCloseTo(place[component] ?? 0, 8);
      }
      expect(shares[component]).toBeCloseTo(components.shares[component] ?? 0, 10);
      expect(Math.max(...axis)).toBeGreaterThanOrEqual(-Math.min(...axis));
    }
  });
});

describe('the silhouette', () => {
  it('of a sample is that of the sampled rows, near the whole, and the same for the same seed', async () => {
    const x = blobs();
    const labels = referenceLabels(x, reference.blobs.groupings[3]?.centres ?? []);
    const measure = (seed: number) => silhouettes(x, [labels], { sampleSize: 200, seed });
    const { scores, exact, sampled } = unwrap(await measure(1));
    expect([exact, sampled]).toEqual([false, 200]);
    expect(Math.abs((scores[0] ?? 0) - 0.79936)).toBeLessThan(0.03);
    expect(await measure(1)).toEqual({ ok: true, value: { scores, exact, sampled } });
    expect(await measure(2)).not.toEqual({ ok: true, value: { scores, exact, sampled } });
  });

  it('follows the definition by hand, 0 for a row alone', async () => {
    const matrix = { rows: 3, columns: 1, values: Float64Array.from([0, 1, 5]) };
    const { scores } = unwrap(await silhouettes(matrix, [Int32Array.of(0, 0, 1)], { seed: 1 }));
    expect(scores[0]).toBeCloseTo(((5 - 1) / 5 + (4 - 1) / 4 + 0) / 3, 12);
  });

  it('is undefined for one group and for a group a row, and 0 where all rows are equal', async () => {
    const matrix = { rows: 3, columns: 1, values: Float64Array.from([2, 2, 2]) };
    const groupings = [Int32Array.of(0, 0, 0), Int32Array.of(0, 1, 2), Int32Array.of(0, 1, 1)];
    expect(unwrap(await silhouettes(matrix, groupings, { seed: 1 })).scores).toEqual([
      undefined,
      undefined,
      0,
    ]);
  });

  it('stops when told to', async () => {
    const signal = AbortSignal.abort();
    const result = await silhouettes(blobs(), [new Int32Array(600)], { seed: 1, signal });
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'cancelled' }] });
  });
});

describe('the adjusted Rand index', () => {
  it('equals that of scikit-learn', () => {
    for (const { first, second, index } of reference.rand) {
      expect(adjustedRandIndex(first, second)).toBeCloseTo(index, 12);
      expect(adjustedRandIndex(second, first)).toBeCloseTo(index, 12);
    }
  });

  it('is 1 for other names of the same groups, and never more', () => {
    const labels = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(labels, fc.integer(), (first, seed) => {
        expect(
          adjustedRandIndex(
            first,
            first.map((label) => 9 - label),
          ),
        ).toBe(1);
        const second = shuffled(createRandom(seed), first);
        expect(adjustedRandIndex(first, second)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not compare lists of different lengths', () => {
    expect(() => adjustedRandIndex([1, 2], [1])).toThrow(RangeError);
  });
});

describe('principal components', () => {
  it('have two coordinates also of one column, and of none', () => {
    const one = principalComponents({ rows: 3, columns: 1, values: Float64Array.from([1, 2, 6]) }, 2);
    expect(one.shares).toEqual([1, 0]);
    expect([...one.scores]).toEqual([-2, 0, -1, 0, 3, 0]);
    const none = principalComponents({ rows: 2, columns: 0, values: new Float64Array(0) }, 2);
    expect([none.shares, [...none.scores]]).toEqual([
      [0, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('have shares of 0 where all rows are equal', () => {
    const equal = takeRows(blobs(), [0, 0, 0]);
    const { shares, scores } = principalComponents(equal, 2);
    expect(shares).toEqual([0, 0]);
    for (const score of scores) expect(score).toBeCloseTo(0, 12);
  });
});

describe('quantiles and ranks', () => {
  // numpy.quantile([1, 2, 4, 8], [0, 0.25, 0.5, 0.9, 1])
  it('equal those of NumPy', () => {
    const sorted = Float64Array.from([1, 2, 4, 8]);
    const found = [0, 0.25, 0.5, 0.9, 1].map((q) => quantile(sorted, q));
    for (const [i, value] of [1, 1.75, 3, 6.8, 8].entries()) expect(found[i]).toBeCloseTo(value, 12);
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });

  it('count equal values half', () => {
    const sorted = Float64Array.from([1, 2, 2, 2, 5]);
    expect([0, 1, 2, 3, 5, 9].map((value) => rankAmong(sorted, value))).toEqual([0, 0.1, 0.5, 0.8, 0.9, 1]);
  });
});
