import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import type { Result } from '../domain/result.ts';
import type { BenchRow, BenchSection } from './bench-row.ts';
import { inFreshBrowser } from './fresh-browser.ts';
import { stopWatching, type WithAgent, watch } from './watch-page.ts';

export interface CustomersMeasurement {
  /** Where the built pages are served. */
  readonly address: string;
  /** With customers.csv, transactions.csv and responses.csv. */
  readonly folder: string;
}

const PATIENCE_MS = 600_000;
const FILES = ['customers.csv', 'transactions.csv', 'responses.csv'];

/**
 * An import of the folder's files on the customers page, and a dry run of a campaign for all of them, in a fresh Chromium
 * without a window: how long each takes, and how long the page and its worker take to answer meanwhile. The page is asked by a message to itself, the worker by a
 * search through the customers, again and again.
 *
 * @returns `no-browser` where there is none, and `browser-failed` where the import or the dry run fails.
 */
export function measureCustomersPage(
  options: CustomersMeasurement,
): Promise<Result<readonly BenchSection[]>> {
  return inFreshBrowser(async (browser) => {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const where = `on the customers page, in Chromium ${browser.version()}`;
    const imported = { title: `import ${where}`, rows: await measuredImport(page, options) };
    return [imported, { title: `dry run ${where}`, rows: await measuredDryRun(page, options) }];
  });
}

async function measuredImport(
  page: Page,
  { address, folder }: CustomersMeasurement,
): Promise<readonly BenchRow[]> {
  await page.goto(`${address}#customers`);
  // The writer loads beside; its work is not what is measured.
  await page.getByRole('button', { name: /^Runs on/ }).waitFor();
  const input = page.locator('os-customer-files input[type=file]');
  const lookBegan = performance.now();
  await input.setInputFiles(FILES.map((name) => path.join(folder, name)));
  await page.getByRole('button', { name: 'Import 3 files', disabled: false }).waitFor();
  const lookMs = performance.now() - lookBegan;
  await watch(page);
  const began = performance.now();
  await page.getByRole('button', { name: 'Import 3 files' }).click();
  // By its tag: to look for roles again and again would itself hold the page up.
  await page.locator('os-segments, os-agent-problem .note').first().waitFor();
  const importMs = performance.now() - began;
  // What is drawn at the end belongs to it.
  await page.waitForTimeout(1000);
  const answers = await stopWatching(page);
  const problems = await page.evaluate(
    () => (document.querySelector('os-studio') as unknown as WithAgent).agent.view.problems,
  );
  if (Object.keys(problems).length > 0) throw new Error(JSON.stringify(problems));
  const reloaded = performance.now();
  await page.reload();
  await page.locator('os-segments').waitFor();
  return [
    { what: 'looking at the files', value: lookMs / 1000, unit: 's' },
    { what: 'from pressing Import to the groups', value: importMs / 1000, unit: 's' },
    ...answers,
    { what: 'the groups again after a reload', value: (performance.now() - reloaded) / 1000, unit: 's' },
  ];
}

/** Everybody with a reward of the catalogue that came with the files: learning, matching and deciding. */
async function measuredDryRun(page: Page, { folder }: CustomersMeasurement): Promise<readonly BenchRow[]> {
  const catalogue = await readFile(path.join(folder, 'rewards.csv'), 'utf8');
  await watch(page);
  const laps = await page.evaluate(async (text) => {
    const { service } = (document.querySelector('os-studio') as unknown as WithAgent).agent;
    const told = globalThis as { stageNow?: string };
    told.stageNow = 'reading rewards';
    const rewards = await service.importRewards(new File([text], 'rewards.csv'));
    if (!rewards.ok) throw new Error(JSON.stringify(rewards.failures));
    const took: { stage: string; from: number }[] = [{ stage: 'beginning', from: performance.now() }];
    const result = await service.dryRun(
      { jobId: 'bench', draft: { name: 'Bench', goal: 'repeat', audience: { filters: [] } } },
      ({ stage }) => {
        if (told.stageNow !== stage) took.push({ stage, from: performance.now() });
        told.stageNow = stage;
      },
    );
    took.push({ stage: 'done', from: performance.now() });
    if (!result.ok) throw new Error(JSON.stringify(result.failures));
    return { took, members: result.value.totals.members };
  }, catalogue);
  const rows = await stopWatching(page);
  return [
    { what: 'people in the dry run', value: laps.members, unit: '' },
    ...laps.took.slice(0, -1).map(({ stage, from }, i) => ({
      what: stage,
      value: ((laps.took[i + 1]?.from ?? from) - from) / 1000,
      unit: 's',
    })),
    ...rows,
  ];
}
