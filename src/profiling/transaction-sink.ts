import type { CustomerRecord } from './customer-record.ts';
import { ImportStop } from './import-stop.ts';
import { currencyOf } from './number-format.ts';
import { PersonReader, withPlausibleAge } from './read-customer.ts';
import { refusal } from './refusal.ts';
import type { Column, RowReader } from './row-reader.ts';
import { RowSet } from './row-set.ts';
import {
  NUMBER_FIELDS,
  TEXT_FIELDS,
  type TransactionTable,
  TransactionTableBuilder,
} from './transaction-table.ts';

/** A file of purchases as it was read. */
export interface TransactionData {
  readonly kind: 'transactions';
  readonly transactions: TransactionTable;
  /** What the rows tell of the persons themselves, newest row first; empty where they tell of purchases only. */
  readonly customers: readonly CustomerRecord[];
  /** Rows with a negative amount; they count as returns. */
  readonly returns: number;
  /** As ISO 4217 code or sign, where the file names one. */
  readonly currency?: string;
  readonly lastDate?: number;
}

interface Person {
  readonly record: CustomerRecord;
  readonly at: number;
  readonly line: number;
}

export class TransactionSink {
  readonly reader: RowReader;
  readonly #wanted: string | undefined;
  readonly #builder: TransactionTableBuilder;
  readonly #person: PersonReader;
  readonly #persons = new Map<string, Person>();
  readonly #bills = new RowSet();
  readonly #currencies = new Map<string, { readonly line: number; count: number }>();
  readonly #hasDiscount: boolean;
  #returns = 0;
  #last = Number.NEGATIVE_INFINITY;

  /** @param currency the one whose rows are read; without it, a second currency ends the import. */
  constructor(reader: RowReader, currency?: string) {
    this.reader = reader;
    this.#wanted = currency;
    this.#person = new PersonReader(reader);
    this.#hasDiscount = reader.one('discounted') !== undefined || reader.one('couponsRedeemed') !== undefined;
    const fields = [...NUMBER_FIELDS, ...TEXT_FIELDS].filter((field) => reader.one(field) !== undefined);
    this.#builder = new TransactionTableBuilder([
      ...fields,
      ...(this.#hasDiscount ? (['discounted'] as const) : []),
    ]);
  }

  get kept(): number {
    return this.#builder.length;
  }

  row(cells: readonly string[], line: number): void {
    const { reader } = this;
    if (!reader.begins(cells, line)) return;
    const id = reader.customer(cells, line);
    if (id === undefined) return;
    const at = this.#needed('at', cells, line, (column) => reader.date(cells, column, line, reader.refused));
    if (Number.isNaN(at)) return;
    const amount = this.#needed('amount', cells, line, (column) =>
      reader.number(cells, column, line, reader.refused),
    );
    if (Number.isNaN(amount) || !this.#isCurrency(cells, line) || !this.#isNewBill(cells, line)) return;
    if (amount < 0) this.#returns++;
    this.#last = Math.max(this.#last, at);
    this.#builder.add(id, at, amount);
    this.#addDetails(cells, line);
    if (this.#person.reads) this.#addPerson(id, at, cells, line);
  }

  #needed(
    role: 'at' | 'amount',
    cells: readonly string[],
    line: number,
    read: (column: Column) => number,
  ): number {
    const { reader } = this;
    const column = reader.one(role);
    if (column !== undefined && reader.text(cells, column) !== undefined) return read(column);
    const message = `Line ${line} has no value in "${column?.name ?? role}"; fill it in or remove the row.`;
    reader.refused.add(
      refusal(role === 'at' ? 'date-missing' : 'amount-missing', message, line, column?.name, ''),
    );
    return Number.NaN;
  }

  #isCurrency(cells: readonly string[], line: number): boolean {
    const column = this.reader.one('currency') ?? this.reader.one('amount');
    const cell = this.reader.text(cells, column);
    const code = column === undefined || cell === undefined ? undefined : (currencyOf(cell) ?? undefined);
    if (code === undefined) return true;
    const seen = this.#currencies.get(code);
    if (seen === undefined) this.#currencies.set(code, { line, count: 1 });
    else seen.count++;
    if (this.#wanted === undefined || code === this.#wanted) return true;
    const message = `Line ${line} is in ${code}, and only amounts in ${this.#wanted} are read; convert it or import it separately.`;
    this.reader.refused.add(refusal('other-currency', message, line, column?.name, cell));
    return false;
  }

  /** A bill may come on several lines, one an item; the same line twice is a mistake of the export. */
  #isNewBill(cells: readonly string[], line: number): boolean {
    const column = this.reader.one('billId');
    const bill = this.reader.text(cells, column);
    if (bill === undefined || this.#bills.add(cells.join('\u0001'))) return true;
    const message = `Line ${line} repeats an earlier row of bill "${bill}" cell by cell, so it was left out; remove one of them.`;
    this.reader.refused.add(refusal('duplicate-row', message, line, column?.name, bill));
    return false;
  }

  #addDetails(cells: readonly string[], line: number): void {
    const { reader } = this;
    for (const field of NUMBER_FIELDS) {
      const column = reader.one(field);
      if (column !== undefined) this.#builder.number(field, reader.number(cells, column, line));
    }
    for (const field of TEXT_FIELDS) {
      const column = reader.one(field);
      if (column !== undefined) this.#builder.text(field, reader.text(cells, column));
    }
    if (!this.#hasDiscount) return;
    const flag = reader.flag(cells, reader.one('discounted'), line);
    const coupons = reader.text(cells, reader.one('couponsRedeemed'));
    const redeemed = coupons === undefined ? undefined : reader.one('couponsRedeemed')?.readNumber(coupons);
    const byCoupon = redeemed === undefined || Number.isNaN(redeemed) ? undefined : redeemed > 0;
    this.#builder.discounted(flag === true || byCoupon === true ? true : (flag ?? byCoupon));
  }

  #addPerson(id: string, at: number, cells: readonly string[], line: number): void {
    const before = this.#persons.get(id);
    if (before !== undefined && before.at > at) return;
    const record = this.#person.read(id, cells, line);
    this.#persons.set(id, { record: { ...before?.record, ...record }, at, line });
  }

  *finish(now: number): Generator<void, TransactionData> {
    this.#stopAtCurrencies();
    const known = this.#last > Number.NEGATIVE_INFINITY;
    const reference = known ? this.#last : now;
    const currency = this.#wanted ?? [...this.#currencies.keys()][0];
    return {
      kind: 'transactions',
      transactions: yield* this.#builder.finish(),
      customers: [...this.#persons.values()].map(({ record, line }) =>
        withPlausibleAge(record, reference, this.reader, line),
      ),
      returns: this.#returns,
      ...(currency === undefined ? {} : { currency }),
      ...(known ? { lastDate: this.#last } : {}),
    };
  }

  #stopAtCurrencies(): void {
    if (this.#wanted !== undefined || this.#currencies.size < 2) return;
    const seen = [...this.#currencies].map(
      ([code, { line, count }]) => `${code} in ${count} rows (first on line ${line})`,
    );
    throw new ImportStop(
      'two-currencies',
      `The amounts are in several currencies: ${seen.join(', ')}. They cannot be added up; choose the one to read, or convert them in the export.`,
      this.reader.one('currency')?.name ?? this.reader.one('amount')?.name,
    );
  }
}
