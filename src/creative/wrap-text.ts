import { type Face, graphemes, textWidth } from './measure-text.ts';

/** A word or a blank with its length, in font sizes: measured once, it is wrapped at any size. */
export interface Piece {
  readonly text: string;
  readonly width: number;
  readonly blank: boolean;
}

export interface Typeface {
  readonly face: Face;
  /** Space after each character, in font sizes. */
  readonly tracking?: number;
}

/** A line ends at a blank, and behind a hyphen where a word alone is too long. CJK writing breaks anywhere. */
const PIECES = /\S+|\s+/gu;
const PARTS = /[^\u2010-]*[\u2010-]+|[^\u2010-]+/gu;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const HYPHENATED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u;

/** Cuts a text into what a line may end behind, and measures it. */
export function measurePieces(text: string, type: Typeface): readonly Piece[] {
  return (text.match(PIECES) ?? [])
    .flatMap((piece) => (CJK.test(piece) ? graphemes(piece) : [piece]))
    .map((piece) => measured(piece, type));
}

/**
 * The pieces in lines of at most `measure` font sizes; undefined where they take more than `most` lines, or where a word
 * alone is too long and may not be broken.
 */
export function wrapPieces(
  pieces: readonly Piece[],
  type: Typeface,
  measure: number,
  most: number,
  breakWords: boolean,
): readonly string[] | undefined {
  const lines: string[] = [];
  let line = '';
  let length = 0;
  let gap = '';
  let gapLength = 0;
  const queue = [...pieces].reverse();
  for (let piece = queue.pop(); piece !== undefined; piece = queue.pop()) {
    if (piece.blank) {
      if (line !== '') [gap, gapLength] = [gap + piece.text, gapLength + piece.width];
      continue;
    }
    if (length + gapLength + piece.width <= measure) {
      [line, length] = [line + gap + piece.text, length + gapLength + piece.width];
      [gap, gapLength] = ['', 0];
      continue;
    }
    if (piece.width > measure) {
      const parts = piece.text.match(PARTS) ?? [];
      if (parts.length > 1) {
        queue.push(...parts.map((part) => measured(part, type)).reverse());
        continue;
      }
    }
    if (line !== '') {
      lines.push(line);
      if (lines.length >= most) return undefined;
      [line, length, gap, gapLength] = ['', 0, '', 0];
      queue.push(piece);
      continue;
    }
    if (!breakWords) return undefined;
    const broken = brokenWord(piece.text, type, measure);
    lines.push(...broken.slice(0, -1));
    line = broken.at(-1) ?? '';
    length = measured(line, type).width;
  }
  if (line !== '') lines.push(line);
  return lines.length > most ? undefined : lines;
}

/** The text in lines of at most `width`, as even as the number of lines allows; undefined as {@link wrapPieces} has it. */
export function wrapText(
  text: string,
  { size, ...type }: Typeface & { readonly size: number },
  width: number,
  most: number,
  breakWords = false,
): readonly string[] | undefined {
  return evenLines(measurePieces(text, type), type, width / size, most, breakWords);
}

/** {@link wrapPieces} at the narrowest measure that needs no further line. */
export function evenLines(
  pieces: readonly Piece[],
  type: Typeface,
  measure: number,
  most: number,
  breakWords: boolean,
): readonly string[] | undefined {
  let best = wrapPieces(pieces, type, measure, most, breakWords);
  if (best === undefined || best.length < 2) return best;
  let [narrow, wide] = [measure / 2, measure];
  for (let step = 0; step < 8; step += 1) {
    const middle = (narrow + wide) / 2;
    const tried = wrapPieces(pieces, type, middle, best.length, false);
    if (tried === undefined) narrow = middle;
    else [wide, best] = [middle, tried];
  }
  return best;
}

/** As much of the text as `most` lines hold, with an ellipsis where some is left out. Words are broken where they must. */
export function cutPieces(
  pieces: readonly Piece[],
  type: Typeface,
  measure: number,
  most: number,
): readonly string[] {
  const all = wrapPieces(pieces, type, measure, Number.POSITIVE_INFINITY, true) ?? [];
  if (all.length <= most) return all;
  const last = [...graphemes(all[most - 1] ?? '')];
  while (last.length > 0 && measured(`${last.join('').trimEnd()}…`, type).width > measure) last.pop();
  return [...all.slice(0, most - 1), `${last.join('').trimEnd()}…`];
}

function measured(text: string, { face, tracking }: Typeface): Piece {
  return { text, width: textWidth(text, face, 1, tracking).width, blank: /^\s*$/u.test(text) };
}

/** A word that no line holds, in pieces; with a hyphen where the writing has one. */
function brokenWord(word: string, type: Typeface, measure: number): readonly string[] {
  const parts: string[] = [];
  let [part, length] = ['', 0];
  const hyphen = measured('-', type).width;
  for (const grapheme of graphemes(word)) {
    const { width } = measured(grapheme, type);
    const joint = HYPHENATED.test(part) ? '-' : '';
    if (part !== '' && length + width + (joint === '' ? 0 : hyphen) > measure) {
      parts.push(part + joint);
      [part, length] = ['', 0];
    }
    [part, length] = [part + grapheme, length + width];
  }
  return [...parts, part];
}
