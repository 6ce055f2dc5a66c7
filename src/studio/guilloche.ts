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

/** A smooth curve that touches the middle between each point and the next, with the points to pull it. */
function curveAlong(points: readonly Point[]): string {
  const write = ([x, y]: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const pulls = points.slice(1).map((point, index): string => {
    const [x, y] = points[index] ?? point;
    return `${write([x, y])} ${write([(x + point[0]) / 2, (y + point[1]) / 2])}`;
  });
  return points[0] === undefined ? '' : `M${write(points[0])}Q${pulls.join(' ')}`;
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
    const points = Array.from({ length: steps + 2 }, (_, step): Point => {
      const angle = (step / steps) * 2 * Math.PI;
      const r = radius + amplitude * Math.sin(petals * angle + phase);
      return [r * Math.cos(angle), r * Math.sin(angle)];
    });
    // Past the first points again, so that the joint does not show.
    return curveAlong(points.slice(1));
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
    const points = Array.from({ length: steps + 1 }, (_, step): Point => {
      const t = step / steps;
      const swell = 0.35 + 0.65 * Math.sin(t * Math.PI * 3 + phase) ** 2;
      const y = height / 2 + (height / 2 - 1) * swell * Math.sin(t * waves * 2 * Math.PI + offset);
      return [t * width, y];
    });
    return curveAlong(points);
  };
  return Array.from({ length: strands }, (_, index) => strand(phase + (index / strands) * Math.PI)).join('');
}
