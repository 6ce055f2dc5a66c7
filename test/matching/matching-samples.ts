import type { CustomerProfile, PastResponse } from '../../src/domain/customer.ts';
import { createRandom, type Random } from '../../src/domain/random.ts';
import type { Reward } from '../../src/domain/reward.ts';
import { sigmoid } from '../../src/matching/log-odds.ts';

const CATEGORIES = ['Shoes', 'Books', 'Food', 'Garden'] as const;

export function reward(id: string, more: Partial<Reward> = {}): Reward {
  return { id, type: 'Coupon Series', name: `Offer ${id}`, product: 'shoes', category: 'Shoes', ...more };
}

export function profile(id: string, more: Partial<CustomerProfile> = {}): CustomerProfile {
  return {
    id,
    frequency: 4,
    monetary: 200,
    averageBasket: 50,
    categoryAffinity: {},
    channelShares: {},
    attributes: {},
    ...more,
  };
}

/** Twelve rewards over four categories with usage so far. */
export const catalogue: readonly Reward[] = Array.from({ length: 12 }, (_, i) =>
  reward(`r${i}`, {
    type: i % 3 === 0 ? 'Points Promotion' : 'Coupon Series',
    category: CATEGORIES[i % 4] ?? 'Shoes',
    discountPct: 5 + 5 * (i % 3),
    usage: { totalValue: 1000 + 10 * i, customersCount: 200 + i, usageCount: 20 + 2 * i },
  }),
);

/** Customers who like one category each, and more so the more recently they bought. Ages and genders do not matter. */
export function customers(count: number, seed: number): readonly CustomerProfile[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const liked = CATEGORIES[Math.floor(random.next() * 4)] ?? 'Shoes';
    return profile(`c${i}`, {
      name: `Person ${i}`,
      gender: random.next() < 0.5 ? 'f' : 'm',
      age: 20 + Math.floor(random.next() * 50),
      recencyDays: Math.floor(random.next() * 200),
      averageBasket: 20 + Math.floor(random.next() * 80),
      ...(random.next() < 0.8 && { loyaltyTier: random.next() < 0.5 ? 'gold' : 'silver' }),
      categoryAffinity: Object.fromEntries(CATEGORIES.map((each) => [each, each === liked ? 0.7 : 0.1])),
      attributes: { Year_Birth: 1960 + (i % 40), town: i % 2 === 0 ? 'North' : 'South' },
    });
  });
}

/** How likely such a customer truly responds. */
export function truth(customer: CustomerProfile, offer: Reward): number {
  const liking = (customer.categoryAffinity[offer.category] ?? 0) > 0.5 ? 2 : 0;
  return sigmoid(-2 + liking - (customer.recencyDays ?? 0) / 150);
}

export function respond(
  people: readonly CustomerProfile[],
  rewards: readonly Reward[],
  count: number,
  random: Random,
): readonly PastResponse[] {
  return Array.from({ length: count }, (_, i) => {
    const person = people[i % people.length] ?? profile('none');
    const offer = rewards[Math.floor(random.next() * rewards.length)] ?? reward('none');
    return { customerId: person.id, rewardId: offer.id, accepted: random.next() < truth(person, offer) };
  });
}
