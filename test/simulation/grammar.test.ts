import { expect, test } from 'vitest';
import { formatNumber, sentenceCase, titleCase, withArticle } from '../../src/simulation/grammar.ts';

test.each([
  ['tent', 'a tent'],
  ['air fryer', 'an air fryer'],
  ['herb garden kit', 'an herb garden kit'],
  ['e-reader', 'an e-reader'],
  ['ultralight laptop', 'an ultralight laptop'],
  ['unicycle', 'a unicycle'],
  ['hour of rest', 'an hour of rest'],
  ['ukulele', 'a ukulele'],
  ['8-day trial', 'an 8-day trial'],
  ['30-day trial', 'a 30-day trial'],
  ['all-season tire set', 'an all-season tire set'],
])('%s: %s', (phrase, expected) => {
  expect(withArticle(phrase)).toBe(expected);
});

test('headlines capitalise every word but the small ones', () => {
  expect(titleCase('20% off an e-book bundle with your credit card')).toBe(
    '20% Off an E-Book Bundle with Your Credit Card',
  );
  expect(titleCase('two-for-one pricing: a home EV charger')).toBe('Two-for-One Pricing: A Home EV Charger');
});

test('sentences start with a capital', () => {
  expect(sentenceCase('ready for a DJ set? save 20% with us. now.')).toBe(
    'Ready for a DJ set? Save 20% with us. Now.',
  );
});

test('numbers carry commas and no needless decimals', () => {
  expect([0.25, 1, 2500, 1_000_000].map(formatNumber)).toEqual(['0.25', '1', '2,500', '1,000,000']);
});
