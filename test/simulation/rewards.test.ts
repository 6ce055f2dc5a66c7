import { expect, test } from 'vitest';
import { type Reward, rewardColumns } from '../../src/domain/reward.ts';
import { DAY, SIMULATED_TODAY } from '../../src/simulation/business-customer.ts';
import { PRODUCTS } from '../../src/simulation/catalogue.ts';
import { bareRecord } from '../../src/simulation/propose.ts';
import { costPerUse } from '../../src/simulation/reward-cost.ts';
import { rewardName } from '../../src/simulation/reward-name.ts';
import { attraction, USES_PER_TAKER, usagePanel } from '../../src/simulation/reward-usage.ts';
import { simulateRewardCatalogue, simulateRewards } from '../../src/simulation/rewards.ts';

const catalogue = simulateRewardCatalogue(1);
const rewards = catalogue.map(({ reward }) => reward);

function share(holds: (reward: Reward) => boolean): number {
  return rewards.filter(holds).length / rewards.length;
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const result: number[] = [];
  for (const [rank, i] of order.entries()) result[i] = rank;
  return result;
}

/** Spearman's rank correlation; ties are rare. */
function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const squares = x.reduce((sum, rank, i) => sum + (rank - (y[i] ?? 0)) ** 2, 0);
  return 1 - (6 * squares) / (a.length * (a.length ** 2 - 1));
}

test('one reward a product and a few earlier series, each with its own id', () => {
  const current = rewards.slice(0, PRODUCTS.length);
  expect(current.map(({ product }) => product)).toEqual(PRODUCTS.map(({ name }) => name));
  expect(new Set(rewards.map(({ category }) => category)).size).toBe(40);
  const earlier = rewards.slice(PRODUCTS.length);
  expect(earlier).toHaveLength(32);
  for (const each of earlier) {
    expect(current.some(({ name }) => name === each.name)).toBe(true);
    expect(each.validUntil).toBeLessThan(SIMULATED_TODAY);
  }
  expect(new Set(rewards.map(({ id }) => id)).size).toBe(rewards.length);
});

test('the same seed gives the same catalogue, another seed another one; days move with today', () => {
  expect(simulateRewards(1)).toEqual(rewards);
  expect(simulateRewards(2)).not.toEqual(rewards);
  const later = simulateRewards(1, SIMULATED_TODAY + 10 * DAY + 5000);
  expect(later.map(({ validFrom = 0 }) => validFrom - 10 * DAY)).toEqual(
    rewards.map(({ validFrom }) => validFrom),
  );
});

test('names read as in a real catalogue', () => {
  const boots = PRODUCTS.find(({ name }) => name === 'hiking boots');
  if (boots === undefined) throw new Error('no hiking boots');
  const bare = bareRecord(boots);
  const cut = { ...bare, benefitKind: 'percentOff', benefitSize: 20 } as const;
  expect(rewardName(cut)).toBe('Flat 20% off hiking boots');
  expect(
    rewardName({
      ...bare,
      benefitKind: 'voucher',
      benefitSize: 15,
      condition: { kind: 'minSpend', amount: 1000 },
      paymentTieIn: 'Credit Card',
    }),
  ).toBe('$15 voucher with hiking boots above $1,000 with Credit Card');
  expect(rewardName({ ...bare, benefitKind: 'points', benefitSize: 2500 })).toBe(
    '2,500 bonus points on hiking boots',
  );
  expect(rewardName({ ...bare, benefitKind: 'gift', benefitSize: 0, benefitItem: 'sock pair' })).toBe(
    'Free sock pair with hiking boots',
  );
  expect(rewardName(bare)).toBe('hiking boots');
  // A fifth of the usual price of its tier, and of a least spend that is higher.
  expect(costPerUse(cut)).toBe(22);
  expect(costPerUse({ ...cut, condition: { kind: 'minSpend', amount: 250 } })).toBe(50);
  expect(costPerUse(bare)).toBe(0);
});

test('every number of a name is in the record, and every number of the reward in the name', () => {
  for (const { reward, record } of catalogue) {
    const said = (reward.name.replace(reward.product, '').match(/\d[\d,.]*/g) ?? []).map((text) =>
      Number(text.replace(/,/g, '')),
    );
    const known = [record.benefitSize, record.condition?.amount];
    expect([reward.name, said.filter((number) => !known.includes(number))]).toEqual([reward.name, []]);
    const { discountPct, amountOff, bonusPoints, minSpend } = reward;
    for (const number of [discountPct, amountOff, bonusPoints, minSpend]) {
      if (number !== undefined) expect(said).toContain(number);
    }
  }
});

test('all numbers are within the bounds a guardrail sets, and a discount never exceeds the least spend', () => {
  for (const reward of rewards) {
    const { discountPct = 0, amountOff = 0, minSpend, pointsRequired = 0, costPerUse: cost = 0 } = reward;
    expect(discountPct).toBeLessThanOrEqual(100);
    expect(Math.min(discountPct, amountOff, pointsRequired)).toBeGreaterThanOrEqual(0);
    expect(cost).toBeGreaterThan(0);
    if (minSpend !== undefined) expect(amountOff).toBeLessThanOrEqual(0.4 * minSpend);
    expect(reward.channels?.length).toBeGreaterThan(0);
  }
});

test('types have the shares of a coupon-heavy catalogue; credit is marked', () => {
  expect(Math.abs(share(({ type }) => type === 'Coupon Series') - 0.5)).toBeLessThan(0.08);
  expect(Math.abs(share(({ type }) => type === 'Points Promotion') - 0.26)).toBeLessThan(0.06);
  expect(share(({ type }) => type === 'Gift')).toBeGreaterThan(0.05);
  expect(share(({ type }) => type === 'Service')).toBeGreaterThan(0.05);
  expect(Math.abs(share(({ segments }) => segments !== undefined) - 0.25)).toBeLessThan(0.08);
  for (const reward of rewards.filter(({ category }) => category === 'Cards and loans')) {
    expect(reward.creditLike).toBe(true);
  }
  const others = rewards.filter((each) => each.creditLike && each.category !== 'Cards and loans');
  expect(others.length).toBeGreaterThan(0);
  for (const each of others) {
    expect(each.paymentMethod === 'Buy Now Pay Later' || each.name.includes('interest-free')).toBe(true);
  }
});

test('a few were never handed out, a few have expired, some never expire', () => {
  const never = share(({ usage }) => usage === undefined);
  expect(never).toBeGreaterThan(0.02);
  expect(never).toBeLessThan(0.08);
  for (const { usage, validFrom = 0 } of rewards) {
    expect(usage === undefined).toBe(validFrom >= SIMULATED_TODAY);
  }
  const expired = share(({ validUntil = Number.POSITIVE_INFINITY }) => validUntil < SIMULATED_TODAY);
  expect(expired).toBeGreaterThan(0.09);
  expect(expired).toBeLessThan(0.19);
  expect(Math.abs(share(({ validUntil }) => validUntil === undefined) - 0.09)).toBeLessThan(0.05);
});

test('usage has a heavy tail, stays plausible and follows what customers think of the reward', () => {
  const used = catalogue.flatMap(({ reward, record }) =>
    reward.usage === undefined ? [] : [{ reward, record, usage: reward.usage }],
  );
  const received = used.map(({ usage }) => usage.customersCount).sort((a, b) => a - b);
  const quantile = (q: number) => received[Math.floor(q * received.length)] ?? 0;
  expect(Math.abs(Math.log(quantile(0.5) / 420))).toBeLessThan(0.35);
  // exp(1.5 · 1.2816 · 2) = 46.8 between the deciles of the log-normal.
  expect(Math.abs(Math.log(quantile(0.9) / quantile(0.1) / 46.8))).toBeLessThan(0.6);
  const wrong = used.filter(
    ({ reward, usage }) =>
      usage.customersCount < 1 || usage.usageCount > usage.customersCount * USES_PER_TAKER[reward.type].most,
  );
  expect(wrong).toEqual([]);
  const coupons = used.filter(({ reward }) => reward.type === 'Coupon Series');
  const panel = usagePanel(1);
  const rates = coupons.map(({ usage }) => usage.usageCount / usage.customersCount);
  const attractions = coupons.map(({ record }) => attraction(panel, record));
  expect(spearman(rates, attractions)).toBeGreaterThan(0.6);
  const values = used.filter(({ usage }) => usage.usageCount > 0);
  const perUse = values.map(({ reward, usage }) =>
    Math.log(usage.totalValue / usage.usageCount / (reward.costPerUse ?? 1)),
  );
  expect(Math.abs(perUse.reduce((sum, each) => sum + each, 0) / perUse.length)).toBeLessThan(0.05);
});

test('the fourteen columns of the deck come out whole', () => {
  const columns = rewardColumns(rewards);
  expect(Object.keys(columns[0] ?? {})).toHaveLength(14);
  const wrong = columns.filter((row) =>
    Object.values(row).some((value) => typeof value === 'number' && !(Number.isFinite(value) && value >= 0)),
  );
  expect(wrong).toEqual([]);
  expect(columns.filter(({ offer_name_freq }) => offer_name_freq > 1.5 / rewards.length)).toHaveLength(64);
});
