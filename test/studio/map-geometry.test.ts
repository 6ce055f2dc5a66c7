import { expect, test } from 'vitest';
import type { MapPoint } from '../../src/service/contract.ts';
import { alignTo, fitTo } from '../../src/studio/map-geometry.ts';

const points: readonly MapPoint[] = [
  { kind: 'persona', label: 'Ada', x: 0.2, y: 0.1 },
  { kind: 'accepted', label: 'a', x: 1, y: 0.5 },
  { kind: 'rejected', label: 'b', x: -0.7, y: 1.4 },
  { kind: 'unjudged', label: 'c', x: 0.3, y: -0.9 },
];

function turned(angle: number, mirrored: boolean): readonly MapPoint[] {
  const flip = mirrored ? -1 : 1;
  return points.map((point) => ({
    ...point,
    x: Math.cos(angle) * point.x - Math.sin(angle) * point.y * flip + 3,
    y: Math.sin(angle) * point.x + Math.cos(angle) * point.y * flip - 2,
  }));
}

test.each([
  [0.4, false],
  [2.6, false],
  [-1.9, true],
  [Math.PI, true],
])('a map turned by %f (mirrored: %s) is laid back onto the first', (angle, mirrored) => {
  const back = alignTo(turned(angle, mirrored), points);
  back.forEach((point, index) => {
    expect(point.x).toBeCloseTo(points[index]?.x ?? Number.NaN, 9);
    expect(point.y).toBeCloseTo(points[index]?.y ?? Number.NaN, 9);
  });
});

test('distances stay what they are, and points without a partner move along', () => {
  const later = [...turned(1.1, true), { kind: 'unjudged' as const, label: 'new', x: 5, y: 5 }];
  const moved = alignTo(later, points);
  const distance = (list: readonly MapPoint[], i: number, j: number) =>
    Math.hypot((list[i]?.x ?? 0) - (list[j]?.x ?? 0), (list[i]?.y ?? 0) - (list[j]?.y ?? 0));
  for (const [i, j] of [
    [0, 1],
    [1, 4],
    [2, 4],
  ] as const) {
    expect(distance(moved, i, j)).toBeCloseTo(distance(later, i, j), 9);
  }
});

test('a map that shares nothing with the first is left alone', () => {
  const other: readonly MapPoint[] = [{ kind: 'accepted', label: 'z', x: 1, y: 2 }];
  expect(alignTo(other, points)).toEqual(other);
});

test('all points lie within the frame, at one scale for both axes', () => {
  const frame = { width: 400, height: 200, margin: 20 };
  const place = fitTo(frame, points);
  const placed = points.map(place);
  for (const { x, y } of placed) {
    expect(x).toBeGreaterThanOrEqual(20);
    expect(x).toBeLessThanOrEqual(380);
    expect(y).toBeGreaterThanOrEqual(20 - 1e-9);
    expect(y).toBeLessThanOrEqual(180 + 1e-9);
  }
  const [a, b, c] = placed;
  const scaleX = ((b?.x ?? 0) - (a?.x ?? 0)) / 0.8;
  const scaleY = ((a?.y ?? 0) - (c?.y ?? 0)) / 1.3;
  expect(scaleX).toBeCloseTo(scaleY, 9);
});

test('points that are all in one place do not blow the scale up', () => {
  const same: readonly MapPoint[] = [
    { kind: 'persona', label: 'Ada', x: 0, y: 0 },
    { kind: 'accepted', label: 'a', x: 0, y: 0 },
  ];
  expect(same.map(fitTo({ width: 100, height: 100, margin: 5 }, same))).toEqual([
    { x: 50, y: 50 },
    { x: 50, y: 50 },
  ]);
});
