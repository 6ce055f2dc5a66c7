import { expect, test } from 'vitest';
import { readNumbers } from '../../src/guardrails/read-numbers.ts';

test.each([
  [
    'Save 20% and $1,234.50 with 500 points',
    [
      [20, 'percent'],
      [1234.5, 'dollar'],
      [500, 'plain'],
    ],
  ],
  [
    '-5% or −$5 or $-5',
    [
      [-5, 'percent'],
      [-5, 'dollar'],
      [-5, 'dollar'],
    ],
  ],
  [
    '5-10% from 2026-10-01',
    [
      [5, 'plain'],
      [10, 'percent'],
    ],
  ],
  [
    '10 percent off, 2x points, 4K',
    [
      [10, 'percent'],
      [2, 'plain'],
      [4, 'plain'],
    ],
  ],
  ['P9654 and v2', []],
])('%s', (text, numbers) => {
  expect(readNumbers(text).map(({ value, unit }) => [value, unit])).toEqual(numbers);
});
