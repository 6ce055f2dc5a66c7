/** An opaque colour in sRGB, each part from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Names that people brief colours with; the first of each CSS name, and what marketing says beside. */
const NAMES: Readonly<Record<string, string>> = {
  black: '#0b0a09',
  white: '#ffffff',
  ivory: '#fbf6e9',
  cream: '#fbf3e1',
  beige: '#efe4cf',
  grey: '#7a7d85',
  gray: '#7a7d85',
  silver: '#c4c8cf',
  gold: '#d4af55',
  bronze: '#a9713c',
  copper: '#b9683f',
  red: '#c8202f',
  burgundy: '#6d1230',
  coral: '#ff6f52',
  orange: '#e8701a',
  terracotta: '#b4451f',
  amber: '#f0a81c',
  yellow: '#f5cf2e',
  lime: '#a5cf3a',
  green: '#1f7a4d',
  emerald: '#0f7a5a',
  mint: '#cfeede',
  olive: '#6b7331',
  teal: '#0f7c80',
  turquoise: '#2bb5b0',
  sky: '#8fd0f5',
  blue: '#1f4fd8',
  ultramarine: '#2430c8',
  navy: '#1a2547',
  indigo: '#34308f',
  purple: '#6a2c91',
  violet: '#7a4fd0',
  lavender: '#d9d3f5',
  pink: '#f29bb8',
  magenta: '#c2187c',
  rose: '#e8a0a4',
  brown: '#6b4428',
};

/** `#d4af55`, `#fff`, or one of the known names; undefined for anything else. */
export function parseColour(text: string): Colour | undefined {
  const name = text.trim().toLowerCase();
  const hex = (NAMES[name] ?? name).replace(/^#/, '');
  const full = /^[\da-f]{3}$/.test(hex) ? hex.replace(/./g, '$&$&') : hex;
  if (!/^[\da-f]{6}$/.test(full)) return undefined;
  const value = Number.parseInt(full, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function toHex(colour: Colour): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** `amount` of `b` in `a`, 0 to 1, in sRGB. */
export function mixColours(a: Colour, b: Colour, amount: number): Colour {
  const part = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * amount;
  return [part(0), part(1), part(2)];
}

/** WCAG 2.2, relative luminance, 0 to 1. */
export function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((part) => {
    const share = Math.round(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** WCAG 2.2, contrast ratio, 1 to 21. */
export function contrastRatio(a: Colour, b: Colour): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];

/**
 * The colour nearest to the given one, on its way to black or to white, that stands out from `ground` by `ratio`;
 * itself where it does already. Undefined where neither black nor white does, which no ratio up to 4.58 brings about.
 */
export function withContrast(colour: Colour, ground: Colour, ratio: number): Colour | undefined {
  if (contrastRatio(colour, ground) >= ratio) return colour;
  const ways = [BLACK, WHITE].flatMap((end) => {
    if (contrastRatio(end, ground) < ratio) return [];
    let enough = 1;
    for (let step = 1; step <= 64; step += 1) {
      if (contrastRatio(mixColours(colour, end, step / 64), ground) >= ratio) {
        enough = step / 64;
        break;
      }
    }
    return [{ enough, mended: mixColours(colour, end, enough) }];
  });
  return ways.sort((a, b) => a.enough - b.enough)[0]?.mended;
}
