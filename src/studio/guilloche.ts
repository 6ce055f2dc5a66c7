/** Fine-line patterns as banknotes carry them; the same words always give the same pattern. */

/** 32-bit FNV-1a. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

type Point = readonly [x: number, y: number];

/** A smooth curve from the middle of the first two points to that of the last two; the points pull it. */
function curveAlong(points: readonly Point[]): string {
  const write = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const pulls = points.slice(1).map(([x, y], index) => {
    const [px, py] = points[index] ?? [x, y];
    return { pull: write(px, py), middle: write((px + x) / 2, (py + y) / 2) };
  });
  const [first, ...rest] = pulls;
  if (first === undefined) return '';
  return `M${first.middle}Q${rest.map(({ pull, middle }) => `${pull} ${middle}`).join(' ')}`;
}

export interface Ring {
  readonly radius: number;
  readonly amplitude: number;
  readonly petals: number;
  /** Copies of the curve, each turned by the same part of a petal. */
  readonly strands: number;
}

/** r(θ) = radius + amplitude · sin(petals · θ + φ), once for every strand's φ, around the origin. */
export function ringPath({ radius, amplitude, petals, strands }: Ring): string {
  const steps = petals * 8;
  const strand = (phase: number): string => {
    // Past the first two points again, so that the joint does not show.
    const points = Array.from({ length: steps + 2 }, (_, step): Point => {
      const angle = (step / steps) * 2 * Math.PI;
      const r = radius + amplitude * Math.sin(petals * angle + phase);
      return [r * Math.cos(angle), r * Math.sin(angle)];
    });
    return curveAlong(points);
  };
  return Array.from({ length: strands }, (_, index) => strand((index / strands) * 2 * Math.PI)).join('');
}

/** Two rings, one for each ink, whose petals follow from the text. */
export function sealRings(text: string): { readonly outer: Ring; readonly inner: Ring } {
  const hash = hashText(text);
  const petals = 9 + (hash % 8);
  return {
    outer: { radius: 38, amplitude: 5 + ((hash >>> 8) % 4), petals, strands: 5 },
    inner: { radius: 31, amplitude: 3 + ((hash >>> 12) % 4), petals: 7 + ((hash >>> 16) % 9), strands: 4 },
  };
}

/** A band of interleaved waves, `width` by `height`, for the head of the page. */
export function wavePath(
  width: number,
  height: number,
  waves: number,
  phase: number,
  strands: number,
): string {
  const steps = waves * 12;
  const strand = (offset: number): string => {
    const points = Array.from({ length: steps + 3 }, (_, step): Point => {
      const t = (step - 1) / steps;
      const swell = 0.35 + 0.65 * Math.sin(t * Math.PI * 3 + phase) ** 2;
      const y = height / 2 + (height / 2 - 1) * swell * Math.sin(t * waves * 2 * Math.PI + offset);
      return [t * width, y];
    });
    return curveAlong(points);
  };
  return Array.from({ length: strands }, (_, index) => strand(phase + (index / strands) * Math.PI)).join('');
}
