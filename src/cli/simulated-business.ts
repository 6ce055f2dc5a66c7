import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward } from '../domain/reward.ts';
import { buildProfiles } from '../profiling/build-profiles.ts';
import { toTransactionTable } from '../profiling/transaction-table.ts';
import { simulatePurchases } from '../simulation/purchases.ts';
import { responseProbability } from '../simulation/response-truth.ts';
import { simulateRewardCatalogue } from '../simulation/rewards.ts';

/** Customers whose true answers are known, as a business sees them: by what they bought. */
export interface SimulatedBusiness {
  readonly profiles: readonly CustomerProfile[];
  /** Those of the catalogue that were handed out before. */
  readonly rewards: readonly Reward[];
  /** The true probability of a response; undefined for a customer or a reward from elsewhere. */
  readonly truth: (customerId: string, rewardId: string) => number | undefined;
}

/**
 * A year of purchases, the profiles that it gives, and a catalogue; the same for the same seed.
 *
 * @param openAt rewards that have ended by then are left out, in milliseconds since 1970; none is where it is absent.
 * @throws RangeError where no profiles can be made, which is a bug.
 */
export async function simulatedBusiness(
  seed: number,
  customers: number,
  openAt = Number.NEGATIVE_INFINITY,
): Promise<SimulatedBusiness> {
  const years = [...simulatePurchases({ seed, customers })].flat();
  const built = await buildProfiles({
    transactions: toTransactionTable(years.flatMap(({ transactions }) => transactions)),
    customers: years.map(({ customer, pointsBalance }) => ({
      id: customer.id,
      pointsBalance,
      categorySpend: {},
      channelCounts: {},
      attributes: { payment_method: customer.persona.preferredPaymentMethod },
    })),
  });
  if (!built.ok) throw new RangeError(`simulatedBusiness: ${built.failures[0]?.message}`);
  const offered = simulateRewardCatalogue(seed).filter(
    ({ reward: { usage, validUntil = Number.POSITIVE_INFINITY } }) =>
      usage !== undefined && validUntil > openAt,
  );
  const people = new Map(years.map(({ customer }) => [customer.id, customer]));
  const records = new Map(offered.map(({ reward, record }) => [reward.id, record]));
  return {
    profiles: built.value.profiles,
    rewards: offered.map(({ reward }) => reward),
    truth: (customerId, rewardId) => {
      const [person, record] = [people.get(customerId), records.get(rewardId)];
      return person && record && responseProbability(person, record);
    },
  };
}
