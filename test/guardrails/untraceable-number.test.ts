import { expect, test } from 'vitest';
import type { OfferCatalogue } from '../../src/domain/offer-catalogue.ts';
import type { Persona } from '../../src/domain/persona.ts';
import { catalogueReader } from '../../src/guardrails/catalogue-reader.ts';
import { untraceableNumber } from '../../src/guardrails/untraceable-number.ts';

const catalogue: OfferCatalogue = {
  version: 1,
  benefits: {
    off: ['save {n}%', '{n}% off'],
    money: ['take {$n} off'],
    trial: ['a {n}-day trial'],
    gift: ['a free {item}'],
  },
  conditions: { spend: ['when you spend {$n} or more'] },
  items: { gift: ['tea set', 'set of 4 cups'] },
  terms: [
    { benefits: { off: [10, 20], gift: [], money: [5] }, conditions: { spend: [50, 1000] } },
    { benefits: { off: [5] }, conditions: {} },
  ],
  products: [
    ['tea', 0],
    ['tea set', 1],
    ['Area 51 tour', 1],
  ],
};
const reader = catalogueReader(catalogue);
const persona: Persona = {
  name: 'P1',
  age: 40,
  gender: '',
  monthlyIncome: 50_000,
  spendingPattern: 'Balanced',
  preferredPaymentMethod: 'Cash',
  interests: ['Food'],
  financialGoals: [],
};
const messages = (text: string) =>
  untraceableNumber({ text, persona, catalogue: reader }).map(({ message }) => message);

test('the issue tells what was seen and what is allowed', () => {
  expect(messages('Save 15% on tea.')).toEqual([
    'The text says "save 15%" for tea, where the catalogue has 10% or 20%.',
  ]);
  expect(messages('Take $6 off tea when you spend $1,500 or more')).toEqual([
    'The text says "take $6 off" for tea, where the catalogue has $5.',
    'The text says "when you spend $1,500 or more" for tea, where the catalogue has $50 or $1,000.',
  ]);
  expect(messages('Take $5 off a tea set')).toEqual([
    'The text says "take $5 off" for tea set, which the catalogue does not offer there.',
  ]);
  expect(messages('20% off tea for 3 days')).toEqual([
    'The text states 3 for tea, where the catalogue has 10% or 20%.',
  ]);
  expect(messages('Tea at $3')).toEqual(['The text states $3 for tea, where the catalogue has no number.']);
  expect(messages('Save 20% on coffee')).toEqual([
    'The text states 20% and names no product of the catalogue that has such a number.',
  ]);
});

test('what the catalogue has may be said, in any case, again, and by name', () => {
  for (const text of [
    'SAVE  20% on Tea',
    'Take $5 Off Tea When You Spend $1,000 or More',
    'Save 20% on tea: yes, 20%!',
    'Tea comes with a free set of 4 cups',
    'Save 5% on an Area 51 tour',
    'Tea, as it should be',
  ]) {
    expect(messages(text), text).toEqual([]);
  }
});

test('the longest product counts, and a gift is no product', () => {
  // A tea set has 5%, tea has not.
  expect(messages('Save 5% on a tea set')).toEqual([]);
  expect(messages('Save 10% on a tea set')).toHaveLength(1);
  expect(reader.read('A free tea set with tea')).toMatchObject({
    product: 'tea',
    benefit: { kind: 'gift', words: 'a free tea set' },
  });
});

test('a number in another unit is another number', () => {
  expect(messages('Tea with 20 off')).toHaveLength(1);
  expect(messages('Save $20 on tea')).toHaveLength(1);
  expect(messages('Save 20.5% on tea')).toHaveLength(1);
  expect(messages('Save 120% on tea')).toHaveLength(1);
});

test('an empty catalogue stands behind no number, and no catalogue asks for none', () => {
  const empty = catalogueReader({ ...catalogue, terms: [], products: [], benefits: {}, conditions: {} });
  expect(untraceableNumber({ text: 'Save 20% on tea', persona, catalogue: empty })).toHaveLength(1);
  expect(untraceableNumber({ text: 'Save on tea', persona, catalogue: empty })).toEqual([]);
  expect(untraceableNumber({ text: 'Save 21% on tea', persona })).toEqual([]);
});
