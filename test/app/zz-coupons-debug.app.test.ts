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
  console.log('L46', Math.round(performance.now()));
  page.setDefaultTimeout(20_000);
  console.log('L47', Math.round(performance.now()));
  const studio = new StudioPage(page);
  console.log('L48', Math.round(performance.now()));
  await studio.ready();
  console.log('L49', Math.round(performance.now()));
  await page.getByRole('link', { name: 'Coupons' }).click();
  console.log('L50', Math.round(performance.now()));
  await page.locator('os-coupon img').waitFor();
  console.log('L51', Math.round(performance.now()));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await studio.violations(), colorScheme).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  console.log('L56', Math.round(performance.now()));
  expect(await studio.violations(), 'phone').toEqual([]);
  console.log('L57', Math.round(performance.now()));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  console.log('L58', Math.round(performance.now()));
  await page.setViewportSize({ width: 1280, height: 900 });
  console.log('L59', Math.round(performance.now()));

  await page.getByLabel('Search by name, product or category').fill('boots');
  console.log('L61', Math.round(performance.now()));
  await page.locator('os-reward-picker label', { hasText: /boots/i }).last().click();
  console.log('L62', Math.round(performance.now()));
  await page.getByLabel('Your shop').fill('Northwind Trading');
  console.log('L63', Math.round(performance.now()));
  await page.getByText('Square', { exact: true }).click();
  console.log('L64', Math.round(performance.now()));
  await page.getByRole('checkbox', { name: /^Sign it for this kiosk/ }).check();
  console.log('L65', Math.round(performance.now()));
  await page.getByLabel('Name of this kiosk').fill('Counter 3');
  console.log('L66', Math.round(performance.now()));
  await page.getByRole('button', { name: 'Make the key' }).click();
  console.log('L67', Math.round(performance.now()));
  await page.getByText('Give this public key').waitFor();
  console.log('L68', Math.round(performance.now()));
  await page.getByRole('button', { name: 'Make this coupon' }).click();
  console.log('L69', Math.round(performance.now()));
  await page.getByText('Made and signed.').waitFor();
  console.log('L70', Math.round(performance.now()));
  const alt = (await page.locator('os-coupon img').getAttribute('alt')) ?? '';
  console.log('L71', Math.round(performance.now()));
  expect(alt).toMatch(/^Coupon from Northwind Trading\./);
  console.log('L72', Math.round(performance.now()));
  const code = (/Code ([\dA-Z-]+)/.exec(alt)?.[1] ?? '').replaceAll('-', '');
  console.log('L73', Math.round(performance.now()));

  const png = await download(page, 'PNG');
  console.log('L75', Math.round(performance.now()));
  expect(png.name).toBe(`coupon-${code}-whatsapp-square.png`);
  console.log('L76', Math.round(performance.now()));
  const picture = await pixelsOf(page, png.bytes);
  console.log('L77', Math.round(performance.now()));
  expect([picture.width, picture.height]).toEqual([1080, 1080]);
  console.log('L78', Math.round(performance.now()));
  const token = jsQR(picture.data, picture.width, picture.height)?.data ?? '';
  console.log('L79', Math.round(performance.now()));
  expect(token).toMatch(/^OFFER1:/);
  console.log('L80', Math.round(performance.now()));
  const svg = await download(page, 'SVG');
  console.log('L81', Math.round(performance.now()));
  expect(svg.bytes.toString()).toContain('Northwind Trading');
  console.log('L82', Math.round(performance.now()));

  const address = new URL(page.url()).origin;
  console.log('L84', Math.round(performance.now()));
  const asked = requests.length;
  console.log('L85', Math.round(performance.now()));
  await context.setOffline(true);
  console.log('L86', Math.round(performance.now()));
  await page.getByRole('link', { name: 'Verify' }).click();
  console.log('L87', Math.round(performance.now()));
  await check(page, token);
  console.log('L88', Math.round(performance.now()));
  await told(page, 'Genuine');
  console.log('L89', Math.round(performance.now()));
  expect(await studio.violations(), 'verified').toEqual([]);
  console.log('L90', Math.round(performance.now()));
  await check(page, token.slice(0, -1) + (token.endsWith('0') ? '1' : '0'));
  console.log('L91', Math.round(performance.now()));
  await told(page, 'Not genuine');
  console.log('L92', Math.round(performance.now()));
  await check(page, token);
  console.log('L93', Math.round(performance.now()));
  await page.getByRole('button', { name: 'Redeem it now' }).click();
  console.log('L94', Math.round(performance.now()));
  await told(page, 'Redeemed');
  console.log('L95', Math.round(performance.now()));
  expect(requests.slice(asked).filter((each) => !each.startsWith('blob:'))).toEqual([]);
  console.log('L96', Math.round(performance.now()));
  await context.setOffline(false);
  console.log('L97', Math.round(performance.now()));

  await page.reload();
  console.log('L99', Math.round(performance.now()));
  await page.getByText('of this device, made').waitFor();
  console.log('L100', Math.round(performance.now()));
  await check(page, token);
  console.log('L101', Math.round(performance.now()));
  await told(page, 'Already redeemed');
  console.log('L102', Math.round(performance.now()));
  expect(await page.getByRole('button', { name: 'Redeem it now' }).count()).toBe(0);
  console.log('L103', Math.round(performance.now()));
  await page.goBack();
  console.log('L104', Math.round(performance.now()));
  await page.locator('os-made-coupons').getByText('Counter 3').waitFor();
  console.log('L105', Math.round(performance.now()));
  expect(await page.getByLabel('Your shop').inputValue()).toBe('Northwind Trading');
  console.log('L106', Math.round(performance.now()));

  await page.getByRole('link', { name: 'Offers' }).click();
  console.log('L108', Math.round(performance.now()));
  await studio.tab('Your data');
  console.log('L109', Math.round(performance.now()));
  await studio.button('Erase everything…').click();
  console.log('L110', Math.round(performance.now()));
  await page.getByText('1 key for coupons').first().waitFor();
  console.log('L111', Math.round(performance.now()));
  await studio.button('Erase all of it').click();
  console.log('L112', Math.round(performance.now()));
  await page.getByText('1 redeemed coupon').waitFor();
  console.log('L113', Math.round(performance.now()));
  await page.getByRole('link', { name: 'Verify' }).click();
  console.log('L114', Math.round(performance.now()));
  await page.getByText('None yet.').waitFor();
  console.log('L115', Math.round(performance.now()));
  await check(page, token);
  console.log('L116', Math.round(performance.now()));
  await told(page, 'Cannot be told');
  console.log('L117', Math.round(performance.now()));
  expect(complaints).toEqual([]);
  console.log('L118', Math.round(performance.now()));
  expect(requests.filter((each) => !each.startsWith(address) && !each.startsWith(`blob:${address}`))).toEqual(
    [],
  );
  console.log('L121', Math.round(performance.now()));
});

test('the catalogue of the person’s own takes the place of the simulated one', async () => {
  const { page } = await visit();
  await page.evaluate(() => {
    location.hash = 'coupons';
  });
  await page.getByText('These rewards are simulated.').waitFor();
});
