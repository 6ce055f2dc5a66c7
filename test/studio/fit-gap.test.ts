import { expect, test } from 'vitest';
import type { SimilarityChange } from '../../src/service/contract.ts';
import { averageFits, gapOf, gapWords } from '../../src/studio/fit-gap.ts';
import { describePerson } from '../../src/studio/words.ts';
import { examplePersonas } from './support/example-personas.ts';

const changes: readonly SimilarityChange[] = [
  { text: 'a', verdict: 'accepted', before: 0.5, after: 0.4 },
  { text: 'b', verdict: 'accepted', before: 0.3, after: 0.2 },
  { text: 'c', verdict: 'rejected', before: 0.35, after: -0.1 },
];

test('the gap widens also while every fit falls', () => {
  const [before, after] = [averageFits(changes, 'before'), averageFits(changes, 'after')];
  expect(before && gapOf(before)).toBeCloseTo(0.05, 9);
  expect(after && gapOf(after)).toBeCloseTo(0.4, 9);
});

test('one kind alone has no gap', () => {
  expect(averageFits(changes.slice(0, 2), 'after')).toBeUndefined();
  expect(averageFits([], 'before')).toBeUndefined();
});

test.each([
  [0.05, 0.4, 'further apart'],
  [-0.2, -0.1, 'further apart'],
  [0.4, 0.1, 'closer together'],
  [0.101, 0.104, 'as far apart'],
])('from %f to %f: %s', (before, after, words) => {
  expect(gapWords(before, after)).toBe(words);
});

test('a code gets a person behind it', () => {
  const [first, , third] = examplePersonas;
  expect(first && describePerson(first)).toBe('30, budget-conscious, finance and fitness');
  expect(third && describePerson(third)).toBe('62, balanced, music');
  expect(third && describePerson({ ...third, spendingPattern: '', interests: [] })).toBe('62');
});
