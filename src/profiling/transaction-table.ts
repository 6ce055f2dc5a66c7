import type { Transaction } from '../domain/customer.ts';
import { GrowingColumn } from './growing-column.ts';
import { runSteps } from './run-steps.ts';

export const NUMBER_FIELDS = [
  'items',
  'pointsEarned',
  'pointsRedeemed',
  'couponsIssued',
  'couponsRedeemed',
] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];
export const TEXT_FIELDS = ['category', 'channel', 'store', 'zone'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** Texts that repeat, each kept once: `names[codes[row]]`, −1 where a row has none. */
export interface Coded {
  readonly names: readonly string[];
  readonly codes: Int32Array;
}

/**
 * Purchases by column: two million rows take some 60 MB, a tenth of what as many objects would. Plain data that a
 * worker can hand over and a database can store.
 */
export interface TransactionTable {
  readonly length: number;
  /** Customer ids in the order in which they first appear; `customer` holds positions in it. */
  readonly customers: readonly string[];
  readonly customer: Uint32Array;
  /** Milliseconds since 1970. */
  readonly at: Float64Array;
  readonly amount: Float64Array;
  /** NaN where a row has none; absent where the import has no such column. */
  readonly numbers: Readonly<Partial<Record<NumberField, Float64Array>>>;
  readonly texts: Readonly<Partial<Record<TextField, Coded>>>;
  /** 1 with a discount, 0 without, −1 where it is not known. */
  readonly discounted?: Int8Array;
}

const doubles = () => new GrowingColumn<Float64Array>((length) => new Float64Array(length));

/** Fills a table row by row. */
export class TransactionTableBuilder {
  readonly #customers = new Map<string, number>();
  readonly #customer = new GrowingColumn<Uint32Array>((length) => new Uint32Array(length));
  readonly #at = doubles();
  readonly #amount = doubles();
  readonly #numbers: ReadonlyMap<NumberField, GrowingColumn<Float64Array>>;
  readonly #texts: ReadonlyMap<
    TextField,
    { readonly codes: GrowingColumn<Int32Array>; readonly byName: Map<string, number> }
  >;
  readonly #discounted: GrowingColumn<Int8Array> | undefined;

  /** @param fields the optional fields that the rows may have. */
  constructor(fields: readonly (NumberField | TextField | 'discounted')[]) {
    this.#numbers = new Map(NUMBER_FIELDS.filter((f) => fields.includes(f)).map((f) => [f, doubles()]));
    this.#texts = new Map(
      TEXT_FIELDS.filter((field) => fields.includes(field)).map((field) => [
        field,
        { codes: new GrowingColumn((length) => new Int32Array(length)), byName: new Map<string, number>() },
      ]),
    );
    this.#discounted = fields.includes('discounted')
      ? new GrowingColumn((length) => new Int8Array(length))
      : undefined;
  }

  get length(): number {
    return this.#at.length;
  }

  /** Begins a row; the optional fields that were announced have to follow, each once. @returns the customer's position. */
  add(customerId: string, at: number, amount: number): number {
    let customer = this.#customers.get(customerId);
    if (customer === undefined) {
      customer = this.#customers.size;
      this.#customers.set(customerId, customer);
    }
    this.#customer.push(customer);
    this.#at.push(at);
    this.#amount.push(amount);
    return customer;
  }

  /** @param value NaN where it is not known. */
  number(field: NumberField, value: number): void {
    this.#numbers.get(field)?.push(value);
  }

  text(field: TextField, value: string | undefined): void {
    const column = this.#texts.get(field);
    if (column === undefined) return;
    if (value === undefined) {
      column.codes.push(-1);
      return;
    }
    let code = column.byName.get(value);
    if (code === undefined) {
      code = column.byName.size;
      column.byName.set(value, code);
    }
    column.codes.push(code);
  }

  discounted(value: boolean | undefined): void {
    this.#discounted?.push(value === undefined ? -1 : Number(value));
  }

  /** The table of the rows so far. Yields between columns. */
  *finish(): Generator<void, TransactionTable> {
    const customer = this.#customer.finish();
    yield;
    const at = this.#at.finish();
    yield;
    const amount = this.#amount.finish();
    yield;
    const numbers: Partial<Record<NumberField, Float64Array>> = {};
    for (const [field, column] of this.#numbers) {
      numbers[field] = column.finish();
      yield;
    }
    const texts: Partial<Record<TextField, Coded>> = {};
    for (const [field, { codes, byName }] of this.#texts) {
      texts[field] = { names: [...byName.keys()], codes: codes.finish() };
      yield;
    }
    const discounted = this.#discounted?.finish();
    yield;
    return {
      length: at.length,
      customers: [...this.#customers.keys()],
      customer,
      at,
      amount,
      numbers,
      texts,
      ...(discounted === undefined ? {} : { discounted }),
    };
  }
}

/** A list of purchases by column. Inverse of `transactionsOf`. */
export function toTransactionTable(transactions: Iterable<Transaction>): TransactionTable {
  const builder = new TransactionTableBuilder([...NUMBER_FIELDS, ...TEXT_FIELDS, 'discounted']);
  for (const one of transactions) {
    builder.add(one.customerId, one.at, one.amount);
    for (const field of NUMBER_FIELDS) builder.number(field, one[field] ?? Number.NaN);
    for (const field of TEXT_FIELDS) builder.text(field, one[field]);
    builder.discounted(one.discounted);
  }
  return runSteps(builder.finish());
}

/** The purchases of a table one by one, in its order. */
export function* transactionsOf(table: TransactionTable): Generator<Transaction> {
  for (let row = 0; row < table.length; row++) yield transactionAt(table, row);
}

/** One purchase as a record. Throws a RangeError past the table's end. */
export function transactionAt(table: TransactionTable, row: number): Transaction {
  const customerId = table.customers[table.customer[row] ?? -1];
  if (customerId === undefined) throw new RangeError(`transactionAt: no row ${row} among ${table.length}`);
  const fields: Record<string, number | string | boolean> = {};
  for (const field of NUMBER_FIELDS) {
    const value = table.numbers[field]?.[row] ?? Number.NaN;
    if (!Number.isNaN(value)) fields[field] = value;
  }
  for (const field of TEXT_FIELDS) {
    const coded = table.texts[field];
    const name = coded?.names[coded.codes[row] ?? -1];
    if (name !== undefined) fields[field] = name;
  }
  const discounted = table.discounted?.[row] ?? -1;
  if (discounted >= 0) fields.discounted = discounted === 1;
  return { customerId, at: table.at[row] ?? 0, amount: table.amount[row] ?? 0, ...fields };
}
