import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrastRatio, parseColour, withContrast } from '../../src/creative/colour.ts';
import { couponForReward } from '../../src/creative/coupon-for-reward.ts';
import { paletteFrom } from '../../src/creative/coupon-palette.ts';
import { COUPON_SIZE_NAMES, COUPON_SIZES } from '../../src/creative/coupon-size.ts';
import type { CouponSpec } from '../../src/creative/coupon-spec.ts';
import { COUPON_STYLES, styleForSegment, styleNamed } from '../../src/creative/coupon-styles.ts';
import { drawCoupon } from '../../src/creative/draw-coupon.ts';
import { fitColumn, type TextBlock, tailWidth } from '../../src/creative/fit-text.ts';
import { textWidth } from '../../src/creative/measure-text.ts';
import { crc32, withDensity } from '../../src/creative/png-density.ts';
import { QUIET_ZONE, qrCode, qrPath } from '../../src/creative/qr-code.ts';
import { renderPng } from '../../src/creative/render-png.ts';
import { traceCopy } from '../../src/creative/trace-copy.ts';
import { wrapText } from '../../src/creative/wrap-text.ts';
import type { Reward } from '../../src/domain/reward.ts';
import { DECK_SEGMENTS } from '../../src/domain/segment.ts';

const spec: CouponSpec = {
  style: 'luxury premium elegant',
  size: 'whatsapp-header',
  issuer: 'Northwind Trading',
  headline: 'Exclusive VIP offer',
  figure: { value: '25%', label: 'off' },
  message: 'Your premium status unlocks 25% off luxury collections.',
  terms: 'When you spend $120 or more.',
  expires: 'Valid until 31 March 2027',
  code: 'B5X2V6K9PT',
  qr: 'B5X2V6K9PT',
};

const drawn = (change: Partial<CouponSpec> = {}) => {
  const result = drawCoupon({ ...spec, ...change });
  if (!result.ok) throw new Error(result.failures[0]?.message);
  return result.value;
};

/** The words of the picture, line by line. */
const words = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);

describe('colours', () => {
  test.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#0000ff', '#ffffff', 8.59],
    ['#ff0000', '#ffffff', 4.0],
  ])('%s on %s has %d to 1, as WCAG computes it', (a, b, ratio) => {
    const [one, two] = [parseColour(a), parseColour(b)];
    expect(one && two && Math.round(contrastRatio(one, two) * 100) / 100).toBe(ratio);
  });

  test('a mended colour reaches the ratio, and only just', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        fc.tuple(channel, channel, channel),
        fc.tuple(channel, channel, channel),
        (text, ground) => {
          const mended = withContrast(text, ground, 4.5);
          expect(mended && contrastRatio(mended, ground)).toBeGreaterThanOrEqual(4.5);
          if (contrastRatio(text, ground) >= 4.5) expect(mended).toBe(text);
        },
      ),
    );
  });

  test('black gold white is ground, accent and text', () => {
    const style = COUPON_STYLES[4];
    const palette = style && paletteFrom(style.palette, 'black gold white');
    expect(palette).toMatchObject({
      ok: true,
      value: { paper: parseColour('black'), accent: parseColour('gold'), ink: parseColour('white') },
    });
  });

  test.each(COUPON_STYLES.map(({ name }) => name))('every text of %s is legible as it is', (style) => {
    const { contrast } = drawn({ style });
    expect(contrast).toHaveLength(7);
    for (const { ratio, least, mended } of contrast) {
      expect(mended).toBeUndefined();
      expect(ratio).toBeGreaterThanOrEqual(least);
    }
  });

  test('what is not legible is mended and said, or refused with the ratio', () => {
    const { contrast } = drawn({ colours: 'yellow white pink' });
    const ink = contrast.find(({ text }) => text === 'ink');
    expect(ink?.mended?.ratio).toBeLessThan(2);
    expect(ink?.mended?.from).toBe('#f29bb8');
    expect(ink?.ratio).toBeGreaterThanOrEqual(4.5);
    const refused = drawCoupon({ ...spec, colours: 'yellow white pink', strictColours: true });
    expect(refused).toMatchObject({
      ok: false,
      failures: [{ type: 'contrast' }, { type: 'contrast' }, {}, {}, {}, {}, {}],
    });
    expect(!refused.ok && refused.failures[0]?.message).toMatch(
      /#f29bb8 on #f5cf2e .* has a contrast of 1\.\d\d to 1 and needs 4\.5/,
    );
  });

  test.each([
    [{ colours: 'black glitter' }, 'colour', 'glitter'],
    [{ style: 'gothic' }, 'style', 'style'],
  ])('%o is refused', (change, type, path) => {
    expect(drawCoupon({ ...spec, ...change })).toMatchObject({ ok: false, failures: [{ type, path }] });
  });
});

describe('styles', () => {
  test('each segment has its own, and everybody else the neutral one', () => {
    const names = [...DECK_SEGMENTS, undefined].map((segment) => styleForSegment(segment).name);
    expect(names).toEqual(['vip', 'frequent', 'growing', 'standard', 'neutral']);
    expect(styleForSegment('Weekend shoppers').name).toBe('neutral');
    const named = styleNamed('Luxury, premium & elegant');
    expect(named.ok && named.value.name).toBe('vip');
  });

  test('the same spec gives the same picture; another code other fine lines', () => {
    expect(drawn().svg).toBe(drawn().svg);
    expect(drawn().svg).not.toBe(drawn({ code: 'B5X2V6K9PW' }).svg);
  });
});

describe('the picture', () => {
  test.each(COUPON_SIZE_NAMES)('%s states its size and where it comes from', (size) => {
    const { svg, width, height } = drawn({ size });
    expect([width, height]).toEqual([COUPON_SIZES[size].width, COUPON_SIZES[size].height]);
    expect(svg).toContain(`viewBox="0 0 ${width} ${height}"`);
    expect(COUPON_SIZES[size].reason.length).toBeGreaterThan(40);
  });

  test('print is A6 with three millimetres of bleed at 300 dpi', () => {
    const { svg, width, height, dpi } = drawn({ size: 'print-a6' });
    expect(svg).toContain('width="111mm" height="154mm"');
    expect([width, height].map((pixels) => Math.round((pixels / 300) * 25.4))).toEqual([111, 154]);
    expect(dpi).toBe(300);
    expect(COUPON_SIZES['print-a6'].bleed).toBe(Math.round((3 / 25.4) * 300));
    // Six and a half points, and half a millimetre.
    expect((COUPON_SIZES['print-a6'].smallest / 300) * 72).toBeGreaterThanOrEqual(6.4);
    expect((COUPON_SIZES['print-a6'].module / 300) * 25.4).toBeGreaterThan(0.5);
  });

  test.each(COUPON_STYLES.map(({ name }) => name))('%s needs nothing from elsewhere', (style) => {
    const { svg } = drawn({ style });
    expect(svg).not.toMatch(/<(?:script|image|foreignObject|use|style|a)\b|@import|href/);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|data:/);
    expect([...svg.matchAll(/url\((.)/g)].every(([, first]) => first === '#')).toBe(true);
  });

  test('whatever the words are, they stay words', () => {
    const hostile = '"/><script>alert(1)</script>&amp;\u0000\u0008\uFFFE]]>';
    const { svg, alt } = drawn({
      headline: hostile,
      code: hostile,
      issuer: hostile,
      message: hostile,
      recipient: hostile,
    });
    expect(svg).not.toMatch(/<script|[\p{Cc}\uFFFE]/iu);
    expect(svg).toContain('&lt;script&gt;');
    expect(alt).toContain('<script>');
  });

  test('says in words what it shows', () => {
    expect(drawn().alt).toBe(
      'Coupon from Northwind Trading. Exclusive VIP offer. 25% off. Your premium status unlocks 25% off luxury collections. When you spend $120 or more. Code B5X2-V6K9-PT. Valid until 31 March 2027. With a QR code to be scanned at the till.',
    );
    expect(drawn().svg).toMatch(
      /<svg[^>]* role="img" aria-labelledby="(\w+t) (\w+d)"><title id="\1">.*<desc id="\2">/,
    );
  });

  test('shows all there is to show', () => {
    const lines = words(drawn().svg);
    expect(lines).toContain('NORTHWIND TRADING');
    expect(lines).toContain('25%');
    expect(lines).toContain('OFF');
    expect(lines).toContain('B5X2-V6K9-PT');
    expect(lines).toContain('Valid until 31 March 2027');
    expect(lines.join(' ')).toContain('Your premium status unlocks 25% off luxury collections.');
    expect(lines.join(' ')).toContain('When you spend $120 or more.');
  });

  test('a code is never cut, however long', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ABCWM-123'), minLength: 1, maxLength: 40 }),
        fc.constantFrom(...COUPON_SIZE_NAMES),
        fc.constantFrom(...COUPON_STYLES.map(({ name }) => name)),
        (code, size, style) => {
          const { svg } = drawn({ code, size, style, qr: 'X' });
          const bare = (text: string) => text.replace(/-/g, '');
          expect(bare(words(svg).join(''))).toContain(bare(code));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('without code and QR code there is no stub; without a figure the headline is the news', () => {
    const { code: _, qr: __, figure: ___, ...rest } = spec;
    const result = drawCoupon(rest);
    expect(result.ok && result.value.svg.includes('crispEdges')).toBe(false);
    const sizeOf = (svg: string, part: string) => {
      const found = [...svg.matchAll(/font-size="([\d.]+)"[^>]*>([^<]*)</g)].find(([, , text = '']) =>
        part.includes(text),
      );
      return Number(found?.[1]);
    };
    const headline = 'EXCLUSIVE VIP OFFER';
    expect(result.ok && sizeOf(result.value.svg, headline)).toBeGreaterThan(
      1.5 * sizeOf(drawn().svg, headline),
    );
  });
});

describe('the QR code', () => {
  test('has error correction of level M at least and its quiet zone', () => {
    const code = qrCode('HELLO WORLD');
    expect(code).toMatchObject({ ok: true, value: { version: 1, span: 21 + 2 * QUIET_ZONE } });
    if (!code.ok) return;
    // Format bits beside the upper left finder: two bits of level, masked with 10 1010000010010 (ISO/IEC 18004, 7.9).
    const [a, b] = [code.value.modules[8]?.[0], code.value.modules[8]?.[1]];
    const level = ((a ? 2 : 0) + (b ? 1 : 0)) ^ 0b10;
    expect(['M', 'L', 'H', 'Q'][level]).not.toBe('L');
    const path = qrPath(code.value, 10, 20, 3);
    expect(path.startsWith(`M${10 + 3 * QUIET_ZONE} ${20 + 3 * QUIET_ZONE}h21v3h-21z`)).toBe(true);
  });

  test('too much for a picture or for any code is refused, with what to do', () => {
    const dense = drawCoupon({ ...spec, size: 'mms', qr: 'x'.repeat(600) });
    expect(dense).toMatchObject({ ok: false, failures: [{ type: 'qr-too-dense', path: 'qr' }] });
    expect(!dense.ok && dense.failures[0]?.message).toMatch(/Shorten what it says/);
    expect(drawCoupon({ ...spec, qr: 'x'.repeat(4000) })).toMatchObject({
      ok: false,
      failures: [{ type: 'qr-too-long' }],
    });
  });
});

describe('text is fitted', () => {
  test('lines are even, and broken behind a hyphen only where they must be', () => {
    const style = { face: 'sans', size: 16 } as const;
    expect(wrapText('one two three four five six', style, 170, 2)).toEqual([
      'one two three',
      'four five six',
    ]);
    expect(wrapText('take noise-cancelling headphones', style, 170, 2)).toEqual([
      'take noise-cancelling',
      'headphones',
    ]);
    expect(wrapText('a noise-cancelling', style, 90, 3)).toEqual(['a noise-', 'cancelling']);
    expect(wrapText('Donaudampfschiff', style, 60, 5)).toBeUndefined();
    expect(wrapText('Donaudampfschiff', style, 60, 5, true)).toEqual(['Donau-', 'dampfs-', 'chiff']);
  });

  test('widths are those of the face', () => {
    expect(textWidth('Hello', 'sans', 1000).width).toBeCloseTo(723 + 557 + 223 + 223 + 557, 0);
    expect(textWidth('Hello', 'sans', 10, 0.1).width - textWidth('Hello', 'sans', 10).width).toBeCloseTo(5);
    expect(textWidth('👩‍👩‍👧', 'sans', 10)).toEqual({ width: 14, exact: false });
  });

  test('nothing is ever wider or higher than its column', () => {
    const word = fc.oneof(
      fc.string({ minLength: 1, maxLength: 24 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.constantFrom('offer', 'Wolfeschlegelstein', 'מבצע', '限定', '🎉'),
    );
    const text = fc.array(word, { minLength: 1, maxLength: 25 }).map((all) => all.join(' '));
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.integer({ min: 150, max: 600 }),
        fc.integer({ min: 150, max: 500 }),
        (headline, figure, message, width, height) => {
          const block = (name: string, words: string, largest: number, lines: number): TextBlock => ({
            name,
            text: words.trim() === '' ? 'x' : words,
            face: 'serifBold',
            largest,
            smallest: 11,
            lines,
            leading: 1.2,
            gap: 6,
            ...(name === 'figure' && { tail: { text: 'OFF', face: 'sans' } }),
          });
          const column = fitColumn(
            [
              block('headline', headline, 40, 4),
              block('figure', figure, 90, 1),
              { ...block('message', message, 22, 3), spare: 1 },
            ],
            width,
            height,
          );
          expect(column.height).toBeLessThanOrEqual(height + 1e-6);
          for (const { block: set, size, lines } of column.blocks) {
            expect(lines.length).toBeLessThanOrEqual(set.lines);
            for (const line of lines) {
              expect(textWidth(line, set.face, size).width + tailWidth(set, size)).toBeLessThanOrEqual(
                width + 1e-6,
              );
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('the coupon of a reward', () => {
  const reward: Reward = {
    id: '1',
    type: 'Coupon Series',
    name: 'Flat 25% off',
    product: 'luxury collections',
    category: 'fashion',
    discountPct: 25,
    minSpend: 120,
    paymentMethod: 'Credit Card',
    validUntil: Date.UTC(2027, 2, 31),
    costPerUse: 9,
  };

  test('states the record and nothing else', () => {
    const made = couponForReward(reward, {
      size: 'mms',
      currency: 'USD',
      message: 'Hello.',
      segment: 'Premium VIP',
      code: 'B5X2V6K9PT',
    });
    expect(made).toEqual({
      style: 'vip',
      size: 'mms',
      headline: 'Exclusive VIP offer',
      figure: { value: '25%', label: 'off' },
      message: 'Hello.',
      terms:
        'On luxury collections, when you spend $120 or more. When paid with Credit Card. The code works once.',
      expires: 'Valid until 31 March 2027',
      code: 'B5X2V6K9PT',
      qr: 'B5X2V6K9PT',
    });
    const text = [made.figure?.value, made.figure?.label, made.terms, made.expires].join(' ');
    expect(traceCopy(text, reward, { currency: 'USD' }).issues).toEqual([]);
  });

  test('points, money, gifts, and a number that stands in the name', () => {
    const { discountPct: _, minSpend: __, ...rest } = { ...reward, name: 'Spring' };
    const of = (change: Partial<Reward>) =>
      couponForReward({ ...rest, ...change }, { size: 'mms', currency: 'EUR', message: 'Hi.' });
    expect(of({ type: 'Points Promotion', bonusPoints: 1500 }).figure).toEqual({
      value: '1,500',
      label: 'points',
    });
    expect(of({ amountOff: 12.5 }).figure).toEqual({ value: '€12.50', label: 'off' });
    expect(of({ name: 'Flat 30% off for Winback B' }).figure).toEqual({ value: '30%', label: 'off' });
    expect(of({ type: 'Gift', product: 'tea' })).toMatchObject({ headline: 'Free tea', style: 'neutral' });
    expect(of({ type: 'Gift', product: 'tea' }).figure).toBeUndefined();
  });
});

describe('PNG', () => {
  test('carries its dots per inch', () => {
    expect(crc32(new TextEncoder().encode('IEND'))).toBe(0xae426082);
    const header = Uint8Array.from([...Array(33).keys()]);
    const out = withDensity(Uint8Array.from([...header, 1, 2, 3]), 300);
    expect([...out.slice(0, 33)]).toEqual([...header]);
    const view = new DataView(out.buffer);
    expect(view.getUint32(33)).toBe(9);
    expect(new TextDecoder().decode(out.slice(37, 41))).toBe('pHYs');
    expect([view.getUint32(41), view.getUint32(45), out[49]]).toEqual([11811, 11811, 1]);
    expect([...out.slice(54)]).toEqual([1, 2, 3]);
  });

  test('is made in a page only, and says so', async () => {
    expect(await renderPng(drawn())).toMatchObject({ ok: false, failures: [{ type: 'no-picture-decoder' }] });
  });
});
