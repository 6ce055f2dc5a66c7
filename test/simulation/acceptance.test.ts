import { describe, expect, test } from 'vitest';
import type { Persona } from '../../src/domain/persona.ts';
import { createRandom } from '../../src/domain/random.ts';
import { acceptance } from '../../src/simulation/acceptance.ts';
import { parseOffer } from '../../src/simulation/parse.ts';
import { NO_TASTE, oppositeTaste, simulateTaste, type Taste } from '../../src/simulation/taste.ts';

/** The two personas of the paper's figure 1. */
const p9654: Persona = {
  name: 'P9654',
  age: 30,
  gender: 'Female',
  monthlyIncome: 111_969,
  spendingPattern: 'Budget-conscious',
  preferredPaymentMethod: 'Buy Now Pay Later',
  interests: ['Finance', 'Fitness', 'Gaming'],
  financialGoals: ['Wealth Growth', 'Retirement Planning'],
};
const p9999: Persona = {
  name: 'P9999',
  age: 35,
  gender: 'Male',
  monthlyIncome: 82_450,
  spendingPattern: 'High-spender',
  preferredPaymentMethod: 'Credit Card',
  interests: ['Fitness', 'Shopping', 'Technology', 'Travel'],
  financialGoals: ['Savings', 'Wealth Growth'],
};

function judged(persona: Persona, text: string, taste: Taste = NO_TASTE): number {
  const record = parseOffer(text);
  if (record === undefined) throw new Error(`not read: ${text}`);
  return acceptance(persona, taste, record);
}

test('the personas of figure 1 accept the offers of figure 1', () => {
  expect(
    judged(p9654, 'Investment Planning Services for Wealth Growth and Retirement Planning'),
  ).toBeGreaterThan(0.8);
  expect(judged(p9999, 'High-End Fitness Equipment with 5% Cashback on Online Shopping.')).toBeGreaterThan(
    0.8,
  );
});

test.each([
  ['fits', 'Take 25% off a resistance band set.', 'accepted'],
  [
    'fits, with the right payment',
    'Pay with Buy Now Pay Later and take 25% off a resistance band set.',
    'accepted',
  ],
  ['wrong price tier', 'Take 10% off a smart treadmill.', 'rejected'],
  ['wrong payment', 'Pay in cash and take 25% off a resistance band set.', 'rejected'],
  ['interest not held', 'Take 25% off a car cleaning kit.', 'rejected'],
  ['neighbouring interest', 'Take 10% off hiking boots.', 'rejected'],
  [
    'goal not held',
    'Take 10% off an adjustable dumbbell set and keep your education fund on track.',
    'rejected',
  ],
])('P9654, %s: "%s" is %s', (_, text, verdict) => {
  expect(judged(p9654, text) >= 0.5).toBe(verdict === 'accepted');
});

describe('further debt for someone who pays off debts', () => {
  const debtor = { ...p9654, financialGoals: ['Debt Reduction', 'Wealth Growth'] };
  const later = 'Pay with Buy Now Pay Later and take 25% off a resistance band set.';

  test('is refused, by the payment method that person prefers as well', () => {
    expect(judged(p9654, later)).toBeGreaterThan(0.8);
    expect(judged(debtor, later)).toBeLessThan(0.2);
    const card = { ...debtor, preferredPaymentMethod: 'Credit Card' };
    expect(judged(card, 'Pay by credit card and take 25% off a resistance band set.')).toBeLessThan(0.2);
    const plain = 'Take 25% off a resistance band set.';
    expect(judged(debtor, plain)).toBe(judged(p9654, plain));
    expect(judged({ ...debtor, preferredPaymentMethod: 'Debit Card' }, plain)).toBeGreaterThan(0.5);
  });

  test('is a further card as well, but not one that clears what is owed', () => {
    const both = { ...debtor, financialGoals: ['Debt Reduction', 'Savings'] };
    const one = { ...debtor, financialGoals: ['Savings'] };
    const card = 'Earn 500 reward points on a grocery rewards card.';
    expect(judged(both, card)).toBeLessThan(0.3 * judged(one, card));
    expect(judged(debtor, 'Pay no annual fee on a balance transfer card.')).toBeGreaterThan(0.5);
  });

  test('is a credit builder that has to be paid by credit card, for anyone', () => {
    const person = { ...p9654, financialGoals: ['Home Purchase'], preferredPaymentMethod: 'Credit Card' };
    expect(judged(person, 'Pay by credit card and take 25% off a credit builder plan.')).toBeLessThan(0.2);
    expect(judged(person, 'Take 25% off a credit builder plan.')).toBeGreaterThan(0.5);
  });
});

test('a larger discount is liked more, a harder condition less', () => {
  expect(judged(p9654, 'Save 40% on a yoga mat.')).toBeGreaterThan(judged(p9654, 'Save 10% on a yoga mat.'));
  expect(judged(p9654, 'Save 10% on a yoga mat when you spend $75 or more.')).toBeLessThan(
    judged(p9654, 'Save 10% on a yoga mat.'),
  );
});

test('age, gender and name decide nothing', () => {
  const text = 'Take 25% off a resistance band set.';
  expect(judged({ ...p9654, age: 70, gender: 'Male', name: 'X' }, text)).toBe(judged(p9654, text));
});

test('the same persona with the opposite taste judges otherwise', () => {
  const taste = simulateTaste(createRandom(4));
  const text = 'Take 10% off an adjustable dumbbell set.';
  const plain = judged(p9654, text);
  const [one, other] = [judged(p9654, text, taste), judged(p9654, text, oppositeTaste(taste))];
  expect(Math.min(one, other)).toBeLessThan(plain);
  expect(Math.max(one, other)).toBeGreaterThan(plain);
});

test('unknown patterns, payment methods and interests are judged without an error', () => {
  const odd = {
    ...p9654,
    spendingPattern: 'Chaotic',
    preferredPaymentMethod: 'Seashells',
    interests: ['Unicycling'],
  };
  const probability = judged(odd, 'Save 20% on a yoga mat.');
  expect(probability).toBeGreaterThan(0);
  expect(probability).toBeLessThan(0.5);
});
