import { type Random, randomInt } from '../domain/random.ts';

/** One column of a file. */
export interface Column<Row> {
  readonly name: string;
  /** How the number is written: `date` is milliseconds since 1970, `money` has two decimals. */
  readonly form?: 'date' | 'money';
  /** Share of cells that a messy file leaves empty; none where absent. */
  readonly missing?: number;
  /** Empty where undefined. */
  readonly cell: (row: Row) => string | number | undefined;
}

/** What a messy file has wrong; every count is of what stands in the file, repeated rows included. */
export interface MessCounts {
  /** Rows written, repeated ones included, the header not. */
  rows: number;
  /** Rows that stand twice, one after the other, id and all. */
  repeatedRows: number;
  /** Cells with blanks before or after the value. */
  paddedCells: number;
  /** Cells left empty that a clean file fills, by column. */
  missing: Record<string, number>;
}

export interface CsvLines<Row> {
  /** The header line, after a byte-order mark where the file is messy. */
  header(): string;
  /** The row's line, or two of them where a messy file repeats it. */
  lines(row: Row): string;
  readonly counts: Readonly<MessCounts>;
}

const REPEATED_SHARE = 0.002;
const PADDED_SHARE = 0.05;
/** This row stands twice in every messy file, however short. */
const ALWAYS_REPEATED = 3;

/**
 * Rows as lines of CSV (RFC 4180): commas, dates as `2025-12-31`, `\n`.
 *
 * With a source of randomness the file is messy, as exports of real systems are: a byte-order mark, semicolons,
 * dates as `31/12/2025`, `\r\n`, padded cells, some rows twice and some values missing, all of it counted.
 */
export function createCsvLines<Row>(columns: readonly Column<Row>[], mess?: Random): CsvLines<Row> {
  const counts: MessCounts = { rows: 0, repeatedRows: 0, paddedCells: 0, missing: {} };
  const delimiter = mess === undefined ? ',' : ';';
  const end = mess === undefined ? '\n' : '\r\n';
  const isoDay = rememberedDays();
  const day: Day = mess === undefined ? isoDay : (at) => isoDay(at).split('-').reverse().join('/');

  function lines(row: Row): string {
    counts.rows += 1;
    if (mess === undefined) return columns.map((column) => written(column, row)).join(delimiter) + end;
    const repeated = mess.next() < REPEATED_SHARE || counts.rows === ALWAYS_REPEATED;
    const times = repeated ? 2 : 1;
    counts.rows += times - 1;
    counts.repeatedRows += times - 1;
    const line = columns.map((column) => messy(column, row, mess, times)).join(delimiter) + end;
    return repeated ? line + line : line;
  }

  function written(column: Column<Row>, row: Row): string {
    return quoted(plain(column, row, day), delimiter);
  }

  function messy(column: Column<Row>, row: Row, random: Random, times: number): string {
    const text = written(column, row);
    if (text === '') return text;
    if (random.next() < (column.missing ?? 0)) {
      counts.missing[column.name] = (counts.missing[column.name] ?? 0) + times;
      return '';
    }
    if (text.startsWith('"') || random.next() >= PADDED_SHARE) return text;
    counts.paddedCells += times;
    return random.next() < 0.5 ? text + blanks(random) : blanks(random) + text;
  }

  const mark = mess === undefined ? '' : '\uFEFF';
  const names = columns.map((column) => quoted(column.name, delimiter)).join(delimiter);
  return { header: () => `${mark}${names}${end}`, lines, counts };
}

function plain<Row>(column: Column<Row>, row: Row, day: Day): string {
  const value = column.cell(row);
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (column.form === 'date') return day(value);
  if (column.form === 'money') return value.toFixed(2);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(10)));
}

type Day = (at: number) => string;

/** ISO days, each formatted once: that costs more than the rest of a row, and a file has few different days. */
function rememberedDays(): Day {
  const days = new Map<number, string>();
  return (at) => {
    let text = days.get(at);
    if (text === undefined) {
      text = new Date(at).toISOString().slice(0, 10);
      days.set(at, text);
    }
    return text;
  };
}

/** In quotes where the text holds a delimiter, a quote or a line break. */
function quoted(text: string, delimiter: string): string {
  const special = text.includes(delimiter) || text.includes('"') || /[\r\n]/.test(text);
  return special ? `"${text.replaceAll('"', '""')}"` : text;
}

function blanks(random: Random): string {
  return ' '.repeat(1 + randomInt(random, 3));
}
