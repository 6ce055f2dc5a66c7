import { expect, test } from 'vitest';
import { PAYMENT_METHODS } from '../../src/domain/payment-method.ts';
import { BENEFITS } from '../../src/simulation/benefits.ts';
import { PRODUCTS, productNamed, productsFor, productsForGoal } from '../../src/simulation/catalogue.ts';
import { parseOffer } from '../../src/simulation/parse.ts';
import { AUDIENCE_PHRASES, GOAL_PHRASES, PAYMENT_PHRASES } from '../../src/simulation/phrases.ts';
import { GOALS, INTERESTS } from '../../src/simulation/vocabulary.ts';

const interests = new Set(INTERESTS.map((row) => row.name));
const goals = new Set(GOALS.map((row) => row.name));

test('is large and varied enough', () => {
  expect(PRODUCTS.length).toBeGreaterThanOrEqual(340);
  expect(new Set(PRODUCTS.map((product) => product.name)).size).toBe(PRODUCTS.length);
  expect(new Set(PRODUCTS.map((product) => product.category)).size).toBeGreaterThanOrEqual(30);
});

test('no two products share a hook, and no name holds another name', () => {
  expect(new Set(PRODUCTS.map((product) => product.hook)).size).toBe(PRODUCTS.length);
  const names = PRODUCTS.map((product) => product.name);
  for (const name of names)
    expect(names.filter((other) => other !== name && other.includes(name))).toEqual([]);
});

test('every interest has at least 12 products, 3 of every price tier', () => {
  for (const interest of interests) {
    const products = productsFor(interest);
    expect(products.length, interest).toBeGreaterThanOrEqual(12);
    for (const tier of ['value', 'mid', 'premium']) {
      const ofTier = products.filter((product) => product.tier === tier);
      expect(ofTier.length, `${interest}, ${tier}`).toBeGreaterThanOrEqual(3);
    }
  }
});

test('every goal is served by at least 6 products', () => {
  for (const goal of goals) expect(productsForGoal(goal).length, goal).toBeGreaterThanOrEqual(6);
});

test.each(PRODUCTS.map((product) => [product.name, product] as const))(
  '%s is a sound row',
  (name, product) => {
    expect(product.interests.filter((interest) => !interests.has(interest))).toEqual([]);
    expect(product.goals.filter((goal) => !goals.has(goal))).toEqual([]);
    expect(product.hook).toMatch(/^for \S.*[^.,]$/);
    const usable = product.benefits.filter((kind) => BENEFITS[kind].sizes[product.tier].length > 0);
    expect(usable.length).toBeGreaterThanOrEqual(2);
    expect(product.benefits.includes('gift') && product.gifts.length === 0).toBe(false);
    expect(product.benefits.includes('upgrade') && product.upgrades.length === 0).toBe(false);
    expect(product.benefits.includes('feeWaiver') && product.fee === '').toBe(false);
    // Name and hook alone must not read as anything else.
    expect(parseOffer(`${name} ${product.hook}`)).toEqual({
      product: name,
      category: product.category,
      interests: product.interests,
      priceTier: product.tier,
      benefitKind: 'none',
      benefitSize: 0,
      goals: [],
    });
  },
);

test('a product of no row is a mistake', () => {
  expect(() => productNamed('flying carpet')).toThrow(RangeError);
});

test('every interest, goal and payment method has its phrases', () => {
  expect(Object.keys(AUDIENCE_PHRASES).sort()).toEqual([...interests].sort());
  expect(Object.keys(GOAL_PHRASES).sort()).toEqual([...goals].sort());
  expect(Object.keys(PAYMENT_PHRASES).sort()).toEqual([...PAYMENT_METHODS].sort());
});

test('neighbouring interests are known ones', () => {
  for (const row of INTERESTS)
    expect(row.near.filter((name) => !interests.has(name) || name === row.name)).toEqual([]);
});
