import { expect, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import type { RewardBrief } from '../../src/domain/reward-brief.ts';
import { briefMismatch } from '../../src/guardrails/brief-mismatch.ts';
import { catalogueReader } from '../../src/guardrails/catalogue-reader.ts';
import { briefedCopy } from '../../src/simulation/brief.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';
import { shippedCatalogue } from '../../src/simulation/shipped-catalogue.ts';

const catalogue = catalogueReader(shippedCatalogue());
const brief: RewardBrief = {
  product: 'hiking boots',
  benefit: '20% off',
  goals: [],
  tone: 'statement',
  medium: 'email',
  named: false,
};
const messages = (text: string, change: Partial<RewardBrief> = {}) =>
  briefMismatch(text, { ...brief, ...change }, catalogue).map(({ message }) => message);

const names = (what: string) => [`The text speaks of ${what}, which the brief does not name.`];
const lacks = (what: string) => [`The text leaves out ${what} of the brief.`];

test.each([
  ['another benefit', 'Take $20 off hiking boots, and 20% off.', {}, names('the benefit "moneyOff"')],
  ['a gift on top', '20% off hiking boots, with a free camping mug.', {}, names('the benefit "gift"')],
  ['another product', '20% off hiking boots and a yoga mat.', {}, names('the product "yoga mat"')],
  ['other people', '20% off hiking boots for gamers.', {}, names('the audience "Gaming"')],
  [
    'another use',
    'For steady stretching: 20% off hiking boots.',
    {},
    names('the purpose of the product "yoga mat"'),
  ],
  ['a goal', '20% off hiking boots, kind to your savings.', {}, names('the goal "Savings"')],
  ['a place', '20% off hiking boots on our website.', {}, names('the place "online"')],
  [
    'another place',
    '20% off hiking boots in store and in our app.',
    { place: 'in store' },
    names('the place "app"'),
  ],
  ['a payment method', '20% off hiking boots by credit card.', {}, names('the payment method "Credit Card"')],
  ['a condition', '20% off hiking boots when you bring a friend.', {}, names('the condition "referral"')],
])('%s is named', (_, text, change, expected) => {
  expect(messages(text, change)).toEqual(expected);
});

test.each([
  ['the product', '20% off for you.', {}, lacks('the product "hiking boots"')],
  ['the benefit', 'Hiking boots for you.', {}, lacks('the benefit "percentOff"')],
  [
    'the condition',
    '20% off hiking boots.',
    { condition: 'when you bring a friend' },
    lacks('the condition "referral"'),
  ],
  ['the payment method', '20% off hiking boots.', { payment: 'Cash' }, lacks('the payment method "Cash"')],
  ['the place', '20% off hiking boots.', { place: 'in our app' }, lacks('the place "app"')],
  [
    'what it costs',
    '20% off hiking boots when you spend $75 or more.',
    { condition: 'when you spend $75 or more, for 300 points' },
    lacks('the condition "300"'),
  ],
])('without %s it is refused', (_, text, change, expected) => {
  expect(messages(text, change)).toEqual(expected);
});

test('what the brief says may be put in any of the catalogue’s ways', () => {
  const asked = { condition: 'when you spend $75 or more', payment: 'Buy Now Pay Later', place: 'online' };
  const text = 'Save 20% on hiking boots on our website with Buy Now Pay Later when your total reaches $75.';
  expect(messages(text, asked)).toEqual([]);
  expect(messages('Hiking boots for rough trails, with 20% off.')).toEqual([]);
  expect(messages('Foodies, enjoy 20% off hiking boots.', { audience: 'Food' })).toEqual([]);
  expect(messages('Food lovers, enjoy 20% off hiking boots.', { audience: 'food lovers' })).toEqual([]);
  expect(messages('20% off hiking boots toward your vacation fund.', { goals: ['Vacation Fund'] })).toEqual(
    [],
  );
});

test('a reward that the catalogue does not know keeps its own words', () => {
  const own = { product: 'gym towel with a yoga mat', benefit: 'three stamps', payment: 'PayZap' };
  expect(messages('Three stamps for a gym towel with a yoga mat.', own)).toEqual([]);
  expect(messages('Three stamps and 20% off a gym towel with a yoga mat.', own)).toEqual(
    names('the benefit "percentOff"'),
  );
  // Names that sound like a place or a goal are names.
  expect(messages('20% off an online savings course.', { product: 'online savings course' })).toEqual([]);
});

test('the simulator’s copy keeps to its briefs, and not to the brief of another', () => {
  const random = createRandom(11);
  const copies = [...simulateExamples({ seed: 31, count: 400 })].flatMap(({ acceptedRecords }) =>
    acceptedRecords.flatMap((record) => briefedCopy(record, random, 'train', 3) ?? []),
  );
  const all = copies.flatMap(({ brief: of, texts }, i) =>
    texts.map((text) => ({ text: text.replace('{name}: ', ''), of, other: copies[i + 1]?.brief })),
  );
  expect(all.length).toBeGreaterThan(1500);
  for (const { text, of } of all) {
    const issues = briefMismatch(text, of, catalogue);
    expect({ text, issues, of }).toEqual({ text, issues: [], of });
  }
  const strangers = all.filter(({ other, of }) => other !== undefined && other.product !== of.product);
  expect(strangers.length).toBeGreaterThan(1000);
  for (const { text, other } of strangers) {
    expect(other && briefMismatch(text, other, catalogue).length, text).toBeGreaterThan(0);
  }
});
