import { mix32 } from '../domain/random.ts';
import type { Result } from '../domain/result.ts';
import { success } from '../domain/result.ts';
import type { BoostingOptions } from './boosting-settings.ts';
import { rankAuc } from './classification-metrics.ts';
import { predictMargins } from './predict.ts';
import { trainTrees } from './train-trees.ts';
import type { AnsweredTable } from './training-check.ts';

/**
 * Rows for measuring speed, the same in any language: entry (row, column) is mix32(row · columns + column) / 2³², a
 * number in [0, 1); a row says yes where mix32(rows · columns + row) / 2³² is below x₀x₁ + (x₂ > 0.7) / 4 + x₃² / 4.
 */
export function boostingBenchRows(rows: number, columns: number): AnsweredTable {
  const at = (entry: number) => mix32(entry) / 4294967296;
  const values = Array.from({ length: columns }, (_, column) =>
    Float64Array.from({ length: rows }, (_, row) => at(row * columns + column)),
  );
  const value = (column: number, row: number) => values[column]?.[row] ?? 0;
  const answers = Uint8Array.from({ length: rows }, (_, row) => {
    const rate = value(0, row) * value(1, row) + (value(2, row) > 0.7 ? 0.25 : 0) + value(3, row) ** 2 / 4;
    return at(rows * columns + row) < rate ? 1 : 0;
  });
  return {
    table: {
      rows,
      columns: values.map((each, column) => ({ kind: 'number', name: `x${column}`, values: each })),
    },
    answers,
  };
}

export interface BoostingTime {
  /** Binning and growing. */
  readonly trainSeconds: number;
  readonly predictSeconds: number;
  /** On the rows trained on: the same as another library's only if the same was learned. */
  readonly auc: number;
  readonly logLoss: number;
}

/**
 * Seconds to train trees, 100 of depth 6 when nothing else is said, and to predict every row.
 *
 * @param now seconds on a clock that only goes forward.
 */
export async function measureBoosting(
  { table, answers }: AnsweredTable,
  now: () => number,
  settings: BoostingOptions = { trees: 100, depth: 6 },
): Promise<Result<BoostingTime>> {
  const start = now();
  const trained = await trainTrees({ table, answers }, settings);
  if (!trained.ok) return trained;
  const middle = now();
  const margins = predictMargins(trained.value.model, table);
  if (!margins.ok) return margins;
  const end = now();
  return success({
    trainSeconds: middle - start,
    predictSeconds: end - middle,
    auc: rankAuc(margins.value, answers),
    logLoss: trained.value.curve.at(-1)?.training ?? Number.NaN,
  });
}
