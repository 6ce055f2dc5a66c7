import { describe, expect, test } from 'vitest';
import { fillTemplate } from '../../src/creative/copy-template.ts';
import { withArticle } from '../../src/creative/with-article.ts';
import type { Reward } from '../../src/domain/reward.ts';
import { PRODUCTS } from '../../src/simulation/catalogue.ts';

describe('a product in a sentence', () => {
  test.each([
    ['harmonica set', 'a harmonica set'],
    ['air fryer', 'an air fryer'],
    ['hour of coaching', 'an hour of coaching'],
    ['unit test', 'a unit test'],
    ['umbrella', 'an umbrella'],
    ['e-reader', 'an e-reader'],
    ['one-year plan', 'a one-year plan'],
    ['two-person tent', 'a two-person tent'],
    ['portrait lens', 'a portrait lens'],
    ['gym pass', 'a gym pass'],
    ['dinner for two', 'a dinner for two'],
    ['hiking boots', 'hiking boots'],
    ['tickets to the opera', 'tickets to the opera'],
    ['travel insurance', 'travel insurance'],
    ['olive oil', 'olive oil'],
    ['the spring menu', 'the spring menu'],
    ['free tea', 'free tea'],
    ['2 nights in Rome', '2 nights in Rome'],
    ['Fire TV Stick', 'Fire TV Stick'],
    ['', ''],
  ])('%s', (product, expected) => {
    expect(withArticle(product)).toBe(expected);
  });

  // The lists of words were made with these products in view; a catalogue of one's own will have others.
  test('the simulated catalogue, which knows what is counted', () => {
    const wrong = PRODUCTS.filter(
      ({ name, number }) => (withArticle(name) !== name) !== (number === 'one'),
    ).map(({ name }) => withArticle(name));
    expect(wrong).toEqual([]);
  });
});

describe('what a reward asks for is in the text, whatever the template', () => {
  const reward: Reward = {
    id: '1',
    type: 'Coupon Series',
    name: '10% off air fryer',
    product: 'air fryer',
    category: 'Home',
    discountPct: 10,
  };
  const fill = (text: string, more: Partial<Reward>) =>
    fillTemplate({ types: [], tone: 'headline', medium: 'sms', text }, { ...reward, ...more }, 'USD', false);

  test.each([
    ['{deal}[ {condition}]', {}, '10% off an air fryer'],
    ['{deal}[ {condition}]', { paymentMethod: 'Cash' }, '10% off an air fryer when you pay in cash'],
    [
      '{deal}[ {condition}]',
      { paymentMethod: 'Bank Transfer', minSpend: 50 },
      '10% off an air fryer when you spend $50 or more and pay by bank transfer',
    ],
    [
      '{deal}[ {condition}][ {payment}]',
      { paymentMethod: 'Acme Card', minSpend: 50 },
      '10% off an air fryer when you spend $50 or more and pay with Acme Card',
    ],
    [
      '{deal}[ {condition}][ {payment}]',
      { paymentMethod: 'Credit Card', pointsRequired: 200 },
      '10% off an air fryer for 200 points when you pay by credit card',
    ],
    ['{deal}', { minSpend: 50 }, undefined],
    ['{deal}', { paymentMethod: 'Cash' }, undefined],
    ['{deal}', {}, '10% off an air fryer'],
  ] as const)('%s %o', (text, more, expected) => {
    expect(fill(text, more)).toBe(expected);
  });
});
