import { guessDateFormat } from './date-format.ts';
import { isMissing } from './guess-columns.ts';
import { createNumberReader, type Guess } from './number-format.ts';
import { type Delimiter, type Quote, RowSplitter } from './split-rows.ts';

export const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
  blanks: 'blanks',
  ':': 'colon',
  '^': 'caret',
  '~': 'tilde',
};

/** Lines of the sample that are looked at. */
const MOST_LINES = 300;
export const WRITTEN: readonly Delimiter[] = ['\t', ';', '|', ','];

interface Candidate {
  readonly delimiter: Delimiter;
  readonly columns: number;
  /** Share of rows with that many columns. */
  readonly share: number;
  readonly rows: readonly (readonly string[])[];
}

/** The delimiter, or undefined where the text has one column only. @param text whole lines of the file's beginning. */
export function guessDelimiter(text: string, quote: Quote = '"'): Guess<Delimiter> | undefined {
  const lines = `${text.split('\n', MOST_LINES).join('\n')}\n`;
  const steady = WRITTEN.map((delimiter) => candidate(delimiter, lines, quote)).filter(
    ({ columns, share }) => columns >= 2 && share >= 0.8,
  );
  // A comma within numbers, as in "1,50;2,75", repeats as steadily as the delimiter itself.
  const commas = steady.filter(({ delimiter }) => delimiter === ',');
  const others = steady.filter(({ delimiter }) => delimiter !== ',');
  const [best] = [...others, ...commas].sort(
    (a, b) => b.share - a.share || rank(a, steady) - rank(b, steady),
  );
  if (best !== undefined) return explained(best);
  const blanks = candidate('blanks', lines, quote);
  const typed = blanks.columns >= 2 && blanks.share >= 0.9 && hasTypedColumn(blanks.rows);
  return typed ? explained(blanks) : undefined;
}

/** Tabs hardly ever stand within a cell; among the others, the one that makes more columns is more likely. */
function rank(one: Candidate, all: readonly Candidate[]): number {
  if (one.delimiter === '\t') return 0;
  const decimalCommas = one.delimiter === ',' && all.some((other) => hasDecimalComma(other));
  return decimalCommas ? 1e6 : 1e5 - one.columns;
}

function hasDecimalComma({ delimiter, rows }: Candidate): boolean {
  return delimiter !== ',' && rows.some((row) => row.some((cell) => /^\s*-?\d[\d.]*,\d+\s*$/.test(cell)));
}

function candidate(delimiter: Delimiter, lines: string, quote: Quote): Candidate {
  const rows: (readonly string[])[] = [];
  const sink = { row: (cells: readonly string[]) => rows.push(cells), refuse: () => undefined };
  const splitter = new RowSplitter(delimiter, sink, quote);
  splitter.push(lines, true);
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const [[columns, count] = [0, 0]] = [...counts].sort(([, a], [, b]) => b - a);
  // A title above the table is none of its rows.
  const body = rows.slice(
    Math.max(
      0,
      rows.findIndex((row) => row.length === columns),
    ),
  );
  return { delimiter, columns, share: rows.length === 0 ? 0 : count / body.length, rows: body };
}

function explained({ delimiter, columns, share, rows }: Candidate): Guess<Delimiter> {
  const all = share === 1 ? `all ${rows.length}` : `${Math.round(share * 100)}% of the first ${rows.length}`;
  const name = DELIMITER_NAMES[delimiter];
  return { value: delimiter, why: `${name} makes ${columns} columns in ${all} rows` };
}

const readPlain = createNumberReader({ decimal: '.', group: ',' });

/** Words between blanks are a table only where some column holds numbers or dates throughout. */
function hasTypedColumn(rows: readonly (readonly string[])[]): boolean {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, i) => i).some((i) =>
    isTyped(rows.slice(1).map((row) => row[i] ?? '')),
  );
}

function isTyped(cells: readonly string[]): boolean {
  const known = cells.filter((cell) => !isMissing(cell));
  const numbers = known.filter((cell) => !Number.isNaN(readPlain(cell))).length;
  return known.length > 0 && (numbers >= 0.95 * known.length || guessDateFormat(known) !== undefined);
}

export interface HeaderGuess extends Guess<boolean> {
  /** Rows above the header, such as a title, that are left out. */
  readonly skip: number;
}

/** Whether the first row names the columns. @param isKnownName whether a cell is a usual name of a column. */
export function guessHeader(
  rows: readonly (readonly string[])[],
  isKnownName: (cell: string) => boolean,
): HeaderGuess {
  const widths = rows.map((row) => row.length);
  const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
  const skip = Math.max(0, widths.indexOf(usual));
  const first = (rows[skip] ?? []).map((cell) => cell.trim());
  const below = rows.slice(skip + 1);
  const names = first.filter((cell) => isKnownName(cell));
  const [known] = names;
  const value = first.findIndex((cell) => cell !== '' && isTyped([cell]));
  // A header may name a column after a year, and a value may be a word that names columns elsewhere.
  if (value >= 0 && names.length <= first.filter((cell) => cell !== '' && isTyped([cell])).length) {
    return { value: false, skip, why: `the first row has the value "${first[value]}" where a name would be` };
  }
  if (known !== undefined) return { value: true, skip, why: `"${known}" is a usual name of a column` };
  const typed = first.findIndex(
    (cell, i) => cell !== '' && isTyped(below.map((row) => (row[i] ?? '').trim())),
  );
  if (typed >= 0) {
    const why = `"${first[typed]}" stands above numbers or dates`;
    return { value: true, skip, why };
  }
  const repeated = first.some((cell, i) => below.some((row) => row[i]?.trim() === cell));
  return repeated
    ? { value: false, skip, why: 'a value of the first row comes again below' }
    : {
        value: true,
        skip,
        ambiguous: true,
        why: 'all cells are words, and none of the first row comes again',
      };
}
