import { expect, test } from 'vitest';
import { readBoostedTrees } from '../../src/matching/boosted-trees.ts';
import { Explainer } from '../../src/matching/contributions.ts';
import { rowsOf } from '../../src/matching/feature-table.ts';
import { gainImportance } from '../../src/matching/importance.ts';
import { predictMargins } from '../../src/matching/predict.ts';
import { trainTrees } from '../../src/matching/train-trees.ts';
import fixture from '../fixtures/matching/contributions.json';
import { unwrap } from '../storage/samples.ts';
import { syntheticRows } from './reference-data.ts';

const model = unwrap(readBoostedTrees(fixture.model));
const asked = rowsOf(syntheticRows().table, fixture.rows);

test("xgboost's own trees give its log-odds here too", () => {
  const margins = unwrap(predictMargins(model, asked));
  for (const [row, margin] of margins.entries())
    expect(margin).toBeCloseTo(fixture.margins[row] ?? Number.NaN, 5);
});

test("contributions are those of xgboost's TreeSHAP", () => {
  const { expected, values, width } = unwrap(new Explainer(model).explain(asked));
  let largest = 0;
  for (const [row, theirs] of fixture.contributions.entries()) {
    for (const [column, contribution] of theirs.entries()) {
      const ours = column === width ? expected : (values[row * width + column] ?? Number.NaN);
      expect(ours).toBeCloseTo(contribution, 5);
      if (column < width) largest = Math.max(largest, Math.abs(ours));
    }
  }
  expect(largest).toBeGreaterThan(0.3);
});

test("importances are xgboost's total gain", () => {
  const theirs: Record<string, number> = fixture.gains;
  for (const { name, gain } of gainImportance(model)) {
    const place = model.columns.findIndex((column) => column.name === name);
    expect(gain).toBeCloseTo(theirs[`f${place}`] ?? 0, 2);
  }
});

test('a stored model comes back and tells the same; a broken one is refused', async () => {
  const { table, answers } = syntheticRows();
  const { model: trained } = unwrap(await trainTrees({ table, answers }, { trees: 5 }));
  const back = unwrap(readBoostedTrees(JSON.parse(JSON.stringify(trained))));
  expect(back).toEqual(trained);
  expect(unwrap(predictMargins(back, table))).toEqual(unwrap(predictMargins(trained, table)));
  const [tree] = trained.trees;
  if (tree === undefined) throw new Error('no tree');
  for (const broken of [
    null,
    { ...trained, version: 2 },
    { ...trained, baseMargin: Number.NaN },
    { ...trained, trees: [{ ...tree, left: tree.left.map(() => 0) }] },
    { ...trained, trees: [{ ...tree, feature: tree.feature.map(() => 99) }] },
    { ...trained, trees: [{ ...tree, value: [] }] },
  ]) {
    expect(readBoostedTrees(broken)).toMatchObject({ ok: false, failures: [{ type: 'model-malformed' }] });
  }
});
