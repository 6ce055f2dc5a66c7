import type { Transaction } from '../domain/customer.ts';
import { createRandom, type Random } from '../domain/random.ts';
import {
  type BusinessCustomer,
  DAY,
  SIMULATED_TODAY,
  simulateBusinessCustomer,
  startOfDay,
} from './business-customer.ts';
import { customerKind } from './customer-kinds.ts';
import { exponential } from './distributions.ts';
import { openTill } from './till.ts';

/** One customer with everything bought in the period. */
export interface CustomerYear {
  readonly customer: BusinessCustomer;
  /** In the order of their days; a return has a negative amount. */
  readonly transactions: readonly Transaction[];
  /** Points left on the last day. */
  readonly pointsBalance: number;
  /** Whether the customer still comes. Hidden from whoever sees only the transactions. */
  readonly active: boolean;
}

export interface PeriodOptions {
  /** Length of the period in days; default 365. */
  readonly days?: number;
  /** Milliseconds since 1970; the period ends before this day. Default {@link SIMULATED_TODAY}. */
  readonly today?: number;
}

export interface PurchaseOptions extends PeriodOptions {
  /** How many, from index 0. */
  readonly customers: number;
  /** Any integer. */
  readonly seed: number;
  /** Customers to a chunk; default 250. */
  readonly chunk?: number;
}

const DAYS_A_YEAR = 365;
const RETURN_SHARE = 0.03;
/** Frequency on the first day and what is added until the last, relative to the mean, for a growing customer. */
const GROWTH = { first: 0.4, added: 1.2 };

/**
 * Customers with their purchases, in chunks, so that 80,000 of them need no more memory than one chunk. The same
 * seed, length and day give the same rows, whatever the number of customers and the size of the chunks.
 */
export function* simulatePurchases(options: PurchaseOptions): Generator<readonly CustomerYear[]> {
  const { customers, seed, chunk = 250 } = options;
  for (let start = 0; start < customers; start += chunk) {
    const count = Math.min(chunk, customers - start);
    yield Array.from({ length: count }, (_, i) =>
      purchasesOf(simulateBusinessCustomer(seed, start + i, options.today), options),
    );
  }
}

/**
 * What one customer buys: a Poisson process that ends for good after any purchase with the customer's chance of
 * dropping out (BG/NBD; Fader, Hardie and Lee 2005, "Counting your customers the easy way"), and gamma bills. The
 * first purchase of someone who enrolled within the period is on the day of enrolment. No seasons or weekdays.
 */
export function purchasesOf(customer: BusinessCustomer, period: PeriodOptions = {}): CustomerYear {
  const { days = 365, today = SIMULATED_TODAY } = period;
  const random = createRandom(customer.seed, 4);
  const until = startOfDay(today);
  const from = until - days * DAY;
  const till = openTill(customer, random, from < customer.enrolledAt);
  const { moments, active } = visits(customer, random, from, until);
  const transactions: Transaction[] = [];
  for (const moment of moments) {
    const bill = till.bill(startOfDay(moment));
    transactions.push(bill);
    const back = bill.at + (3 + Math.floor(random.next() * 27)) * DAY;
    if (random.next() < RETURN_SHARE && back < until) transactions.push(till.takeBack(bill, back));
  }
  return { customer, transactions: inOrder(transactions), pointsBalance: till.points(), active };
}

/** By day; a return takes over the number of coupons issued by then. */
function inOrder(transactions: readonly Transaction[]): Transaction[] {
  let issued = 0;
  return [...transactions]
    .sort((a, b) => a.at - b.at)
    .map((each) => {
      const { couponsIssued = 0 } = each;
      issued = Math.max(issued, couponsIssued);
      return issued === couponsIssued ? each : { ...each, couponsIssued: issued };
    });
}

/** Purchases a year at the end of the period, of a customer who still comes. */
export function rateAtEnd({ kind, habits }: BusinessCustomer): number {
  return habits.ratePerYear * (customerKind(kind).growing ? GROWTH.first + GROWTH.added : 1);
}

/** Moments of the purchases, and whether the customer still comes at the end. */
function visits(customer: BusinessCustomer, random: Random, from: number, until: number) {
  const { habits, enrolledAt } = customer;
  const { growing } = customerKind(customer.kind);
  const start = Math.max(from, enrolledAt);
  const moments: number[] = [];
  if (habits.lapsed) return { moments, active: false };
  // A growing customer's process is thinned from its highest frequency (Lewis and Shedler 1979).
  const highest = growing ? GROWTH.first + GROWTH.added : 1;
  const gap = (DAYS_A_YEAR * DAY) / (habits.ratePerYear * highest);
  let moment = enrolledAt >= from ? start : start + exponential(random, gap);
  while (moment < until) {
    const kept = !growing || moment === start || random.next() * highest < growth(moment, start, until);
    if (kept) {
      moments.push(moment);
      if (random.next() < habits.dropout) return { moments, active: false };
    }
    moment += exponential(random, gap);
  }
  return { moments, active: true };
}

function growth(moment: number, start: number, until: number): number {
  return GROWTH.first + (GROWTH.added * (moment - start)) / (until - start);
}
