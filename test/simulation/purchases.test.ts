import { describe, expect, test } from 'vitest';
import type { Transaction } from '../../src/domain/customer.ts';
import { createRandom } from '../../src/domain/random.ts';
import { DECK_SEGMENTS } from '../../src/domain/segment.ts';
import {
  customerId,
  customerIndex,
  DAY,
  SIMULATED_TODAY,
  simulateBusinessCustomer,
} from '../../src/simulation/business-customer.ts';
import {
  BOUGHT_CATEGORIES,
  categoryInterest,
  savingLiking,
  simulateHabits,
} from '../../src/simulation/buying-habits.ts';
import { CUSTOMER_KINDS, customerKind, kindWeight } from '../../src/simulation/customer-kinds.ts';
import { type CustomerYear, purchasesOf, simulatePurchases } from '../../src/simulation/purchases.ts';
import { ONLINE_STORE, STORES } from '../../src/simulation/store-network.ts';

const FROM = SIMULATED_TODAY - 365 * DAY;
const years = [...simulatePurchases({ customers: 4000, seed: 1 })].flat();
const rows = years.flatMap((year) => year.transactions);

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2))) / centre;
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const [a, b] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))];
  const products = mean(pairs.map(([x, y]) => (x - a) * (y - b)));
  const spreads = mean(pairs.map(([x]) => (x - a) ** 2)) * mean(pairs.map(([, y]) => (y - b) ** 2));
  return products / Math.sqrt(spreads);
}

function of(name: string): readonly CustomerYear[] {
  return years.filter(({ customer }) => customer.kind === name);
}

function bought({ transactions }: CustomerYear) {
  return transactions.filter(({ amount }) => amount > 0);
}

test('the same seed gives the same rows, whatever the number of customers and the chunks', () => {
  const other = [...simulatePurchases({ customers: 70, seed: 1, chunk: 7 })];
  expect(other).toHaveLength(10);
  expect(other.flat()).toEqual(years.slice(0, 70));
  expect(purchasesOf(simulateBusinessCustomer(1, 69))).toEqual(years[69]);
  expect([...simulatePurchases({ customers: 1, seed: 2 })].flat()).not.toEqual(years.slice(0, 1));
  expect([...simulatePurchases({ customers: 0, seed: 1 })]).toEqual([]);
});

test('ids and indices go both ways', () => {
  expect([0, 79_999, 2_000_000].map(customerId)).toEqual(['C000001', 'C080000', 'C2000001']);
  expect(customerIndex('C080000')).toBe(79_999);
  expect(['C000000', 'C0000001', 'c000001', '17', ''].map(customerIndex)).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
  expect(() => simulateBusinessCustomer(1, -1)).toThrow(RangeError);
  expect(() => simulateBusinessCustomer(1, 2 ** 28)).toThrow(RangeError);
});

test('80,000 customers come to about two million rows', () => {
  const expected = (80_000 * rows.length) / years.length;
  expect(expected).toBeGreaterThan(1_750_000);
  expect(expected).toBeLessThan(2_250_000);
});

test('the four kinds have their shares; premium customers earn more, and gender and age decide nothing', () => {
  const shares = DECK_SEGMENTS.map((name) => of(name).length / years.length);
  for (const [i, share] of [0.1, 0.245, 0.245, 0.41].entries()) {
    expect(Math.abs((shares[i] ?? 0) - share)).toBeLessThan(0.025);
  }
  const income = (name: string) => mean(of(name).map(({ customer }) => customer.persona.monthlyIncome));
  expect(income('Premium VIP') / income('Standard Active')).toBeGreaterThan(1.2);
  for (const { customer } of years.slice(0, 50)) {
    const { persona, taste } = customer;
    const other = { ...persona, gender: 'Other', name: 'X' };
    for (const kind of CUSTOMER_KINDS) {
      expect(kindWeight(kind, { ...other, age: 20 })).toBe(kindWeight(kind, persona));
      expect(simulateHabits(createRandom(1), kind, other, taste)).toEqual(
        simulateHabits(createRandom(1), kind, persona, taste),
      );
    }
  }
});

describe.each(CUSTOMER_KINDS)('$name', (kind) => {
  const own = of(kind.name);
  const noise = 4 / Math.sqrt(own.length);

  test('frequencies are gamma between customers', () => {
    const rates = own.map(({ customer }) => customer.habits.ratePerYear);
    const spread = 1 / Math.sqrt(kind.rate.shape);
    expect(Math.abs(mean(rates) / kind.rate.mean - 1)).toBeLessThan(noise * spread);
    expect(Math.abs(variation(rates) / spread - 1)).toBeLessThan(noise);
  });

  test('those who never stopped came as often as their frequency says', () => {
    const staying = own.filter(({ active }) => active);
    const length = ({ customer }: CustomerYear) =>
      (SIMULATED_TODAY - Math.max(FROM, customer.enrolledAt)) / DAY / 365;
    const expected = staying.reduce(
      // Someone who enrolled in the period bought on that day as well.
      (sum, year) => sum + year.customer.habits.ratePerYear * length(year) + (kind.growing ? 1 : 0),
      0,
    );
    const counted = staying.reduce((sum, year) => sum + bought(year).length, 0);
    expect(Math.abs(counted / expected - 1)).toBeLessThan(0.04);
  });

  test('some stopped for good, about as many as their chances say', () => {
    const expected = mean(
      own.map(({ customer, ...year }) =>
        customer.habits.lapsed
          ? 1
          : 1 - (1 - customer.habits.dropout) ** bought({ customer, ...year }).length,
      ),
    );
    const stopped = mean(own.map(({ active }) => (active ? 0 : 1)));
    expect(stopped).toBeGreaterThan(0.02);
    expect(stopped).toBeLessThan(0.25);
    // Counting only the purchases made leaves out those that dropping out prevented.
    expect(Math.abs(stopped - expected)).toBeLessThan(0.04);
  });

  test('bills are gamma within and inverse gamma between customers', () => {
    const means = own.map(({ customer }) => customer.habits.meanBill);
    expect(Math.abs(mean(means) / kind.bill.mean - 1)).toBeLessThan(0.05);
    expect(Math.abs(variation(means) * Math.sqrt(kind.bill.between - 2) - 1)).toBeLessThan(0.15);
    const relative = own.flatMap((year) =>
      bought(year)
        .filter(({ discounted }) => discounted === false)
        .map(({ amount }) => amount / year.customer.habits.meanBill),
    );
    expect(Math.abs(mean(relative) - 1)).toBeLessThan(0.03);
    expect(Math.abs(variation(relative) * Math.sqrt(kind.bill.within) - 1)).toBeLessThan(0.05);
  });

  test('enrolment lies within the tenure of the kind, and nothing was bought before it or outside the period', () => {
    const tenures = own.map(({ customer }) => (SIMULATED_TODAY - customer.enrolledAt) / DAY);
    expect(Math.min(...tenures)).toBeGreaterThanOrEqual(kind.tenureDays[0]);
    expect(Math.max(...tenures)).toBeLessThanOrEqual(kind.tenureDays[1]);
    const wrong = own.flatMap(({ customer, transactions }) => {
      const first = Math.max(FROM, customer.enrolledAt);
      return transactions.filter(({ at }) => at % DAY !== 0 || at < first || at >= SIMULATED_TODAY);
    });
    expect(wrong).toEqual([]);
  });
});

test('growing customers come more often in the second half of their time than in the first', () => {
  const halves = of('Growing Potential')
    .filter(({ active }) => active)
    .flatMap((year) => {
      const { enrolledAt } = year.customer;
      // Without the purchase on the day of enrolment.
      return bought(year)
        .slice(1)
        .map(({ at }) => (at - enrolledAt) / (SIMULATED_TODAY - enrolledAt) > 0.5);
    });
  // (0.4 + 0.75 · 1.2) against (0.4 + 0.25 · 1.2) purchases.
  expect(Math.abs(mean(halves.map(Number)) - 0.65)).toBeLessThan(0.02);
});

test('age and date of birth agree on the last day', () => {
  const today = new Date(SIMULATED_TODAY);
  const ages = years.map(({ customer }) => {
    const born = new Date(customer.dateOfBirth);
    const later =
      born.getUTCMonth() > today.getUTCMonth() ||
      (born.getUTCMonth() === today.getUTCMonth() && born.getUTCDate() > today.getUTCDate());
    return today.getUTCFullYear() - born.getUTCFullYear() - (later ? 1 : 0);
  });
  expect(ages).toEqual(years.map(({ customer }) => customer.persona.age));
});

test('purchases go to the categories of the interests, and within them to those of the hidden taste', () => {
  const pairs: [number, number][] = [];
  let inside = 0;
  let all = 0;
  for (const { customer, transactions } of years) {
    const held = BOUGHT_CATEGORIES.filter((category) => categoryInterest(customer.persona, category) >= 0.5);
    const counts = held.map((category) => transactions.filter((each) => each.category === category).length);
    const total = counts.reduce((sum, count) => sum + count, 0);
    inside += total;
    all += transactions.length;
    if (total < 20) continue;
    for (const [i, category] of held.entries()) {
      const share = ((counts[i] ?? 0) * held.length) / total;
      pairs.push([share, customer.taste.categories.get(category) ?? 0]);
    }
  }
  expect(inside / all).toBeGreaterThan(0.6);
  expect(inside / all).toBeLessThan(0.95);
  expect(correlation(pairs)).toBeGreaterThan(0.5);
});

test('those who like to save use more coupons, premium customers the fewest', () => {
  const frequent = of('Active Frequent').filter(({ transactions }) => transactions.length >= 20);
  const pairs = frequent.map((year): [number, number] => [
    savingLiking(year.customer.persona),
    mean(bought(year).map(({ discounted }) => (discounted ? 1 : 0))),
  ]);
  expect(correlation(pairs)).toBeGreaterThan(0.6);
  const share = (name: string) =>
    mean(
      of(name)
        .flatMap(bought)
        .map(({ discounted }) => (discounted ? 1 : 0)),
    );
  expect(share('Premium VIP')).toBeLessThan(0.2);
  expect(share('Growing Potential')).toBeGreaterThan(0.45);
  const wrong = rows.filter(({ discounted, couponsRedeemed = 0, couponsIssued = 0 }) => {
    return discounted !== couponsRedeemed > 0 || couponsRedeemed > couponsIssued;
  });
  expect(wrong).toEqual([]);
});

test('no points are spent that were not there, and coupons issued only add up', () => {
  const wrong: Transaction[] = [];
  for (const { transactions, pointsBalance } of years) {
    const gained = transactions.map((each) => (each.pointsEarned ?? 0) - (each.pointsRedeemed ?? 0));
    let balance = pointsBalance - gained.reduce((sum, each) => sum + each, 0);
    let issued = 0;
    for (const [i, each] of transactions.entries()) {
      const { pointsRedeemed = 0, couponsIssued = 0 } = each;
      if (balance < 0 || pointsRedeemed > balance || couponsIssued < issued) wrong.push(each);
      balance += gained[i] ?? 0;
      issued = couponsIssued;
    }
  }
  expect(wrong).toEqual([]);
  const redeeming = rows.filter(({ pointsRedeemed = 0 }) => pointsRedeemed > 0).length;
  expect(redeeming / rows.length).toBeGreaterThan(0.03);
  expect(redeeming / rows.length).toBeLessThan(0.065);
});

test('three in a hundred bills come back, each a part of a bill before it', () => {
  const returns = rows.filter(({ amount }) => amount < 0).length;
  expect(returns / (rows.length - returns)).toBeGreaterThan(0.02);
  expect(returns / (rows.length - returns)).toBeLessThan(0.033);
  const wrong = years.flatMap(({ transactions }) =>
    transactions.filter((back) => {
      if (back.amount > 0) return false;
      if (back.pointsEarned !== 0 || back.pointsRedeemed !== 0 || back.couponsRedeemed !== 0) return true;
      return !transactions.some(
        (each) =>
          each.at < back.at &&
          each.amount >= -back.amount &&
          each.category === back.category &&
          each.store === back.store,
      );
    }),
  );
  expect(wrong).toEqual([]);
});

test('stores are of the zone, most often the home store; bills from afar are of the online shop', () => {
  const inStore = years.flatMap(({ customer, transactions }) =>
    transactions.filter(({ channel }) => channel === 'store').map((each) => ({ customer, each })),
  );
  const far = inStore.filter(({ customer, each }) => !STORES.get(customer.zone)?.includes(each.store ?? ''));
  expect(far).toEqual([]);
  const home = mean(inStore.map(({ customer, each }) => (each.store === customer.homeStore ? 1 : 0)));
  // Four fifths, and an eighth of the others by chance.
  expect(Math.abs(home - 0.825)).toBeLessThan(0.01);
  expect(rows.filter(({ store, channel }) => (store === ONLINE_STORE) !== (channel !== 'store'))).toEqual([]);
  const app = (young: boolean) =>
    mean(
      years
        .filter(({ customer }) => customer.persona.age < 35 === young)
        .flatMap(({ transactions }) => transactions.map(({ channel }) => (channel === 'app' ? 1 : 0))),
    );
  expect(app(true)).toBeGreaterThan(1.3 * app(false));
});

test('higher tiers belong to the kinds that spend more', () => {
  const top = (name: string) =>
    mean(of(name).map(({ customer }) => (/Gold|Platinum/.test(customer.loyaltyTier) ? 1 : 0)));
  for (const kind of CUSTOMER_KINDS) {
    const [, , gold, platinum] = customerKind(kind.name).tiers;
    expect(Math.abs(top(kind.name) - gold - platinum)).toBeLessThan(0.06);
  }
});
