import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClaims } from '../../src/creative/read-claims.ts';
import { traceCopy } from '../../src/creative/trace-copy.ts';
import type { Reward } from '../../src/domain/reward.ts';

const now = Date.UTC(2027, 2, 1);
const coupon: Reward = {
  id: '588904',
  type: 'Coupon Series',
  name: 'Flat 20% off on PT Apparels',
  product: 'hiking boots',
  category: 'outdoor',
  discountPct: 20,
  minSpend: 50,
  validUntil: Date.UTC(2027, 2, 31, 23, 59),
  costPerUse: 7,
  usage: { totalValue: 900, customersCount: 40, usageCount: 12 },
};
const points: Reward = {
  id: 'p1',
  type: 'Points Promotion',
  name: 'Spring points',
  product: 'a 3-month gym pass',
  category: 'sport',
  bonusPoints: 1500,
  pointsRequired: 500,
  amountOff: 10,
  minSpend: 50,
};
const context = { currency: 'USD', now };
const issues = (text: string, reward: Reward = coupon) =>
  traceCopy(text, reward, context).issues.map(({ type }) => type);

describe('claims are read in any form', () => {
  test.each([
    ['Save 20% on boots', ['percent 20']],
    ['Save twenty-five percent', ['percent 25']],
    ['٢٠٪ off', ['percent 20']],
    ['２０% off', ['percent 20']],
    ['2\u200b0% off', ['percent 20']],
    ['half price boots', ['percent 50']],
    ['-5% off', ['percent -5']],
    ['100.5% off', ['percent 100.5']],
    ['10-20% off', ['percent 10', 'percent 20']],
    ['$10-20 off', ['money 10', 'money 20']],
    ['€12.50 and 1.500,50 EUR', ['money 12.5', 'money 1500.5']],
    ['50 cents', ['money 0.5']],
    ['a hundred dollars', ['money 100']],
    ['1,500 bonus points', ['points 1500']],
    ['1.5k points', ['points 1500']],
    ['one thousand five hundred points', ['points 1500']],
    ['a two-for-one deal', ['for 2001']],
    ['buy one, get one free', ['for 2001']],
    ['three for the price of two', ['for 3002']],
    ['double points', ['times 2']],
    ['3x points', ['times 3']],
    ['3 months free', ['free 0', 'month 3']],
    ['a 3-month plan', ['month 3']],
    ['free for a month', ['month 1', 'free 0']],
    ['until 2026-12-31', ['date 0']],
    ['until 31 December 2026', ['date 0']],
    ['until Dec 31st', ['date 0']],
    ['from 9:30 to 5pm', ['time 570', 'time 1020']],
    ['use SAVE20 at the till', ['label 0']],
    ['the best one for your loved ones', []],
    ['a sugar-free drink, feel free to ask', []],
    ['You may march on', []],
  ])('%s', (text, expected) => {
    expect(readClaims(text).map(({ unit, value }) => `${unit} ${value}`)).toEqual(expected);
  });
});

describe('every number is traced to the record', () => {
  test.each([
    'Take 20% off hiking boots when you spend $50 or more.',
    'Twenty percent off hiking boots, until 31 March 2027.',
    'Save 20% on boots by March 31st.',
    '20% off until 3/31/2027, or 31.03.2027',
    'Valid for 31 days: 20% off',
    'Boots at a better price',
  ])('passes: %s', (text) => {
    expect(issues(text)).toEqual([]);
  });

  test.each([
    ['30% off boots', 'untraceable-number'],
    ['$20 off boots', 'untraceable-number'],
    ['20 points on boots', 'untraceable-number'],
    ['Spend $20 and get $50 off', 'untraceable-number'],
    ['Get $50 off boots', 'untraceable-number'],
    ['Spend €50 for 20% off', 'untraceable-number'],
    ['20% off until 30 March 2027', 'untraceable-number'],
    ['20% off until 31 March 2028', 'untraceable-number'],
    ['20% off, only 12 left', 'untraceable-number'],
    ['20% off, worth $7', 'untraceable-number'],
    ['Free boots with 20% off', 'untraceable-number'],
    ['Two for one: 20% off', 'untraceable-number'],
    ['20% off with code HIKE20', 'untraceable-number'],
    ['Double points and 20% off', 'untraceable-number'],
    ['20% off when you pay by credit card', 'untraceable-payment'],
  ])('refuses: %s', (text, type) => {
    expect(issues(text)).toContain(type);
  });

  test('what is given is kept apart from what is asked for', () => {
    expect(issues('Earn 1,500 bonus points on a 3-month gym pass for 500 points', points)).toEqual([]);
    expect(issues('Earn 500 bonus points on a 3-month gym pass', points)).toEqual(['untraceable-number']);
    expect(issues('Redeem 1,500 points', points)).toEqual(['untraceable-number']);
    expect(issues('Spend $50 or more and get $10 off', points)).toEqual([]);
    expect(issues('Spend $10 or more and get $50 off', points)).toHaveLength(2);
  });

  test('a name that contradicts its record is no source', () => {
    const wrong = { ...coupon, discountPct: 15 };
    expect(issues('20% off boots', wrong)).toEqual(['untraceable-number']);
    expect(issues('15% off boots', wrong)).toEqual([]);
    const { discountPct: _, ...untyped } = coupon;
    expect(issues('20% off boots', untyped)).toEqual([]);
  });

  test('a refusal says what the record holds', () => {
    const [issue] = traceCopy('30% off boots', coupon, context).issues;
    expect(issue?.message).toContain('"30%"');
    expect(issue?.message).toContain('its percentage is 20');
  });

  test('a gift is free, what it needs is not', () => {
    const gift: Reward = {
      id: 'g',
      type: 'Gift',
      name: 'Tea',
      product: 'tea',
      category: 'food',
      pointsRequired: 80,
    };
    expect(issues('Free tea for 80 points', gift)).toEqual([]);
    expect(issues('Free tea for 90 points', gift)).toEqual(['untraceable-number']);
  });

  test('no number that the record lacks gets past, whatever stands around it', () => {
    const word = fc.constantFrom(
      'Save',
      'get',
      'the',
      'boots',
      'x',
      '-',
      '$',
      '%',
      'points',
      'for',
      ',',
      'free',
      '5',
      'a',
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 8 }),
        fc.array(word, { maxLength: 8 }),
        fc.integer({ min: 51, max: 9999 }),
        (a, b, n) => {
          const text = `${a.join(' ')} ${n} ${b.join(' ')}`;
          expect(issues(text, { ...coupon, name: 'Boots' })).toContain('untraceable-number');
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('each digit of a text is part of some claim', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (noise) => {
        const text = `${noise} 7 ${noise}`;
        expect(readClaims(text).length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
