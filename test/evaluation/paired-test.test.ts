import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { pairedTTest, signFlipTest } from '../../src/evaluation/paired-test.ts';

describe('the paired t-test', () => {
  // scipy.stats.ttest_rel(first, second), and .confidence_interval(0.95)
  it('finds a clear difference over five seeds', () => {
    const test = pairedTTest([0.94, 0.921, 0.933, 0.947, 0.928], [0.801, 0.815, 0.79, 0.832, 0.81]);
    expect(test?.t).toBeCloseTo(17.333795305141994, 10);
    expect(test?.degreesOfFreedom).toBe(4);
    expect(test?.p).toBeCloseTo(6.501316928132058e-5, 14);
    expect(test?.meanDifference).toBeCloseTo(0.1242, 12);
    expect(test?.low).toBeCloseTo(0.10430623317080061, 12);
    expect(test?.high).toBeCloseTo(0.1440937668291994, 12);
  });

  it('finds none over three', () => {
    const test = pairedTTest([0.81, 0.8, 0.83], [0.8, 0.805, 0.82]);
    expect(test?.t).toBeCloseTo(1, 10);
    expect(test?.p).toBeCloseTo(0.4226497308103742, 10);
    expect(test?.low).toBeCloseTo(-0.016513263648747323, 12);
    expect(test?.high).toBeCloseTo(0.026513263648747332, 12);
  });

  it('says nothing of differences without a spread', () => {
    expect(pairedTTest([1, 1], [1, 1])).toBeUndefined();
    expect(pairedTTest([0, 0], [0, 0])).toBeUndefined();
    // Equal but for rounding, which would give a p of 1e-31.
    expect(pairedTTest([0.3, 0.5, 0.7], [0.1, 0.3, 0.5])).toBeUndefined();
    expect(pairedTTest([0.3, 0.5, 0.701], [0.1, 0.3, 0.5])?.degreesOfFreedom).toBe(2);
  });

  it('needs pairs', () => {
    expect(() => pairedTTest([1], [0])).toThrow(RangeError);
    expect(() => pairedTTest([1, 2], [0])).toThrow(RangeError);
  });
});

describe('the sign-flip test', () => {
  const zeros = (values: readonly number[]) => values.map(() => 0);

  it('is the sign test where outcomes are 0 or 1', () => {
    // scipy.stats.binomtest(14, 19).pvalue: 14 accept only the first offer, 5 only the second, 21 both or none
    const first = [...new Array(14).fill(1), ...new Array(5).fill(0), ...new Array(21).fill(1)];
    const second = [...new Array(14).fill(0), ...new Array(5).fill(1), ...new Array(21).fill(1)];
    const test = signFlipTest(first, second, createRandom(1));
    expect(test.method).toBe('exact');
    expect(test.p).toBeCloseTo(0.063568115234375, 12);
    expect(test.meanDifference).toBeCloseTo(9 / 40, 12);
  });

  it('goes through all patterns of few differences', () => {
    // scipy.stats.permutation_test((differences,), mean, permutation_type='samples', n_resamples=inf).pvalue
    const differences = [0.5, 1, -0.25, 0.75, 0.5, 0, -0.5, 1, 0.25];
    const test = signFlipTest(differences, zeros(differences), createRandom(1));
    expect(test.method).toBe('exact');
    expect(test.p).toBe(0.109375);
  });

  it('draws patterns of many', () => {
    // scipy.stats.permutation_test(…, n_resamples=1_000_000, rng=1).pvalue
    const differences = Array.from({ length: 40 }, (_, i) => (((7 * i) % 11) - 4) / 8);
    const test = signFlipTest(differences, zeros(differences), createRandom(1), { resamples: 100_000 });
    expect(test.method).toBe('Monte Carlo');
    expect(Math.abs(test.p - 0.0544979455020545)).toBeLessThan(0.003);
  });

  it('counts a pattern as far out as the observed one in spite of rounding', () => {
    // 0.1 + 0.2 + 0.3 depends on the order; both patterns without a minus reach it.
    expect(signFlipTest([0.3, 0.1, 0.2], [0, 0, 0], createRandom(1)).p).toBe(0.25);
  });

  it('finds nothing in nothing', () => {
    expect(signFlipTest([], [], createRandom(1))).toEqual({ meanDifference: 0, p: 1, method: 'exact' });
    expect(signFlipTest([1, 0], [1, 0], createRandom(1)).p).toBe(1);
    expect(() => signFlipTest([1], [], createRandom(1))).toThrow(RangeError);
  });
});
