import { expect, it, test } from 'vitest';
import { signTest } from '../../src/evaluation/sign-test.ts';

// scipy.stats.binomtest(plus, plus + minus).pvalue
test.each([
  [14, 5, 0.063568115234375],
  [9, 3, 0.14599609375],
  [460, 540, 0.012444146277171799],
])('%d against %d', (plus, minus, expected) => {
  expect(signTest(plus, minus)).toBeCloseTo(expected, 12);
  expect(signTest(minus, plus)).toBe(signTest(plus, minus));
});

it('keeps small tails precise', () => {
  // scipy.stats.binomtest(3, 1000).pvalue
  expect(signTest(3, 997) / 3.110894301402977e-293).toBeCloseTo(1, 10);
});

it('finds nothing in an even split, in none and in a single answer', () => {
  expect(signTest(0, 0)).toBe(1);
  expect(signTest(7, 7)).toBe(1);
  expect(signTest(4, 3)).toBe(1);
  expect(signTest(1, 0)).toBe(1);
  expect(() => signTest(0.5, 1)).toThrow(RangeError);
});
