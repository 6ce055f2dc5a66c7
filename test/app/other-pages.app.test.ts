import { expect, inject, test } from 'vitest';
import { StudioPage } from './studio-page.ts';
import { visit } from './visit.ts';
import { watchNetwork } from './watched-network.ts';

/** The script of the pages beside that of offers. */
const theirs = /\/assets\/open-pages-[^/]+\.js$/;
const patience = 20_000;

test('once the writer is ready, every page opens and answers without a network', async () => {
  const network = await watchNetwork(inject('address'));
  const { page, context, requests, complaints } = await visit({ proxy: network.proxy });
  page.setDefaultTimeout(patience);
  const studio = new StudioPage(page);
  await studio.ready();
  expect(requests.some((address) => theirs.test(address))).toBe(true);
  const toLoad = network.own.length;
  network.unplug();
  await context.setOffline(true);

  await page.getByRole('link', { name: 'Customers' }).click();
  await page.locator('os-drop-files').waitFor();
  const table = 'customer_id,date,amount\na,2026-01-05,20\nb,2026-02-05,30\na,2026-03-05,25\n';
  await page
    .locator('os-drop-files input[type=file]')
    .setInputFiles({ name: 'purchases.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  // Read by the worker of customers.
  await page.getByRole('heading', { name: 'purchases.csv' }).waitFor();
  await page.getByRole('link', { name: 'Coupons' }).click();
  await page.locator('os-coupon img').waitFor();
  await page.getByRole('link', { name: 'Verify' }).click();
  await page.getByLabel('The code, or what the QR code says').fill('HELLO');
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.getByRole('heading', { name: 'Not known here' }).waitFor();
  await page.getByRole('link', { name: 'Offers' }).click();
  await studio.tab('Your data');
  await studio.button('Erase everything…').click();
  await studio.button('Erase all of it').waitFor();
  expect(network.own.slice(toLoad)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the page of offers waits for no other, and they open when their script has come', async () => {
  const { page, context } = await visit({ address: 'about:blank' });
  page.setDefaultTimeout(patience);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await context.route(theirs, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`${inject('address')}#customers`);
  await page.getByRole('heading', { name: /^Your customers/ }).waitFor();
  await page.getByText('This page is opening…').waitFor();
  await page.getByRole('link', { name: 'Offers' }).click();
  const studio = new StudioPage(page);
  await studio.ready();
  expect(await page.getByRole('radio').count()).toBeGreaterThan(3);
  expect(await page.locator('os-customers').count()).toBe(0);

  await page.getByRole('link', { name: 'Customers' }).click();
  release();
  await page.locator('os-customers os-drop-files').waitFor();
  expect(await page.getByText('This page is opening…').count()).toBe(0);
});

test('a script of theirs that does not come is said on their pages, and loading again mends it', async () => {
  const { page, context } = await visit({ address: 'about:blank' });
  page.setDefaultTimeout(patience);
  await context.route(theirs, (route) => route.abort());
  await page.goto(`${inject('address')}#verify`);
  await page.getByText('This page could not be loaded.').waitFor();
  const studio = new StudioPage(page);
  await page.getByRole('link', { name: 'Offers' }).click();
  await studio.ready();
  await page.getByRole('link', { name: 'Verify' }).click();
  expect(await studio.violations()).toEqual([]);
  await context.unroute(theirs);
  await studio.button('Load again').click();
  await page.getByLabel('The code, or what the QR code says').waitFor();
});
