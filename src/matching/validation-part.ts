import { createRandom, shuffled } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { BoostingSettings } from './boosting-settings.ts';
import { rowsWhere } from './rows-where.ts';
import type { AnsweredTable } from './training-check.ts';

/** A stream of the seed of its own, so that drawing the part does not change what the trees draw. */
const VALIDATION_STREAM = 7;

export interface Parts {
  /** Positions of rows, ascending. */
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
}

/**
 * Parts the rows into those to learn from and those to measure on: as named, or with early stopping drawn by the seed,
 * yes and no each in the same share; without either, all are learned from.
 */
export function splitValidation(
  { table, answers }: AnsweredTable,
  settings: BoostingSettings,
  named: ArrayLike<number> | undefined,
): Result<Parts> {
  const aside = new Uint8Array(table.rows);
  if (named !== undefined) {
    for (let i = 0; i < named.length; i += 1) {
      const row = named[i] as number;
      if (!(Number.isInteger(row) && row >= 0 && row < table.rows)) {
        return failure('validation-row', `Validation row ${row} is not among the ${table.rows} rows.`);
      }
      aside[row] = 1;
    }
  } else if (settings.patience > 0) {
    const random = createRandom(settings.seed, VALIDATION_STREAM);
    for (const answer of [0, 1]) {
      const rows = Array.from(rowsWhere(answers, (each) => each === answer));
      const count = Math.round(rows.length * settings.validationShare);
      for (const row of shuffled(random, rows).slice(0, count)) aside[row] = 1;
    }
  }
  return success({
    training: rowsWhere(aside, (each) => each === 0),
    validation: rowsWhere(aside, (each) => each === 1),
  });
}
