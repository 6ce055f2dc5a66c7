import { expect, test } from 'vitest';
import {
  createRandom,
  mix32,
  normal,
  pick,
  pickWeighted,
  randomInt,
  sampleWeighted,
  shuffled,
} from '../../src/domain/random.ts';

function draw(seed: number, stream?: number): number[] {
  const random = createRandom(seed, stream);
  return Array.from({ length: 5 }, () => random.next());
}

test('the same seed and stream give the same numbers, others do not', () => {
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1, 2)).toEqual(draw(1, 2));
  const streams = [draw(1), draw(2), draw(1, 1), draw(1, 2)].map(String);
  expect(new Set(streams).size).toBe(4);
});

test('numbers are spread evenly over [0, 1)', () => {
  const random = createRandom(7);
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 20_000; i++) {
    const value = random.next();
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThan(1);
    const bin = Math.floor(value * 10);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  // χ² with 9 degrees of freedom stays below 27.9 in 999 of 1000 cases.
  expect(counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)).toBeLessThan(27.9);
});

test('mixing keeps different integers different', () => {
  const mixed = new Set(Array.from({ length: 100_000 }, (_, i) => mix32(i)));
  expect(mixed.size).toBe(100_000);
});

test('normal numbers have mean 0 and variance 1', () => {
  const random = createRandom(3);
  const values = Array.from({ length: 20_000 }, () => normal(random));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(variance).toBeCloseTo(1, 1);
});

test('weights decide how often an item is drawn, and a zero weight never', () => {
  const random = createRandom(5);
  const counts = { a: 0, b: 0, never: 0 };
  for (let i = 0; i < 10_000; i++) {
    counts[pickWeighted(random, ['a', 'b', 'never'] as const, (item) => ({ a: 3, b: 1, never: 0 })[item])]++;
  }
  expect(counts.a / 10_000).toBeCloseTo(0.75, 1);
  expect(counts.never).toBe(0);
});

test('samples hold different items; shuffles hold the same ones', () => {
  const items = Array.from({ length: 10 }, (_, i) => i);
  const random = createRandom(9);
  expect(new Set(sampleWeighted(random, items, 4, () => 1)).size).toBe(4);
  expect(sampleWeighted(random, items, 99, () => 1)).toHaveLength(10);
  const turned = shuffled(random, items);
  expect(turned).not.toEqual(items);
  expect([...turned].sort((a, b) => a - b)).toEqual(items);
});

test('nothing to draw from is a mistake', () => {
  const random = createRandom(1);
  expect(() => pick(random, [])).toThrow(RangeError);
  expect(() => pickWeighted(random, ['a'], () => 0)).toThrow(RangeError);
  expect(randomInt(random, 1)).toBe(0);
});
