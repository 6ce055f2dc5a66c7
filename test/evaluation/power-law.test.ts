import { expect, it } from 'vitest';
import { fitPowerLaw } from '../../src/evaluation/power-law.ts';

it('is the maximum likelihood above a known xmin', () => {
  // α = 1 + 2 / (ln 1 + ln e) for the values 1 and e: there is one candidate for xmin.
  const fit = fitPowerLaw([Math.E, 1]);
  expect(fit?.alpha).toBeCloseTo(3, 12);
  expect(fit?.xmin).toBe(1);
  expect(fit?.tail).toBe(2);
  // At e: |1 − e^−2 − 1/2|.
  expect(fit?.distance).toBeCloseTo(0.5 - Math.exp(-2), 12);
});

it('finds where an exact power law starts', () => {
  // Quantiles of x^−2.5 above 1, with ten values below that follow no power law.
  const tail = Array.from({ length: 400 }, (_, i) => (1 - (i + 0.5) / 400) ** (-1 / 1.5));
  const body = Array.from({ length: 40 }, (_, i) => 0.9 + 0.0025 * i);
  const fit = fitPowerLaw([...body, ...tail]);
  expect(fit?.alpha).toBeCloseTo(2.5, 1);
  expect(fit?.xmin).toBeGreaterThanOrEqual(1);
  expect(fit?.distance).toBeLessThan(0.02);
});

it('has no answer without two different values', () => {
  expect(fitPowerLaw([])).toBeUndefined();
  expect(fitPowerLaw([2])).toBeUndefined();
  expect(fitPowerLaw([2, 2, 2])).toBeUndefined();
  expect(() => fitPowerLaw([0, 1])).toThrow(RangeError);
});
