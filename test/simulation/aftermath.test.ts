import { expect, test } from 'vitest';
import { simulateAftermath } from '../../src/simulation/aftermath.ts';
import { createBusiness } from '../../src/simulation/business.ts';
import { customerId, DAY, SIMULATED_TODAY } from '../../src/simulation/business-customer.ts';

const CUSTOMERS = 3000;
const seed = 7;
const days = 28;
const from = SIMULATED_TODAY + 0.4 * DAY;
const business = createBusiness({ seed, customers: CUSTOMERS, horizonDays: days });
const { catalogue } = business;
const ids = Array.from({ length: CUSTOMERS }, (_, i) => customerId(i));
const offers = ids.map((id, i) => {
  const { reward, record } = catalogue[i % catalogue.length] ?? { reward: undefined, record: undefined };
  if (reward === undefined) throw new Error('no rewards');
  return { customerId: id, offer: { rewardId: reward.id, record } };
});
const options = { business: { seed }, seed: 3, from, days };
const offered = simulateAftermath(offers, options);
const leftAlone = simulateAftermath(
  ids.map((id) => ({ customerId: id })),
  options,
);
const buyers = ({ transactions }: typeof offered) => new Set(transactions.map((one) => one.customerId));

/** Expected number of a sum of yes and no, and its standard deviation. */
function sumOf(chances: readonly number[]): readonly [mean: number, deviation: number] {
  return [
    chances.reduce((sum, p) => sum + p, 0),
    Math.sqrt(chances.reduce((sum, p) => sum + p * (1 - p), 0)),
  ];
}

test('as many buy as the truth of the business says, with an offer and without', () => {
  const chance = (offer: boolean) =>
    sumOf(offers.map((one) => business.purchase(one.customerId, offer ? one.offer.rewardId : undefined)));
  for (const [after, [mean, deviation]] of [
    [offered, chance(true)],
    [leftAlone, chance(false)],
  ] as const) {
    expect(Math.abs(buyers(after).size - mean)).toBeLessThan(4 * deviation);
  }
  expect(buyers(offered).size).toBeGreaterThan(buyers(leftAlone).size);
});

test('as many accept as the truth says, and only who was offered something answers', () => {
  const [mean, deviation] = sumOf(
    offers.map((one) => business.acceptance(one.customerId, one.offer.rewardId)),
  );
  const accepted = offered.responses.filter((one) => one.accepted).length;
  expect(Math.abs(accepted - mean)).toBeLessThan(4 * deviation);
  expect(offered.responses).toHaveLength(CUSTOMERS);
  expect(leftAlone.responses).toEqual([]);
});

test('an offer adds purchases of those who accepted it, and changes no other', () => {
  const before = leftAlone.transactions.map((one) => JSON.stringify(one));
  const after = offered.transactions.map((one) => JSON.stringify(one));
  const added = after.filter((line) => !before.includes(line));
  expect(before.filter((line) => !after.includes(line))).toEqual([]);
  const accepted = new Set(offered.responses.filter((one) => one.accepted).map((one) => one.customerId));
  const anyway = buyers(leftAlone);
  expect(added.length).toBe(after.length - before.length);
  expect(added.length).toBeGreaterThan(20);
  for (const line of added) {
    const { customerId: id } = JSON.parse(line) as { readonly customerId: string };
    expect(accepted.has(id)).toBe(true);
    expect(anyway.has(id)).toBe(false);
  }
});

test('everything lies within the days after the offer, and comes out the same again', () => {
  for (const { at, amount } of offered.transactions) {
    expect(at).toBeGreaterThan(from);
    expect(at).toBeLessThanOrEqual(from + days * DAY);
    expect(amount).toBeGreaterThan(0);
  }
  expect(simulateAftermath(offers, options)).toEqual(offered);
  expect(simulateAftermath(offers, { ...options, seed: 4 })).not.toEqual(offered);
});

test('somebody whom the business does not have is an error', () => {
  expect(() => simulateAftermath([{ customerId: '00001' }], options)).toThrow(RangeError);
});
