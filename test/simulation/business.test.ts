import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { createBusiness } from '../../src/simulation/business.ts';
import {
  customerId,
  DAY,
  SIMULATED_TODAY,
  simulateBusinessCustomer,
} from '../../src/simulation/business-customer.ts';
import { CUSTOMER_KINDS } from '../../src/simulation/customer-kinds.ts';
import { purchasesOf } from '../../src/simulation/purchases.ts';
import {
  MEAN_WELL_MATCHED,
  responseProbability,
  rewardMatch,
  WELL_MATCHED,
} from '../../src/simulation/response-truth.ts';
import { simulateResponses } from '../../src/simulation/responses.ts';
import { simulateRewardCatalogue } from '../../src/simulation/rewards.ts';

const catalogue = simulateRewardCatalogue(1);
const business = createBusiness({ seed: 1, customers: 3000 });
const responses = [...simulateResponses({ customers: 3000, seed: 1, catalogue })].flat();
const judged = responses.map((each) => ({
  ...each,
  truth: business.acceptance(each.customerId, each.rewardId),
}));
/** Every tenth reward for 600 customers. */
const pairs = Array.from({ length: 600 }, (_, i) => simulateBusinessCustomer(1, i)).flatMap((customer) =>
  catalogue
    .filter((_, i) => i % 10 === 0)
    .map(({ record }) => ({
      kind: customer.kind,
      match: rewardMatch(customer, record),
      truth: responseProbability(customer, record),
    })),
);
const ids = Array.from({ length: 600 }, (_, i) => customerId(i));

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test('the constant for the mean match of well-matched pairs is up to date', () => {
  const matched = pairs.filter(({ match }) => match >= WELL_MATCHED);
  expect(Math.abs(mean(matched.map(({ match }) => match)) - MEAN_WELL_MATCHED)).toBeLessThan(0.01);
  expect(matched.length / pairs.length).toBeGreaterThan(0.12);
  expect(matched.length / pairs.length).toBeLessThan(0.3);
});

describe.each(CUSTOMER_KINDS)('$name', ({ name, response }) => {
  const own = pairs.filter(({ kind }) => kind === name);

  test('accepts well-matched rewards as often as the deck says, others seldom', () => {
    const well = own.filter(({ match }) => match >= WELL_MATCHED).map(({ truth }) => truth);
    const badly = own.filter(({ match }) => match < WELL_MATCHED).map(({ truth }) => truth);
    expect(Math.abs(mean(well) - response)).toBeLessThan(0.025);
    expect(mean(badly)).toBeLessThan(0.2);
    expect(Math.min(...badly)).toBeGreaterThanOrEqual(0.02);
  });
});

describe('past responses', () => {
  test('are the same for the same seed, whatever the chunks', () => {
    const again = [...simulateResponses({ customers: 40, seed: 1, catalogue, chunk: 3 })].flat();
    expect(again).toEqual(responses.slice(0, again.length));
    expect(again.at(-1)?.customerId).toBe('C000040');
  });

  test('come out six a customer, a third of them accepted', () => {
    expect(Math.abs(responses.length / 3000 - 5.9)).toBeLessThan(0.2);
    expect(Math.abs(mean(responses.map(({ accepted }) => Number(accepted))) - 0.33)).toBeLessThan(0.03);
  });

  test('are drawn from the true probabilities: each tenth of them is accepted as often as it should be', () => {
    const sorted = [...judged].sort((a, b) => a.truth - b.truth);
    const tenth = Math.ceil(sorted.length / 10);
    for (let start = 0; start < sorted.length; start += tenth) {
      const part = sorted.slice(start, start + tenth);
      const [expected, found] = [mean(part.map((r) => r.truth)), mean(part.map((r) => Number(r.accepted)))];
      expect(Math.abs(found - expected)).toBeLessThan(
        4 * Math.sqrt((expected * (1 - expected)) / part.length),
      );
    }
  });

  test('hold signal: someone with all in mind ranks them well, someone with the share of purchases above chance', () => {
    // The area under the curve by ranks (Mann–Whitney); ties are rare.
    const order = [...judged].sort((a, b) => a.truth - b.truth);
    const yes = order.filter(({ accepted }) => accepted).length;
    const sum = order.reduce((total, { accepted }, i) => total + (accepted ? i + 1 : 0), 0);
    const area = (sum - (yes * (yes + 1)) / 2) / (yes * (order.length - yes));
    expect(Math.abs(area - 0.87)).toBeLessThan(0.02);
    const affinity = (accepted: boolean) =>
      mean(
        judged
          .filter((each) => each.accepted === accepted)
          .slice(0, 800)
          .map(({ customerId: id, rewardId }) => {
            const category = catalogue.find(({ reward }) => reward.id === rewardId)?.record.category;
            const { transactions } = purchasesOf(business.customer(id));
            const inside = transactions.filter((each) => each.category === category).length;
            return inside / Math.max(1, transactions.length);
          }),
      );
    expect(affinity(true)).toBeGreaterThan(1.3 * affinity(false));
  });

  test('are to rewards that held on that day, to customers they were for and who had enrolled, each once', () => {
    const byId = new Map(catalogue.map(({ reward }) => [reward.id, reward]));
    const wrong = responses.filter(({ customerId: id, rewardId, at = 0 }) => {
      const reward = byId.get(rewardId);
      if (reward?.usage === undefined || at < business.customer(id).enrolledAt) return true;
      const { validFrom = 0, validUntil = Number.POSITIVE_INFINITY, segments } = reward;
      if (at < validFrom || at > validUntil || at >= SIMULATED_TODAY || at < SIMULATED_TODAY - 365 * DAY)
        return true;
      return segments !== undefined && !segments.includes(business.customer(id).kind);
    });
    expect(wrong).toEqual([]);
    expect(new Set(responses.map((each) => `${each.customerId} ${each.rewardId}`)).size).toBe(
      responses.length,
    );
  });
});

describe('the truth of a business', () => {
  const rewardId = catalogue[0]?.reward.id ?? '';

  test('the chance of buying anyway is what happened in the last days of the period', () => {
    const seen = ids
      .map((id) => ({ id, year: purchasesOf(business.customer(id)) }))
      .filter(({ year }) => year.active && year.customer.enrolledAt < SIMULATED_TODAY - 60 * DAY);
    const bought = seen.map(({ year }) =>
      year.transactions.some(({ at, amount }) => amount > 0 && at >= SIMULATED_TODAY - 30 * DAY) ? 1 : 0,
    );
    const expected = mean(seen.map(({ id }) => business.purchase(id)));
    expect(Math.abs(mean(bought) - expected)).toBeLessThan(0.05);
    expect(expected).toBeGreaterThan(0.5);
  });

  test('someone who has stopped coming buys only because of an offer', () => {
    const gone = ids.filter((id) => !purchasesOf(business.customer(id)).active);
    expect(gone.length).toBeGreaterThan(20);
    for (const id of gone) {
      expect(business.purchase(id)).toBe(0);
      expect(business.purchase(id, rewardId)).toBeCloseTo(0.4 * business.acceptance(id, rewardId), 12);
    }
  });

  test('uplift is in proportion to persuasion, and none without it', () => {
    const useless = createBusiness({ seed: 1, customers: 100, persuasion: 0 });
    const twice = createBusiness({ seed: 1, customers: 100, persuasion: 0.8 });
    for (const id of ids.slice(0, 100)) {
      expect(useless.purchase(id, rewardId)).toBe(useless.purchase(id));
      expect(twice.uplift(id, rewardId)).toBeCloseTo(2 * business.uplift(id, rewardId), 12);
      expect(business.purchase(id, rewardId) - business.purchase(id)).toBeCloseTo(
        business.uplift(id, rewardId),
        12,
      );
    }
  });

  test('what customers do agrees with the probabilities', () => {
    const random = createRandom(5);
    const found = { accepted: 0, offered: 0, anyway: 0 };
    const expected = { accepted: 0, offered: 0, anyway: 0 };
    for (const id of ids) {
      expected.accepted += business.acceptance(id, rewardId);
      expected.offered += business.purchase(id, rewardId);
      expected.anyway += business.purchase(id);
      for (let i = 0; i < 20; i += 1) {
        const { accepted, bought } = business.respond(random, id, rewardId);
        found.accepted += Number(accepted) / 20;
        found.offered += Number(bought) / 20;
        const without = business.respond(random, id);
        found.anyway += Number(without.bought) / 20;
        if (without.accepted) throw new Error('accepted what was never offered');
      }
    }
    // 12,000 draws each: four standard errors are 0.018.
    for (const key of ['accepted', 'offered', 'anyway'] as const) {
      expect(Math.abs(found[key] - expected[key]) / ids.length).toBeLessThan(0.018);
    }
  });

  test('ids it does not have throw', () => {
    expect(() => business.purchase('C003001')).toThrow('The business has no customer "C003001".');
    expect(() => business.customer('nobody')).toThrow(RangeError);
    expect(() => business.acceptance('C000001', '7')).toThrow('The business has no reward "7".');
  });
});
