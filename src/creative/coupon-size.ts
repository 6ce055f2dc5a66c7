/** A picture in pixels, and what its text may be. */
export interface CouponSize {
  readonly width: number;
  readonly height: number;
  /** For print: dots per inch, and the rim that is cut away, in pixels. */
  readonly dpi?: number;
  readonly bleed?: number;
  /** Running text and the smallest text, in pixels. */
  readonly body: number;
  readonly smallest: number;
  /** Fewest pixels of one module of the QR code. */
  readonly module: number;
  /** Where the size comes from. */
  readonly reason: string;
}

export const COUPON_SIZES = {
  mms: {
    width: 600,
    height: 314,
    body: 16,
    smallest: 12,
    module: 3,
    reason:
      '1.91 to 1, and below the 640 pixels of width that older phones and gateways scale down to; as PNG far below the 300 kB that every carrier passes on.',
  },
  'whatsapp-header': {
    width: 800,
    height: 418,
    body: 20,
    smallest: 15,
    module: 4,
    reason:
      'The picture in the head of a WhatsApp template message: 1.91 to 1, 800 by 418 pixels recommended, 5 MB at most.',
  },
  'whatsapp-square': {
    width: 1080,
    height: 1080,
    body: 30,
    smallest: 22,
    module: 5,
    reason:
      'A square takes the full width of a WhatsApp chat and is not cropped; 1080 pixels is the width of common phone screens.',
  },
  'print-a6': {
    // (105 + 2·3) mm and (148 + 2·3) mm at 300 dots per inch.
    width: 1311,
    height: 1819,
    dpi: 300,
    bleed: 35,
    body: 38,
    smallest: 27,
    module: 6,
    reason:
      'A6 (ISO 216, 105 by 148 mm) with 3 mm of bleed on each side at 300 dpi; text of at least 6.5 points, modules of at least 0.5 mm.',
  },
} as const satisfies Readonly<Record<string, CouponSize>>;

export type CouponSizeName = keyof typeof COUPON_SIZES;

export const COUPON_SIZE_NAMES = Object.keys(COUPON_SIZES) as readonly CouponSizeName[];

const MM_PER_INCH = 25.4;

/** `width` and `height` for the root of the SVG: pixels for screens, millimetres for print. */
export function svgLengths({ width, height, dpi }: CouponSize): readonly [width: string, height: string] {
  if (dpi === undefined) return [String(width), String(height)];
  const millimetres = (pixels: number) => `${Math.round((pixels / dpi) * MM_PER_INCH)}mm`;
  return [millimetres(width), millimetres(height)];
}
