import { FACE_WIDTHS, METRIC_RANGES } from './font-metrics.ts';

export type Face = keyof typeof FACE_WIDTHS;

export interface FaceStyle {
  /** Families of equal widths first; another one is squeezed or stretched to the same line by `textLength`. */
  readonly family: string;
  readonly weight: 400 | 700;
  readonly italic: boolean;
  /** Height of capitals, as a share of the size. */
  readonly capHeight: number;
}

const SERIF = "'Times New Roman', 'Liberation Serif', Tinos, Times, serif";
const SANS = "Arial, 'Liberation Sans', Arimo, Helvetica, sans-serif";
const NARROW = "'Arial Narrow', 'Liberation Sans Narrow', Arial, 'Liberation Sans', sans-serif";

export const FACES: Readonly<Record<Face, FaceStyle>> = {
  serif: { family: SERIF, weight: 400, italic: false, capHeight: 0.66 },
  serifBold: { family: SERIF, weight: 700, italic: false, capHeight: 0.66 },
  serifItalic: { family: SERIF, weight: 400, italic: true, capHeight: 0.66 },
  sans: { family: SANS, weight: 400, italic: false, capHeight: 0.72 },
  sansBold: { family: SANS, weight: 700, italic: false, capHeight: 0.72 },
  narrow: { family: NARROW, weight: 400, italic: false, capHeight: 0.72 },
  narrowBold: { family: NARROW, weight: 700, italic: false, capHeight: 0.72 },
};

export interface TextWidth {
  /** In the unit of the size. */
  readonly width: number;
  /** Whether every character is in the table; else the width is an upper bound. */
  readonly exact: boolean;
}

/** Widths of what the table lacks, in font sizes: from above, so that a line never turns out longer. */
const EMOJI_WIDTH = 1.4;
const OTHER_WIDTH = 1.15;

/** Length of a line without kerning. `tracking` is put after each character, in font sizes. */
export function textWidth(text: string, face: Face, size: number, tracking = 0): TextWidth {
  let sum = 0;
  let exact = true;
  for (const grapheme of graphemes(text)) {
    const width = graphemeWidth(grapheme, face);
    if (width.exact === false) exact = false;
    sum += width.width + tracking;
  }
  return { width: sum * size, exact };
}

let segmenter: Intl.Segmenter | undefined;

/** Characters as a reader counts them. */
export function graphemes(text: string): readonly string[] {
  if (/^[\x20-\x7e]*$/.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

function graphemeWidth(grapheme: string, face: Face): TextWidth {
  const first = grapheme.codePointAt(0) ?? 0;
  if (grapheme.length === 1) {
    const known = tableWidth(first, face);
    if (known !== undefined) return { width: known / 1000, exact: true };
  }
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(grapheme))
    return { width: EMOJI_WIDTH, exact: false };
  // Letters of a cluster may stand side by side; marks stand above or below.
  const letters = [...grapheme].filter((character) => !/[\p{M}\p{Cf}]/u.test(character));
  const known = letters.map((letter) => tableWidth(letter.codePointAt(0) ?? 0, face));
  const width = known.reduce<number>(
    (sum, each) => sum + (each === undefined ? OTHER_WIDTH : each / 1000),
    0,
  );
  return { width, exact: false };
}

function tableWidth(code: number, face: Face): number | undefined {
  let before = 0;
  for (const [first, last] of METRIC_RANGES) {
    if (code >= first && code <= last) {
      const at = (before + code - first) * 2;
      return Number.parseInt(FACE_WIDTHS[face].slice(at, at + 2), 36) || undefined;
    }
    before += last - first + 1;
  }
  return undefined;
}
