import { FACES, type Face, textWidth } from './measure-text.ts';
import { cutPieces, evenLines, measurePieces, type Piece, wrapPieces } from './wrap-text.ts';

/** A piece of text that may be set smaller, in more lines, or left out, to fit. */
export interface TextBlock {
  readonly name: string;
  readonly text: string;
  readonly face: Face;
  /** Sizes in pixels. */
  readonly largest: number;
  readonly smallest: number;
  readonly lines: number;
  readonly tracking?: number;
  /** Baseline to baseline, in font sizes. */
  readonly leading: number;
  /** Space above it, in pixels; none above the first block. */
  readonly gap: number;
  /** Follows the only line on its baseline, smaller: the unit of a figure. */
  readonly tail?: { readonly text: string; readonly face: Face; readonly tracking?: number };
  /** Never cut, such as a code: it is set in as many lines as it takes. */
  readonly whole?: boolean;
  /** Left out first where there is no room, lowest number first; never where absent. */
  readonly spare?: number;
}

export interface FittedBlock {
  readonly block: TextBlock;
  readonly size: number;
  readonly lines: readonly string[];
  /** From the top of the column. */
  readonly top: number;
  readonly height: number;
}

export interface FittedColumn {
  readonly blocks: readonly FittedBlock[];
  readonly height: number;
}

const STEPS = 16;

/** A block with its words measured once. */
interface MeasuredBlock {
  readonly block: TextBlock;
  readonly pieces: readonly Piece[];
  /** Length of the tail and the space before it, in sizes of the figure. */
  readonly tail: number;
}

/**
 * Sets blocks below each other in a column, as large as its width and height allow. Where even the smallest sizes do
 * not fit, spare blocks go, then the longest ones are cut with an ellipsis. Nothing is ever higher or wider than the
 * column, as long as each block's smallest size leaves room for one line.
 */
export function fitColumn(blocks: readonly TextBlock[], width: number, height: number): FittedColumn {
  const measured = blocks.map((block) => ({
    block,
    pieces: measurePieces(block.text, block),
    tail: tailWidth(block, 1),
  }));
  return fitMeasured(measured, width, height);
}

function fitMeasured(blocks: readonly MeasuredBlock[], width: number, height: number): FittedColumn {
  for (let step = STEPS; step >= 0; step -= 1) {
    const set = blocks.flatMap((each) => fitBlock(each, width, step / STEPS) ?? []);
    if (set.length < blocks.length) continue;
    const column = stack(set);
    if (column.height <= height) return column;
  }
  const spare = blocks
    .filter(({ block }) => block.spare !== undefined)
    .sort((a, b) => (a.block.spare ?? 0) - (b.block.spare ?? 0))[0];
  if (spare === undefined) return cutColumn(blocks, width, height);
  return fitMeasured(
    blocks.filter((each) => each !== spare),
    width,
    height,
  );
}

type SetBlock = Pick<FittedBlock, 'block' | 'size' | 'lines'>;

/** The block at the given share between its smallest and largest size, or smaller where its lines ask for it. */
function fitBlock(
  { block, pieces, tail }: MeasuredBlock,
  width: number,
  share: number,
): SetBlock | undefined {
  const { smallest, largest, lines: most } = block;
  let size = smallest + (largest - smallest) * share;
  for (;;) {
    const measure = width / size - tail;
    const last = size <= smallest;
    // A word is broken only where no size makes it fit.
    if (last || wrapPieces(pieces, block, measure, most, false) !== undefined) {
      const lines = evenLines(pieces, block, measure, most, last);
      return lines && { block, size, lines };
    }
    size = Math.max(smallest, size * 0.94);
  }
}

function cutColumn(blocks: readonly MeasuredBlock[], width: number, height: number): FittedColumn {
  const most = blocks.map(({ block }) => (block.whole ? Number.POSITIVE_INFINITY : block.lines));
  for (;;) {
    const column = stack(
      blocks.map(({ block, pieces, tail }, i) => ({
        block,
        size: block.smallest,
        lines: cutPieces(pieces, block, width / block.smallest - tail, most[i] ?? 1),
      })),
    );
    const lengths = column.blocks.map(({ block, lines }) => (block.whole ? 1 : lines.length));
    const longest = lengths.indexOf(Math.max(...lengths));
    if (column.height <= height || (lengths[longest] ?? 1) <= 1) return column;
    most[longest] = (lengths[longest] ?? 2) - 1;
  }
}

function stack(set: readonly SetBlock[]): FittedColumn {
  let top = 0;
  const blocks = set.map(({ block, size, lines }, i) => {
    if (i > 0) top += block.gap;
    const height = lines.length * size * block.leading;
    const fitted = { block, size, lines, top, height };
    top += height;
    return fitted;
  });
  return { blocks, height: top };
}

/** Size of the tail, and the space before it, as shares of the figure's size. */
export const TAIL_SIZE = 0.4;
export const TAIL_GAP = 0.12;

/** What the tail takes of the line, the space before it included. */
export function tailWidth({ tail }: TextBlock, size: number): number {
  if (tail === undefined) return 0;
  return size * TAIL_GAP + textWidth(tail.text, tail.face, size * TAIL_SIZE, tail.tracking).width;
}

/** Baseline of a line, from the top of its box: the capitals stand in its middle. */
export function baseline({ face, leading }: TextBlock, size: number): number {
  return (size * (leading + FACES[face].capHeight)) / 2;
}
