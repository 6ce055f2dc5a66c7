import { describe, expect, test } from 'vitest';
import { predict } from '../../src/matching/predict.ts';
import { trainTrees } from '../../src/matching/train-trees.ts';
import type { AnsweredTable } from '../../src/matching/training-check.ts';
import personality from '../fixtures/matching/customer-personality.json';
import synthetic from '../fixtures/matching/synthetic.json';
import { unwrap } from '../storage/samples.ts';
import { crossValidated, meanOf, type Reached } from './cross-validated.ts';
import { float32, hasPersonality, personalityRows, syntheticRows } from './reference-data.ts';

async function compare(rows: AnsweredTable, reached: Reached, name: string) {
  const ours = await crossValidated(rows, reached);
  const theirs = { auc: meanOf(reached.folds, 'auc'), logLoss: meanOf(reached.folds, 'logLoss') };
  console.log(
    `${name}: AUC ${ours.auc.toFixed(5)}, xgboost ${theirs.auc.toFixed(5)};`,
    `log-loss ${ours.logLoss.toFixed(5)}, xgboost ${theirs.logLoss.toFixed(5)}`,
  );
  expect(Math.abs(ours.auc - theirs.auc)).toBeLessThan(0.005);
  expect(Math.abs(ours.logLoss / theirs.logLoss - 1)).toBeLessThan(0.02);
}

describe('over five folds, AUC within 0.005 and log-loss within 2% of xgboost', () => {
  test.each(['plain', 'deep', 'drawn'] as const)(
    'on rows made for the purpose, %s',
    async (name) => {
      await compare(syntheticRows(), synthetic.reached[name], `synthetic ${name}`);
    },
    60_000,
  );

  // Skipped where the folder of real data is not beside the project.
  test.skipIf(!hasPersonality).each(['plain', 'deep', 'drawn'] as const)(
    'on real customers (skipped without ../shared/data/customer-personality.tsv), %s',
    async (name) => {
      const rows = personalityRows();
      expect(rows.answers).toHaveLength(personality.rows);
      await compare(rows, personality.reached[name], `personality ${name}`);
    },
    60_000,
  );
});

test.each(synthetic.fitted)(
  "where bins are the same, every row gets xgboost's probability: columns $columns",
  async ({ columns, probabilities }) => {
    const { table, answers } = syntheticRows();
    const few = { ...table, columns: columns.flatMap((i) => table.columns[i] ?? []) };
    const { model } = unwrap(
      await trainTrees({ table: few, answers }, { trees: 100, learningRate: 0.1, depth: 4 }),
    );
    const ours = unwrap(predict(model, few));
    const theirs = float32(probabilities);
    expect(theirs).toHaveLength(ours.length);
    const furthest = Math.max(...ours.map((p, row) => Math.abs(p - (theirs[row] ?? Number.NaN))));
    expect(furthest).toBeLessThan(1e-6);
  },
);
