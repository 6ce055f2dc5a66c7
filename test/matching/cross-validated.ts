import { classificationMetrics } from '../../src/matching/classification-metrics.ts';
import { rowsOf } from '../../src/matching/feature-table.ts';
import { predict } from '../../src/matching/predict.ts';
import { trainTrees } from '../../src/matching/train-trees.ts';
import type { AnsweredTable } from '../../src/matching/training-check.ts';
import type personality from '../fixtures/matching/customer-personality.json';
import { unwrap } from '../storage/samples.ts';
import { foldsOf } from './reference-data.ts';

/** What xgboost reached under some settings, fold by fold; made by test/fixtures/make_matching.py. */
export type Reached = (typeof personality)['reached']['plain'];

function part({ table, answers }: AnsweredTable, rows: readonly number[]): AnsweredTable {
  return { table: rowsOf(table, rows), answers: Uint8Array.from(rows, (row) => answers[row] ?? 0) };
}

/** Ours under xgboost's settings and folds; means over folds and seeds. */
export async function crossValidated(all: AnsweredTable, { settings }: Reached) {
  const folds = foldsOf(all.answers);
  const sums = { auc: 0, logLoss: 0, count: 0 };
  for (let fold = 0; fold < 5; fold += 1) {
    const rows = [...folds.keys()];
    const test = rows.filter((row) => folds[row] === fold);
    const train = part(
      all,
      rows.filter((row) => folds[row] !== fold),
    );
    const asked = part(all, test);
    for (const seed of settings.seeds) {
      const { model } = unwrap(
        await trainTrees(train, {
          trees: settings.trees,
          learningRate: settings.eta,
          depth: settings.max_depth,
          rowShare: settings.subsample,
          columnShare: settings.colsample_bytree,
          seed,
        }),
      );
      const p = unwrap(predict(model, asked.table));
      const { auc, logLoss } = unwrap(classificationMetrics(p, asked.answers));
      sums.auc += auc;
      sums.logLoss += logLoss;
      sums.count += 1;
    }
  }
  return { auc: sums.auc / sums.count, logLoss: sums.logLoss / sums.count };
}

/** The mean of a metric over xgboost's folds. */
export function meanOf(folds: Reached['folds'], metric: 'auc' | 'logLoss'): number {
  return folds.reduce((sum, fold) => sum + fold[metric], 0) / folds.length;
}
