import path from 'node:path';
import type { Page } from 'playwright';
import { failure, type Result, success } from '../domain/result.ts';
import type { AgentService, ImportProgress } from '../service/agent-contract.ts';
import type { BenchRow, BenchSection } from './bench-row.ts';
import { findBrowser } from './browser.ts';

export interface CustomersMeasurement {
  /** Where the built pages are served. */
  readonly address: string;
  /** With customers.csv, transactions.csv and responses.csv. */
  readonly folder: string;
}

/** The customers page's own state, as the tests of the built pages find it. */
type WithAgent = Element & {
  readonly agent: {
    readonly service: AgentService;
    readonly view: {
      readonly importing: { readonly progress: ImportProgress | undefined } | undefined;
      readonly problems: Readonly<Record<string, unknown>>;
    };
  };
};

/** One answer: when it came, how long it took, and what the page was doing. */
interface Answer {
  readonly stage: string;
  readonly late: number;
}

interface Watched {
  readonly page: readonly Answer[];
  readonly worker: readonly Answer[];
}

const PATIENCE_MS = 600_000;
const FILES = ['customers.csv', 'transactions.csv', 'responses.csv'];

/** Nobody who waits for an answer notices less. */
export const QUICK_MS = 50;

/**
 * An import of the folder's files on the customers page, in a fresh Chromium without a window: how long it takes, and
 * how long the page and its worker take to answer meanwhile. The page is asked by a message to itself, the worker by a
 * search through the customers, again and again.
 *
 * @returns `no-browser` where there is none, and `browser-failed` where the import fails.
 */
export async function measureCustomersPage(options: CustomersMeasurement): Promise<Result<BenchSection>> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    return failure('no-browser', 'No Chromium, Chrome or Edge was found. Install one, or set CHROME_PATH.');
  }
  const { chromium } = await import('playwright');
  // Chromium refuses to start its sandbox as root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const rows = await measured(page, options);
    return success({ title: `import on the customers page, in Chromium ${browser.version()}`, rows });
  } catch (error) {
    return failure('browser-failed', `The page could not be measured: ${String(error)}`);
  } finally {
    await browser.close();
  }
}

async function measured(page: Page, { address, folder }: CustomersMeasurement): Promise<readonly BenchRow[]> {
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
  const watched = await page.evaluate(() =>
    (globalThis as unknown as { stopWatching(): Watched }).stopWatching(),
  );
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
    ...answerRows('the page', watched.page),
    ...answerRows('the worker', watched.worker),
    { what: 'the groups again after a reload', value: (performance.now() - reloaded) / 1000, unit: 's' },
  ];
}

/** Asks the page and the worker over and over until `stopWatching` is called, which hands the answers out. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { agent } = document.querySelector('os-studio') as unknown as WithAgent;
    const answers = { page: [] as Answer[], worker: [] as Answer[] };
    let watching = true;
    // No function with a name of its own: what keeps names for stack traces is missing on the page.
    const now = {
      stage() {
        return agent.view.importing?.progress?.stage ?? 'drawing';
      },
    };
    const { port1, port2 } = new MessageChannel();
    let sent = performance.now();
    port1.onmessage = () => {
      answers.page.push({ stage: now.stage(), late: performance.now() - sent });
      setTimeout(() => {
        sent = performance.now();
        port2.postMessage(undefined);
      }, 4);
    };
    port2.postMessage(undefined);
    const search = { search: 'C000001', offset: 0, count: 1 };
    setTimeout(async () => {
      while (watching) {
        const asked = performance.now();
        const during = now.stage();
        await agent.service.customers(search);
        answers.worker.push({ stage: during, late: performance.now() - asked });
        await new Promise((resolve) => {
          setTimeout(resolve, 10);
        });
      }
    });
    Object.assign(globalThis, {
      stopWatching() {
        watching = false;
        port1.close();
        return answers;
      },
    });
  });
}

function answerRows(who: string, answers: readonly Answer[]): readonly BenchRow[] {
  const slowest = answers.reduce((worst, one) => (one.late > worst.late ? one : worst));
  const quick = answers.filter(({ late }) => late <= QUICK_MS).length;
  return [
    { what: `answers of ${who}`, value: answers.length, unit: '' },
    { what: `of ${who}, within ${QUICK_MS} ms`, value: (100 * quick) / answers.length, unit: '%' },
    { what: `slowest of ${who}, while ${slowest.stage}`, value: slowest.late, unit: 'ms' },
  ];
}
