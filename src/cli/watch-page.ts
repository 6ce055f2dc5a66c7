import type { Page } from 'playwright';
import type { CampaignService } from '../service/agent-campaign-contract.ts';
import type { AgentService, ImportProgress } from '../service/agent-contract.ts';
import type { BenchRow } from './bench-row.ts';

/** The customers page's own state, as the tests of the built pages find it. */
export type WithAgent = Element & {
  readonly agent: {
    readonly service: AgentService & CampaignService;
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

/** Nobody who waits for an answer notices less. */
export const QUICK_MS = 50;

/**
 * Asks the page and the worker over and over until {@link stopWatching}. What the page is doing beside an import it
 * tells by the global `stageNow`.
 */
export async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { agent } = document.querySelector('os-studio') as unknown as WithAgent;
    const answers = { page: [] as Answer[], worker: [] as Answer[] };
    let watching = true;
    // No function with a name of its own: what keeps names for stack traces is missing on the page.
    const now = {
      stage() {
        const told = (globalThis as { stageNow?: string }).stageNow;
        return agent.view.importing?.progress?.stage ?? told ?? 'drawing';
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

/** Ends the watch; a row each for how many answers came, how many of them soon, and the slowest. */
export async function stopWatching(page: Page): Promise<readonly BenchRow[]> {
  const watched = await page.evaluate(() =>
    (globalThis as unknown as { stopWatching(): Watched }).stopWatching(),
  );
  return [...answerRows('the page', watched.page), ...answerRows('the worker', watched.worker)];
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
