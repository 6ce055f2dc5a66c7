import { isBooleanColumn } from './boolean-format.ts';
import { type DateFormat, guessDateFormat } from './date-format.ts';
import { currencyOf, guessNumberFormat, type NumberFormat } from './number-format.ts';

export type ColumnKind = 'number' | 'date' | 'boolean' | 'text' | 'empty';

/** What the cells of one column look like, judged by a sample of the file. */
export interface ColumnGuess {
  readonly index: number;
  /** From the header, made unique; `column 3` where there is none. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** What made it think so; names an example of the file. */
  readonly why: string;
  /** Whether the sample also allows another reading, such as month before day. */
  readonly ambiguous: boolean;
  readonly numberFormat?: NumberFormat;
  readonly dateFormat?: DateFormat;
  /** The currency its cells name, where they do. */
  readonly currency?: string;
  /** Different values in the sample, and whether no value comes twice. */
  readonly distinct: number;
  readonly unique: boolean;
  /** Share of empty cells in the sample, 0 to 1. */
  readonly emptyShare: number;
  /** The first three values that are not empty, trimmed. */
  readonly examples: readonly string[];
}

const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'null', 'nan', 'none', 'nil', '-', '--', '?', 'unknown']);
/** Enough for a format, and cheap. */
const MOST_CELLS = 4000;

/** Whether a trimmed cell stands for a value that is not known. */
export function isMissing(cell: string): boolean {
  return cell === '' || (cell.length < 8 && MISSING.has(cell.toLowerCase()));
}

/** Judges every column by the rows of a sample. */
export function guessColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
): readonly ColumnGuess[] {
  const guesses = names.map((name, index) => guessColumn(name, index, rows));
  return settleDates(settleNumbers(guesses), rows);
}

function cellsOf(rows: readonly (readonly string[])[], index: number): string[] {
  return rows
    .slice(0, MOST_CELLS)
    .map((row) => (row[index] ?? '').trim())
    .filter((cell) => !isMissing(cell));
}

function guessColumn(name: string, index: number, rows: readonly (readonly string[])[]): ColumnGuess {
  const cells = cellsOf(rows, index);
  const values = new Set(cells);
  const read = Math.min(rows.length, MOST_CELLS);
  const shared = {
    index,
    name,
    distinct: values.size,
    unique: values.size === cells.length,
    emptyShare: read === 0 ? 1 : 1 - cells.length / read,
    examples: [...values].slice(0, 3),
    ambiguous: false,
  };
  if (cells.length === 0) return { ...shared, kind: 'empty', why: 'no row of the sample has a value' };
  if (isBooleanColumn(cells)) {
    return { ...shared, kind: 'boolean', why: `it holds only ${[...values].join(' and ')}` };
  }
  const date = guessDateFormat(cells, name);
  if (date !== undefined) {
    const { value: dateFormat, why, ambiguous = false } = date;
    return { ...shared, kind: 'date', why, ambiguous, dateFormat };
  }
  const number = guessNumberFormat(cells);
  if (number === undefined) {
    return { ...shared, kind: 'text', why: `"${cells[0]}" is neither number nor date` };
  }
  const { value: numberFormat, why, ambiguous = false } = number;
  const currency = cells.map(currencyOf).find((code) => code !== undefined);
  return {
    ...shared,
    ...(currency === undefined ? {} : { currency }),
    kind: 'number',
    why,
    ambiguous,
    numberFormat,
  };
}

/** One program wrote the file: a column that leaves the decimal sign open follows one that shows it. */
function settleNumbers(guesses: readonly ColumnGuess[]): readonly ColumnGuess[] {
  const sure = guesses.find(
    (guess) => !guess.ambiguous && guess.numberFormat !== undefined && guess.numberFormat.group !== '',
  );
  if (sure?.numberFormat === undefined) return guesses;
  const { numberFormat } = sure;
  return guesses.map((guess) => {
    const open = guess.ambiguous || guess.numberFormat?.group === '';
    if (guess.kind !== 'number' || !open) return guess;
    const why = `as in column "${sure.name}", where ${sure.why}`;
    return { ...guess, numberFormat, why, ambiguous: false };
  });
}

function settleDates(
  guesses: readonly ColumnGuess[],
  rows: readonly (readonly string[])[],
): readonly ColumnGuess[] {
  const separator = (guess: ColumnGuess) => /[-/. ]/.exec(cellsOf(rows, guess.index)[0] ?? '')?.[0];
  const isOrdered = ({ dateFormat }: ColumnGuess) =>
    dateFormat === 'DD-MM-YYYY' || dateFormat === 'MM-DD-YYYY';
  return guesses.map((guess) => {
    if (!guess.ambiguous || !isOrdered(guess)) return guess;
    const sure = guesses.find(
      (other) => !other.ambiguous && isOrdered(other) && separator(other) === separator(guess),
    );
    if (sure?.dateFormat === undefined) return guess;
    const why = `as in column "${sure.name}", where ${sure.why}`;
    return { ...guess, dateFormat: sure.dateFormat, why, ambiguous: false };
  });
}
