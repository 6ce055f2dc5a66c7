import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { CustomerProfile } from '../../src/domain/customer.ts';
import { logGamma } from '../../src/domain/log-gamma.ts';
import { PersonaSchema } from '../../src/domain/persona-schema.ts';
import {
  bgNbdLogLikelihood,
  expectedPurchases,
  fitBgNbd,
  probabilityAlive,
  probabilityOfSilence,
} from '../../src/profiling/bg-nbd.ts';
import { buildProfiles } from '../../src/profiling/build-profiles.ts';
import { CATEGORY_INTERESTS, interestOf } from '../../src/profiling/category-interests.ts';
import { expectedSpend, fitGammaGamma, gammaGammaLogLikelihood } from '../../src/profiling/gamma-gamma.ts';
import { nelderMead } from '../../src/profiling/nelder-mead.ts';
import { PROFILE_SCHEMA, profileProblems } from '../../src/profiling/profile-schema.ts';
import { cohortOf, PERSONA_DEFAULTS, profileToPersona } from '../../src/profiling/profile-to-persona.ts';
import { runSteps } from '../../src/profiling/run-steps.ts';
import { hypergeometric } from '../../src/profiling/special-functions.ts';
import { toTransactionTable } from '../../src/profiling/transaction-table.ts';
import { INTERESTS, SPENDING_PATTERNS } from '../../src/simulation/vocabulary.ts';
import reference from '../fixtures/profiling.json' with { type: 'json' };
import { failureOf, good } from './support.ts';

describe('models against lifetimes and scipy', () => {
  test('special functions', () => {
    for (const [a = 0, b = 0, c = 0, z = 0, value = 0] of reference.hyp2f1) {
      expect(hypergeometric(a, b, c, z) / value).toBeCloseTo(1, 12);
    }
    expect(logGamma(0.25)).toBeCloseTo(Math.log(3.625609908221908), 13);
    expect(logGamma(171)).toBeCloseTo(706.5730622457874, 9);
  });

  test('Nelder–Mead finds the bottom of the banana valley', () => {
    const { point } = runSteps(
      nelderMead(([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-1.2, 1]),
    );
    expect(point[0]).toBeCloseTo(1, 5);
    expect(point[1]).toBeCloseTo(1, 5);
  });

  test('both models fit simulated customers as lifetimes fits them', () => {
    const { synthetic } = reference;
    const bought = runSteps(fitBgNbd(synthetic));
    if (bought === undefined) throw new Error('no fit');
    for (const key of ['r', 'alpha', 'a', 'b'] as const) {
      expect(bought[key] / synthetic.bgNbd[key], key).toBeCloseTo(1, 4);
    }
    expect(bgNbdLogLikelihood(bought, synthetic)).toBeCloseTo(synthetic.bgNbdLogLikelihood, 4);
    const spent = runSteps(fitGammaGamma(synthetic));
    if (spent === undefined) throw new Error('no fit');
    for (const key of ['p', 'q', 'v'] as const) {
      expect(spent[key] / synthetic.gammaGamma[key], key).toBeCloseTo(1, 4);
    }
    expect(gammaGammaLogLikelihood(spent, synthetic)).toBeCloseTo(synthetic.gammaGammaLogLikelihood, 4);
  });

  test.each(['synthetic', 'cdnow'] as const)('expectations of forty customers: %s', (name) => {
    const { bgNbd, gammaGamma, customers } = reference[name];
    expect(customers.length).toBe(40);
    for (const one of customers) {
      expect(probabilityAlive(bgNbd, one)).toBeCloseTo(one.alive, 12);
      expect(probabilityOfSilence(bgNbd, one, 365)).toBeCloseTo(one.silence, 12);
      expect(expectedPurchases(bgNbd, one, 365)).toBeCloseTo(one.expected, 10);
      expect(expectedSpend(gammaGamma, one.purchases, one.mean)).toBeCloseTo(one.spend, 10);
    }
  });

  test('too few customers who came back give no model', () => {
    expect(
      runSteps(fitBgNbd({ repeats: [1, 2, 0], lastDay: [5, 9, 0], days: [50, 60, 70] })),
    ).toBeUndefined();
  });

  test('extreme parameters still give finite expectations', () => {
    const history = { repeats: 40, lastDay: 300, days: 365 };
    for (const a of [1e-4, 0.5, 1, 1 + 1e-7, 30, 22026]) {
      for (const b of [1e-3, 1, 22026]) {
        const expected = expectedPurchases({ r: 0.2, alpha: 0.01, a, b }, history, 365);
        expect(Number.isFinite(expected) && expected >= 0, `a ${a}, b ${b}: ${expected}`).toBe(true);
      }
    }
  });
});

const DAY = 86_400_000;

describe('profiles', () => {
  test('from purchases: returns, days, shares and points', async () => {
    const transactions = toTransactionTable([
      {
        customerId: 'a',
        at: 100 * DAY,
        amount: 30,
        category: 'Food',
        channel: 'web',
        discounted: true,
        pointsEarned: 3,
      },
      {
        customerId: 'a',
        at: 100 * DAY + 5000,
        amount: 10,
        category: 'Books',
        channel: 'web',
        discounted: false,
        pointsEarned: 1,
        pointsRedeemed: 2,
      },
      {
        customerId: 'a',
        at: 130 * DAY,
        amount: 60,
        category: 'Food',
        channel: 'app',
        discounted: false,
        zone: 'N',
      },
      { customerId: 'a', at: 131 * DAY, amount: -20, category: 'Food' },
      { customerId: 'b', at: 150 * DAY, amount: 5 },
    ]);
    const record = { id: 'c', name: 'Cleo', categorySpend: {}, channelCounts: {}, attributes: { Plan: 'x' } };
    const {
      profiles,
      reference: at,
      notes,
    } = good(await buildProfiles({ customers: [record], transactions }));
    expect(at).toBe(150 * DAY);
    const [c, a, b] = profiles;
    expect(a).toEqual({
      id: 'a',
      recencyDays: 20,
      tenureDays: 50,
      frequency: 2,
      monetary: 80,
      averageBasket: 40,
      categoryAffinity: { Food: 70 / 80, Books: 10 / 80 },
      channelShares: { web: 2 / 3, app: 1 / 3 },
      channelPreference: 'web',
      discountAffinity: 1 / 3,
      pointsBalance: 2,
      zone: 'N',
      attributes: {},
    });
    expect(b).toMatchObject({ frequency: 1, recencyDays: 0, categoryAffinity: {} });
    expect(c).toEqual({
      id: 'c',
      name: 'Cleo',
      frequency: 0,
      monetary: 0,
      averageBasket: 0,
      categoryAffinity: {},
      channelShares: {},
      attributes: { Plan: 'x' },
    });
    expect(notes.some((note) => note.includes('Fewer than 30 customers'))).toBe(true);
  });

  test('purchases after the reference date do not count', async () => {
    const transactions = toTransactionTable([
      { customerId: 'a', at: 10 * DAY, amount: 1 },
      { customerId: 'a', at: 90 * DAY, amount: 2 },
    ]);
    const { profiles } = good(await buildProfiles({ transactions }, { reference: 30 * DAY }));
    expect(profiles[0]).toMatchObject({ frequency: 1, monetary: 1, recencyDays: 20 });
  });

  test('empty input, no date, and a cancel are failures', async () => {
    expect(failureOf(await buildProfiles({})).type).toBe('no-customers');
    const customers = [{ id: 'a', categorySpend: {}, channelCounts: {}, attributes: {} }];
    expect(failureOf(await buildProfiles({ customers })).type).toBe('no-date');
    const signal = AbortSignal.abort();
    expect(failureOf(await buildProfiles({ customers }, { reference: DAY, signal })).type).toBe('cancelled');
  });

  test('churn and value come from the fitted models', async () => {
    const { synthetic } = reference;
    // Purchases on the first and last day and evenly between have the history of the fixture.
    const transactions = toTransactionTable(
      synthetic.repeats.flatMap((repeats, i) => {
        const start = 1000 - (synthetic.days[i] ?? 0);
        const last = synthetic.lastDay[i] ?? 0;
        const days = Array.from({ length: repeats + 1 }, (_, k) => (k === repeats ? last : k));
        return days.map((day) => ({
          customerId: `c${i}`,
          at: (start + day) * DAY,
          amount: synthetic.mean[i] ?? 0,
        }));
      }),
    );
    const { profiles, models } = good(await buildProfiles({ transactions }, { reference: 1000 * DAY }));
    expect((models?.purchases.r ?? 0) / synthetic.bgNbd.r).toBeCloseTo(1, 3);
    const [first] = synthetic.customers;
    expect(profiles[0]?.churnRisk).toBeCloseTo(first?.silence ?? 0, 4);
    const value = (first?.expected ?? 0) * (first?.spend ?? 0);
    expect((profiles[0]?.expectedLifetimeValue ?? 0) / value).toBeCloseTo(1, 4);
    expect(profiles.flatMap(profileProblems)).toEqual([]);
  });
});

describe('the published schema', () => {
  const profile: CustomerProfile = {
    id: 'a',
    frequency: 1,
    monetary: 2,
    averageBasket: 2,
    categoryAffinity: { Food: 1 },
    channelShares: {},
    attributes: { Plan: 'x', visits: 3 },
  };

  test('accepts a profile and names each fault', () => {
    expect(profileProblems(profile)).toEqual([]);
    const { id: _id, ...rest } = profile;
    expect(
      profileProblems({ ...rest, churnRisk: 1.2, age: '40', colour: 'red', channelShares: { web: -1 } }),
    ).toEqual([
      '"id" is missing.',
      '"channelShares.web" is -1, out of its range.',
      '"churnRisk" is 1.2, out of its range.',
      '"age" must be a number.',
      '"colour" is no field of a profile.',
    ]);
    expect(profileProblems({ ...profile, expectedLifetimeValue: Number.NaN })).toEqual([
      '"expectedLifetimeValue" must be a number.',
    ]);
  });

  test('is plain JSON that names every field once', () => {
    expect(JSON.parse(JSON.stringify(PROFILE_SCHEMA))).toEqual(PROFILE_SCHEMA);
    expect(PROFILE_SCHEMA.required.every((key) => key in PROFILE_SCHEMA.properties)).toBe(true);
  });
});

describe('personas', () => {
  const base: CustomerProfile = {
    id: '7',
    frequency: 4,
    monetary: 100,
    averageBasket: 25,
    categoryAffinity: {},
    channelShares: {},
    attributes: {},
  };
  const others = Array.from({ length: 9 }, (_, i) => ({
    ...base,
    id: `o${i}`,
    frequency: i + 1,
    averageBasket: 10 * (i + 1),
    monetary: 10 * (i + 1) ** 2,
  }));
  const cohort = cohortOf(others);

  test('speak the words the generator knows', () => {
    const known = new Set(INTERESTS.map(({ name }) => name));
    expect(CATEGORY_INTERESTS.map(([interest]) => interest).filter((name) => !known.has(name))).toEqual([]);
    expect(SPENDING_PATTERNS).toContain(PERSONA_DEFAULTS.spendingPattern);
    for (const { frequency, averageBasket, monetary } of others) {
      for (const discountAffinity of [0, 0.9]) {
        const one = { ...base, frequency, averageBasket, monetary, discountAffinity };
        expect(SPENDING_PATTERNS).toContain(profileToPersona(one, cohort).persona.spendingPattern);
      }
    }
  });

  test.each([
    ['MntWines', undefined],
    ['wines', 'Food'],
    ['Card games', 'Gaming'],
    ['Greeting cards', undefined],
    ['Car care', 'Cars'],
    ['Electronics & TV', 'Technology'],
    ['Home and Garden', 'Gardening'],
    ['PETS', 'Pets'],
    ['Miscellaneous', undefined],
  ])('category %s', (category, interest) => {
    expect(interestOf(category)).toBe(interest);
  });

  test('what is known is used, what is not is named, age and gender stay out unless asked for', () => {
    const profile = {
      ...base,
      name: 'Ann\u0007 Lee',
      gender: 'F',
      age: 33,
      monthlyIncome: 5200.4,
      categoryAffinity: { Wine: 0.5, Books: 0.3, Fish: 0.15, Toys: 0.05 },
      discountAffinity: 0.6,
      attributes: { payment_method: 'DEBIT_CARD' },
    };
    const { persona, assumed, withheld } = profileToPersona(profile, cohort);
    expect(persona).toEqual({
      name: 'Ann  Lee',
      age: 40,
      gender: 'Not stated',
      monthlyIncome: 5200,
      spendingPattern: 'Deal-seeker',
      preferredPaymentMethod: 'Debit Card',
      interests: ['Food', 'Books'],
      financialGoals: [],
    });
    expect(assumed).toEqual(['financialGoals']);
    expect(withheld).toEqual(['age', 'gender']);
    expect(profileToPersona(profile, cohort, { sensitive: true }).persona).toMatchObject({
      age: 33,
      gender: 'Female',
    });
  });

  test('every persona is valid, also from a bare or odd profile', () => {
    const odd = {
      ...base,
      id: '\u0000',
      name: '\ud800',
      age: 3,
      monthlyIncome: 1e9,
      frequency: 0,
      monetary: 0,
    };
    for (const profile of [base, odd, { ...base, id: 'x'.repeat(500) }]) {
      const { persona } = profileToPersona(profile, cohort, { sensitive: true });
      expect(v.safeParse(PersonaSchema, persona).issues).toBeUndefined();
    }
  });
});
