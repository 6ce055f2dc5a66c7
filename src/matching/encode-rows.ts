import { failure, type Result, success } from '../domain/result.ts';
import { runSteps } from '../domain/steps.ts';
import type { ModelColumn } from './boosted-trees.ts';
import { checkTable, type FeatureColumn, type FeatureTable } from './feature-table.ts';

/** Rows as trees are asked about them: `values[row · width + column]`; NaN is missing or a category never met. */
export interface EncodedRows {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
}

/**
 * Brings a table into the model's order of columns, found by name, and its categories into the model's levels.
 *
 * @returns what `checkTable` finds, `column-missing` or `column-kind` where the table has not what the model asks for.
 *   Columns that the model does not know are passed over.
 */
export function encodeRows(columns: readonly ModelColumn[], table: FeatureTable): Result<EncodedRows> {
  const checked = checkTable(table);
  return checked.ok ? runSteps(encodeSome(columns, table)) : checked;
}

/**
 * As `encodeRows`, of a table that was checked before. Yields where a pause may be made.
 *
 * @param rows positions of those to encode; all when left out.
 */
export function* encodeSome(
  columns: readonly ModelColumn[],
  table: FeatureTable,
  rows: ArrayLike<number> = { length: table.rows },
): Generator<void, Result<EncodedRows>> {
  const width = columns.length;
  const values = new Float64Array(rows.length * width);
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  for (const [place, column] of columns.entries()) {
    const given = byName.get(column.name);
    if (given === undefined) {
      const message = `The feature “${column.name}” is not given. Give the features that the model was trained on.`;
      return failure('column-missing', message, column.name);
    }
    if (given.kind !== column.kind) {
      const message = `The feature “${column.name}” is a ${given.kind}, but the model was trained on a ${column.kind}.`;
      return failure('column-kind', message, column.name);
    }
    yield;
    const value = reader(column, given);
    for (let i = 0, at = place; i < rows.length; i += 1, at += width) values[at] = value(rows[i] ?? i);
  }
  return success({ rows: rows.length, width, values });
}

function reader(column: ModelColumn, given: FeatureColumn): (row: number) => number {
  if (given.kind === 'number') return (row) => given.values[row] as number;
  const places = levelPlaces(column);
  const known = given.levels.map((level) => places.get(level) ?? Number.NaN);
  return (row) => known[given.codes[row] as number] ?? Number.NaN;
}

/** Where each level of a category stands in the model. */
export function levelPlaces(column: ModelColumn): ReadonlyMap<string, number> {
  return new Map(column.kind === 'category' ? column.levels.map((level, place) => [level, place]) : []);
}
