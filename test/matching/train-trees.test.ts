import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, shuffled } from '../../src/domain/random.ts';
import { firstTrees } from '../../src/matching/boosted-trees.ts';
import { Explainer } from '../../src/matching/contributions.ts';
import { categoryColumn, type FeatureTable, numberColumn, rowsOf } from '../../src/matching/feature-table.ts';
import { gainImportance } from '../../src/matching/importance.ts';
import { predict, predictMargins } from '../../src/matching/predict.ts';
import { trainTrees } from '../../src/matching/train-trees.ts';
import type { AnsweredTable } from '../../src/matching/training-check.ts';
import { unwrap } from '../storage/samples.ts';
import { syntheticRows } from './reference-data.ts';

function table(...columns: FeatureTable['columns']): FeatureTable {
  const [first] = columns;
  return { rows: (first?.kind === 'number' ? first.values : first?.codes)?.length ?? 0, columns };
}

function answered(rows: number, of: AnsweredTable): AnsweredTable {
  const first = Array.from({ length: rows }, (_, i) => i);
  return { table: rowsOf(of.table, first), answers: of.answers.slice(0, rows) };
}

const value = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(undefined),
);
const level = fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constant(undefined));
const anyRows = fc.array(fc.record({ x: value, z: value, c: level, yes: fc.boolean() }), {
  minLength: 2,
  maxLength: 40,
});

function fromRows(
  rows: readonly { x?: number | undefined; z?: number | undefined; c?: string | undefined; yes: boolean }[],
): AnsweredTable {
  return {
    table: table(
      numberColumn(
        'x',
        rows.map(({ x }) => x),
      ),
      numberColumn(
        'z',
        rows.map(({ z }) => z),
      ),
      categoryColumn(
        'c',
        rows.map(({ c }) => c),
      ),
    ),
    answers: Uint8Array.from(rows, ({ yes }) => Number(yes)),
  };
}

describe('whatever the rows', () => {
  test('probabilities lie within (0, 1), and contributions add up to the log-odds', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, anyRows, fc.integer(), async (rows, asked, seed) => {
        const trained = await trainTrees(fromRows(rows), {
          trees: 8,
          depth: 3,
          minChildWeight: 0,
          rowShare: 0.8,
          seed,
        });
        if (!trained.ok) {
          expect(['no-positives', 'no-negatives', 'nothing-differs']).toContain(trained.failures[0]?.type);
          return;
        }
        const { model } = trained.value;
        const { table: other } = fromRows(asked);
        const p = unwrap(predict(model, other));
        expect(p.every((each) => each > 0 && each < 1)).toBe(true);
        const margins = unwrap(predictMargins(model, other));
        const { expected, values, width } = unwrap(new Explainer(model).explain(other));
        for (const [row, margin] of margins.entries()) {
          const sum = values.subarray(row * width, (row + 1) * width).reduce((a, b) => a + b, expected);
          expect(sum).toBeCloseTo(margin, 9);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the order of the rows does not matter, to the last digit', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, fc.integer(), async (rows, seed) => {
        const [a, b] = [
          await trainTrees(fromRows(rows), { trees: 6, minChildWeight: 0 }),
          await trainTrees(fromRows(shuffled(createRandom(seed), rows)), { trees: 6, minChildWeight: 0 }),
        ];
        expect(a.ok).toBe(b.ok);
        if (a.ok && b.ok) expect(b.value.model).toEqual(a.value.model);
      }),
      { numRuns: 60 },
    );
  });

  test('the same seed draws the same rows and columns, another seed others', async () => {
    const rows = answered(500, syntheticRows());
    const draw = async (seed: number) =>
      unwrap(await trainTrees(rows, { trees: 5, rowShare: 0.5, columnShare: 0.5, seed })).model;
    expect(await draw(4)).toEqual(await draw(4));
    expect(await draw(5)).not.toEqual(await draw(4));
  });
});

describe('what is learned', () => {
  test('missing values go where their answers say', async () => {
    const x = [1, 2, 3, 4, undefined, undefined, 5, 6, 7, 8];
    const learn = async (missingYes: number) => {
      const answers = Uint8Array.from(x, (each) => (each === undefined ? missingYes : each > 4 ? 1 : 0));
      const { model } = unwrap(
        await trainTrees(
          { table: table(numberColumn('x', x)), answers },
          { trees: 1, depth: 1, minChildWeight: 0 },
        ),
      );
      return unwrap(predict(model, table(numberColumn('x', [undefined, 2, 7]))));
    };
    const [asYes, low, high] = await learn(1);
    expect(asYes).toBe(high);
    expect(low).toBeLessThan(high ?? 0);
    const [asNo, lowToo] = await learn(0);
    expect(asNo).toBe(lowToo);
  });

  test('a category that was never met counts as missing', async () => {
    const c = ['a', 'b', 'c', 'd', 'e', 'f', undefined, 'a', 'b', 'c', 'd', 'e', 'f', undefined];
    const answers = Uint8Array.from(c, (each) => (each === undefined || each > 'c' ? 1 : 0));
    const { model } = unwrap(
      await trainTrees({ table: table(categoryColumn('c', c)), answers }, { trees: 3, minChildWeight: 0 }),
    );
    const p = unwrap(predict(model, table(categoryColumn('c', ['zebra', undefined, 'a', 'f']))));
    expect(p[0]).toBe(p[1]);
    expect(p[2]).toBeLessThan(0.5);
    expect(p[3]).toBeGreaterThan(0.5);
  });

  test('a rising column never lowers the answer, though the data would', async () => {
    const random = createRandom(8);
    const x = Float64Array.from({ length: 400 }, () => random.next());
    const z = Float64Array.from({ length: 400 }, () => random.next());
    const answers = Uint8Array.from(x, (each, i) =>
      random.next() < Math.abs(each - 0.3) + (z[i] ?? 0) / 4 ? 1 : 0,
    );
    const rows = { table: table(numberColumn('x', x), numberColumn('z', z)), answers };
    const along = async (monotone: Record<string, 1 | -1>) => {
      const { model } = unwrap(await trainTrees(rows, { trees: 40, depth: 4, monotone }));
      const grid = Float64Array.from({ length: 101 }, (_, i) => i / 100);
      return unwrap(
        predictMargins(
          model,
          table(
            numberColumn('x', grid),
            numberColumn(
              'z',
              grid.map(() => 0.5),
            ),
          ),
        ),
      );
    };
    const falls = (margins: Float64Array) =>
      margins.filter((m, i) => i > 0 && m < (margins[i - 1] ?? 0)).length;
    expect(falls(await along({}))).toBeGreaterThan(0);
    const rising = await along({ x: 1 });
    expect(falls(rising)).toBe(0);
    expect(rising[100]).toBeGreaterThan(rising[0] ?? 0);
  });

  test('growing stops early, and the best count has the best validation loss', async () => {
    const seen: number[] = [];
    const { model, bestTrees, curve } = unwrap(
      await trainTrees(
        answered(1500, syntheticRows()),
        { trees: 400, depth: 6, learningRate: 0.3, patience: 10, seed: 2 },
        { onProgress: ({ trees, of }) => seen.push(trees / of) },
      ),
    );
    expect(model.trees.length).toBe(bestTrees + 10);
    expect(seen).toHaveLength(model.trees.length);
    const losses = curve.map(({ validation }) => validation ?? Number.NaN);
    expect(losses.indexOf(Math.min(...losses)) + 1).toBe(bestTrees);
    expect(curve.at(-1)?.training).toBeLessThan(curve[0]?.training ?? 0);
    expect(firstTrees(model, bestTrees).trees).toHaveLength(bestTrees);
  });

  test('gains are largest for the features that the answers were made from', async () => {
    const { model } = unwrap(await trainTrees(syntheticRows(), { trees: 30, depth: 3 }));
    const names = gainImportance(model).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['town', 'recency']);
    expect(names.at(-1)).toBe('noise');
    expect(gainImportance(model).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test('weights count as repetitions do', async () => {
    const rows = answered(60, syntheticRows());
    const twice = [...Array(60).keys()].flatMap((row) => (row % 3 === 0 ? [row, row] : [row]));
    const weights = Float64Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? 2 : 1));
    const a = unwrap(await trainTrees({ ...rows, weights }, { trees: 5 })).model;
    const b = unwrap(
      await trainTrees(
        {
          table: rowsOf(rows.table, twice),
          answers: Uint8Array.from(twice, (row) => rows.answers[row] ?? 0),
        },
        { trees: 5 },
      ),
    ).model;
    const [pa, pb] = [unwrap(predict(a, rows.table)), unwrap(predict(b, rows.table))];
    for (const [row, p] of pa.entries()) expect(p).toBeCloseTo(pb[row] ?? Number.NaN, 12);
  });
});

describe('refused with a reason', () => {
  const x = numberColumn('x', [1, 2, 3, 4]);
  const y = Uint8Array.from([0, 1, 0, 1]);
  test.each<[string, AnsweredTable, Parameters<typeof trainTrees>[1]]>([
    ['no-rows', { table: table(numberColumn('x', [])), answers: new Uint8Array(0) }, {}],
    ['no-columns', { table: { rows: 4, columns: [] }, answers: y }, {}],
    ['too-few-rows', { table: table(numberColumn('x', [1])), answers: Uint8Array.from([1]) }, {}],
    ['no-positives', { table: table(x), answers: new Uint8Array(4) }, {}],
    ['no-negatives', { table: table(x), answers: new Uint8Array(4).fill(1) }, {}],
    ['nothing-differs', { table: table(numberColumn('x', [7, 7, 7, 7])), answers: y }, {}],
    ['nothing-differs', { table: table(numberColumn('x', [NaN, NaN, NaN, NaN])), answers: y }, {}],
    ['number-infinite', { table: table(numberColumn('x', [1, 2, Infinity, 4])), answers: y }, {}],
    ['column-twice', { table: table(x, x), answers: y }, {}],
    ['column-length', { table: { rows: 3, columns: [x] }, answers: y.slice(0, 3) }, {}],
    [
      'code-without-level',
      {
        table: table({ kind: 'category', name: 'c', levels: ['a'], codes: Int32Array.from([0, 1, 0, 0]) }),
        answers: y,
      },
      {},
    ],
    ['answers-length', { table: table(x), answers: y.slice(0, 3) }, {}],
    ['answer-unknown', { table: table(x), answers: Uint8Array.from([0, 1, 2, 1]) }, {}],
    ['weight-invalid', { table: table(x), answers: y, weights: Float64Array.from([1, 1, -1, 1]) }, {}],
    ['setting-invalid', { table: table(x), answers: y }, { depth: 0 }],
    ['setting-invalid', { table: table(x), answers: y }, { learningRate: Number.NaN }],
    ['monotone-column', { table: table(x), answers: y }, { monotone: { other: 1 } }],
  ])('%s', async (type, rows, settings) => {
    const result = await trainTrees(rows, settings);
    expect(result).toMatchObject({ ok: false, failures: [{ type }] });
    if (!result.ok) expect(result.failures[0]?.message).toMatch(/^.{15,}\.$/);
  });

  test('a table without a feature of the model, or with it in another kind', async () => {
    const { model } = unwrap(await trainTrees({ table: table(x), answers: y }, { minChildWeight: 0 }));
    expect(predict(model, table(numberColumn('y', [1])))).toMatchObject({
      failures: [{ type: 'column-missing', path: 'x' }],
    });
    expect(predict(model, table(categoryColumn('x', ['1'])))).toMatchObject({
      failures: [{ type: 'column-kind', path: 'x' }],
    });
    expect(predict(model, table(numberColumn('x', [-Infinity])))).toMatchObject({
      failures: [{ type: 'number-infinite' }],
    });
  });

  test('stopped in the middle', async () => {
    const controller = new AbortController();
    const result = await trainTrees(
      answered(300, syntheticRows()),
      { trees: 50 },
      {
        signal: controller.signal,
        onProgress: ({ trees }) => trees === 3 && controller.abort(),
      },
    );
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'cancelled' }] });
  });
});
