import jsQR from 'jsqr';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/studio/page.css';
import { COUPON_SIZE_NAMES, COUPON_SIZES } from '../../src/creative/coupon-size.ts';
import type { Reward } from '../../src/domain/reward.ts';
import type { CouponContent } from '../../src/studio/coupon/coupon-content.ts';
import { sizeWords } from '../../src/studio/coupon/coupon-words.ts';
import type { OsCoupon } from '../../src/studio/coupon/os-coupon.ts';
import { defineStudio } from '../../src/studio/define.ts';
import { definePages } from '../../src/studio/define-pages.ts';
import { expectAccessible } from './support/open-studio.ts';

afterEach(() => document.body.replaceChildren());

const reward: Reward = {
  id: '588904',
  type: 'Coupon Series',
  name: 'Flat 25% off hiking boots above $120',
  product: 'hiking boots',
  category: 'Shoes',
  discountPct: 25,
  minSpend: 120,
  validUntil: Date.UTC(2027, 2, 31, 23, 59),
};

const content: CouponContent = {
  reward,
  currency: 'USD',
  message: 'Your next pair is 25% off.',
  segment: 'Premium VIP',
  issuer: 'Northwind Trading',
  recipient: 'Alexandra Chen',
  code: 'B5X2V6K9PT',
};

async function show(
  about: Partial<OsCoupon> = {},
): Promise<{ element: OsCoupon; saved: Map<string, Uint8Array<ArrayBuffer>> }> {
  defineStudio();
  definePages();
  const saved = new Map<string, Uint8Array<ArrayBuffer>>();
  const main = document.createElement('main');
  const heading = document.createElement('h1');
  heading.textContent = 'Coupon';
  const element = document.createElement('os-coupon');
  Object.assign(
    element,
    { content, save: (name: string, bytes: Uint8Array<ArrayBuffer>) => saved.set(name, bytes) },
    about,
  );
  main.append(heading, element);
  document.body.append(main);
  await element.updateComplete;
  return { element, saved };
}

const picture = (element: OsCoupon) => element.renderRoot.querySelector('img');

async function pixelsOf(bytes: Uint8Array<ArrayBuffer>): Promise<ImageData> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

test('the picture says in words what it shows', async () => {
  const { element } = await show();
  expect(picture(element)?.alt).toBe(
    'Coupon from Northwind Trading. Exclusive VIP offer. 25% off. For Alexandra Chen. Your next pair is 25% off. On hiking boots, when you spend $120 or more. The code works once. Code B5X2-V6K9-PT. Valid until 31 March 2027. With a QR code to be scanned at the till.',
  );
  await expect.poll(() => picture(element)?.naturalWidth).toBe(800);
  await expectAccessible();
});

test.each(COUPON_SIZE_NAMES)(
  '%s: the PNG has the stated pixels, its words in ink, and a QR code that reads',
  async (size) => {
    const { element, saved } = await show();
    await page.getByText(sizeWords[size][0], { exact: true }).click();
    expect(element.size).toBe(size);
    await page.getByRole('button', { name: 'PNG' }).click();
    await expect.poll(() => saved.size).toBe(1);
    const [[name, bytes] = ['', new Uint8Array()]] = saved;
    expect(name).toBe(`coupon-${size}.png`);
    const image = await pixelsOf(bytes);
    const { width, height } = COUPON_SIZES[size];
    expect([image.width, image.height]).toEqual([width, height]);
    expect(jsQR(image.data, width, height)?.data).toBe('B5X2V6K9PT');

    // Without its words the same coupon has other pixels where they stand, so they were drawn.
    element.content = { ...content, message: '', issuer: '' };
    await element.updateComplete;
    await page.getByRole('button', { name: 'PNG' }).click();
    await expect.poll(() => saved.get(name) !== bytes).toBe(true);
    const bare = await pixelsOf(saved.get(name) ?? new Uint8Array());
    const changed = image.data.filter((part, i) => Math.abs(part - (bare.data[i] ?? 0)) > 64).length;
    expect(changed).toBeGreaterThan(1500);
  },
);

test('the SVG is the picture: complete, without a script and without an address', async () => {
  const { saved } = await show({ name: 'spring' });
  await page.getByRole('button', { name: 'SVG' }).click();
  const svg = new TextDecoder().decode(saved.get('spring-whatsapp-header.svg'));
  const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(document.querySelector('parsererror')).toBeNull();
  expect(document.querySelector('script, a, image, use')).toBeNull();
  expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  expect(document.querySelector('desc')?.textContent).toContain('25% off');
});

test('style and headline follow the segment, unless they are given', async () => {
  const { element } = await show({ content: { ...content, segment: 'Active Frequent' } });
  expect(picture(element)?.alt).toContain('For our regulars');
  element.content = { ...content, headline: 'Into the hills', style: 'growing' };
  await element.updateComplete;
  expect(picture(element)?.alt).toContain('Into the hills. 25% off');
});

test('what cannot be drawn says why, and cannot be kept', async () => {
  const { element } = await show({ content: { ...content, colours: ['mauvish'] } });
  await expect.element(page.getByRole('alert')).toHaveTextContent('"mauvish" is no colour');
  expect(element.renderRoot.querySelector('button')).toBeNull();
  element.content = { ...content, qr: 'x'.repeat(1000) };
  await element.updateComplete;
  await expect.element(page.getByRole('alert')).toHaveTextContent('Shorten what it says');
});

test('one that waits for its code says so in place of the downloads', async () => {
  const { element } = await show({ hold: 'It gets its code later.' });
  expect(element.renderRoot.querySelector('button')).toBeNull();
  await expect.element(page.getByText('It gets its code later.')).toBeVisible();
});
