import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/guardrails/policy/plain-text.ts';
import { readWords } from '../../../src/guardrails/policy/read-words.ts';
import { readDates } from '../../../src/guardrails/policy/stated-dates.ts';

const NOTHING: readonly string[] = [];

function numbers(text: string): readonly (readonly [string, ...number[]])[] {
  return readWords(text, '', NOTHING).numbers.map(({ unit, values }) => [unit, ...values] as const);
}

describe('numbers as people write them', () => {
  test.each([
    ['Save 100% now', [['percent', 100]]],
    ['Save 100.5%', [['percent', 100.5]]],
    ['150 %', [['percent', 150]]],
    ['１５０％', [['percent', 150]]],
    ['١٥٠٪', [['percent', 150]]],
    ['१५०%', [['percent', 150]]],
    ['𝟏𝟓𝟎%', [['percent', 150]]],
    ['1\u200B5\u20600%', [['percent', 150]]],
    ['1️⃣5️⃣0️⃣%', [['percent', 150]]],
    ['¹⁵⁰%', [['percent', 150]]],
    ['100½%', [['percent', 100.5]]],
    ['½%', [['percent', 0.5]]],
    ['100,5%', [['percent', 100.5]]],
    ['1٫5%', [['percent', 1.5]]],
    ['.5% back', [['percent', 0.5]]],
    ['1500‰', [['percent', 150]]],
    ['150 percent', [['percent', 150]]],
    ['150-percent', [['percent', 150]]],
    ['150 per cent', [['percent', 150]]],
    ['150 pct', [['percent', 150]]],
    ['150 Prozent', [['percent', 150]]],
    ['one hundred and fifty percent off', [['percent', 150]]],
    ['One Hundred-and-Fifty Per Cent', [['percent', 150]]],
    ['a hundred percent', [['percent', 100]]],
    ['a hundred and one percent', [['percent', 101]]],
    ['1 hundred and fifty percent', [['percent', 150]]],
    ['fifteen hundred percent', [['percent', 1500]]],
    ['two point five percent', [['percent', 2.5]]],
    ['100 point 5 percent', [['percent', 100.5]]],
    ['minus five percent', [['percent', -5]]],
    ['half price boots', [['percent', 50]]],
    ['1,000 bonus points', [['points', 1000, 1]]],
    ['1.000 points', [['points', 1000, 1]]],
    ['1 000 points', [['points', 1000]]],
    ['10k points', [['points', 10_000]]],
    ['1 million points', [['points', 1_000_000]]],
    ['$1,234.50', [['money', 1234.5]]],
    ['1.234,50 €', [['money', 1234.5]]],
    ['50 cents', [['money', 0.5]]],
    ['twenty-five dollars', [['money', 25]]],
    ['−$5 off', [['money', -5]]],
    ['$-5 off', [['money', -5]]],
    ['a 30-day trial', [['duration', 30]]],
    ['2x points', [['times', 2]]],
    ['the 3rd tent', [['ordinal', 3]]],
    ['4K', [['plain', 4, 4000]]],
    ['one more for two', []],
    ['P9654 and v2', []],
  ])('%s', (text, expected) => {
    expect(numbers(text)).toEqual(expected);
  });

  test.each([
    'one fifty percent',
    'x150%',
    '15O%',
    'l50%',
    '1e3%',
    '1.5.0%',
    '፻%',
    '150 whole percent',
    'one hundred 50%',
    '一百五十%',
  ])('%s is a percentage that cannot be read', (text) => {
    expect(
      readWords(text, '', NOTHING).numbers.some(({ unit, values }) => unit === 'percent' && !values.length),
    ).toBe(true);
  });

  test('figures set apart are read together as well', () => {
    expect(numbers('1 50%').at(-1)).toEqual(['percent', 50, 150]);
  });
});

describe('what is no negative number', () => {
  test.each([
    ['10-20% off', [10, 20]],
    ['10 - 20% off', [10, 20]],
    ['10–20% off', [10, 20]],
    ['20%-30% off', [20, 30]],
    ['Weekend sale - 20% off', [20]],
    ['Weekend sale – 20% off', [20]],
    ['pre-2020 wines', [2020]],
    ['a 4-6 person tent', [4, 6]],
    ['until 2026-11-22', []],
    ['until 22-11-2026', []],
    ['call 0800-555-0199', []],
    ['call +1 (800) 555-0199', []],
    ['call 555-0199', []],
  ])('%s', (text, expected) => {
    expect(readWords(text, '', NOTHING).numbers.flatMap(({ values }) => values)).toEqual(expected);
  });

  test.each(['-5% off', '- 5% off', '–5% off', '−５％ off', '10 -20%', 'just -5 points', '(-5%)', '➖5%'])(
    '%s is one',
    (text) => {
      const values = readWords(text, '', NOTHING).numbers.flatMap((number) => number.values);
      expect(Math.min(...values)).toBeLessThan(0);
    },
  );
});

test('telephone numbers are told apart from numbers, and allowed where the policy says so', () => {
  expect(readWords('call 0800-555-0199', '', []).phones).toEqual(['0800-555-0199']);
  expect(readWords('call 0800-555-0199', '', ['0800-555-0199']).phones).toEqual([]);
  expect(readWords('1 000 000 points', '', []).phones).toEqual([]);
});

test('a percentage in the name of the product promises nothing, unless it is taken off', () => {
  const claims = (text: string, product: string) =>
    readWords(text, product, []).numbers.map(({ written, claim }) => [written, claim]);
  expect(claims('100% cotton sheets with 20% off', '100% cotton sheets')).toEqual([
    ['100%', false],
    ['20%', true],
  ]);
  expect(claims('Get 60% off everything', '60% off everything')).toEqual([['60%', true]]);
  expect(claims('Get 60% today', '60%')).toEqual([['60%', true]]);
});

test.each([
  ['until 2026-11-30', [{ year: 2026, month: 11, day: 30 }]],
  ['until 30 November', [{ month: 11, day: 30 }]],
  ['until Nov 30th, 2026', [{ year: 2026, month: 11, day: 30 }]],
  ['until the 30th of November', [{ month: 11, day: 30 }]],
  ['until 30/11/2026', [{ year: 2026, month: 11, day: 30 }]],
  [
    'until 3/4/26',
    [
      { year: 2026, month: 4, day: 3 },
      { year: 2026, month: 3, day: 4 },
    ],
  ],
  ['until 2026-02-30', []],
])('%s', (text, readings) => {
  expect(readDates(plainText(text)).map((date) => date.readings)).toEqual([readings]);
});

test('a month before a percentage is no date', () => {
  expect(readDates('In May 20% off tents')).toEqual([]);
  expect(readDates('You may 20 percent')).toEqual([]);
});
