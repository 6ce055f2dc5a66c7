import type { PastResponse } from '../domain/customer.ts';
import { refusal } from './refusal.ts';
import type { RowReader } from './row-reader.ts';

/** A file of past offers and what became of them. */
export interface ResponseData {
  readonly kind: 'responses';
  readonly responses: readonly PastResponse[];
}

export class ResponseSink {
  readonly reader: RowReader;
  readonly #responses: PastResponse[] = [];

  constructor(reader: RowReader) {
    this.reader = reader;
  }

  get kept(): number {
    return this.#responses.length;
  }

  row(cells: readonly string[], line: number): void {
    const { reader } = this;
    if (!reader.begins(cells, line)) return;
    const customerId = reader.customer(cells, line);
    if (customerId === undefined) return;
    const offer = reader.one('rewardId');
    const rewardId = reader.text(cells, offer);
    if (rewardId === undefined) {
      const message = `Line ${line} names no offer; fill in "${offer?.name ?? ''}" or remove the row.`;
      reader.refused.add(refusal('offer-missing', message, line, offer?.name, ''));
      return;
    }
    const column = reader.one('accepted');
    if (reader.text(cells, column) === undefined) {
      const message = `Line ${line} does not say whether the offer was accepted; fill in "${column?.name ?? ''}" or remove the row.`;
      reader.refused.add(refusal('outcome-missing', message, line, column?.name, ''));
      return;
    }
    const accepted = reader.flag(cells, column, line, reader.refused);
    if (accepted === undefined) return;
    const at = reader.date(cells, reader.one('at'), line);
    this.#responses.push({ customerId, rewardId, accepted, ...(Number.isNaN(at) ? {} : { at }) });
  }

  *finish(_now: number): Generator<void, ResponseData> {
    yield;
    return { kind: 'responses', responses: this.#responses };
  }
}
