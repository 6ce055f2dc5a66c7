import { failure, type Result, success } from '../domain/result.ts';
import type { BoostingSettings } from './boosting-settings.ts';
import { checkTable, type FeatureColumn, type FeatureTable } from './feature-table.ts';

/** Rows with their answers. */
export interface AnsweredTable {
  readonly table: FeatureTable;
  /** 1 for yes, 0 for no, one a row. */
  readonly answers: Uint8Array;
  /** How much each row counts, above 0; all 1 when left out. */
  readonly weights?: Float64Array;
}

/** Above this total weight sums of gradients would lose more than rounding of their last digits. */
const MOST_WEIGHT = 2 ** 24;

/**
 * Refuses what trees cannot learn from: fewer than two rows, one answer alone, no feature that differs between rows,
 * and answers, weights or monotone columns that do not belong to the table.
 */
export function checkTraining(
  answered: AnsweredTable,
  training: Uint32Array,
  settings: BoostingSettings,
): Result<AnsweredTable> {
  const { table } = answered;
  const checked = checkTable(table);
  if (!checked.ok) return checked;
  const answers = checkAnswers(answered);
  if (!answers.ok) return answers;
  if (training.length < 2) {
    return failure(
      'too-few-rows',
      `Only ${training.length} row to learn from. Give at least two, better hundreds.`,
    );
  }
  const yes = training.reduce((sum, row) => sum + (answered.answers[row] as number), 0);
  if (yes === 0)
    return failure('no-positives', 'No row has the answer yes, so there is nothing to tell apart.');
  if (yes === training.length) {
    return failure('no-negatives', 'Every row has the answer yes, so there is nothing to tell apart.');
  }
  if (!table.columns.some((column) => differs(column, training))) {
    const message = 'Every feature is missing or the same in all rows. Give one that differs between them.';
    return failure('nothing-differs', message);
  }
  const names = new Map(table.columns.map(({ name, kind }) => [name, kind]));
  const stray = Object.keys(settings.monotone).find((name) => names.get(name) !== 'number');
  if (stray !== undefined) {
    return failure('monotone-column', `“${stray}” is no column of numbers, so it cannot be monotone.`, stray);
  }
  return success(answered);
}

function checkAnswers({ table, answers, weights }: AnsweredTable): Result<undefined> {
  if (answers.length !== table.rows) {
    return failure(
      'answers-length',
      `There are ${answers.length} answers for ${table.rows} rows. Give one a row.`,
    );
  }
  const odd = answers.findIndex((answer) => answer > 1);
  if (odd >= 0) {
    return failure('answer-unknown', `The answer of row ${odd + 1} is ${answers[odd]}; it must be 0 or 1.`);
  }
  if (weights === undefined) return success(undefined);
  if (weights.length !== table.rows) {
    return failure(
      'weights-length',
      `There are ${weights.length} weights for ${table.rows} rows. Give one a row.`,
    );
  }
  const wrong = weights.findIndex((weight) => !(weight > 0 && weight < MOST_WEIGHT));
  if (wrong < 0) return success(undefined);
  return failure(
    'weight-invalid',
    `The weight of row ${wrong + 1} is ${weights[wrong]}; it must be above 0.`,
  );
}

function differs(column: FeatureColumn, rows: Uint32Array): boolean {
  const values = column.kind === 'number' ? column.values : column.codes;
  const first = values[rows[0] as number];
  // Missing against given is a difference too: trees may ask about it.
  return rows.some((row) => !Object.is(values[row], first) && values[row] !== first);
}
