import { expect, test } from 'vitest';
import { logGamma } from '../../src/domain/log-gamma.ts';
import { betaQuantiles } from '../../src/matching/beta-distribution.ts';
import { fitBetaPrior } from '../../src/matching/beta-prior.ts';
import beta from '../fixtures/matching/beta.json';

test.each(beta.quantiles)('quantile $share of Beta($a, $b) is that of SciPy', ({ a, b, share, value }) => {
  const [ours = Number.NaN] = betaQuantiles(a, b, [share]);
  expect(ours / value).toBeCloseTo(1, 5);
});

test('ln Γ: factorials and Γ(1/2) = √π', () => {
  expect(logGamma(5)).toBeCloseTo(Math.log(24), 12);
  expect(logGamma(171)).toBeCloseTo(706.5730622457874, 9);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
});

test("the most likely prior is that of SciPy's optimiser", () => {
  const { tried, used, mean, strength } = beta.prior;
  const prior = fitBetaPrior(tried.map((count, i) => ({ tried: count, used: used[i] ?? 0 })));
  expect(prior?.mean).toBeCloseTo(mean, 5);
  expect((prior?.strength ?? 0) / strength).toBeCloseTo(1, 3);
});

test('equal rates give a strong prior, nothing tried gives none', () => {
  const same = fitBetaPrior(Array.from({ length: 30 }, () => ({ tried: 1000, used: 200 })));
  expect(same?.mean).toBeCloseTo(0.2, 3);
  expect(same?.strength).toBeGreaterThan(10_000);
  expect(fitBetaPrior([{ tried: 0, used: 0 }])).toBeUndefined();
});
