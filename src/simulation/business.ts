import type { Random } from '../domain/random.ts';
import {
  type BusinessCustomer,
  customerIndex,
  SIMULATED_TODAY,
  simulateBusinessCustomer,
} from './business-customer.ts';
import { purchasesOf, rateAtEnd } from './purchases.ts';
import { responseProbability } from './response-truth.ts';
import { type SimulatedReward, simulateRewardCatalogue } from './rewards.ts';

export interface BusinessOptions {
  /** Any integer. */
  readonly seed: number;
  /** How many, from `C000001`. */
  readonly customers: number;
  /** Length of the past in days; default 365. */
  readonly days?: number;
  /** Milliseconds since 1970; default {@link SIMULATED_TODAY}. */
  readonly today?: number;
  /** Days after the offer within which a purchase counts; default 30. */
  readonly horizonDays?: number;
  /**
   * Share, 0 to 1, of those who accept a reward and would not have bought without it, who buy because of it;
   * default 0.4. The true uplift is in proportion to it; 0 makes offers useless.
   */
  readonly persuasion?: number;
}

/** What comes of an offer, or of none. */
export interface Outcome {
  readonly accepted: boolean;
  /** Bought within the horizon. */
  readonly bought: boolean;
}

/**
 * The truth behind the simulated files of the same seed, for regret of a bandit and tests of campaigns with a
 * hold-out. All probabilities are from 0 to 1; ids that the business does not have throw a RangeError.
 */
export interface Business {
  readonly catalogue: readonly SimulatedReward[];
  customer(customerId: string): BusinessCustomer;
  /** That the customer accepts the reward when it is offered; eligibility and expiry do not count. */
  acceptance(customerId: string, rewardId: string): number;
  /** That the customer buys within the horizon when offered the reward, or without any offer. */
  purchase(customerId: string, rewardId?: string): number;
  /** `purchase` with the reward minus `purchase` without any: the true uplift for this customer. */
  uplift(customerId: string, rewardId: string): number;
  /** Draws what the customer does about the reward, or without one; agrees with the probabilities above. */
  respond(random: Random, customerId: string, rewardId?: string): Outcome;
}

/** A business that knows its customers' minds; the same options, the same answers. */
export function createBusiness(options: BusinessOptions): Business {
  const { seed, customers, today = SIMULATED_TODAY, horizonDays = 30, persuasion = 0.4 } = options;
  const catalogue = simulateRewardCatalogue(seed, today);
  const rewards = new Map(catalogue.map((each) => [each.reward.id, each]));
  // The last one asked for: callers ask about many rewards of one customer in a row.
  let last: { readonly customer: BusinessCustomer; readonly baseline: number } | undefined;

  function known(customerId: string): { readonly customer: BusinessCustomer; readonly baseline: number } {
    if (last?.customer.id === customerId) return last;
    const index = customerIndex(customerId);
    if (index === undefined || index >= customers) {
      throw new RangeError(`The business has no customer "${customerId}".`);
    }
    const customer = simulateBusinessCustomer(seed, index, today);
    const { active } = purchasesOf(customer, options);
    last = { customer, baseline: active ? purchaseChance(customer, horizonDays) : 0 };
    return last;
  }

  function acceptance(customerId: string, rewardId: string): number {
    const simulated = rewards.get(rewardId);
    if (simulated === undefined) throw new RangeError(`The business has no reward "${rewardId}".`);
    return responseProbability(known(customerId).customer, simulated.record);
  }

  function uplift(customerId: string, rewardId: string): number {
    return (1 - known(customerId).baseline) * acceptance(customerId, rewardId) * persuasion;
  }

  return {
    catalogue,
    customer: (customerId) => known(customerId).customer,
    acceptance,
    uplift,
    purchase(customerId, rewardId) {
      const { baseline } = known(customerId);
      return rewardId === undefined ? baseline : baseline + uplift(customerId, rewardId);
    },
    respond(random, customerId, rewardId) {
      const anyway = random.next() < known(customerId).baseline;
      if (rewardId === undefined) return { accepted: false, bought: anyway };
      const accepted = random.next() < acceptance(customerId, rewardId);
      return { accepted, bought: anyway || (accepted && random.next() < persuasion) };
    },
  };
}

/** That someone who still comes buys within so many days: purchases are a Poisson process. */
function purchaseChance(customer: BusinessCustomer, horizonDays: number): number {
  return 1 - Math.exp((-rateAtEnd(customer) * horizonDays) / 365);
}
