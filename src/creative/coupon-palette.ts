import { type Failure, type Result, success } from '../domain/result.ts';
import {
  type Colour,
  contrastRatio,
  luminance,
  mixColours,
  parseColour,
  toHex,
  withContrast,
} from './colour.ts';

/** What each colour of a coupon is for. */
export interface CouponPalette {
  /** Behind the coupon. */
  readonly backdrop: Colour;
  readonly paper: Colour;
  readonly ink: Colour;
  /** Terms and other quiet text on the paper. */
  readonly soft: Colour;
  /** The figure and the headline. */
  readonly accent: Colour;
  /** The lighter end of a metallic figure; the accent again where it is flat. */
  readonly gleam: Colour;
  /** Fine lines and patterns; never text. */
  readonly line: Colour;
  /** A second ink for ornaments; never text. */
  readonly spark: Colour;
  readonly stub: Colour;
  readonly stubInk: Colour;
  readonly stubSoft: Colour;
  readonly codeDark: Colour;
  readonly codeLight: Colour;
}

export type PaletteRole = keyof CouponPalette;

/** Text on its ground, with the least ratio: WCAG 2.2 success criterion 1.4.3, level AA; a QR code needs more than text. */
const PAIRS: readonly (readonly [text: PaletteRole, ground: PaletteRole, least: number])[] = [
  ['ink', 'paper', 4.5],
  ['soft', 'paper', 4.5],
  ['accent', 'paper', 4.5],
  ['gleam', 'paper', 4.5],
  ['stubInk', 'stub', 4.5],
  ['stubSoft', 'stub', 4.5],
  ['codeDark', 'codeLight', 7],
];

export interface ContrastReport {
  readonly text: PaletteRole;
  readonly ground: PaletteRole;
  readonly least: number;
  readonly ratio: number;
  /** What it was before it was mended, and with which colour. */
  readonly mended?: { readonly ratio: number; readonly from: string; readonly to: string };
}

export interface LegiblePalette {
  readonly palette: CouponPalette;
  /** One entry for each text and its ground. */
  readonly contrast: readonly ContrastReport[];
}

/**
 * The palette with every text legible on its ground: a colour that is not is moved towards black or white just far
 * enough, and the report says so. With `strict` it is refused instead, as `contrast`, with the ratio it has.
 * @param shade how much of `line` the ornaments mix into the paper; text on it has to be as legible.
 */
export function legiblePalette(palette: CouponPalette, strict = false, shade = 0): Result<LegiblePalette> {
  const mended: Record<PaletteRole, Colour> = { ...palette };
  const contrast: ContrastReport[] = [];
  const failures: Failure[] = [];
  for (const [text, ground, least] of PAIRS) {
    const grounds = [
      mended[ground],
      ...(ground === 'paper' ? [mixColours(mended.paper, mended.line, shade)] : []),
    ];
    const ratioOf = (colour: Colour) => Math.min(...grounds.map((each) => contrastRatio(colour, each)));
    const was = ratioOf(mended[text]);
    const better = strict || was >= least ? undefined : legibleOn(mended[text], grounds, least);
    const from = toHex(mended[text]);
    if (was < least && better === undefined) {
      failures.push({
        type: 'contrast',
        message: `${from} on ${toHex(mended[ground])} (${text} on ${ground}) has a contrast of ${was.toFixed(2)} to 1 and needs ${least} to 1. Choose a lighter or darker colour.`,
        path: text,
      });
      continue;
    }
    mended[text] = better ?? mended[text];
    const fixed = better && { ratio: was, from, to: toHex(better) };
    contrast.push({ text, ground, least, ratio: ratioOf(mended[text]), ...(fixed && { mended: fixed }) });
  }
  return failures.length > 0 ? { ok: false, failures } : success({ palette: mended, contrast });
}

/** The colour moved until it is legible on each ground; undefined where no colour is legible on all of them. */
function legibleOn(colour: Colour, grounds: readonly Colour[], least: number): Colour | undefined {
  const ways = grounds.map((ground) => withContrast(colour, ground, least));
  return ways.find((way) => way && grounds.every((ground) => contrastRatio(way, ground) >= least));
}

/**
 * A style's palette in other colours: the ground, then the accent, then the text, as in "black gold white"; what is
 * missing follows from the ground.
 * @param colours a list, or words and hex codes in one text.
 * @returns the failure `colour` for a word that is no colour.
 */
export function paletteFrom(base: CouponPalette, colours: string | readonly string[]): Result<CouponPalette> {
  const words = (typeof colours === 'string' ? colours.split(/[\s,;/]+/u) : colours)
    .map((word) => word.trim())
    .filter((word) => word !== '' && word.toLowerCase() !== 'and');
  const parsed = words.map((word) => ({ word, colour: parseColour(word) }));
  const unknown = parsed.filter(({ colour }) => colour === undefined);
  if (unknown.length > 0) {
    return {
      ok: false,
      failures: unknown.map(({ word }) => ({
        type: 'colour',
        message: `"${word}" is no colour; write a name such as gold or navy, or a code such as #d4af55.`,
        path: word,
      })),
    };
  }
  const [ground, second, third] = parsed.flatMap(({ colour }) => (colour === undefined ? [] : [colour]));
  if (ground === undefined) return success(base);
  const dark = luminance(ground) < 0.18;
  const plain: Colour = dark ? [255, 255, 255] : [18, 18, 24];
  const accent = second ?? plain;
  const ink = third ?? plain;
  const white: Colour = [255, 255, 255];
  const black: Colour = [0, 0, 0];
  return success({
    backdrop: mixColours(ground, dark ? black : accent, dark ? 0.45 : 0.16),
    paper: ground,
    ink,
    soft: mixColours(ink, ground, 0.25),
    accent,
    gleam: dark ? mixColours(accent, white, 0.45) : accent,
    line: mixColours(ground, accent, dark ? 0.5 : 0.3),
    spark: accent,
    stub: mixColours(ground, accent, 0.06),
    stubInk: ink,
    stubSoft: mixColours(ink, ground, 0.25),
    codeDark: dark ? ground : mixColours(ink, black, 0.4),
    codeLight: dark ? mixColours(white, accent, 0.06) : white,
  });
}
