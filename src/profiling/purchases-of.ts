import type { OneHistory } from './bg-nbd.ts';
import type { CustomerRecord } from './customer-record.ts';
import { DAY_MS } from './date-format.ts';
import type { PurchaseSummary } from './summarise-transactions.ts';

/** What is known of one customer's purchases, from transactions or from the totals of a customer file. */
export interface KnownPurchases {
  readonly frequency: number;
  readonly monetary?: number;
  readonly recencyDays?: number;
  /** From the first purchase, or from enrolment where that is known and earlier. */
  readonly tenureDays?: number;
  /** From the first purchase to the reference date; taken for the tenure where only totals are known. */
  readonly daysSinceFirst?: number;
  /** Whether only totals are known. */
  readonly isEstimate: boolean;
}

/** From transactions where there are any, else from the totals that a customer file states. */
export function purchasesOf(
  record: CustomerRecord,
  summary: PurchaseSummary | undefined,
  referenceDay: number,
): KnownPurchases {
  const enrolled = daysUntil(record.enrolledAt, referenceDay);
  if (summary !== undefined && summary.occasions > 0) {
    const daysSinceFirst = referenceDay - summary.firstDay;
    return {
      frequency: summary.occasions,
      monetary: summary.monetary,
      recencyDays: referenceDay - summary.lastDay,
      tenureDays: Math.max(daysSinceFirst, enrolled ?? 0),
      daysSinceFirst,
      isEstimate: false,
    };
  }
  const frequency = record.purchases ?? sum(record.channelCounts) ?? 0;
  const monetary = record.spent ?? sum(record.categorySpend) ?? summary?.monetary;
  const recencyDays = record.recencyDays ?? daysUntil(record.lastPurchaseAt, referenceDay);
  return {
    frequency,
    ...(monetary === undefined ? {} : { monetary }),
    ...(recencyDays === undefined ? {} : { recencyDays }),
    ...(enrolled === undefined ? {} : { tenureDays: enrolled, daysSinceFirst: enrolled }),
    isEstimate: frequency > 0,
  };
}

/**
 * What the model of repeat purchases needs, or undefined where it is not known.
 *
 * @param period days that totals count over, where they do not count from enrolment.
 */
export function historyFrom(
  { frequency, recencyDays, daysSinceFirst, isEstimate }: KnownPurchases,
  period?: number,
): OneHistory | undefined {
  const days = isEstimate ? (period ?? daysSinceFirst) : daysSinceFirst;
  if (frequency < 1 || days === undefined) return undefined;
  const repeats = Math.round(frequency) - 1;
  if (repeats > 0 && recencyDays === undefined) return undefined;
  // The few that contradict themselves count as having bought on their first day.
  const lastDay = repeats === 0 ? 0 : Math.max(0, days - Math.round(recencyDays ?? 0));
  return { repeats, lastDay, days };
}

/** Of totals that count from enrolment, at most so many can contradict it, by mistakes of the export. */
const MOST_CONTRADICTIONS = 0.01;

/**
 * The days that totals count over where they cannot count from each customer's enrolment: some bought last before
 * they enrolled, or more often than there were days. Then the period from the first enrolment on is taken for all.
 */
export function periodOfTotals(known: readonly KnownPurchases[]): number | undefined {
  const totals = known.filter(({ isEstimate, daysSinceFirst }) => isEstimate && daysSinceFirst !== undefined);
  const wrong = totals.filter(
    ({ frequency, recencyDays = 0, daysSinceFirst = 0 }) =>
      recencyDays > daysSinceFirst || frequency > daysSinceFirst + 1,
  );
  if (wrong.length <= MOST_CONTRADICTIONS * totals.length) return undefined;
  return totals.reduce((longest, { daysSinceFirst = 0 }) => Math.max(longest, daysSinceFirst), 0);
}

function daysUntil(at: number | undefined, referenceDay: number): number | undefined {
  return at === undefined ? undefined : Math.max(0, referenceDay - Math.floor(at / DAY_MS));
}

function sum(parts: Readonly<Record<string, number>>): number | undefined {
  const values = Object.values(parts);
  return values.length === 0 ? undefined : values.reduce((total, value) => total + value, 0);
}
