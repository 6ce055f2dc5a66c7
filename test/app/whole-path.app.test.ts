import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Papa from 'papaparse';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { isValidCode } from '../../src/creative/coupon-code.ts';
import { SIMULATION_SEED } from '../../src/service/agent-rewards.ts';
import { simulateRewards } from '../../src/simulation/rewards.ts';
import { StudioPage } from './studio-page.ts';
import { visit } from './visit.ts';

const data = path.join(import.meta.dirname, '../../../shared/data');
/** Models and trainings, on a machine that may have other work. */
const patience = 150_000;

interface Journey {
  readonly file: string;
  readonly customers: string;
  /** Ids of its customers, by a reading of the file that shares nothing with ours. */
  readonly ids: (text: string) => ReadonlySet<string>;
  /** A condition on the audience: its field as the page calls it, and at least how much. */
  readonly condition?: readonly [title: string, least: string];
  /** Customers who get an offer or are left out by lot. */
  readonly audience: (text: string) => number;
}

const lines = (text: string): readonly (readonly string[])[] =>
  text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/));

const journeys: readonly Journey[] = [
  {
    file: 'cdnow.txt',
    customers: '23,544',
    ids: (text) => new Set(lines(text).map(([id = '']) => id)),
    condition: ['Spent in all', '500'],
    audience: (text) => {
      const spent = new Map<string, number>();
      for (const [id = '', , , amount] of lines(text)) spent.set(id, (spent.get(id) ?? 0) + Number(amount));
      return [...spent.values()].filter((sum) => sum >= 500).length;
    },
  },
  {
    file: 'customer-personality.tsv',
    customers: '2,240',
    ids: (text) =>
      new Set(
        lines(text)
          .slice(1)
          .map(([id = '']) => id),
      ),
    audience: (text) => {
      const { data } = Papa.parse<Record<string, string>>(text, {
        header: true,
        delimiter: '\t',
        transformHeader: (name) => name.trim(),
      });
      const bought = ['NumWebPurchases', 'NumCatalogPurchases', 'NumStorePurchases'];
      return data.filter((row) => bought.some((column) => Number(row[column]) > 0)).length;
    },
  },
];

/** Everything that the page says in large about who the customers are. */
async function shown(page: Page): Promise<readonly string[]> {
  await page.locator('os-segments').waitFor({ timeout: patience });
  return page.locator('os-customers dl strong, os-segments .cards h3').allInnerTexts();
}

/** Messages of all files that are offered, by offer. */
async function messages(page: Page): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const files = page.getByRole('list', { name: 'Files to save' });
  await files.waitFor({ timeout: patience });
  const found = new Map<string, Readonly<Record<string, string>>>();
  for (const button of await files.getByRole('button', { name: /\.csv$/ }).all()) {
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    const text = await readFile(await download.path(), 'utf8');
    const parsed = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    expect(parsed.errors, download.suggestedFilename()).toEqual([]);
    for (const row of parsed.data) found.set(row.offer_id ?? '', row);
  }
  return found;
}

const numbersIn = (text: string): readonly number[] =>
  (text.replaceAll(',', '').match(/\d+(\.\d+)?/g) ?? []).map(Number);

/** Numbers that a text about each of the simulated rewards may state: those of its record, by id. */
function statedBy(): ReadonlyMap<string, ReadonlySet<number>> {
  return new Map(
    simulateRewards(SIMULATION_SEED, Date.now()).map(({ id, name, ...reward }) => {
      const { discountPct, amountOff, bonusPoints, pointsRequired, minSpend } = reward;
      const fields = [discountPct, amountOff, bonusPoints, pointsRequired, minSpend];
      return [id, new Set([...numbersIn(name), ...fields.filter((field) => field !== undefined)])];
    }),
  );
}

for (const { file, customers, ids, condition, audience } of journeys) {
  const here = existsSync(path.join(data, file));
  const skipped = here ? '' : ' (skipped: ../shared/data is not there)';
  test.skipIf(!here)(`from the file to codes and back: ${file}${skipped}`, async () => {
    const { page, complaints } = await visit();
    const studio = new StudioPage(page);
    const text = await readFile(path.join(data, file), 'utf8');

    await page.getByRole('link', { name: 'Customers' }).click();
    await page.locator('os-drop-files input[type=file]').setInputFiles(path.join(data, file));
    await studio.button('Import 1 file').click({ timeout: patience });
    const before = await shown(page);
    expect(before[0]).toBe(customers);
    await studio.button('Use simulated rewards').click({ timeout: patience });
    await studio.button('Next: goal and people').click({ timeout: patience });

    if (condition !== undefined) {
      const [title, least] = condition;
      await page.getByLabel('Add a condition on').selectOption({ label: title });
      await page.getByLabel(title, { exact: true }).fill(least);
      await page.getByLabel(title, { exact: true }).press('Enter');
    }
    const asked = audience(text);
    const count = page.getByText(new RegExp(`of ${customers} customers would get an\\s+offer`));
    await expect
      .poll(
        async () => {
          const [getting = 0, , leftOut = 0] = numbersIn(await count.innerText());
          return getting + leftOut;
        },
        { timeout: patience },
      )
      .toBe(asked);

    await studio.button('Next: see what would happen').click();
    await page.getByRole('heading', { name: 'Person by person' }).waitFor({ timeout: patience });
    // Past answers, where there are any, are to other rewards than the simulated ones, and that is said.
    await page
      .getByText(/no past responses of these customers to these rewards/)
      .first()
      .waitFor();
    await studio.button('Next: run it').click();
    await studio.button('Start the run').click();
    await studio.button('Next: review the offers').click({ timeout: patience });
    await page.getByText('Many at once, by a rule').click();
    await page.getByLabel('Gets').selectOption({ label: 'a reward' });
    await page.getByText(/The rule is about/).waitFor();
    const approve = page.getByRole('button', { name: /^Approve [\d,]+ offers$/ });
    const [approved = 0] = numbersIn(await approve.innerText());
    await approve.click();
    await studio.button('Next: take out what is approved').click();

    const makeFiles = studio.button(`Make the files for ${approved.toLocaleString('en')} offers`);
    await makeFiles.click({ timeout: patience });
    const out = await messages(page);
    expect(out.size).toBe(approved);
    // A tenth is left out by lot, and for some no reward may pass.
    expect(approved).toBeGreaterThan(0.8 * asked);
    expect(approved).toBeLessThan(0.95 * asked);
    const known = ids(text);
    const stated = statedBy();
    const codes = new Set<string>();
    for (const row of out.values()) {
      const { coupon_code: code = '', customer_id: customer = '', reward_id: reward = '', body = '' } = row;
      codes.add(code);
      expect(isValidCode(code), code).toBe(true);
      expect(known.has(customer), customer).toBe(true);
      // Texts may say the last day in full.
      const [year = 0, , ofMonth = 0] = (row.valid_until ?? '').split('-').map(Number);
      const allowed = new Set([...(stated.get(reward) ?? []), year, ofMonth]);
      expect(
        numbersIn(body).filter((one) => !allowed.has(one)),
        `${reward}: ${body}`,
      ).toEqual([]);
      expect(body).not.toMatch(/[{}]/);
    }
    expect(codes.size).toBe(approved);
    expect(new Set([...out.values()].map((row) => row.customer_id)).size).toBe(approved);

    await page.reload();
    expect(await shown(page)).toEqual(before);
    await page
      .getByRole('navigation', { name: 'Steps of the campaign' })
      .getByRole('button', { name: 'Take out' })
      .click({ timeout: patience });
    await makeFiles.click({ timeout: patience });
    // The same messages with the same codes.
    expect(await messages(page)).toEqual(out);
    expect(complaints).toEqual([]);
  });
}
