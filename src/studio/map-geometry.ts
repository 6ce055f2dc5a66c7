import type { MapPoint } from '../service/contract.ts';

/**
 * Turns and mirrors `points` so that they lie as close as they can to the points of the same label in `target`
 * (orthogonal Procrustes). Distances stay what they are; a projection's directions are arbitrary, and without
 * this two maps of nearly the same thing may look upside down to each other.
 */
export function alignTo(points: readonly MapPoint[], target: readonly MapPoint[]): readonly MapPoint[] {
  const pairs = points.flatMap((point) => {
    const match = target.find(
      ({ kind, label }) => label === point.label && isPerson(kind) === isPerson(point.kind),
    );
    return match === undefined ? [] : [{ from: point, to: match }];
  });
  if (pairs.length < 2) return points;
  const from = centre(pairs.map((pair) => pair.from));
  const to = centre(pairs.map((pair) => pair.to));
  // Cross-covariance [a b; c d] of the paired points.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (const pair of pairs) {
    const px = pair.from.x - from.x;
    const py = pair.from.y - from.y;
    const qx = pair.to.x - to.x;
    const qy = pair.to.y - to.y;
    a += px * qx;
    b += px * qy;
    c += py * qx;
    d += py * qy;
  }
  // The best turn has size |(a + d, b − c)|, the best mirrored one |(a − d, b + c)|; the larger wins.
  const mirrored = Math.hypot(a - d, b + c) > Math.hypot(a + d, b - c);
  const flip = mirrored ? -1 : 1;
  const angle = mirrored ? Math.atan2(b + c, a - d) : Math.atan2(b - c, a + d);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return points.map((point) => {
    const x = point.x - from.x;
    const y = (point.y - from.y) * flip;
    return { ...point, x: cos * x - sin * y + to.x, y: sin * x + cos * y + to.y };
  });
}

function isPerson(kind: MapPoint['kind']): boolean {
  return kind === 'persona';
}

function centre(points: readonly MapPoint[]): { readonly x: number; readonly y: number } {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
}

/** Places all points in one frame, with the same scale on both axes, so that two maps can share it. */
export function fitTo({ width, height, margin }: Frame, points: readonly MapPoint[]) {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    (width - 2 * margin) / Math.max(right - left, 1e-9),
    (height - 2 * margin) / Math.max(high - low, 1e-9),
  );
  // All in one place: any scale will do, but not an infinite one.
  const used = Number.isFinite(scale) && scale < 1e8 ? scale : 1;
  return (point: MapPoint) => ({
    x: width / 2 + (point.x - (left + right) / 2) * used,
    y: height / 2 - (point.y - (low + high) / 2) * used,
  });
}
