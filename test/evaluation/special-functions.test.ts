import { describe, expect, it, test } from 'vitest';
import { logGamma } from '../../src/domain/log-gamma.ts';
import {
  incompleteBeta,
  studentTTwoSided,
  studentTTwoSidedQuantile,
  upperIncompleteGamma,
} from '../../src/evaluation/special-functions.ts';

/** Difference over the size of the expected value. */
function relativeError(value: number, expected: number): number {
  return Math.abs(value - expected) / Math.abs(expected);
}

describe('special functions', () => {
  // mpmath.loggamma(x), 50 digits
  test.each([
    [0.001, 6.907178885383853],
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [3.7, 1.428072326665388],
    [10, 12.80182748008147],
    [171.5, 709.1431630309282],
    [10_000, 82099.71749644238],
  ])('ln Γ(%d)', (x, expected) => {
    expect(relativeError(logGamma(x), expected)).toBeLessThan(1e-13);
  });

  it('has the logarithms of factorials, zeros included', () => {
    expect(Math.abs(logGamma(1))).toBeLessThan(1e-14);
    expect(Math.abs(logGamma(2))).toBeLessThan(1e-14);
    expect(logGamma(6)).toBeCloseTo(Math.log(120), 13);
    expect(() => logGamma(0)).toThrow(RangeError);
  });

  // mpmath.gammainc(a, x, inf, regularized=True), 50 digits
  test.each([
    [0.5, 0.01, 0.8875370839817152],
    [0.5, 3.84, 0.005583616806378765],
    [0.5, 69.93, 2.8564630672627994e-32],
    [1, 1, 0.36787944117144233],
    [2, 0.5, 0.9097959895689501],
    [2.5, 30, 1.215456977718304e-11],
    [10, 9, 0.5874082443319414],
    [50, 70, 0.005140502458505894],
    [100, 80, 0.9828916869648668],
  ])('Q(%d, %d)', (a, x, expected) => {
    expect(relativeError(upperIncompleteGamma(a, x), expected)).toBeLessThan(1e-12);
  });

  it('knows the ends of Q', () => {
    expect(upperIncompleteGamma(2, 0)).toBe(1);
    expect(upperIncompleteGamma(2, Number.POSITIVE_INFINITY)).toBe(0);
    expect(() => upperIncompleteGamma(0, 1)).toThrow(RangeError);
    expect(() => upperIncompleteGamma(1, -1)).toThrow(RangeError);
  });

  // mpmath.betainc(a, b, 0, x, regularized=True), 50 digits
  test.each([
    [0.5, 0.5, 0.3, 0.36901011956554536],
    [2, 3, 0.5, 0.6875],
    [1, 0.5, 0.01, 0.005012562893380045],
    [10, 0.5, 0.9, 0.15164090963470997],
    [5, 5, 0.1, 0.00089092],
    [50, 51, 0.5, 0.5397946186935894],
    [0.1, 20, 0.02, 0.9267670210840787],
    [500, 500.5, 0.48, 0.10572259019766286],
  ])('I(%d, %d) at %d', (a, b, x, expected) => {
    expect(relativeError(incompleteBeta(a, b, x), expected)).toBeLessThan(1e-11);
  });

  it('knows the ends of I', () => {
    expect(incompleteBeta(2, 3, 0)).toBe(0);
    expect(incompleteBeta(2, 3, 1)).toBe(1);
    expect(() => incompleteBeta(1, 1, 1.1)).toThrow(RangeError);
  });

  // scipy.stats: 2 * t.sf(|t|, v)
  test.each([
    [2.776, 4, 0.05002277831997642],
    [0.5, 1, 0.7048327646991335],
    [-3.2, 2, 0.08534087923995284],
    [12, 4, 0.000276428548502973],
    [0.01, 30, 0.9920874925731777],
    [5, 200, 1.2501981277715407e-6],
  ])('both tails of t at %d with %d degrees of freedom', (t, degrees, expected) => {
    expect(relativeError(studentTTwoSided(t, degrees), expected)).toBeLessThan(1e-12);
  });

  // scipy.stats: t.isf(p / 2, v)
  test.each([
    [0.05, 1, 12.706204736174705],
    [0.05, 2, 4.302652729749464],
    [0.05, 4, 2.7764451051977943],
    [0.05, 30, 2.042272456301238],
    [0.01, 9, 3.2498355415921263],
  ])('the t that is exceeded with probability %d at %d degrees of freedom', (p, degrees, expected) => {
    expect(relativeError(studentTTwoSidedQuantile(p, degrees), expected)).toBeLessThan(1e-12);
  });
});
