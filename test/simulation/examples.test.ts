import { describe, expect, test } from 'vitest';
import { parsePersona } from '../../src/domain/persona.ts';
import { acceptance } from '../../src/simulation/acceptance.ts';
import { productNamed } from '../../src/simulation/catalogue.ts';
import {
  ACCEPTED_FROM,
  personaSeed,
  REJECTED_UPTO,
  type Split,
  simulateCustomer,
  simulateExamples,
} from '../../src/simulation/examples.ts';
import { addsDebt } from '../../src/simulation/new-debt.ts';
import { NO_TASTE } from '../../src/simulation/taste.ts';

const SPLITS: readonly Split[] = ['train', 'validation', 'test'];
const examples = [...simulateExamples({ seed: 1, count: 1500 })];

test('the same options give the same examples; a part can be made alone', () => {
  expect([...simulateExamples({ seed: 1, count: 20 })]).toEqual(examples.slice(0, 20));
  expect([...simulateExamples({ seed: 1, count: 5, start: 10 })]).toEqual(examples.slice(10, 15));
  expect([...simulateExamples({ seed: 2, count: 1 })]).not.toEqual(examples.slice(0, 1));
});

test('splits share no persona seed, nor do indices within a split', () => {
  for (const seed of [0, 1, -7, 2 ** 31]) {
    const seeds = SPLITS.flatMap((split) =>
      Array.from({ length: 5000 }, (_, index) => personaSeed(seed, split, index)),
    );
    expect(new Set(seeds).size).toBe(seeds.length);
  }
  expect(() => personaSeed(1, 'train', 2 ** 28)).toThrow(RangeError);
  expect(() => personaSeed(1, 'train', -1)).toThrow(RangeError);
});

test('each persona has three accepted and three rejected offers about different products', () => {
  for (const { accepted, rejected, acceptedRecords, rejectedRecords } of examples) {
    expect([accepted.length, rejected.length]).toEqual([3, 3]);
    expect(new Set(acceptedRecords.map((record) => record.product)).size).toBe(3);
    expect(new Set(rejectedRecords.map((record) => record.product)).size).toBe(3);
  }
});

test('the customer behind the example accepts and rejects as it says', () => {
  for (const [index, example] of examples.slice(0, 500).entries()) {
    const { persona, taste } = simulateCustomer(personaSeed(1, 'train', index), index);
    expect(persona).toEqual(example.persona);
    for (const record of example.acceptedRecords) {
      expect(acceptance(persona, taste, record)).toBeGreaterThanOrEqual(ACCEPTED_FROM);
    }
    for (const record of example.rejectedRecords) {
      expect(acceptance(persona, taste, record)).toBeLessThanOrEqual(REJECTED_UPTO);
    }
  }
});

test('taste matters, but modestly: most verdicts stand without it, some do not', () => {
  const kept = examples.flatMap((example) =>
    example.rejectedRecords.map((record) => acceptance(example.persona, NO_TASTE, record) < 0.5),
  );
  const share = kept.filter(Boolean).length / kept.length;
  expect(share).toBeGreaterThan(0.85);
  expect(share).toBeLessThan(0.99);
});

describe('rejected offers are hard', () => {
  test('most are about an interest the persona has, or next to one', () => {
    const related = examples.flatMap(({ persona, rejectedRecords }) =>
      rejectedRecords.map((record) =>
        record.interests.some((interest) => persona.interests.includes(interest)),
      ),
    );
    expect(related.filter(Boolean).length / related.length).toBeGreaterThan(0.6);
  });

  test('accepted ones never name another payment method, rejected ones often do', () => {
    const mismatched = (records: 'acceptedRecords' | 'rejectedRecords') =>
      examples.flatMap((example) =>
        example[records].map(
          ({ paymentTieIn }) =>
            paymentTieIn !== undefined && paymentTieIn !== example.persona.preferredPaymentMethod,
        ),
      );
    expect(mismatched('acceptedRecords')).not.toContain(true);
    const share = mismatched('rejectedRecords').filter(Boolean).length / (examples.length * 3);
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.6);
  });
});

test('of the accepted offers about a quarter name a way to pay and a seventh a goal', () => {
  const records = examples.flatMap(({ acceptedRecords }) => acceptedRecords);
  const share = (holds: (record: (typeof records)[number]) => boolean) =>
    records.filter(holds).length / records.length;
  expect(share(({ paymentTieIn }) => paymentTieIn !== undefined)).toBeCloseTo(0.255, 1);
  expect(share(({ goals }) => goals.length > 0)).toBeCloseTo(0.15, 1);
});

test('nobody who pays off debts accepts to borrow, and no way of paying earns what comes before paying', () => {
  let refused = 0;
  for (const { persona, acceptedRecords, rejectedRecords } of examples) {
    const adds = (record: (typeof acceptedRecords)[number]) => addsDebt(record, persona.financialGoals);
    expect(acceptedRecords.filter(adds)).toEqual([]);
    refused += rejectedRecords.filter(adds).length;
    for (const { paymentTieIn, benefitKind } of [...acceptedRecords, ...rejectedRecords]) {
      if (benefitKind === 'trial' || benefitKind === 'consultation') expect(paymentTieIn).toBeUndefined();
    }
  }
  expect(refused).toBeGreaterThan(50);
});

test('only what saves money goes toward a goal that the product does not serve', () => {
  const kinds = new Map<string, number>();
  for (const { acceptedRecords, rejectedRecords } of examples) {
    for (const { product, goals, benefitKind } of [...acceptedRecords, ...rejectedRecords]) {
      const served = productNamed(product).goals;
      if (goals.every((goal) => served.includes(goal))) continue;
      kinds.set(benefitKind, (kinds.get(benefitKind) ?? 0) + 1);
    }
  }
  expect([...kinds.keys()].sort()).toEqual(['cashback', 'freeMonths', 'moneyOff', 'percentOff']);
});

test('texts are varied', () => {
  const texts = examples.flatMap((example) => [...example.accepted, ...example.rejected]);
  expect(new Set(texts).size / texts.length).toBeGreaterThan(0.97);
});

describe('the population', () => {
  test('every persona is valid and within the ranges of the paper', () => {
    for (const { persona } of examples) {
      expect(parsePersona(persona)).toEqual({ ok: true, value: persona });
      expect(persona.age).toBeGreaterThanOrEqual(18);
      expect(persona.age).toBeLessThanOrEqual(70);
      expect(persona.monthlyIncome).toBeGreaterThanOrEqual(30_000);
      expect(persona.monthlyIncome).toBeLessThanOrEqual(200_000);
      expect(persona.interests.length).toBeGreaterThanOrEqual(2);
      expect(persona.financialGoals.length).toBeGreaterThanOrEqual(1);
    }
  });

  test('income goes with spending, age with interests, gender with nothing', () => {
    const meanIncome = (pattern: string) =>
      mean(examples.filter((e) => e.persona.spendingPattern === pattern).map((e) => e.persona.monthlyIncome));
    expect(meanIncome('Luxury-focused')).toBeGreaterThan(1.3 * meanIncome('Budget-conscious'));
    const meanAge = (interest: string) =>
      mean(examples.filter((e) => e.persona.interests.includes(interest)).map((e) => e.persona.age));
    expect(meanAge('Gardening')).toBeGreaterThan(meanAge('Gaming') + 5);
    const incomeOf = (gender: string) =>
      mean(examples.filter((e) => e.persona.gender === gender).map((e) => e.persona.monthlyIncome));
    expect(incomeOf('Female') / incomeOf('Male')).toBeCloseTo(1, 1);
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
