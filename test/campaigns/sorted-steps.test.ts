import { expect, test } from 'vitest';
import { sortedSteps } from '../../src/campaigns/sorted-steps.ts';
import { createRandom, randomInt } from '../../src/domain/random.ts';
import { runSteps } from '../../src/domain/steps.ts';

test.each([0, 1, 2, 1999, 2000, 2001, 10_007])(
  '%i items are sorted as at once, equal ones in their order',
  (count) => {
    const random = createRandom(count);
    const items = Array.from({ length: count }, (_, place) => ({ place, key: randomInt(random, 50) }));
    const byKey = (a: { readonly key: number }, b: { readonly key: number }) => a.key - b.key;
    expect(runSteps(sortedSteps(items, byKey))).toEqual([...items].sort(byKey));
  },
);

test('yields often enough for a page', () => {
  const items = Array.from({ length: 80_000 }, (_, i) => (i * 7919) % 80_000);
  const steps = sortedSteps(items, (a, b) => a - b);
  let yields = 0;
  while (steps.next().done !== true) yields += 1;
  expect(yields).toBeGreaterThan(200);
});
