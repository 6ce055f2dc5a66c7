import { readFile } from 'node:fs/promises';
import jsQR from 'jsqr';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { StudioPage } from './studio-page.ts';
import { visit } from './visit.ts';

async function download(
  page: Page,
  button: string,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The pixels of a picture as the browser decodes it. */
async function pixelsOf(page: Page, png: Buffer): Promise<ImageData> {
  const { width, height, pixels } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const { data } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: [] };
    // As one text: millions of numbers would take the test half a minute.
    const parts = [];
    for (let at = 0; at < data.length; at += 9999) {
      parts.push(btoa(String.fromCharCode(...data.slice(at, at + 9999))));
    }
    return { width: bitmap.width, height: bitmap.height, pixels: parts.join('') };
  }, png.toString('base64'));
  return { width, height, data: Uint8ClampedArray.from(Buffer.from(pixels, 'base64')), colorSpace: 'srgb' };
}

async function check(page: Page, text: string): Promise<void> {
  await page.getByLabel('The code, or what the QR code says').fill(text);
  await page.getByRole('button', { name: 'Check it' }).click();
}

const told = (page: Page, title: string) =>
  page.locator('os-coupon-verdict').getByRole('heading', { name: title, exact: true }).waitFor();

test('a signed coupon is made, kept as a picture, verified without a network, and redeemed once', async () => {
  const { page, context, complaints, requests } = await visit();
  page.setDefaultTimeout(20_000);
  const studio = new StudioPage(page);
  await studio.ready();
  await page.getByRole('link', { name: 'Coupons' }).click();
  await page.locator('os-coupon img').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await studio.violations(), colorScheme).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await studio.violations(), 'phone').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.setViewportSize({ width: 1280, height: 900 });

  await page.getByLabel('Search by name, product or category').fill('boots');
  await page.locator('os-reward-picker label', { hasText: /boots/i }).last().click();
  await page.getByLabel('Your shop').fill('Northwind Trading');
  await page.getByText('Square', { exact: true }).click();
  await page.getByRole('checkbox', { name: /^Sign it for this kiosk/ }).check();
  await page.getByLabel('Name of this kiosk').fill('Counter 3');
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByText('Give this public key').waitFor();
  await page.getByRole('button', { name: 'Make this coupon' }).click();
  await page.getByText('Made and signed.').waitFor();
  const alt = (await page.locator('os-coupon img').getAttribute('alt')) ?? '';
  expect(alt).toMatch(/^Coupon from Northwind Trading\./);
  const code = (/Code ([\dA-Z-]+)/.exec(alt)?.[1] ?? '').replaceAll('-', '');

  const png = await download(page, 'PNG');
  expect(png.name).toBe(`coupon-${code}-whatsapp-square.png`);
  const picture = await pixelsOf(page, png.bytes);
  expect([picture.width, picture.height]).toEqual([1080, 1080]);
  const token = jsQR(picture.data, picture.width, picture.height)?.data ?? '';
  expect(token).toMatch(/^OFFER1:/);
  const svg = await download(page, 'SVG');
  expect(svg.bytes.toString()).toContain('Northwind Trading');

  const address = new URL(page.url()).origin;
  const asked = requests.length;
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Verify' }).click();
  await check(page, token);
  await told(page, 'Genuine');
  expect(await studio.violations(), 'verified').toEqual([]);
  // One sign within the signature.
  await check(page, token.slice(0, 30) + (token[30] === '0' ? '1' : '0') + token.slice(31));
  await told(page, 'Not genuine');
  await check(page, token);
  await page.getByRole('button', { name: 'Redeem it now' }).click();
  await told(page, 'Redeemed');
  expect(requests.slice(asked).filter((each) => !each.startsWith('blob:'))).toEqual([]);
  await context.setOffline(false);

  await page.reload();
  await page.getByText('of this device, made').waitFor();
  await check(page, token);
  await told(page, 'Already redeemed');
  expect(await page.getByRole('button', { name: 'Redeem it now' }).count()).toBe(0);
  await page.goBack();
  await page.locator('os-made-coupons').getByText('Counter 3').waitFor();
  expect(await page.getByLabel('Your shop').inputValue()).toBe('Northwind Trading');

  await page.getByRole('link', { name: 'Offers' }).click();
  await studio.tab('Your data');
  await studio.button('Erase everything…').click();
  await page.getByText('1 key for coupons').first().waitFor();
  await studio.button('Erase all of it').click();
  await page.getByText('1 redeemed coupon').waitFor();
  await page.getByRole('link', { name: 'Verify' }).click();
  await page.getByText('None yet.').waitFor();
  await check(page, token);
  await told(page, 'Cannot be told');
  expect(complaints).toEqual([]);
  expect(requests.filter((each) => !each.startsWith(address) && !each.startsWith(`blob:${address}`))).toEqual(
    [],
  );
});
