import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../src/domain/random.ts';
import {
  beta,
  exponential,
  gamma,
  logistic,
  logit,
  logNormal,
  poisson,
} from '../../src/simulation/distributions.ts';

const COUNT = 40_000;

function sample(draw: (random: Random) => number): number[] {
  const random = createRandom(11);
  return Array.from({ length: COUNT }, () => draw(random)).sort((a, b) => a - b);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}

/** The largest distance between the sample's distribution and the true one (Kolmogorov–Smirnov). */
function distance(sorted: readonly number[], cumulative: (x: number) => number): number {
  return Math.max(...sorted.map((x, i) => Math.abs((i + 0.5) / sorted.length - cumulative(x))));
}

/** With 40,000 numbers a true distribution stays below this 999 times in 1000. */
const CLOSE = 1.95 / Math.sqrt(COUNT);

test('exponential waiting times', () => {
  expect(
    distance(
      sample((random) => exponential(random, 4)),
      (x) => 1 - Math.exp(-x / 4),
    ),
  ).toBeLessThan(CLOSE);
});

describe('gamma', () => {
  test('of shape 1 is exponential, of shape 3 is the sum of three', () => {
    expect(
      distance(
        sample((random) => gamma(random, 1, 2)),
        (x) => 1 - Math.exp(-x / 2),
      ),
    ).toBeLessThan(CLOSE);
    const erlang = (x: number) => 1 - Math.exp(-x) * (1 + x + (x * x) / 2);
    expect(
      distance(
        sample((random) => gamma(random, 3)),
        erlang,
      ),
    ).toBeLessThan(CLOSE);
  });

  test.each([0.4, 2.5, 24])('of shape %d has the mean and the variance it should', (shape) => {
    const values = sample((random) => gamma(random, shape, 3));
    expect(Math.abs(mean(values) / (3 * shape) - 1)).toBeLessThan(4 / Math.sqrt(shape * COUNT));
    expect(Math.abs(variance(values) / (9 * shape) - 1)).toBeLessThan(0.08);
  });
});

test('beta(1, b) has its closed form', () => {
  expect(
    distance(
      sample((random) => beta(random, 1, 90)),
      (x) => 1 - (1 - x) ** 90,
    ),
  ).toBeLessThan(CLOSE);
});

test('log-normal: median and quartiles', () => {
  const values = sample((random) => logNormal(random, Math.log(400), 1.5));
  const quantile = (q: number) => values[Math.floor(q * COUNT)] ?? 0;
  expect(Math.abs(quantile(0.5) / 400 - 1)).toBeLessThan(0.05);
  // 0.67449 is the upper quartile of the standard normal.
  expect(Math.abs(Math.log(quantile(0.75) / quantile(0.25)) / (2 * 0.67449 * 1.5) - 1)).toBeLessThan(0.03);
});

test('poisson counts: mean, variance and the share of zeros', () => {
  const values = sample((random) => poisson(random, 2));
  expect(Math.abs(mean(values) - 2)).toBeLessThan(0.03);
  expect(Math.abs(variance(values) - 2)).toBeLessThan(0.06);
  expect(Math.abs(values.filter((value) => value === 0).length / COUNT - Math.exp(-2))).toBeLessThan(0.007);
});

test('logistic and logit undo each other', () => {
  for (const p of [0.01, 0.3, 0.5, 0.99]) expect(logistic(logit(p))).toBeCloseTo(p, 12);
});
