import { expect, test } from 'vitest';
import { type ForecastOffer, forecast } from '../../src/campaigns/forecast.ts';
import type { Reward } from '../../src/domain/reward.ts';

const reward: Reward = {
  id: 'r',
  type: 'Coupon Series',
  name: 'r',
  product: 'tea',
  category: 'food',
  costPerUse: 2,
};
const profile = {
  id: 'c',
  frequency: 3,
  monetary: 300,
  averageBasket: 100,
  categoryAffinity: {},
  channelShares: {},
  attributes: {},
};
const economics = { marginShare: 0.3, pointCost: 0.01, contactCost: 0.1 };
const options = { seed: 4, economics, usualBasket: 50, draws: 2000 };
const crowd = (low: number, high: number): readonly ForecastOffer[] =>
  Array.from({ length: 400 }, () => ({ profile, reward, probability: 0.2, low, high }));

test('means are exact, and without doubt about the model only chance is left', async () => {
  const made = await forecast(crowd(0.2, 0.2), options);
  if (!made.ok) throw new Error('failed');
  const { responses, cost, revenue, result } = made.value;
  expect(responses.value).toBeCloseTo(80, 9);
  expect(cost.value).toBeCloseTo(80 * 2 + 400 * 0.1, 9);
  expect(revenue.value).toBeCloseTo(80 * 30, 9);
  expect(result.value).toBeCloseTo(revenue.value - cost.value, 9);
  // Binomial: 80 ± 1.645 × 8.
  expect(Math.abs(responses.low - 66.8)).toBeLessThan(1.5);
  expect(Math.abs(responses.high - 93.2)).toBeLessThan(1.5);
});

test('doubt about the model is shared by everybody, so a crowd does not average it away', async () => {
  const made = await forecast(crowd(0.1, 0.36), options);
  if (!made.ok) throw new Error('failed');
  const { responses } = made.value;
  expect(responses.low).toBeLessThan(46);
  expect(responses.high).toBeGreaterThan(136);
  const again = await forecast(crowd(0.1, 0.36), options);
  expect(again).toEqual(made);
});

test('nothing to send comes to nothing, and a stop keeps nothing', async () => {
  const made = await forecast([], options);
  expect(made.ok && made.value.result).toEqual({ value: 0, low: 0, high: 0 });
  expect(await forecast(crowd(0.1, 0.3), { ...options, signal: AbortSignal.abort() })).toMatchObject({
    ok: false,
    failures: [{ type: 'cancelled' }],
  });
});
