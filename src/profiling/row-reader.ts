import { readBoolean } from './boolean-format.ts';
import { createDateReader, DAY_MS } from './date-format.ts';
import { isMissing } from './guess-columns.ts';
import { type ImportPlan, OrderWatch, swappedOrder } from './import-plan.ts';
import { createNumberReader } from './number-format.ts';
import { RefusalLog, refusal } from './refusal.ts';
import type { Role } from './roles.ts';

/** One mapped column, ready to be read. */
export interface Column {
  readonly index: number;
  readonly name: string;
  readonly label: string;
  readonly isNumber: boolean;
  readonly readNumber: (cell: string) => number;
  readonly readDate: (cell: string) => number;
  readonly watch?: OrderWatch;
}

/** Where several cells together identify a customer. */
const JOINT = ' / ';

/** Reads the cells of a row under a plan; what cannot be read is logged with line, column, value and reason. */
export class RowReader {
  /** Rows that were left out. */
  readonly refused = new RefusalLog();
  /** Single values that were left out of rows that were kept. */
  readonly leftOut = new RefusalLog();
  /** Rows seen below the header. */
  rows = 0;
  readonly #width: number;
  readonly #latest: number;
  readonly #columns = new Map<Role, Column[]>();
  readonly #identity: readonly Column[];
  #skip: number;

  /** @param now in milliseconds since 1970; later dates, but for a day of time zones, are refused. */
  constructor(plan: ImportPlan, now: number) {
    this.#latest = now + DAY_MS;
    this.#width = plan.columns.length;
    this.#skip = plan.header.skip + (plan.header.value ? 1 : 0);
    for (const { column, role, label } of plan.mapping.columns) {
      this.#columns.set(role, [...(this.#columns.get(role) ?? []), createColumn(plan, column, label)]);
    }
    const joint = plan.mapping.identifiedBy;
    this.#identity =
      joint === undefined || joint.length === 0
        ? this.all('customerId').slice(0, 1)
        : joint.map((column) => createColumn(plan, column, ''));
  }

  all(role: Role): readonly Column[] {
    return this.#columns.get(role) ?? [];
  }

  one(role: Role): Column | undefined {
    return this.#columns.get(role)?.[0];
  }

  /** Whether a row counts: below the header and as wide as the others. One that is not is logged. */
  begins(cells: readonly string[], line: number): boolean {
    if (this.#skip > 0) {
      this.#skip--;
      return false;
    }
    this.rows++;
    if (cells.length === this.#width) return true;
    if (cells.length > this.#width && cells.slice(this.#width).every((cell) => cell.trim() === ''))
      return true;
    const message = `Line ${line} has ${cells.length} cells where the others have ${this.#width}; quote cells that hold the delimiter, and check for a line break within a cell.`;
    this.refused.add(refusal('cell-count', message, line, undefined, cells.join(' | ')));
    return false;
  }

  /** The customer's number, or undefined where it is missing; then the row is refused. */
  customer(cells: readonly string[], line: number): string | undefined {
    const [first] = this.#identity;
    const id =
      this.#identity.length === 1
        ? (cells[first?.index ?? 0] ?? '').trim()
        : this.#identity.map(({ index }) => (cells[index] ?? '').trim()).join(JOINT);
    if (!isMissing(id)) return id;
    const message = `Line ${line} names no customer; fill in "${first?.name ?? ''}" or remove the row.`;
    this.refused.add(refusal('customer-missing', message, line, first?.name, id));
    return undefined;
  }

  text(cells: readonly string[], column: Column | undefined): string | undefined {
    const cell = column === undefined ? '' : (cells[column.index] ?? '').trim();
    return isMissing(cell) ? undefined : cell;
  }

  /** A number, NaN where the cell is empty or no number; the latter is logged in `log`. */
  number(cells: readonly string[], column: Column | undefined, line: number, log = this.leftOut): number {
    const cell = this.text(cells, column);
    if (column === undefined || cell === undefined) return Number.NaN;
    const value = column.readNumber(cell);
    if (Number.isNaN(value)) {
      const message = `"${column.name}" on line ${line} is no number as the column writes them; correct it or choose another number format.`;
      log.add(refusal('number-unreadable', message, line, column.name, cell));
    }
    return value;
  }

  /** As `number`, but a value below 0 is logged and NaN. */
  positive(cells: readonly string[], column: Column | undefined, line: number): number {
    const value = this.number(cells, column, line);
    if (column === undefined || !(value < 0)) return value;
    const message = `"${column.name}" on line ${line} is negative, which it cannot be; correct it.`;
    this.leftOut.add(refusal('negative-value', message, line, column.name, cells[column.index]));
    return Number.NaN;
  }

  /** Milliseconds since 1970, NaN where the cell is empty, no date, or in the future; the latter two are logged. */
  date(cells: readonly string[], column: Column | undefined, line: number, log = this.leftOut): number {
    const cell = this.text(cells, column);
    if (column === undefined || cell === undefined) return Number.NaN;
    column.watch?.see(cell, line);
    const at = column.readDate(cell);
    if (Number.isNaN(at)) {
      const message = `"${column.name}" on line ${line} is no date as the column writes them; correct it or choose another date format.`;
      log.add(refusal('date-unreadable', message, line, column.name, cell));
    } else if (at > this.#latest) {
      const message = `"${column.name}" on line ${line} lies in the future; correct the date, or check that day and month are not swapped.`;
      log.add(refusal('future-date', message, line, column.name, cell));
      return Number.NaN;
    }
    return at;
  }

  /** Yes or no, a number above 0 being yes; undefined where it is neither, which is logged unless empty. */
  flag(
    cells: readonly string[],
    column: Column | undefined,
    line: number,
    log = this.leftOut,
  ): boolean | undefined {
    const cell = this.text(cells, column);
    if (column === undefined || cell === undefined) return undefined;
    const word = readBoolean(cell);
    if (word !== undefined) return word;
    const value = column.readNumber(cell);
    if (!Number.isNaN(value)) return value > 0;
    const message = `"${column.name}" on line ${line} is neither yes nor no; write yes or no, or 1 or 0.`;
    log.add(refusal('flag-unreadable', message, line, column.name, cell));
    return undefined;
  }
}

function createColumn(plan: ImportPlan, index: number, label: string): Column {
  const guess = plan.columns[index];
  const format = guess?.dateFormat;
  const swapped = swappedOrder(format);
  return {
    index,
    name: guess?.name ?? `column ${index + 1}`,
    label,
    isNumber: guess?.kind === 'number',
    readNumber: createNumberReader(guess?.numberFormat ?? { decimal: '.', group: ',' }),
    readDate: createDateReader(format ?? 'YYYY-MM-DD'),
    ...(guess?.ambiguous === true && format !== undefined && swapped !== undefined
      ? { watch: new OrderWatch(format, swapped) }
      : {}),
  };
}
