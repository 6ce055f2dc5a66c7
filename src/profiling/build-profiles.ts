import type { CustomerProfile } from '../domain/customer.ts';
import { failure, type Result } from '../domain/result.ts';
import { FEWEST_REPEATERS } from './bg-nbd.ts';
import { createBreathe } from './breathe.ts';
import type { CustomerRecord } from './customer-record.ts';
import { DAY_MS } from './date-format.ts';
import { caught } from './import-stop.ts';
import { profileOf } from './profile-of.ts';
import { fitModels, type PurchaseModels } from './purchase-models.ts';
import { type KnownPurchases, purchasesOf } from './purchases-of.ts';
import { type PurchaseSummary, summariseTransactions } from './summarise-transactions.ts';
import type { TransactionTable } from './transaction-table.ts';

export interface ProfileInput {
  readonly customers?: readonly CustomerRecord[];
  readonly transactions?: TransactionTable;
}

export interface ProfileOptions {
  /** The day that recency and tenure are counted to, in milliseconds since 1970; by default the last day of the data. */
  readonly reference?: number;
  /** Days that churn risk and expected value look ahead. */
  readonly horizonDays?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly phase: ProfilePhase; readonly share: number }) => void;
}

export type ProfilePhase = 'summarise' | 'fit' | 'profile';

export interface ProfileSet {
  readonly profiles: readonly CustomerProfile[];
  readonly reference: number;
  readonly horizonDays: number;
  readonly models?: PurchaseModels;
  /** Plain sentences on what is estimated, what is unknown, and why. */
  readonly notes: readonly string[];
}

export const HORIZON_DAYS = 365;

/**
 * Profiles of all customers of either input, those of the customer file first. Purchases come from the transactions
 * where a customer has any, else from the customer file's own counts. What neither tells is absent. Fails with
 * `no-customers` on empty input, `no-date` where nothing tells the present, and `cancelled`.
 */
export async function buildProfiles(
  { customers = [], transactions }: ProfileInput,
  options: ProfileOptions = {},
): Promise<Result<ProfileSet>> {
  if (customers.length === 0 && (transactions?.length ?? 0) === 0) {
    return failure(
      'no-customers',
      'There are no customers to profile; import a file of customers or purchases.',
    );
  }
  const reference = options.reference ?? lastDate(customers, transactions);
  if (reference === undefined) {
    return failure(
      'no-date',
      'Nothing in the import tells when it was made, so recency and tenure cannot be counted; give the date of the export.',
      'reference',
    );
  }
  return caught(async () => {
    const breathe = createBreathe(options.signal);
    const horizonDays = options.horizonDays ?? HORIZON_DAYS;
    const referenceDay = Math.floor(reference / DAY_MS);
    await breathe();
    options.onProgress?.({ phase: 'summarise', share: 0 });
    const endOfDay = (referenceDay + 1) * DAY_MS - 1;
    const summaries =
      transactions === undefined ? [] : await summariseTransactions(transactions, endOfDay, breathe);
    const people = together(customers, transactions, summaries);
    await breathe();
    const known: KnownPurchases[] = [];
    for (const { record, summary } of people) {
      known.push(purchasesOf(record, summary, referenceDay));
      if (known.length % 500 === 0) await breathe();
    }
    options.onProgress?.({ phase: 'fit', share: 0 });
    const models = await fitModels(known, breathe);
    const profiles: CustomerProfile[] = [];
    for (const [i, { record, summary }] of people.entries()) {
      profiles.push(profileOf(record, summary, known[i], { referenceDay, horizonDays, models }));
      if (i % 50 > 0) continue;
      options.onProgress?.({ phase: 'profile', share: i / people.length });
      await breathe();
    }
    return {
      profiles,
      reference,
      horizonDays,
      ...(models === undefined ? {} : { models }),
      notes: notesOn(people, known, models),
    };
  });
}

interface PersonPurchases {
  readonly record: CustomerRecord;
  readonly summary?: PurchaseSummary;
}

function together(
  customers: readonly CustomerRecord[],
  table: TransactionTable | undefined,
  summaries: readonly PurchaseSummary[],
): readonly PersonPurchases[] {
  const positions = new Map((table?.customers ?? []).map((id, i) => [id, i]));
  const listed = customers.map((record) => {
    const summary = summaries[positions.get(record.id) ?? -1];
    positions.delete(record.id);
    return summary === undefined ? { record } : { record, summary };
  });
  const others = [...positions].flatMap(([id, i]) => {
    const summary = summaries[i];
    const record = { id, categorySpend: {}, channelCounts: {}, attributes: {} };
    return summary === undefined ? [] : [{ record, summary }];
  });
  return [...listed, ...others];
}

function lastDate(
  customers: readonly CustomerRecord[],
  table: TransactionTable | undefined,
): number | undefined {
  let last = Number.NEGATIVE_INFINITY;
  // By index: an iterator over two million numbers takes many times as long.
  for (let row = 0; row < (table?.length ?? 0); row++) last = Math.max(last, table?.at[row] ?? last);
  for (const { enrolledAt, lastPurchaseAt } of customers) {
    last = Math.max(last, enrolledAt ?? last, lastPurchaseAt ?? last);
  }
  return last === Number.NEGATIVE_INFINITY ? undefined : last;
}

function notesOn(
  people: readonly PersonPurchases[],
  known: readonly KnownPurchases[],
  models: PurchaseModels | undefined,
): readonly string[] {
  const count = people.length.toLocaleString('en');
  const estimated = known.filter(({ isEstimate }) => isEstimate).length;
  const silent = known.filter(({ frequency }) => frequency === 0).length;
  const matched = people.filter(({ summary }) => summary !== undefined).length;
  const some = (part: number) => `${part.toLocaleString('en')} of ${count} customers`;
  return [
    ...(matched > 0 && matched < people.length
      ? [`${some(matched)} have purchases among the transactions; check that both files use the same ids.`]
      : []),
    ...(estimated > 0 ? [noteOnTotals(some(estimated), models)] : []),
    ...(silent > 0
      ? [`${some(silent)} have no known purchase; their churn risk and value are left open.`]
      : []),
    ...(models === undefined
      ? [
          `Fewer than ${FEWEST_REPEATERS} customers came back for a second purchase with known dates, too few to estimate churn risk and expected value.`,
        ]
      : models.spend === undefined
        ? ['What purchases come to is known of too few customers to expect a value of them.']
        : []),
  ];
}

function noteOnTotals(who: string, models: PurchaseModels | undefined): string {
  const days = models?.period;
  return days === undefined
    ? `Of ${who} only totals are known. For churn risk and expected value each counted purchase is taken for a day of its own, the first for the day of enrolment.`
    : `Of ${who} only totals are known, and they do not count from enrolment: some bought last before it, or more often than days went by. For churn risk and expected value each counted purchase is taken for a day of its own within the ${days} days since the first enrolment; these are rough estimates.`;
}
