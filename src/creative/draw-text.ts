import { baseline, type FittedColumn, TAIL_GAP, TAIL_SIZE, type TextBlock, tailWidth } from './fit-text.ts';
import { FACES, type Face, textWidth } from './measure-text.ts';
import { isRightToLeft } from './person-name.ts';
import { element, escapeXml } from './svg.ts';

export interface ColumnPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align: 'start' | 'middle';
  /** Colour or `url(#…)` of each block, by its name. */
  readonly fill: (name: string) => string;
}

/** A fitted column as SVG text: one element a line, each kept to its measured length. */
export function drawColumn({ blocks }: FittedColumn, place: ColumnPlace): string {
  return blocks
    .map(({ block, size, lines, top }) =>
      lines
        .map((line, i) =>
          drawLine(
            line,
            block,
            size,
            place.y + top + i * size * block.leading + baseline(block, size),
            place,
            readsFromRight(block.text),
          ),
        )
        .join(''),
    )
    .join('');
}

/** The first letter that has a direction decides (Unicode UAX #9, rule P2). */
function readsFromRight(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0];
  return first !== undefined && isRightToLeft(first);
}

function drawLine(
  line: string,
  block: TextBlock,
  size: number,
  y: number,
  place: ColumnPlace,
  fromRight: boolean,
): string {
  const { face, tracking, tail, name } = block;
  const own = textWidth(line, face, size, tracking).width;
  const whole = own + tailWidth(block, size);
  const middle = place.align === 'middle';
  const left = place.x + (middle ? (place.width - whole) / 2 : fromRight ? place.width - whole : 0);
  // The space behind the last character is part of the length, but the eye does not see it.
  const shift = middle ? ((tracking ?? 0) * size) / 2 : 0;
  const fill = place.fill(name);
  // Where the length is only known from above, the middle has to be the browser's own.
  if (middle && tail === undefined) {
    const style = { face, size, fill, fromRight, ...(tracking !== undefined && { tracking }) };
    return drawText(line, place.x + place.width / 2 + shift, y, style, true);
  }
  const figure = drawText(line, left + shift, y, {
    face,
    size,
    fill,
    fromRight,
    ...(tracking !== undefined && { tracking }),
  });
  if (tail === undefined) return figure;
  return (
    figure +
    drawText(tail.text, left + shift + own + size * TAIL_GAP, y, {
      ...tail,
      size: size * TAIL_SIZE,
      fill: place.fill('label'),
      fromRight: false,
    })
  );
}

interface LineStyle {
  readonly face: Face;
  readonly size: number;
  readonly tracking?: number;
  readonly fill: string;
  readonly fromRight: boolean;
}

/**
 * One line from `left`, or around it with `middle`. Where its length is known, `textLength` holds the browser to it, whatever font stands in; else
 * the length is an upper bound, and the line keeps its own.
 */
export function drawText(
  text: string,
  left: number,
  y: number,
  { face, size, tracking, fill, fromRight }: LineStyle,
  middle = false,
): string {
  const { width, exact } = textWidth(text, face, size, tracking);
  const { family, weight, italic } = FACES[face];
  return element(
    'text',
    {
      x: fromRight && !middle ? left + width : left,
      y,
      'font-family': family,
      'font-size': size,
      'font-weight': weight === 700 ? 700 : undefined,
      'font-style': italic ? 'italic' : undefined,
      'letter-spacing': tracking ? tracking * size : undefined,
      'text-anchor': middle ? 'middle' : undefined,
      direction: fromRight ? 'rtl' : undefined,
      textLength: exact ? width : undefined,
      lengthAdjust: exact ? 'spacingAndGlyphs' : undefined,
      fill,
    },
    escapeXml(text),
  );
}
