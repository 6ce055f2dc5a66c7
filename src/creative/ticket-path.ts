import { num, type Rect } from './svg.ts';

/** Where the stub tears off. */
export interface Tear {
  /** Down the picture, for a stub on its right; else across it, for a stub below. */
  readonly vertical: boolean;
  readonly at: number;
}

export type TicketEdge = 'round' | 'concave' | 'stamp';

/** The outline of a coupon: corners of radius `corner`, notches where it tears off, or the teeth of a stamp all around. */
export function ticketPath(box: Rect, edge: TicketEdge, corner: number, notch: number, tear?: Tear): string {
  if (edge === 'stamp') return stampPath(box, notch);
  const { x, y, width, height } = box;
  const [right, bottom] = [x + width, y + height];
  // A convex corner turns clockwise, a concave one and a notch the other way.
  const turn = edge === 'round' ? 1 : 0;
  const arc = (radius: number, sweep: number, toX: number, toY: number) =>
    `A${num(radius)} ${num(radius)} 0 0 ${sweep} ${num(toX)} ${num(toY)}`;
  const tears = (vertical: boolean) =>
    tear !== undefined && tear.vertical === vertical ? tear.at : undefined;
  const down = tears(true);
  const across = tears(false);
  return [
    `M${num(x + corner)} ${num(y)}`,
    down === undefined ? '' : `H${num(down - notch)}${arc(notch, 0, down + notch, y)}`,
    `H${num(right - corner)}${arc(corner, turn, right, y + corner)}`,
    across === undefined ? '' : `V${num(across - notch)}${arc(notch, 0, right, across + notch)}`,
    `V${num(bottom - corner)}${arc(corner, turn, right - corner, bottom)}`,
    down === undefined ? '' : `H${num(down + notch)}${arc(notch, 0, down - notch, bottom)}`,
    `H${num(x + corner)}${arc(corner, turn, x, bottom - corner)}`,
    across === undefined ? '' : `V${num(across + notch)}${arc(notch, 0, x, across - notch)}`,
    `V${num(y + corner)}${arc(corner, turn, x + corner, y)}z`,
  ].join('');
}

/** Half-circles bitten out of all four sides, evenly, as in a sheet of stamps. */
function stampPath({ x, y, width, height }: Rect, radius: number): string {
  const side = (length: number) => {
    const count = Math.max(3, Math.round(length / (radius * 3.4)));
    return { count, pitch: length / count };
  };
  const bite = (dx: number, dy: number) => `a${num(radius)} ${num(radius)} 0 0 0 ${num(dx)} ${num(dy)}`;
  const along = (length: number, ux: number, uy: number) => {
    const { count, pitch } = side(length);
    const gap = (pitch - 2 * radius) / 2;
    const step = (by: number) => `l${num(by * ux)} ${num(by * uy)}`;
    return `${step(gap)}${bite(2 * radius * ux, 2 * radius * uy)}${step(gap)}`.repeat(count);
  };
  return `M${num(x)} ${num(y)}${along(width, 1, 0)}${along(height, 0, 1)}${along(width, -1, 0)}${along(height, 0, -1)}z`;
}

/** The holes along which the stub tears off, as centres. */
export function tearHoles(
  box: Rect,
  tear: Tear,
  pitch: number,
  notch: number,
): readonly (readonly [number, number])[] {
  const length = tear.vertical ? box.height : box.width;
  const start = notch * 1.9;
  const count = Math.max(2, Math.round((length - 2 * start) / pitch));
  return Array.from({ length: count + 1 }, (_, i) => {
    const along = start + ((length - 2 * start) * i) / count;
    return tear.vertical ? [tear.at, box.y + along] : [box.x + along, tear.at];
  });
}
