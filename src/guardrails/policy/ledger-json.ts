import * as v from 'valibot';
import { findJsonError } from '../../domain/json-error.ts';
import { failure, type Result, success } from '../../domain/result.ts';
import { added, type Entry, emptyLedger, type Ledger } from './ledger.ts';
import { entriesOf, entryOf } from './persistent-map.ts';
import { policyFailures } from './policy-failures.ts';
import { whole } from './schema-parts.ts';

const LARGEST = Number.MAX_SAFE_INTEGER;

const StoredLedgerSchema = v.strictObject({
  format: v.literal('offersmith-ledger'),
  utcOffsetMinutes: whole(-720, 840),
  entries: v.array(
    v.strictObject({
      id: v.string(),
      customerId: v.string(),
      campaignId: v.string(),
      rewardId: v.string(),
      cents: whole(0, LARGEST),
      at: v.pipe(v.number(), v.finite()),
      state: v.picklist(['reserved', 'committed']),
    }),
  ),
});

/** The ledger as JSON: its entries by id. Totals are worked out again when it is read, so they cannot disagree. */
export function ledgerToJson({ format, utcOffsetMinutes, entries }: Ledger): string {
  return JSON.stringify({ format, utcOffsetMinutes, entries: entriesOf(entries).map(([, entry]) => entry) });
}

/** Reads what {@link ledgerToJson} wrote. Fails with the place of the mistake; an id that stands twice is one. */
export function ledgerFromJson(text: string): Result<Ledger> {
  const error = findJsonError(text);
  if (error !== undefined) {
    const place = `line ${error.line}, column ${error.column}`;
    return failure('json-invalid', `This is not JSON: ${place} should hold ${error.expected}.`, place);
  }
  const read = v.safeParse(StoredLedgerSchema, JSON.parse(text));
  if (!read.success) {
    const failures = policyFailures(read.issues).map((each) => ({
      ...each,
      type: each.type.replace(/^policy-/, 'ledger-'),
    }));
    return { ok: false, failures };
  }
  let ledger = emptyLedger(read.output);
  for (const [index, entry] of read.output.entries.entries()) {
    if (entryOf(ledger.entries, entry.id) !== undefined) {
      const path = `entries[${index}].id`;
      return failure(
        'ledger-id-twice',
        `"${path}" is "${entry.id}" a second time; remove one of the two.`,
        path,
      );
    }
    ledger = added(ledger, entry satisfies Entry, 1);
  }
  return success(ledger);
}
