import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { visit } from './visit.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Files as a file manager drags them: the browser itself makes the events, with real files in them. @returns what drops them. */
async function drag(page: Page, files: readonly string[], { x, y }: Place) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, x, y, data });
  await send('dragEnter');
  await send('dragOver');
  return () => send('drop');
}

function makeFiles(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'offersmith-drop-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  mkdirSync(path.join(folder, 'exports'));
  writeFileSync(path.join(folder, 'exports', 'inner.csv'), 'id,name\n1,Ann\n');
  return folder;
}

async function middleOf(page: Page, selector: string): Promise<Place> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not there`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a file that nothing can be guessed of is read as the person says', async () => {
  const { page } = await visit();
  await page.getByRole('link', { name: 'Customers' }).click();
  const text = 'id^date^amount\nAnn^2026-01-02^5\nBea^2026-01-03^7\n';
  await page.locator('os-customer-files input[type=file]').setInputFiles({
    name: 'carets.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  await page.getByText('The file has a single column', { exact: false }).waitFor();
  await page.getByLabel('Separated by').selectOption('carets');
  await page.getByRole('region', { name: 'The first rows of carets.csv, as they will be read' }).waitFor();
  await page.getByLabel('The first row has').selectOption('The first customer or purchase');
  await page.getByRole('rowheader', { name: 'column 1' }).waitFor({ state: 'attached' });
  await page.getByLabel('The first row has').selectOption('As guessed');
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  await page.getByRole('heading', { name: 'Who they are' }).waitFor();
  expect(await page.locator('os-customers dl > div strong').first().innerText()).toBe('2');
});

const purchases = 'id,date,amount\nx,2026-01-02,5\ny,2026-01-03,7\nx,2026-01-09,6\n';

test('files are dropped onto the page, and beside the place for them; folders and empty files are told', async () => {
  const folder = makeFiles({ 'shop.csv': purchases, 'empty.csv': '', 'shop-2.csv': purchases });
  const file = (name: string) => path.join(folder, name);
  const { page } = await visit();
  await page.getByRole('link', { name: 'Customers' }).click();
  await page.getByRole('button', { name: 'Try it with simulated customers' }).waitFor();
  const address = page.url();
  const border = () =>
    page.locator('os-drop-files .drop').evaluate((element) => element.classList.contains('over'));

  const place = await middleOf(page, 'os-drop-files .drop');
  const drop = await drag(page, [file('shop.csv'), file('exports')], place);
  await expect.poll(border).toBe(true);
  expect(await page.locator('os-planned-file').count()).toBe(0);
  await drop();
  await page.getByRole('region', { name: 'The first rows of shop.csv, as they will be read' }).waitFor();
  await page.getByText('"exports" is a folder. Open it and drop or choose the files in it.').waitFor();
  expect(await page.locator('os-planned-file').count()).toBe(1);
  await expect.poll(border).toBe(false);

  // Beside the place: the browser would open the file instead of the page.
  const dropBeside = await drag(page, [file('empty.csv')], { x: 5, y: 300 });
  await dropBeside();
  await page.getByText('The file is empty; export it again with at least one row.').waitFor();
  expect(page.url()).toBe(address);
  expect(await page.getByText('"exports" is a folder').count()).toBe(0);
  await page.getByRole('button', { name: 'Leave out empty.csv' }).click();

  const dropTwin = await drag(page, [file('shop-2.csv')], { x: 5, y: 300 });
  await dropTwin();
  await page.getByText('shop.csv and shop-2.csv both hold', { exact: false }).waitFor();
  expect(await page.getByRole('button', { name: 'Import 2 files' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Leave out shop-2.csv' }).click();
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  await page.getByRole('heading', { name: 'Who they are' }).waitFor();
});
