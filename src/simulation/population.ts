import { PAYMENT_METHODS, type PaymentMethod } from '../domain/payment-method.ts';
import type { Persona } from '../domain/persona.ts';
import { normal, pickWeighted, type Random, randomInt, sampleWeighted } from '../domain/random.ts';
import { GOALS, INTERESTS, SPENDING_PATTERNS, type SpendingPattern } from './vocabulary.ts';

const LOWEST_INCOME = 30_000;
const HIGHEST_INCOME = 200_000;

/** Preferred income in thousands of dollars a month, and how widely each pattern spreads around it. */
const PATTERN_INCOME: Readonly<
  Record<SpendingPattern, readonly [weight: number, centre: number, spread: number]>
> = {
  'Budget-conscious': [1.1, 65, 55],
  Frugal: [0.7, 60, 60],
  'Deal-seeker': [0.9, 75, 60],
  Balanced: [1.2, 90, 70],
  Impulsive: [0.7, 85, 65],
  'Occasional splurger': [0.8, 100, 60],
  'High-spender': [1.0, 135, 60],
  'Luxury-focused': [0.8, 165, 50],
};

/** Common age in years, its spread, and a push by pattern. */
const METHOD_AGE: Readonly<
  Record<
    PaymentMethod,
    readonly [weight: number, peak: number, spread: number, pushed: Partial<Record<SpendingPattern, number>>]
  >
> = {
  'Credit Card': [1.3, 46, 34, { 'High-spender': 2, 'Luxury-focused': 2.4, Frugal: 0.5 }],
  'Debit Card': [1.0, 42, 36, { 'Budget-conscious': 1.5, Balanced: 1.4 }],
  'Digital Wallet': [1.0, 27, 20, { Impulsive: 1.5, 'Deal-seeker': 1.2 }],
  'Buy Now Pay Later': [
    0.8,
    26,
    16,
    { Impulsive: 2, 'Budget-conscious': 1.6, 'Luxury-focused': 0.4, Frugal: 0.3 },
  ],
  'Bank Transfer': [0.6, 48, 30, { Frugal: 1.6, Balanced: 1.1 }],
  Cash: [0.5, 58, 26, { Frugal: 2.2, 'Budget-conscious': 1.4, 'Luxury-focused': 0.2 }],
};

function bell(value: number, centre: number, spread: number): number {
  return Math.exp(-(((value - centre) / spread) ** 2));
}

/**
 * One simulated customer with the fields of the paper (SLM4Offer, section 5.1): age 18 to 70 years,
 * income 30,000 to 200,000 dollars a month. Income depends on age; spending pattern on income; payment
 * method on age and pattern; interests and goals on age and income. Gender depends on nothing and
 * decides nothing. These dependencies are hand-set, not measured.
 */
export function simulatePersona(random: Random, name: string): Persona {
  const age = 18 + Math.floor(((random.next() + random.next() * 0.9 + random.next() * 0.2) / 2.1) * 53);
  const gender = pickWeighted(random, ['Female', 'Male', 'Non-binary'], (g) =>
    g === 'Non-binary' ? 0.02 : 0.49,
  );
  const monthlyIncome = simulateIncome(random, age);
  const thousands = monthlyIncome / 1000;
  const spendingPattern = pickWeighted(random, SPENDING_PATTERNS, (pattern) => {
    const [weight, centre, spread] = PATTERN_INCOME[pattern];
    return weight * (0.08 + bell(thousands, centre, spread));
  });
  const preferredPaymentMethod = pickWeighted(random, PAYMENT_METHODS, (method) => {
    const [weight, peak, spread, pushed] = METHOD_AGE[method];
    return weight * (0.15 + bell(age, peak, spread)) * (pushed[spendingPattern] ?? 1);
  });
  const interests = sampleWeighted(
    random,
    INTERESTS,
    2 + randomInt(random, 3) + (random.next() < 0.15 ? 1 : 0),
    (row) => row.weight * (0.2 + bell(age, row.peak, row.spread)),
  ).map((row) => row.name);
  const goals = sampleWeighted(
    random,
    GOALS,
    1 + randomInt(random, 2) + (random.next() < 0.2 ? 1 : 0),
    (row) =>
      row.weight *
      (0.1 + bell(age, row.peak, row.spread)) *
      (row.name === 'Wealth Growth' ? 0.4 + thousands / 110 : 1),
  ).map((row) => row.name);
  return {
    name,
    age,
    gender,
    monthlyIncome,
    spendingPattern,
    preferredPaymentMethod,
    interests,
    financialGoals: goals,
  };
}

/** Log-normal around a centre that rises to the age of 52 and falls slowly after it; redrawn until in range. */
function simulateIncome(random: Random, age: number): number {
  const centre = 58_000 + 46_000 * bell(age, 52, 24);
  for (let attempt = 0; attempt < 50; attempt++) {
    const income = Math.round(centre * Math.exp(0.42 * normal(random)));
    if (income >= LOWEST_INCOME && income <= HIGHEST_INCOME) return income;
  }
  return Math.round(centre);
}
