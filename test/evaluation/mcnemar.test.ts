import { expect, it } from 'vitest';
import { mcNemarTest } from '../../src/evaluation/mcnemar.ts';

it('compares how often two judges accept', () => {
  // statsmodels.stats.contingency_tables.mcnemar([[30, 25], [10, 40]], exact=True), and exact=False, correction=True
  const test = mcNemarTest(25, 10);
  expect(test.exactP).toBeCloseTo(0.016673847800120715, 12);
  expect(test.statistic).toBeCloseTo(5.6, 12);
  expect(test.p).toBeCloseTo(0.01796047752607879, 12);
});

it('finds nothing where judges never or evenly disagree', () => {
  expect(mcNemarTest(0, 0)).toEqual({ exactP: 1, statistic: 0, p: 1 });
  expect(mcNemarTest(4, 4)).toEqual({ exactP: 1, statistic: 0, p: 1 });
});
