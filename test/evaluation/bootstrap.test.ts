import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import {
  bootstrapDifference,
  bootstrapLift,
  bootstrapMean,
  quantileOfSorted,
} from '../../src/evaluation/bootstrap.ts';

const first = Array.from({ length: 50 }, (_, i) => ((37 * i) % 101) / 100);
const second = Array.from({ length: 50 }, (_, i) => ((53 * i) % 89) / 100);

describe('the bootstrap', () => {
  // scipy.stats.bootstrap((values,), np.mean, method='percentile', n_resamples=1_000_000, rng=1)
  it('gives the interval of a mean', () => {
    const { mean, low, high } = bootstrapMean(first, createRandom(1), { resamples: 100_000 });
    expect(mean).toBeCloseTo(0.5002, 12);
    expect(Math.abs(low - 0.4182)).toBeLessThan(0.0015);
    expect(Math.abs(high - 0.582)).toBeLessThan(0.0015);
  });

  it('gives another coverage', () => {
    const { low, high } = bootstrapMean(first, createRandom(1), { resamples: 100_000, coverage: 0.8 });
    expect(Math.abs(low - 0.4464)).toBeLessThan(0.0015);
    expect(Math.abs(high - 0.554)).toBeLessThan(0.0015);
  });

  it('gives the interval of a paired difference', () => {
    const { mean, low, high } = bootstrapDifference(first, second, createRandom(1), { resamples: 100_000 });
    expect(mean).toBeCloseTo(0.0642, 12);
    expect(Math.abs(low + 0.0388)).toBeLessThan(0.002);
    expect(Math.abs(high - 0.168)).toBeLessThan(0.002);
  });

  it('gives the interval of a relative lift, undefined over nothing', () => {
    // The same with statistic mean(first) / mean(second) − 1 and paired=True, n_resamples=300_000.
    const lift = bootstrapLift(first, second, createRandom(1), { resamples: 100_000 });
    expect(lift?.mean).toBeCloseTo(0.14724770642201834, 12);
    expect(Math.abs((lift?.low ?? 9) + 0.0807)).toBeLessThan(0.004);
    expect(Math.abs((lift?.high ?? 9) - 0.4344)).toBeLessThan(0.004);
    expect(bootstrapLift([1, 0], [0, 0], createRandom(1))).toBeUndefined();
    // Of two persons, one in four resamples has nothing in the second arm.
    expect(bootstrapLift([1, 1], [1, 0], createRandom(1))).toMatchObject({ mean: 1, low: 0 });
    expect(() => bootstrapLift([1, 0], [1], createRandom(1))).toThrow(RangeError);
  });

  it('gives the same interval for the same seed, another for another', () => {
    expect(bootstrapMean(first, createRandom(3))).toEqual(bootstrapMean(first, createRandom(3)));
    expect(bootstrapMean(first, createRandom(3))).not.toEqual(bootstrapMean(first, createRandom(4)));
  });

  it('keeps the seeds of a person together: repeating every answer under more seeds narrows nothing', () => {
    const once = bootstrapMean(first, createRandom(5));
    const thrice = bootstrapMean(
      first.map((value) => [value, value, value]),
      createRandom(5),
    );
    expect(thrice.low).toBeCloseTo(once.low, 12);
    expect(thrice.high).toBeCloseTo(once.high, 12);
    const asPersons = bootstrapMean([...first, ...first, ...first], createRandom(5));
    expect(asPersons.high - asPersons.low).toBeLessThan(0.7 * (once.high - once.low));
  });

  it('counts every person once, however many seeds it has', () => {
    expect(bootstrapMean([[1, 1, 1], [0]], createRandom(1)).mean).toBe(0.5);
    expect(bootstrapDifference([[1, 0], 1], [0, [1, 0]], createRandom(1)).mean).toBe(0.5);
  });

  it('is a point where all are alike', () => {
    expect(bootstrapMean([1, 1, 1], createRandom(1))).toEqual({ mean: 1, low: 1, high: 1 });
  });

  it('refuses persons without a value and unpaired lists', () => {
    expect(() => bootstrapMean([], createRandom(1))).toThrow(RangeError);
    expect(() => bootstrapMean([1, []], createRandom(1))).toThrow(RangeError);
    expect(() => bootstrapDifference([1, 0], [1], createRandom(1))).toThrow(RangeError);
    expect(() => bootstrapMean([1], createRandom(1), { resamples: 0 })).toThrow(RangeError);
  });
});

it('interpolates quantiles', () => {
  // numpy.quantile([1, 2, 4, 8], q)
  expect(quantileOfSorted([1, 2, 4, 8], 0)).toBe(1);
  expect(quantileOfSorted([1, 2, 4, 8], 0.5)).toBe(3);
  expect(quantileOfSorted([1, 2, 4, 8], 0.9)).toBeCloseTo(6.8, 12);
  expect(quantileOfSorted([1, 2, 4, 8], 1)).toBe(8);
});
