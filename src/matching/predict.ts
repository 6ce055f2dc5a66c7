import { type Result, success } from '../domain/result.ts';
import type { BoostedTrees } from './boosted-trees.ts';
import { encodeRows } from './encode-rows.ts';
import type { FeatureTable } from './feature-table.ts';
import { compileForest, forestMargins } from './forest.ts';
import { sigmoid } from './log-odds.ts';

/** Log-odds of each row of a table; fails as `encodeRows` does. */
export function predictMargins(model: BoostedTrees, table: FeatureTable): Result<Float64Array> {
  const encoded = encodeRows(model.columns, table);
  return encoded.ok ? success(forestMargins(compileForest(model), encoded.value)) : encoded;
}

/** Probability of yes for each row, strictly between 0 and 1; fails as `encodeRows` does. */
export function predict(model: BoostedTrees, table: FeatureTable): Result<Float64Array> {
  const margins = predictMargins(model, table);
  return margins.ok ? success(margins.value.map(sigmoid)) : margins;
}
