import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { runSteps } from '../../src/domain/steps.ts';
import { adjustedRandIndex } from '../../src/segmentation/adjusted-rand.ts';
import { assignNearest, type Clustering } from '../../src/segmentation/clustering.ts';
import { featureMatrix } from '../../src/segmentation/feature-matrix.ts';
import { readFeatures } from '../../src/segmentation/feature-values.ts';
import { GROUPING_FEATURES } from '../../src/segmentation/features.ts';
import { kMeans } from '../../src/segmentation/k-means.ts';
import { lloyd } from '../../src/segmentation/lloyd.ts';
import { countDistinct, type Matrix, takeRows } from '../../src/segmentation/matrix.ts';
import { plusPlus } from '../../src/segmentation/plus-plus.ts';
import {
  blobs,
  cdnowCustomers,
  drawnCustomers,
  hasData,
  personalityCustomers,
  reference,
  referenceLabels,
  unwrap,
} from './reference.ts';

// The real files hold 23,544 customers, and other work may share the processor.
vi.setConfig({ testTimeout: 180_000 });

const scaled = (profiles: ReturnType<typeof cdnowCustomers>): Matrix =>
  featureMatrix(unwrap(readFeatures(profiles)), GROUPING_FEATURES);

const SETS = {
  blobs: { matrix: blobs, real: false },
  customers: { matrix: () => scaled(drawnCustomers().profiles), real: false },
  personality: { matrix: () => scaled(personalityCustomers()), real: true },
  cdnow: { matrix: () => scaled(cdnowCustomers()), real: true },
} as const;

/** Below it scikit-learn's own seeds differ from each other by nearly as much as the bar allows. */
const DETERMINED = 0.985;
const always = { goOn: async () => true };

describe.each(Object.keys(SETS) as (keyof typeof SETS)[])('k-means against scikit-learn on %s', (name) => {
  const { matrix, real } = SETS[name];
  const { sum, groupings } = reference[name];
  // Skipped where the folder of real files is not beside the repository.
  const run = it.skipIf(real && !hasData);

  run('has the same numbers to group', () => {
    expect(matrix().values.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 7);
  });

  run('finds the same groups from the same starts, for every k from 2 to 8', async () => {
    const x = matrix();
    const tolerance = 1e-4 * meanVariance(x);
    for (const { k, sameStarts } of groupings) {
      const runs: Clustering[] = [];
      for (let start = 0; start < 10; start += 1) {
        const rows = Array.from(
          { length: k },
          (_, j) => (Math.floor((j * x.rows) / k) + 97 * start) % x.rows,
        );
        const from = takeRows(x, rows).values;
        runs.push(unwrap(await lloyd(x, from, { tolerance, maxIterations: 300 }, always)));
      }
      for (const [i, { inertia }] of runs.entries()) {
        // Rows equally far from two starts may go either way, which one rounding or another decides.
        expect(Math.abs(inertia / (sameStarts.inertias[i] ?? 0) - 1)).toBeLessThan(1e-5);
      }
      const best = runs.reduce((kept, next) => (next.inertia < kept.inertia ? next : kept));
      const agreement = adjustedRandIndex(best.labels, referenceLabels(x, sameStarts.centres));
      expect(agreement).toBeGreaterThan(0.999);
    }
  });

  run(
    'finds the same groups from starts of its own, where scikit-learn does so under other seeds',
    async () => {
      const x = matrix();
      let compared = 0;
      for (const { k, inertia, centres, ownAgreement } of groupings) {
        const found = unwrap(await kMeans(x, { k, seed: 1 }));
        expect(found.inertia / inertia).toBeLessThan(1.005);
        if (ownAgreement < DETERMINED) continue;
        compared += 1;
        expect(adjustedRandIndex(found.labels, referenceLabels(x, centres))).toBeGreaterThanOrEqual(0.98);
      }
      expect(compared).toBeGreaterThanOrEqual(2);
    },
  );
});

/** Few values, so that rows repeat and distances tie. */
const grid = fc
  .record({ rows: fc.integer({ min: 1, max: 24 }), columns: fc.integer({ min: 1, max: 3 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.integer({ min: -3, max: 3 }), { minLength: rows * columns, maxLength: rows * columns })
      .map((values): Matrix => ({ rows, columns, values: Float64Array.from(values) })),
  );
const seeds = fc.integer();

describe('k-means', () => {
  it('leaves no group empty, and each row with its nearest centre', async () => {
    await fc.assert(
      fc.asyncProperty(grid, fc.integer({ min: 1, max: 9 }), seeds, async (matrix, k, seed) => {
        const found = unwrap(await kMeans(matrix, { k, seed, restarts: 2 }));
        expect(found.k).toBeLessThanOrEqual(Math.min(k, countDistinct(matrix, matrix.rows)));
        expect(new Set(found.labels).size).toBe(found.k);
        const nearest = new Int32Array(matrix.rows);
        expect(assignNearest(matrix, found.centres, nearest)).toBe(found.inertia);
        expect(found.labels).toEqual(nearest);
      }),
      { numRuns: 300 },
    );
  });

  it('puts each different row into a group of its own when there are enough groups', async () => {
    await fc.assert(
      fc.asyncProperty(grid, seeds, async (matrix, seed) => {
        const distinct = countDistinct(matrix, matrix.rows);
        const found = unwrap(await kMeans(matrix, { k: matrix.rows, seed }));
        expect(found.k).toBe(distinct);
        expect(found.inertia).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('never does worse with more starts, and repeats itself with the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(grid, fc.integer({ min: 1, max: 5 }), seeds, async (matrix, k, seed) => {
        const once = unwrap(await kMeans(matrix, { k, seed, restarts: 1, tolerance: 0 }));
        const often = unwrap(await kMeans(matrix, { k, seed, restarts: 4, tolerance: 0 }));
        expect(often.inertia).toBeLessThanOrEqual(once.inertia * (1 + 1e-12));
        expect(await kMeans(matrix, { k, seed, restarts: 4, tolerance: 0 })).toEqual({
          ok: true,
          value: often,
        });
      }),
    );
  });

  it('has groups for numbers whose squares vanish', async () => {
    const matrix = { rows: 3, columns: 1, values: Float64Array.from([0, 1e-200, 2e-200]) };
    const found = unwrap(await kMeans(matrix, { k: 3, seed: 1 }));
    expect(found.k).toBe(1);
    expect(found.inertia).toBe(0);
  });

  it('gives a group that lost all its rows the row farthest from its centre', async () => {
    // Both far starts lie beyond the data, so that one of them has no row at first.
    const matrix = { rows: 4, columns: 1, values: Float64Array.from([0, 1, 10, 30]) };
    const found = unwrap(
      await lloyd(matrix, Float64Array.from([0, 90, 100]), { tolerance: 0, maxIterations: 50 }, always),
    );
    expect([...found.labels]).toEqual([0, 0, 2, 1]);
    expect([...found.centres]).toEqual([0.5, 30, 10]);
    expect(found.inertia).toBe(0.5);
  });

  it('parts two centres in one place', async () => {
    const matrix = { rows: 4, columns: 1, values: Float64Array.from([-2, -1, 1, 2]) };
    const found = unwrap(
      await lloyd(matrix, Float64Array.from([0, 0]), { tolerance: 0, maxIterations: 50 }, always),
    );
    expect(found.k).toBe(2);
    expect(found.inertia).toBe(1);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e200])(
    'refuses %s',
    async (value) => {
      const matrix = { rows: 2, columns: 2, values: Float64Array.from([1, 2, 3, value]) };
      expect(await kMeans(matrix, { k: 2, seed: 1 })).toEqual({
        ok: false,
        failures: [
          {
            type: 'not-finite',
            message: `Row 1, column 1 is ${value}; groups need finite numbers within ±1e100.`,
            path: '[1][1]',
          },
        ],
      });
    },
  );

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s groups', async (k) => {
    const result = await kMeans(blobs(), { k, seed: 1 });
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'k-invalid', path: 'k' }] });
  });

  it('refuses a matrix of no rows and one whose numbers do not fill it', async () => {
    const none = { rows: 0, columns: 2, values: new Float64Array(0) };
    expect(await kMeans(none, { k: 2, seed: 1 })).toMatchObject({ failures: [{ type: 'no-rows' }] });
    const short = { rows: 2, columns: 2, values: new Float64Array(3) };
    expect(await kMeans(short, { k: 2, seed: 1 })).toMatchObject({ failures: [{ type: 'matrix-shape' }] });
  });

  it('stops when told to, and says how far it is', async () => {
    const stop = new AbortController();
    const shares: number[] = [];
    const result = await kMeans(blobs(), {
      k: 4,
      seed: 1,
      signal: stop.signal,
      onProgress: (share) => {
        shares.push(share);
        if (share >= 0.3) stop.abort();
      },
    });
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'cancelled' }] });
    expect(shares).toEqual([0.1, 0.2, 0.3]);
  });

  it('hears messages while it runs', async () => {
    const x = takeRows(
      blobs(),
      Array.from({ length: 60_000 }, (_, i) => i % 600),
    );
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    const result = await kMeans(x, { k: 8, seed: 1, restarts: 10_000, signal: stop.signal });
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'cancelled' }] });
  });
});

describe('k-means++', () => {
  it('draws rows of the matrix, no two alike, from all groups that lie far apart', () => {
    const matrix = blobs();
    for (let seed = 0; seed < 20; seed += 1) {
      const start = runSteps(plusPlus(matrix, 5, createRandom(seed)));
      const rows = { rows: 5, columns: 3, values: start };
      expect(countDistinct(rows, 5)).toBe(5);
      const labels = new Int32Array(5);
      assignNearest(rows, Float64Array.from(reference.blobs.groupings[3]?.centres.flat() ?? []), labels);
      expect(new Set(labels).size).toBe(5);
    }
  });
});

function meanVariance({ rows, columns, values }: Matrix): number {
  let total = 0;
  for (let c = 0; c < columns; c += 1) {
    const column = values.filter((_, i) => i % columns === c);
    const mean = column.reduce((sum, value) => sum + value, 0) / rows;
    total += column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
  }
  return total / columns;
}
