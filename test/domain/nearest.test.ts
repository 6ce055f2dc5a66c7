import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, nearestName } from '../../src/domain/nearest.ts';

test('counts single changes', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
});

test('is a metric', () => {
  const word = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      expect(editDistance(a, a)).toBe(0);
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
});

test('suggests what is close and nothing else', () => {
  const known = ['monthlyIncome', 'age', 'interests'];
  expect(nearestName('Monthly Incme', known)).toBe('monthlyIncome');
  expect(nearestName('income', known)).toBe('monthlyIncome');
  expect(nearestName('zodiac', known)).toBeUndefined();
  expect(nearestName('', known)).toBeUndefined();
  expect(nearestName('x'.repeat(10_000), known)).toBeUndefined();
});
