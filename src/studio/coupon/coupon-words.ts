import { luminance, parseColour } from '../../creative/colour.ts';
import type { ContrastReport, PaletteRole } from '../../creative/coupon-palette.ts';
import type { CouponSizeName } from '../../creative/coupon-size.ts';

export const sizeWords: Readonly<Record<CouponSizeName, readonly [name: string, use: string]>> = {
  mms: ['Text message', '600 × 314 pixels'],
  'whatsapp-header': ['WhatsApp header', '800 × 418 pixels'],
  'whatsapp-square': ['Square', '1080 × 1080 pixels, for WhatsApp chats and posts'],
  'print-a6': ['Print', 'A6 with 3 mm to cut off, 300 dpi'],
};

export const styleWords: Readonly<Record<string, readonly [name: string, look: string]>> = {
  vip: ['Luxury', 'Black, gold, white; for premium customers'],
  frequent: ['Ticket', 'Ultramarine and coral; for regulars'],
  growing: ['Fresh', 'Paper and leaf green; for those who begin'],
  standard: ['Stamp', 'Cream and brick red; for everybody else'],
  neutral: ['Plain', 'White, black and one blue'],
};

const roleWords: Readonly<Partial<Record<PaletteRole, string>>> = {
  ink: 'The text',
  soft: 'The small print',
  accent: 'The large figure',
  gleam: 'The light end of the figure',
  stubInk: 'The code',
  stubSoft: 'The small print beside the code',
  codeDark: 'The dark parts of the QR code',
};

const ratio = (value: number) => `${value.toFixed(1)} to 1`;

/** What was done so that everything can be read, one sentence for each colour that was changed. */
export function mendedWords(contrast: readonly ContrastReport[]): readonly string[] {
  return contrast.flatMap(({ text, least, mended, ratio: now }) => {
    // Where the figure is flat, its light end is the figure again.
    if (mended === undefined || text === 'gleam') return [];
    const way = brightness(mended.to) < brightness(mended.from) ? 'darker' : 'lighter';
    return [
      `${roleWords[text] ?? text} is too hard to read in ${mended.from}: its contrast is ${ratio(mended.ratio)}, and ${ratio(least)} is needed. It is drawn ${way}, in ${mended.to}, which has ${ratio(now)}.`,
    ];
  });
}

function brightness(hex: string): number {
  return luminance(parseColour(hex) ?? [0, 0, 0]);
}

/** How well the words that are hardest to read stand out; the QR code, which machines read, does not count. */
export function legibleWords(contrast: readonly ContrastReport[]): string {
  const weakest = contrast
    .filter(({ text }) => text !== 'codeDark')
    .reduce((worst, each) => (each.ratio < worst.ratio ? each : worst), { ratio: 21, text: 'ink' } as {
      readonly ratio: number;
      readonly text: PaletteRole;
    });
  return `Easy to read: ${(roleWords[weakest.text] ?? weakest.text).toLowerCase()} has the weakest contrast, ${ratio(weakest.ratio)}, and 4.5 to 1 is needed.`;
}
