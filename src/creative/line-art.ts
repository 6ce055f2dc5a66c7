import { num } from './svg.ts';

/** Fine-line patterns as banknotes and share certificates carry them, as path data. */

type Point = readonly [x: number, y: number];

/** 32-bit FNV-1a: the same words always give the same pattern. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** A smooth curve that starts and ends in the middle of its first and last two points. */
function smooth(points: readonly Point[]): string {
  const at = ([x, y]: Point) => `${num(Math.round(x * 10) / 10)} ${num(Math.round(y * 10) / 10)}`;
  const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  return points
    .slice(1)
    .map((point, index) => {
      const before = points[index] ?? point;
      const end = at(middle(before, point));
      return index === 0 ? `M${end}` : `Q${at(before)} ${end}`;
    })
    .join('');
}

export interface Ring {
  readonly radius: number;
  readonly amplitude: number;
  readonly petals: number;
  /** Copies of the curve, each turned by the same part of a petal. */
  readonly strands: number;
}

/** r(θ) = radius + amplitude · sin(petals · θ + φ), once for every strand's φ. */
export function ringPath(cx: number, cy: number, { radius, amplitude, petals, strands }: Ring): string {
  const steps = petals * 8;
  return Array.from({ length: strands }, (_, strand) => {
    const phase = (strand / strands) * 2 * Math.PI;
    return smooth(
      Array.from({ length: steps + 2 }, (_, step): Point => {
        const angle = (step / steps) * 2 * Math.PI;
        const r = radius + amplitude * Math.sin(petals * angle + phase);
        return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)];
      }),
    );
  }).join('');
}

/** Rings within each other whose petals follow from the seed. */
export function rosettePath(cx: number, cy: number, radius: number, seed: number, strands: number): string {
  const petals = 14 + (seed % 7);
  const rings: readonly Ring[] = [
    { radius: radius * 0.85, amplitude: radius * 0.14, petals: petals * 2, strands },
    { radius: radius * 0.62, amplitude: radius * 0.2, petals, strands },
    { radius: radius * 0.36, amplitude: radius * 0.15, petals: 9 + ((seed >>> 5) % 5), strands },
  ];
  return rings.map((ring) => ringPath(cx, cy, ring)).join('');
}

/** Interleaved waves in a box, from its left to its right, swelling `swells` times. */
export function wavesPath(
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  waves: number,
  swells: number,
  strands: number,
): string {
  const steps = waves * 10;
  return Array.from({ length: strands }, (_, strand) => {
    const offset = (strand / strands) * 2 * Math.PI;
    return smooth(
      Array.from({ length: steps + 3 }, (_, step): Point => {
        const t = (step - 1) / steps;
        const swell = 0.25 + 0.75 * Math.sin(t * Math.PI * swells) ** 2;
        const y =
          box.y + box.height / 2 + (box.height / 2) * swell * Math.sin(t * waves * 2 * Math.PI + offset);
        return [box.x + t * box.width, y];
      }),
    );
  }).join('');
}

/** Rings of a tree: closed curves around a point, not quite round, growing outward. */
export function growthRings(cx: number, cy: number, radius: number, count: number, seed: number): string {
  return Array.from({ length: count }, (_, ring) => {
    const r = radius * ((ring + 1) / count) ** 0.9;
    const phase = seed + ring * 0.35;
    return smooth(
      Array.from({ length: 50 }, (_, step): Point => {
        const angle = (step / 48) * 2 * Math.PI;
        const wobble = 1 + 0.035 * Math.sin(3 * angle + phase) + 0.02 * Math.sin(5 * angle - phase);
        return [cx + r * wobble * Math.cos(angle), cy + r * wobble * Math.sin(angle)];
      }),
    );
  }).join('');
}

/** Rays of light from a point: `count` wedges out to `radius`. */
export function raysPath(cx: number, cy: number, radius: number, count: number, turn = 0): string {
  return Array.from({ length: count }, (_, ray) => {
    const start = ((ray + turn) / count) * 2 * Math.PI;
    const end = ((ray + turn + 0.5) / count) * 2 * Math.PI;
    const at = (angle: number) =>
      `${num(cx + radius * Math.cos(angle))} ${num(cy + radius * Math.sin(angle))}`;
    return `M${num(cx)} ${num(cy)}L${at(start)}L${at(end)}z`;
  }).join('');
}

/** A leaf from its stalk at (x, y), `length` long, pointing along `angle`. */
export function leafPath(x: number, y: number, length: number, angle: number): string {
  const at = (along: number, across: number) =>
    `${num(x + along * length * Math.cos(angle) - across * length * Math.sin(angle))} ${num(y + along * length * Math.sin(angle) + across * length * Math.cos(angle))}`;
  return `M${at(0, 0)}C${at(0.22, -0.3)} ${at(0.72, -0.32)} ${at(1, 0)}C${at(0.72, 0.22)} ${at(0.28, 0.26)} ${at(0, 0)}z`;
}
