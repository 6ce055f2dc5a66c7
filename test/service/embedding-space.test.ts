import { describe, expect, test } from 'vitest';
import { cosine } from '../../src/domain/cosine.ts';
import { createRandom, normal } from '../../src/domain/random.ts';
import { meanCosine, project } from '../../src/service/embedding-space.ts';

const vector = (...values: number[]) => Float32Array.from(values);

test('cosine: direction alone counts', () => {
  expect(cosine(vector(1, 2, 3), vector(2, 4, 6))).toBeCloseTo(1, 12);
  expect(cosine(vector(1, 0), vector(0, 5))).toBe(0);
  expect(cosine(vector(1, 1), vector(-3, -3))).toBeCloseTo(-1, 12);
  expect(cosine(vector(3, 4), vector(4, 3))).toBeCloseTo(24 / 25, 6);
  expect(cosine(vector(0, 0), vector(1, 2))).toBe(0);
});

test('mean cosine with several', () => {
  expect(meanCosine(vector(1, 0), [vector(1, 0), vector(0, 1), vector(-1, 0), vector(2, 0)])).toBeCloseTo(
    0.25,
    6,
  );
});

describe('the map', () => {
  const distance = (a: { x: number; y: number } | undefined, b: { x: number; y: number } | undefined) =>
    Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0));

  test('puts near what is alike, and far what is not', () => {
    const places = project([
      vector(1, 0, 0, 0.1),
      vector(1, 0.1, 0, 0),
      vector(0, 0, 1, 0),
      vector(0, 0.1, 1, 0),
    ]);
    expect(distance(places[0], places[1])).toBeLessThan(0.3);
    expect(distance(places[2], places[3])).toBeLessThan(0.3);
    expect(distance(places[0], places[2])).toBeGreaterThan(1);
  });

  test('lies around its middle, along two axes at right angles, the longer one first', () => {
    const random = createRandom(1);
    const places = project(
      Array.from({ length: 30 }, () =>
        Float32Array.from({ length: 16 }, (_, i) => normal(random) * (i < 2 ? 4 : 1)),
      ),
    );
    const sum = (of: (place: { x: number; y: number }) => number) =>
      places.reduce((total, p) => total + of(p), 0);
    expect(sum(({ x }) => x)).toBeCloseTo(0, 6);
    expect(sum(({ y }) => y)).toBeCloseTo(0, 6);
    expect(sum(({ x, y }) => x * y)).toBeCloseTo(0, 1);
    expect(sum(({ x }) => x * x)).toBeGreaterThan(sum(({ y }) => y * y));
  });

  test('does not depend on lengths', () => {
    const short = project([vector(1, 0), vector(0, 1), vector(1, 1)]);
    const long = project([vector(9, 0), vector(0, 3), vector(5, 5)]);
    short.forEach((place, i) => {
      expect(distance(place, long[i])).toBeLessThan(1e-6);
    });
  });

  test('of nothing, of one and of several alike has them all in the middle', () => {
    expect(project([])).toEqual([]);
    expect(project([vector(1, 2)])).toEqual([{ x: 0, y: 0 }]);
    for (const { x, y } of project([vector(1, 2), vector(2, 4)])) expect(Math.hypot(x, y)).toBeLessThan(1e-6);
  });
});
