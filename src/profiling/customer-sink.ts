import type { PastResponse } from '../domain/customer.ts';
import type { CustomerRecord } from './customer-record.ts';
import { PersonReader, withPlausibleAge } from './read-customer.ts';
import { refusal } from './refusal.ts';
import type { RowReader } from './row-reader.ts';

/** A customer file as it was read. */
export interface CustomerData {
  readonly kind: 'customers';
  readonly customers: readonly CustomerRecord[];
  /** From columns that tell of each customer whether an offer was accepted. */
  readonly responses: readonly PastResponse[];
  /** The latest date of the file; the best guess at when it was made. */
  readonly lastDate?: number;
}

export class CustomerSink {
  readonly reader: RowReader;
  readonly #person: PersonReader;
  readonly #lines = new Map<string, number>();
  readonly #customers: CustomerRecord[] = [];
  readonly #responses: PastResponse[] = [];
  #last = Number.NEGATIVE_INFINITY;

  constructor(reader: RowReader) {
    this.reader = reader;
    this.#person = new PersonReader(reader);
  }

  get kept(): number {
    return this.#customers.length;
  }

  row(cells: readonly string[], line: number): void {
    const { reader } = this;
    if (!reader.begins(cells, line)) return;
    const id = reader.customer(cells, line);
    if (id === undefined) return;
    const before = this.#lines.get(id);
    if (before !== undefined) {
      const message = `Line ${line} is a second row of customer "${id}", first on line ${before}, so it was left out; keep one of them.`;
      reader.refused.add(refusal('duplicate-customer', message, line, reader.one('customerId')?.name, id));
      return;
    }
    this.#lines.set(id, line);
    const record = this.#person.read(id, cells, line);
    this.#last = Math.max(this.#last, record.enrolledAt ?? this.#last, record.lastPurchaseAt ?? this.#last);
    this.#customers.push(record);
    for (const column of reader.all('response')) {
      const accepted = reader.flag(cells, column, line);
      if (accepted !== undefined) {
        this.#responses.push({ customerId: id, rewardId: column.label, accepted });
      }
    }
  }

  *finish(now: number): Generator<void, CustomerData> {
    const known = this.#last > Number.NEGATIVE_INFINITY;
    const at = known ? this.#last : now;
    const customers: CustomerRecord[] = [];
    for (const one of this.#customers) {
      customers.push(withPlausibleAge(one, at, this.reader, this.#lines.get(one.id) ?? 0));
      if (customers.length % 1000 === 0) yield;
    }
    return {
      kind: 'customers',
      customers,
      responses: this.#responses,
      ...(known ? { lastDate: this.#last } : {}),
    };
  }
}
