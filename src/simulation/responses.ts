import type { PastResponse } from '../domain/customer.ts';
import { createRandom, pick, type Random } from '../domain/random.ts';
import {
  type BusinessCustomer,
  DAY,
  SIMULATED_TODAY,
  simulateBusinessCustomer,
  startOfDay,
} from './business-customer.ts';
import { BOUGHT_CATEGORIES } from './buying-habits.ts';
import { poisson } from './distributions.ts';
import type { PeriodOptions, PurchaseOptions } from './purchases.ts';
import { responseProbability } from './response-truth.ts';
import type { SimulatedReward } from './rewards.ts';

export interface ResponseOptions extends PurchaseOptions {
  readonly catalogue: readonly SimulatedReward[];
  /** Offers a customer received on average; default 6. */
  readonly offers?: number;
}

const OFFERS_PER_CUSTOMER = 6;

/** Share of past offers that were aimed by the customer's purchases; the others were sent to anybody. */
export const AIMED_OFFERS = 0.5;
/** An aimed offer is the best of so many by the share of the customer's purchases in its category. */
const CHOICE = 6;
const TRIES = 25;

/**
 * Which customer accepted which reward in the period, in chunks of as many customers as `simulatePurchases` has.
 * Only rewards that held on that day and are for the customer's segment were offered, and none before enrolment.
 */
export function* simulateResponses(options: ResponseOptions): Generator<readonly PastResponse[]> {
  const { customers, seed, chunk = 250 } = options;
  for (let start = 0; start < customers; start += chunk) {
    const count = Math.min(chunk, customers - start);
    yield Array.from({ length: count }, (_, i) =>
      responsesOf(simulateBusinessCustomer(seed, start + i, options.today), options),
    ).flat();
  }
}

/** One customer's past responses by day, each reward at most once. */
export function responsesOf(
  customer: BusinessCustomer,
  options: PeriodOptions & Pick<ResponseOptions, 'catalogue' | 'offers'>,
): readonly PastResponse[] {
  const { catalogue, offers = OFFERS_PER_CUSTOMER, days = 365, today = SIMULATED_TODAY } = options;
  const random = createRandom(customer.seed, 5);
  const until = startOfDay(today);
  const from = Math.max(until - days * DAY, customer.enrolledAt);
  const responses = new Map<string, PastResponse>();
  for (let left = poisson(random, offers); left > 0; left -= 1) {
    const at = startOfDay(from + random.next() * (until - from));
    const offered = random.next() < AIMED_OFFERS ? aimed(customer, catalogue, at, random) : undefined;
    const sent = offered ?? anyOpen(customer, catalogue, at, random);
    const accepted = random.next() < (sent === undefined ? 0 : responseProbability(customer, sent.record));
    if (sent === undefined || responses.has(sent.reward.id)) continue;
    responses.set(sent.reward.id, { customerId: customer.id, rewardId: sent.reward.id, accepted, at });
  }
  return [...responses.values()].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

function aimed(
  customer: BusinessCustomer,
  catalogue: readonly SimulatedReward[],
  at: number,
  random: Random,
): SimulatedReward | undefined {
  const share = ({ record }: SimulatedReward): number =>
    customer.habits.categoryShares[BOUGHT_CATEGORIES.indexOf(record.category)] ?? 0;
  let best: SimulatedReward | undefined;
  for (let i = 0; i < CHOICE; i += 1) {
    const next = anyOpen(customer, catalogue, at, random);
    if (next !== undefined && (best === undefined || share(next) > share(best))) best = next;
  }
  return best;
}

/** Any reward that may be offered to the customer on that day; undefined after many tries without one. */
function anyOpen(
  customer: BusinessCustomer,
  catalogue: readonly SimulatedReward[],
  at: number,
  random: Random,
): SimulatedReward | undefined {
  for (let i = 0; i < TRIES; i += 1) {
    const { reward, record } = pick(random, catalogue);
    const { validFrom = 0, validUntil = Number.POSITIVE_INFINITY, segments, usage } = reward;
    const open = usage !== undefined && validFrom <= at && at <= validUntil;
    if (open && (segments === undefined || segments.includes(customer.kind))) return { reward, record };
  }
  return undefined;
}
