import jsQR from 'jsqr';
import { describe, expect, test } from 'vitest';
import { COUPON_SIZE_NAMES } from '../../src/creative/coupon-size.ts';
import type { CouponSpec } from '../../src/creative/coupon-spec.ts';
import { COUPON_STYLES } from '../../src/creative/coupon-styles.ts';
import { type DrawnCoupon, drawCoupon } from '../../src/creative/draw-coupon.ts';
import { FACES, type Face, textWidth } from '../../src/creative/measure-text.ts';
import { renderPng } from '../../src/creative/render-png.ts';
import { signCoupon, verifyCoupon } from '../../src/creative/sign-coupon.ts';
import { generateSigningKeys } from '../../src/creative/signing-key.ts';

const coupon = {
  code: 'B5X2V6K9PT',
  rewardId: '588904',
  kioskId: 'kiosk-1',
  issuedAt: Date.UTC(2027, 0, 15),
  validUntil: Date.UTC(2027, 2, 31),
};

const base: Omit<CouponSpec, 'style' | 'size'> = {
  issuer: 'Northwind Trading',
  headline: 'Exclusive VIP offer',
  figure: { value: '25%', label: 'off' },
  recipient: 'Alexandra Chen',
  message: 'Your premium status unlocks 25% off luxury collections.',
  terms: 'When you spend $120 or more. One use per code, not with other offers.',
  expires: 'Valid until 31 March 2027',
  code: coupon.code,
};

/** What is hard to set: long, broken nowhere, from right to left, in pictures, in no alphabet. */
const HARD: readonly Partial<CouponSpec>[] = [
  {},
  {
    headline:
      'An exclusive evening of tailoring, champagne and quiet conversation for the people who made this house what it is',
    figure: { value: '1,500,000', label: 'bonus points' },
    recipient: 'Wolfeschlegelsteinhausenbergerdorff',
    message: 'A private fitting with our master tailor, and points for the first garment you choose. '.repeat(
      4,
    ),
    terms: 'Not with other offers, not on gift cards, and not for resale. '.repeat(6),
  },
  { headline: 'Donaudampfschifffahrtsgesellschaftskapitänsmütze'.repeat(2), message: 'x'.repeat(200) },
  {
    headline: 'הנחה מיוחדת עבורך היום',
    message: 'קנו נעלי הליכה בחנות שלנו וקבלו הנחה.',
    recipient: 'שרה כהן',
  },
  { headline: 'عرض خاص لك اليوم', message: 'تسوق الآن واحصل على خصم على أحذية المشي' },
  {
    headline: '🎉🎂🎈 Party 👩‍👩‍👧 time 🇨🇭',
    message: '日本語のメッセージはどこでも改行できますので、長い文でも大丈夫です。',
  },
  {
    code: 'WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW',
    expires: 'Valid until the end of the season, and one week longer for members',
  },
];

function drawn(spec: CouponSpec): DrawnCoupon {
  const result = drawCoupon(spec);
  if (!result.ok) throw new Error(result.failures[0]?.message);
  return result.value;
}

async function pixels(picture: DrawnCoupon): Promise<ImageData> {
  const png = await renderPng(picture);
  if (!png.ok) throw new Error(png.failures[0]?.message);
  const bitmap = await createImageBitmap(png.value);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

const kinds = COUPON_STYLES.flatMap(({ name }) => COUPON_SIZE_NAMES.map((size) => ({ style: name, size })));

test.each(kinds)(
  '$style, $size: the PNG has its size, its colours, and a code that is read back and verified',
  async ({ style, size }) => {
    const keys = await generateSigningKeys();
    if (!keys.ok) throw new Error(keys.failures[0]?.message);
    const token = await signCoupon(coupon, keys.value.privateKey);
    if (!token.ok) throw new Error(token.failures[0]?.message);
    const picture = drawn({ ...base, style, size, qr: token.value });
    const image = await pixels(picture);
    expect([image.width, image.height]).toEqual([picture.width, picture.height]);
    const colours = new Set(new Uint32Array(image.data.buffer));
    expect(colours.size).toBeGreaterThan(100);
    expect(image.data.every((part, i) => i % 4 !== 3 || part === 255)).toBe(true);
    const read = jsQR(image.data, image.width, image.height);
    expect(read?.data).toBe(token.value);
    const known = new Map([[coupon.kioskId, keys.value.publicKey]]);
    expect(await verifyCoupon(read?.data ?? '', known, coupon.issuedAt)).toEqual({ state: 'valid', coupon });
  },
);

test('the PNG for print says how large it is on paper', async () => {
  const png = await renderPng(drawn({ ...base, style: 'vip', size: 'print-a6' }));
  if (!png.ok) throw new Error(png.failures[0]?.message);
  const bytes = new Uint8Array(await png.value.arrayBuffer());
  expect(new TextDecoder('latin1').decode(bytes.slice(37, 41))).toBe('pHYs');
  expect(new DataView(bytes.buffer).getUint32(41)).toBe(11811);
  const bitmap = await createImageBitmap(png.value);
  expect([bitmap.width, bitmap.height]).toEqual([1311, 1819]);
});

interface Ink {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where each line stands: its own length, from its baseline up by the height of capitals. */
function inked(svg: string): readonly Ink[] {
  const host = document.createElement('div');
  host.innerHTML = svg;
  document.body.append(host);
  const lines = [...host.querySelectorAll('text')].map((line) => {
    const box = line.getBBox();
    const y = Number(line.getAttribute('y'));
    const size = Number(line.getAttribute('font-size'));
    return {
      text: line.textContent ?? '',
      left: box.x,
      right: box.x + box.width,
      top: y - 0.66 * size,
      bottom: y,
    };
  });
  host.remove();
  return lines;
}

describe.each(kinds)('$style, $size', ({ style, size }) => {
  test.each(HARD.map((spec) => [spec.headline ?? spec.code?.slice(0, 8) ?? 'as usual', spec] as const))(
    'no text leaves the coupon or meets another: %.40s',
    (_, change) => {
      const picture = drawn({ ...base, ...change, style, size, qr: 'B5X2V6K9PT' });
      const rim =
        ((COUPON_STYLES.find(({ name }) => name === style)?.rim ?? 0) / 100) *
        Math.min(picture.width, picture.height) *
        0.9;
      const lines = inked(picture.svg);
      expect(lines.length).toBeGreaterThan(5);
      for (const [i, line] of lines.entries()) {
        expect(line.left, line.text).toBeGreaterThanOrEqual(rim);
        expect(line.right, line.text).toBeLessThanOrEqual(picture.width - rim);
        expect(line.top, line.text).toBeGreaterThanOrEqual(rim);
        expect(line.bottom, line.text).toBeLessThanOrEqual(picture.height - rim);
        for (const other of lines.slice(i + 1)) {
          const apart =
            line.right <= other.left + 1 ||
            other.right <= line.left + 1 ||
            line.bottom <= other.top ||
            other.bottom <= line.top;
          expect(apart, `${line.text} / ${other.text}`).toBe(true);
        }
      }
    },
  );
});

test.each(kinds)('$style, $size: in another font each line keeps its length', ({ style, size }) => {
  const { svg, width } = drawn({ ...base, style, size, qr: 'B5X2V6K9PT' });
  const usual = inked(svg);
  // Wider than every face of the table. Boxes of italics and of tight figures hang over by a little.
  const other = inked(svg.replaceAll(/font-family="[^"]*"/g, 'font-family="monospace"'));
  for (const [i, line] of usual.entries()) {
    expect(Math.abs((other[i]?.left ?? Number.NaN) - line.left), line.text).toBeLessThan(width / 60);
    expect(Math.abs((other[i]?.right ?? Number.NaN) - line.right), line.text).toBeLessThan(width / 60);
  }
});

test('hostile words make no element', () => {
  const hostile = '"/><script>globalThis.hurt = 1</script><image href="https://example.org/x"/>&]]>';
  const { svg } = drawn({
    ...base,
    style: 'neutral',
    size: 'whatsapp-square',
    headline: hostile,
    issuer: hostile,
    message: hostile,
    code: hostile,
  });
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  expect(parsed.querySelectorAll('script, image, a, use').length).toBe(0);
  expect(parsed.querySelector('title')?.textContent).toBe(hostile);
});

describe('the table of widths', () => {
  const families: Readonly<Record<string, readonly Face[]>> = {
    'Liberation Serif': ['serif', 'serifBold', 'serifItalic'],
    'Liberation Sans': ['sans', 'sansBold'],
    'Liberation Sans Narrow': ['narrow', 'narrowBold'],
  };
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  const measure = (font: string, text: string) => {
    if (context === null) throw new Error('no canvas');
    context.font = font;
    context.fontKerning = 'none';
    return context.measureText(text).width;
  };
  const sample = 'Handgloves 0123456789 $€£ — ÄÖÜ éñß Ωπ Жя “x” 100%';
  for (const [family, faces] of Object.entries(families)) {
    const there = measure(`100px "${family}", monospace`, sample) !== measure('100px monospace', sample);
    test.skipIf(!there)(`is that of ${family}${there ? '' : ' (skipped: the font is not installed)'}`, () => {
      for (const face of faces) {
        const { weight, italic } = FACES[face];
        const real = measure(`${italic ? 'italic ' : ''}${weight} 100px "${family}"`, sample);
        expect(Math.abs(textWidth(sample, face, 100).width - real) / real).toBeLessThan(0.005);
        expect(textWidth(sample, face, 100).exact).toBe(true);
      }
    });
  }
});
