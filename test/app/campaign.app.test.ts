import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { writeBusinessData } from '../../src/cli/business-data.ts';
import { StudioPage } from './studio-page.ts';
import { visit } from './visit.ts';

/** Trainings and hundreds of decisions, on a machine that has other work. */
const patience = 150_000;
const DAY = 86_400_000;
const CUSTOMERS = 2500;

const said = (count: number): string => count.toLocaleString('en');
const steps = (page: Page): Locator => page.getByRole('navigation', { name: 'Steps of the campaign' });

/** A simulated business up to today, as files: large enough for a run that takes a while. */
async function business(): Promise<string> {
  const out = mkdtempSync(path.join(tmpdir(), 'offersmith-business-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const today = Math.floor(Date.now() / DAY) * DAY;
  await writeBusinessData({ out, seed: 5, customers: CUSTOMERS, days: 90, today, messy: false }, () => {});
  return out;
}

async function importCustomers(page: Page, folder: string): Promise<void> {
  await page.getByRole('link', { name: 'Customers' }).click();
  const files = ['customers.csv', 'transactions.csv', 'responses.csv'].map((name) => path.join(folder, name));
  await page.locator('os-drop-files input[type=file]').setInputFiles(files);
  await page.getByRole('button', { name: 'Import 3 files' }).click({ timeout: patience });
  await page.getByRole('heading', { name: 'Make a campaign' }).waitFor({ timeout: patience });
}

/**
 * Has the page reload itself when half of the next run's people are done; what was decided is kept every 500 people. A
 * quick machine is through with the run before a test could tell it to.
 */
async function reloadsInTheRun(page: Page): Promise<void> {
  await page.evaluate(() => {
    const shown = (root: ParentNode): string => {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'os-campaign-progress') return element.shadowRoot?.textContent ?? '';
        const found = element.shadowRoot === null ? '' : shown(element.shadowRoot);
        if (found !== '') return found;
      }
      return '';
    };
    const look = (): void => {
      const [, ...numbers] = /([\d,]+) of ([\d,]+) people/.exec(shown(document)) ?? [];
      const [done = 0, of = 0] = numbers.map((each) => Number(each.replaceAll(',', '')));
      if (of > 0 && done > of / 2) location.reload();
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Light, dark and on a phone: nothing that a screen reader would stumble over, and nothing beside the screen. */
async function expectFit(studio: StudioPage, what: string): Promise<void> {
  const { page } = studio;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await studio.violations(), `${what}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBe(390);
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** The text of a download. */
async function saved(page: Page, press: () => Promise<void>): Promise<readonly [name: string, text: string]> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')];
}

test('a campaign on a simulated business: rewards, goal, preview, a run cut off by a reload, review, files', async () => {
  const { page, complaints, requests } = await visit();
  const studio = new StudioPage(page);
  const folder = await business();
  await importCustomers(page, folder);

  await page.locator('os-rewards-step input[type=file]').setInputFiles(path.join(folder, 'rewards.csv'));
  await studio.button('Use these 425 rewards').click({ timeout: patience });
  await page.getByText(/of them can be offered\s+today/).waitFor({ timeout: patience });
  await page.getByText('Has ended').first().waitFor();
  await expectFit(studio, 'rewards');

  await studio.button('Next: goal and people').click();
  await page.getByRole('radio', { name: /Reduce churn/ }).check();
  await page.getByRole('radio', { name: /Drive repeat purchase/ }).check();
  await page.getByText(/of 2,500 customers would get an\s+offer/).waitFor({ timeout: patience });
  await expectFit(studio, 'goal');

  await studio.button('Next: see what would happen').click();
  await page.getByRole('heading', { name: 'Person by person' }).waitFor({ timeout: patience });
  const people = page.getByRole('region', { name: 'People and what each would get' });
  expect(await people.getByRole('row').count()).toBeGreaterThan(20);
  await expectFit(studio, 'preview');
  await people.getByRole('button').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Why this chance').waitFor();
  await expectFit(studio, 'person');
  await dialog.getByText('As a coupon, to save as a picture').click();
  await dialog.getByRole('img').waitFor();
  await studio.button('Close').click();

  await studio.button('Next: run it').click();
  await reloadsInTheRun(page);
  const reloaded = page.waitForEvent('load', { timeout: patience });
  await studio.button('Start the run').click();
  await reloaded;
  await page.getByText('cut off in the middle').waitFor({ timeout: patience });
  const done = await page.getByText(/people are done/).innerText();
  const [first = 0, all = 0] = (done.replaceAll(',', '').match(/\d+/g) ?? []).map(Number);
  console.log(`Reloaded after ${first} of ${all} people`);
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(all);
  await expectFit(studio, 'interrupted run');
  await studio.button('Go on').click();
  await studio.button('Next: review the offers').click({ timeout: patience });

  await page.getByRole('group', { name: /^Offer to/ }).waitFor();
  await expectFit(studio, 'review');
  const waiting = async () => Number((await studio.button(/^Waiting/).innerText()).replace(/\D/g, ''));
  const before = await waiting();
  await page.keyboard.press('a');
  await expect.poll(waiting).toBe(before - 1);
  await page.keyboard.press('r');
  await expect.poll(waiting).toBe(before - 2);
  await page.getByText('Many at once, by a rule').click();
  await studio.button(`Approve ${said(before - 2)} offers`).click();
  await page.getByText('Every offer has its yes or no.').waitFor();

  await studio.button('Next: take out what is approved').click();
  await studio.button(`Make the files for ${said(before - 1)} offers`).click();
  const files = page.getByRole('list', { name: 'Files to save' });
  await files.waitFor();
  await expectFit(studio, 'files');
  let messages = 0;
  for (const button of await files.getByRole('button', { name: /\.csv$/ }).all()) {
    const [name, text] = await saved(page, () => button.click());
    const [header = '', ...rows] = text.trim().split('\r\n');
    messages += rows.length;
    expect(header, name).toContain('offer_id');
    // No cell begins as a formula does, quoted or not.
    expect(
      rows.filter((row) => /(^|,)"?[\s]*[=+\-@]/.test(row)),
      name,
    ).toEqual([]);
    expect(
      rows.filter((row) => /\{(name|code)\}/.test(row)),
      name,
    ).toEqual([]);
  }
  expect(messages).toBe(before - 1);

  await steps(page).getByRole('button', { name: 'Record' }).click();
  await studio.button('Check the chain').click();
  await page.getByText('none is missing').waitFor({ timeout: patience });
  await page
    .getByRole('button', { name: /^Make it again/ })
    .first()
    .click();
  await page.getByText('The same again,').waitFor();
  await expectFit(studio, 'record');
  const [, log] = await saved(page, () => studio.button('Save the record').click());
  const entries = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { hash: string; previous: string });
  expect(entries.length).toBeGreaterThan(all);
  expect(entries.slice(1).filter(({ previous }, i) => previous !== entries[i]?.hash)).toEqual([]);

  expect(complaints).toEqual([]);
  expect(
    requests.filter((address) => !address.replace(/^blob:/, '').startsWith(new URL(page.url()).origin)),
  ).toEqual([]);
});
