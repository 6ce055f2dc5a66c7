import type { PastResponse, Transaction } from '../domain/customer.ts';
import { createRandom, mix32 } from '../domain/random.ts';
import {
  customerIndex,
  DAY,
  SIMULATED_TODAY,
  simulateBusinessCustomer,
  startOfDay,
} from './business-customer.ts';
import { exponential } from './distributions.ts';
import type { OfferRecord } from './offer-record.ts';
import { purchasesOf, rateAtEnd } from './purchases.ts';
import { responseProbability } from './response-truth.ts';
import { openTill, type Till } from './till.ts';

/** Somebody of the simulated business, and what they were offered; nothing where they were left out. */
export interface OfferedPerson {
  /** As the business names them: `C000001`. */
  readonly customerId: string;
  readonly offer?: { readonly rewardId: string; readonly record: OfferRecord };
}

export interface AftermathOptions {
  /** Of the business, with the length of its past in days and the day on which that ends. */
  readonly business: { readonly seed: number; readonly days?: number; readonly today?: number };
  /** Of what happens now; any integer. */
  readonly seed: number;
  /** The moment of the offers, in milliseconds since 1970. Purchases begin on the day after. */
  readonly from: number;
  /** Length of what is looked at. */
  readonly days: number;
  /** Share, 0 to 1, of those who accept and would not have bought, who buy because of it; default 0.4. */
  readonly persuasion?: number;
}

export interface Aftermath {
  readonly transactions: readonly Transaction[];
  /** One for everybody who was offered something. */
  readonly responses: readonly PastResponse[];
}

/** The purchases of each customer are the same ones whatever they are offered; an offer adds to them. */
const STREAMS = { visits: 11, till: 12, answer: 13 };

/**
 * What the customers of a simulated business do in the days after a campaign: they buy as they did before, and some of
 * those who accept an offer buy because of it, as `createBusiness` has it. Somebody whom the business does not have
 * throws a RangeError.
 */
export function simulateAftermath(people: readonly OfferedPerson[], options: AftermathOptions): Aftermath {
  const { business, seed, from, days, persuasion = 0.4 } = options;
  const transactions: Transaction[] = [];
  const responses: PastResponse[] = [];
  const begin = startOfDay(from) + DAY;
  const today = business.today ?? SIMULATED_TODAY;
  for (const { customerId, offer } of people) {
    const index = customerIndex(customerId);
    if (index === undefined) throw new RangeError(`The business has no customer "${customerId}".`);
    const customer = simulateBusinessCustomer(business.seed, index, today);
    const own = mix32(customer.seed ^ mix32(seed));
    const till = openTill(customer, createRandom(own, STREAMS.till), false);
    const { active } = purchasesOf(customer, { ...business, today });
    const bought = active
      ? visits(createRandom(own, STREAMS.visits), rateAtEnd(customer), days).map((day) =>
          till.bill(begin + day * DAY),
        )
      : [];
    transactions.push(...bought);
    if (offer === undefined) continue;
    const random = createRandom(own, STREAMS.answer);
    const accepted = random.next() < responseProbability(customer, offer.record);
    const persuaded = random.next() < persuasion;
    const day = begin + Math.floor(random.next() * days) * DAY;
    const [first] = bought;
    if (accepted && persuaded && first === undefined) transactions.push(extra(till, day));
    responses.push({ customerId, rewardId: offer.rewardId, accepted, at: first?.at ?? day });
  }
  return { transactions, responses };
}

/** Days with a purchase, counted from 0: a Poisson process. */
function visits(random: ReturnType<typeof createRandom>, perYear: number, days: number): readonly number[] {
  const found: number[] = [];
  const gap = 365 / perYear;
  for (let at = exponential(random, gap); at < days; at += exponential(random, gap))
    found.push(Math.floor(at));
  return found;
}

function extra(till: Till, day: number): Transaction {
  return { ...till.bill(day), discounted: true };
}
