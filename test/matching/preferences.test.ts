import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type SimulatedBusiness, simulatedBusiness } from '../../src/cli/simulated-business.ts';
import { matchRewards } from '../../src/matching/match-rewards.ts';
import { readMatchingModel, type UsageRatesModel } from '../../src/matching/matching-model.ts';
import { learnUsageRates } from '../../src/matching/usage-rates.ts';
import { unwrap } from '../storage/samples.ts';
import { profile, reward } from './matching-samples.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const CUSTOMERS = 200;

/** True probability of the first choice of each customer, the told one, and how many intervals hold the truth. */
async function play({ profiles, rewards, truth }: SimulatedBusiness, model: UsageRatesModel) {
  const { customers } = unwrap(
    await matchRewards(profiles, rewards, model, { rankBy: 'probability', keep: 8 }),
  );
  const rows = customers.flatMap(({ customerId, matches }) =>
    matches.map((match, rank) => {
      const known = truth(customerId, match.rewardId);
      if (known === undefined) throw new Error('stranger');
      return { ...match, rank, truth: known };
    }),
  );
  const first = rows.filter(({ rank }) => rank === 0);
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  return {
    truth: mean(first.map(({ truth }) => truth)),
    told: mean(first.map(({ probability }) => probability)),
    covered: mean(rows.map(({ low, high, truth }) => Number(low <= truth && truth <= high))),
    rewards: new Set(first.map(({ rewardId }) => rewardId)).size,
  };
}

describe('without past responses, on simulated customers whose truth is known', () => {
  const games: {
    seed: number;
    own: Awaited<ReturnType<typeof play>>;
    same: Awaited<ReturnType<typeof play>>;
  }[] = [];
  // None of these seeds decided a weight.
  beforeAll(async () => {
    for (const seed of [101, 102, 103]) {
      const made = await simulatedBusiness(seed, CUSTOMERS);
      const model = unwrap(learnUsageRates(made.rewards, 'no responses'));
      const own = unwrap(learnUsageRates(made.rewards, 'no responses', made.profiles));
      games.push({ seed, same: await play(made, model), own: await play(made, own) });
    }
  });

  test('what each customer buys chooses better than one reward for all', () => {
    for (const { seed, same, own } of games) {
      console.log(
        `seed ${seed}: one for all ${same.truth.toFixed(3)}, by what each buys ${own.truth.toFixed(3)} (told ${own.told.toFixed(3)}), ${own.rewards} rewards, ${(100 * own.covered).toFixed(0)}% of intervals hold the truth`,
      );
      expect(same.rewards).toBe(1);
      expect(own.rewards).toBeGreaterThan(15);
      expect(own.truth).toBeGreaterThan(same.truth + 0.05);
      expect(own.truth).toBeGreaterThan(0.5);
    }
  });

  test('what is told of the first choice is off by less than 20 points, and intervals are not too narrow', () => {
    for (const { own } of games) {
      expect(Math.abs(own.told - own.truth)).toBeLessThan(0.2);
      expect(own.covered).toBeGreaterThan(0.7);
    }
  });
});

describe('one signal at a time', () => {
  const used = { usage: { totalValue: 0, customersCount: 1000, usageCount: 300 } };
  const people = [
    profile('books', { categoryAffinity: { Books: 0.9, Shoes: 0.1 }, averageBasket: 50, frequency: 20 }),
    profile('shoes', { categoryAffinity: { Books: 0.1, Shoes: 0.9 }, averageBasket: 50, frequency: 20 }),
    profile('coupons', { discountAffinity: 0.9, averageBasket: 50, frequency: 20 }),
    profile('full price', { discountAffinity: 0.05, averageBasket: 50, frequency: 20 }),
    profile('active', { averageBasket: 50, churnRisk: 0.1 }),
    profile('leaving', { averageBasket: 50, churnRisk: 0.9 }),
    profile('card', {
      attributes: { payment_method: 'credit card' },
      averageBasket: 400,
      pointsBalance: 9000,
    }),
    profile('cash', { attributes: { payment_method: 'Cash' }, averageBasket: 40, pointsBalance: 0 }),
  ];
  const rewards = [
    reward('shoes', { ...used, category: 'shoes' }),
    reward('cut', { ...used, category: 'Other', product: 'tea', discountPct: 20, costPerUse: 10 }),
    reward('cash', { ...used, category: 'Other', product: 'tea', paymentMethod: 'Cash' }),
    reward('points', { ...used, category: 'Other', product: 'tea', type: 'Points Promotion' }),
    reward('stretch', { ...used, category: 'Other', product: 'tea', minSpend: 400 }),
    reward('plain', { ...used, category: 'Other', product: 'tea' }),
  ];
  const of = async (id: string) => {
    const model = unwrap(learnUsageRates(rewards, 'none', people));
    const { customers } = unwrap(await matchRewards(people, rewards, model, { keep: 6, explain: 6 }));
    const own = customers.find(({ customerId }) => customerId === id)?.matches ?? [];
    return (rewardId: string) => {
      const match = own.find((each) => each.rewardId === rewardId);
      if (match === undefined) throw new Error(rewardId);
      return { ...match, features: match.drivers.map(({ feature }) => feature) };
    };
  };

  test.each([
    ['category', 'shoes', 'books', 'shoes'],
    ['saving', 'coupons', 'full price', 'cut'],
    ['payment', 'cash', 'card', 'cash'],
    ['points', 'card', 'cash', 'points'],
    ['stretch', 'card', 'cash', 'stretch'],
    ['activity', 'active', 'leaving', 'plain'],
  ])('%s: %s answers more likely than %s', async (signal, more, less, rewardId) => {
    const [a, b] = [(await of(more))(rewardId), (await of(less))(rewardId)];
    expect(a.probability).toBeGreaterThan(b.probability + 0.02);
    expect([...a.features, ...b.features]).toContain(`prior.${signal}`);
    expect(a.features).toContain('usage-rate');
    expect(a.confidence).not.toBe('high');
  });

  test('the least spending asks for an easy stretch: the larger it is, the less it is worth on the whole', async () => {
    const steps = [60, 100, 200, 400].map((minSpend) =>
      reward(`m${minSpend}`, { ...used, category: 'Other', product: 'tea', minSpend }),
    );
    const person = profile('p', { averageBasket: 50 });
    const model = unwrap(learnUsageRates(steps, 'none', [person]));
    const { customers } = unwrap(
      await matchRewards([person], steps, model, { keep: 4, economics: { pointCost: 0 } }),
    );
    expect(customers[0]?.matches.map(({ rewardId }) => rewardId)).toEqual(['m100', 'm60', 'm200', 'm400']);
  });

  test('a category that nobody in the import buys counts against a reward', async () => {
    const rewardsOf = [
      reward('known', { ...used, category: 'Books' }),
      reward('foreign', { ...used, category: 'Pergolas', product: 'cedar pergola' }),
    ];
    const model = unwrap(learnUsageRates(rewardsOf, 'none', people));
    const someone = profile('someone', { categoryAffinity: { Books: 0.5, Shoes: 0.5 }, frequency: 20 });
    const { customers } = unwrap(
      await matchRewards([someone], rewardsOf, model, { keep: 2, explain: 2, rankBy: 'probability' }),
    );
    const [first, second] = customers[0]?.matches ?? [];
    expect(first?.rewardId).toBe('known');
    expect(second?.drivers[0]?.text).toBe(
      'A category that nobody here buys: Pergolas. Lowers the odds of a response by 39%.',
    );
  });

  test('the driver says what was seen and what is usual', async () => {
    const [driver] = (await of('shoes'))('shoes').drivers;
    expect(driver?.text).toMatch(
      /^Share of spending on this category: 90%, 50% is usual\. Raises the odds of a response by \d+%\.$/,
    );
  });

  test('where nothing is known of a customer, all rewards of one rate are alike', async () => {
    const model = unwrap(learnUsageRates(rewards, 'none', people));
    const nobody = profile('nobody', { frequency: 0, monetary: 0, averageBasket: 0 });
    const alike = rewards.filter(({ id }) => id === 'plain' || id === 'shoes');
    const { customers } = unwrap(await matchRewards([nobody], alike, model, { keep: 2 }));
    const [a, b] = customers[0]?.matches ?? [];
    expect(Math.abs((a?.probability ?? 0) - (b?.probability ?? 1))).toBeLessThan(0.12);
    expect(a?.drivers.map(({ feature }) => feature)).toEqual(['usage-rate']);
  });

  test('a stored model matches the same; one without preferences is the same for everybody', async () => {
    const model = unwrap(learnUsageRates(rewards, 'none', people));
    const back = unwrap(readMatchingModel(JSON.parse(JSON.stringify(model))));
    expect(unwrap(await matchRewards(people, rewards, back))).toEqual(
      unwrap(await matchRewards(people, rewards, model)),
    );
    const { preferences: _, ...plain } = model;
    const { customers } = unwrap(await matchRewards(people, rewards, plain, { rankBy: 'probability' }));
    expect(new Set(customers.map(({ matches }) => matches[0]?.probability)).size).toBe(1);
  });
});

test('uses of a type that is used repeatedly are no people: never everybody', async () => {
  const usage = (customersCount: number, usageCount: number) => ({
    usage: { totalValue: 0, customersCount, usageCount },
  });
  const rewards = [
    reward('all', { ...usage(10_000, 26_000), type: 'Points Promotion' }),
    ...[4000, 5000, 6000, 7000, 8000, 9000].map((uses) =>
      reward(`p${uses}`, { ...usage(10_000, uses), type: 'Points Promotion' }),
    ),
    reward('gift', { ...usage(10_000, 3000), type: 'Gift' }),
  ];
  const model = unwrap(learnUsageRates(rewards, 'none'));
  const { customers } = unwrap(await matchRewards([profile('p')], rewards, model, { keep: 9, explain: 9 }));
  const of = (id: string) => customers[0]?.matches.find(({ rewardId }) => rewardId === id);
  // 0.9 uses by one who takes it, the sixth of seven.
  expect(of('all')?.probability).toBeCloseTo(1 - Math.exp(-2.6), 2);
  expect(of('p5000')?.probability).toBeCloseTo(1 - Math.exp(-0.5), 2);
  expect(of('gift')?.probability).toBeCloseTo(0.3, 2);
  expect(of('all')?.drivers[0]?.text).toMatch(
    /^Used 26,000 times by the 10,000 customers who received it, some of them repeatedly: about 93% of them;/,
  );
});
