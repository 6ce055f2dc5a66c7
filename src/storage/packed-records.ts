import { runSteps } from '../domain/steps.ts';

/** The value of a field; an absent field has none. */
type Cell = string | number | boolean | Readonly<Record<string, string | number | boolean>>;

/**
 * Records with the same fields, by column: 80,000 profiles take about a third of the room that as many objects do, and
 * the database copies a few arrays instead of millions of values. An absent field stays absent.
 */
export interface PackedRecords {
  readonly length: number;
  readonly columns: readonly PackedColumn[];
}

type PackedColumn =
  /** NaN where it is absent. */
  | { readonly field: string; readonly kind: 'number'; readonly values: Float64Array }
  /** −1 where it is absent. */
  | { readonly field: string; readonly kind: 'flag'; readonly values: Int8Array }
  /** `names[codes[row]]`; −1 where it is absent. */
  | {
      readonly field: string;
      readonly kind: 'text';
      readonly names: readonly string[];
      readonly codes: Int32Array;
    }
  /** 1 where the record is there, be it empty. */
  | {
      readonly field: string;
      readonly kind: 'record';
      readonly there: Uint8Array;
      readonly of: readonly PackedColumn[];
    };

/** Packs records of texts, finite numbers, booleans, and of records of those. Throws a TypeError for anything else. */
export function packRecords(records: readonly object[]): PackedRecords {
  return runSteps(packSteps(records));
}

/** The same; yields where a pause may be made. */
export function* packSteps(records: readonly object[]): Generator<void, PackedRecords> {
  const columns = yield* packColumns(records as readonly Record<string, Cell>[]);
  return { length: records.length, columns };
}

/** Inverse of `packRecords`; the type is the caller's word for what was packed. */
export function unpackRecords<T>(packed: PackedRecords): T[] {
  return runSteps(unpackSteps<T>(packed));
}

/** The same; yields where a pause may be made. */
export function* unpackSteps<T>({ length, columns }: PackedRecords): Generator<void, T[]> {
  const records = Array.from({ length }, (): Record<string, Cell> => ({}));
  yield* unpackColumns(columns, records);
  return records as T[];
}

/** Records to look at between two pauses. */
const ROWS_AT_ONCE = 1000;

function* packColumns(
  records: readonly (Record<string, Cell> | undefined)[],
): Generator<void, readonly PackedColumn[]> {
  const builders: ColumnBuilder[] = [];
  const byField = new Map<string, ColumnBuilder[]>();
  for (const [row, record] of records.entries()) {
    if (row % ROWS_AT_ONCE === 0) yield;
    if (record === undefined) continue;
    for (const field of Object.keys(record)) {
      const value = record[field];
      if (value === undefined) continue;
      const kind = kindOf(field, value);
      const known = byField.get(field) ?? [];
      let builder = known.find((one) => one.kind === kind);
      if (builder === undefined) {
        builder = builderOf(kind, field, records.length);
        builders.push(builder);
        byField.set(field, [...known, builder]);
      }
      builder.set(row, value);
    }
  }
  const columns: PackedColumn[] = [];
  for (const builder of builders) columns.push(yield* builder.finish());
  return columns;
}

interface ColumnBuilder {
  readonly kind: PackedColumn['kind'];
  set(row: number, value: Cell): void;
  finish(): Generator<void, PackedColumn>;
}

function kindOf(field: string, value: Cell): PackedColumn['kind'] {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'number' && Number.isFinite(value)) return 'number';
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return 'record';
  throw new TypeError(`packRecords: ${field} is ${String(value)}`);
}

function builderOf(kind: PackedColumn['kind'], field: string, length: number): ColumnBuilder {
  switch (kind) {
    case 'number': {
      const values = new Float64Array(length).fill(Number.NaN);
      return {
        set(row, value) {
          values[row] = value as number;
        },
        kind,
        *finish() {
          yield;
          return { field, kind, values };
        },
      };
    }
    case 'flag': {
      const values = new Int8Array(length).fill(-1);
      return {
        set(row, value) {
          values[row] = Number(value);
        },
        kind,
        *finish() {
          yield;
          return { field, kind, values };
        },
      };
    }
    case 'text': {
      const codes = new Int32Array(length).fill(-1);
      const byName = new Map<string, number>();
      return {
        set(row, value) {
          const name = value as string;
          let code = byName.get(name);
          if (code === undefined) {
            code = byName.size;
            byName.set(name, code);
          }
          codes[row] = code;
        },
        kind,
        *finish() {
          yield;
          return { field, kind, names: [...byName.keys()], codes };
        },
      };
    }
    case 'record': {
      const inner = new Array<Record<string, Cell> | undefined>(length).fill(undefined);
      return {
        set(row, value) {
          inner[row] = value as Record<string, Cell>;
        },
        kind,
        *finish() {
          const there = Uint8Array.from(inner, (one) => Number(one !== undefined));
          return { field, kind, there, of: yield* packColumns(inner) };
        },
      };
    }
  }
}

function* unpackColumns(
  columns: readonly PackedColumn[],
  records: readonly (Record<string, Cell> | undefined)[],
): Generator<void, void> {
  for (const column of columns) {
    const inner =
      column.kind === 'record'
        ? Array.from(column.there, (there): Record<string, Cell> | undefined => (there ? {} : undefined))
        : undefined;
    if (column.kind === 'record' && inner !== undefined) yield* unpackColumns(column.of, inner);
    for (const [row, record] of records.entries()) {
      if (row % ROWS_AT_ONCE === 0) yield;
      const value = inner === undefined ? valueAt(column, row) : (inner[row] as Cell | undefined);
      // Defined, not assigned: a column of an export may be called `__proto__`.
      if (record !== undefined && value !== undefined) define(record, column.field, value);
    }
  }
}

function define(record: Record<string, Cell>, field: string, value: Cell): void {
  if (field !== '__proto__') record[field] = value;
  else Object.defineProperty(record, field, { value, enumerable: true, configurable: true, writable: true });
}

function valueAt(column: PackedColumn, row: number): Cell | undefined {
  switch (column.kind) {
    case 'number': {
      const value = column.values[row] ?? Number.NaN;
      return Number.isNaN(value) ? undefined : value;
    }
    case 'flag': {
      const value = column.values[row] ?? -1;
      return value < 0 ? undefined : value === 1;
    }
    case 'text':
      return column.names[column.codes[row] ?? -1];
    case 'record':
      return undefined;
  }
}
