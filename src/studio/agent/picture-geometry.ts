import type { SegmentPicture } from '../../service/agent-contract.ts';

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
}

export interface PlacedSegment {
  /** Dots as an SVG path of empty lines, which round line ends draw as discs. */
  readonly path: string;
  /** Its middle: the median of its points each way. */
  readonly x: number;
  readonly y: number;
  readonly points: number;
}

/** Share of the points at each end that may lie beyond the frame, so that a few far ones do not press the rest together. */
const BEYOND = 0.005;

/** The points of each segment in the frame; those far out are drawn at its edge. Up is more. */
export function placeSegments(
  { x, y, segment }: SegmentPicture,
  count: number,
  frame: Frame,
): readonly PlacedSegment[] {
  const across = scaleTo(x, frame.margin, frame.width - frame.margin);
  const up = scaleTo(y, frame.height - frame.margin, frame.margin);
  return Array.from({ length: count }, (_, index) => {
    const own = [...segment.keys()].filter((i) => segment[i] === index);
    const at = own.map((i) => [across(x[i] ?? 0), up(y[i] ?? 0)] as const);
    return {
      path: at.map(([left, top]) => `M${left.toFixed(1)} ${top.toFixed(1)}h0`).join(''),
      x: median(at.map(([left]) => left)),
      y: median(at.map(([, top]) => top)),
      points: own.length,
    };
  });
}

function scaleTo(values: Float32Array, from: number, to: number): (value: number) => number {
  const sorted = Float32Array.from(values).sort();
  const end = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [end(BEYOND), end(1 - BEYOND)];
  if (!(high > low)) return () => (from + to) / 2;
  return (value) => from + ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * (to - from);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
