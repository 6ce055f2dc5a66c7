import type { Browser, Page } from 'playwright';
import type { Persona } from '../domain/persona.ts';
import type { Result } from '../domain/result.ts';
import type { EngineInfo, OfferService, Timings } from '../service/contract.ts';
import { type BenchRow, type BenchSection, median } from './bench-row.ts';
import { inFreshBrowser } from './fresh-browser.ts';
import { WRITING_REQUESTS, writingRows } from './measure-writing.ts';
import { forgetPeak, peakMemory } from './peak-memory.ts';

export interface BrowserMeasurement {
  /** Where the built pages are served. */
  readonly address: string;
  readonly persona: Persona;
  /** Times that each request is written; the first one, which warms up, is not counted. Default 6. */
  readonly runs?: number;
  /** Steps of learning; default as the page does it. */
  readonly steps?: number;
}

const PATIENCE_MS = 180_000;
const VERDICTS = { accepted: 3, rejected: 5 } as const;
const NO_MEMORY = 'The memory of a browser’s processes is read from /proc, which this system does not have.';

/** The page's own service, as the tests of the built pages find it. */
type WithService = Element & { readonly studio: { readonly service: OfferService } };

/**
 * Loading, writing and learning in a fresh Chromium without a window, as the page does it: times, and the peak of
 * the resident memory of the process that holds the page and its worker.
 *
 * @returns `no-browser` where there is none, and `browser-failed` where the page does not get ready or a job fails.
 */
export function measureBrowser(options: BrowserMeasurement): Promise<Result<readonly BenchSection[]>> {
  return inFreshBrowser((browser) => measured(browser, options));
}

async function measured(browser: Browser, options: BrowserMeasurement): Promise<readonly BenchSection[]> {
  const { address, persona, runs = 6, steps } = options;
  const page = await browser.newPage();
  const arrived = new Map<string, number>();
  // What the page's own requests miss, such as a worker's, its context hears of.
  page.context().on('response', (response) => {
    arrived.set(response.url(), Number(response.headers()['content-length'] ?? Number.NaN));
  });
  const began = performance.now();
  await page.goto(address);
  await page.getByRole('button', { name: /^Runs on/ }).waitFor({ timeout: PATIENCE_MS });
  const readyMs = performance.now() - began;
  const info = await engineInfo(page);
  const pid = await rendererOf(browser);
  const where = `in Chromium ${browser.version()}, ${info.backend}, threads: ${info.threads}`;
  const section = async (name: string, rows: readonly BenchRow[]): Promise<BenchSection> => {
    const peak = pid === undefined ? undefined : await peakMemory(pid);
    const title = `${name} ${where}`;
    if (peak === undefined) return { title, rows, note: NO_MEMORY };
    return { title, rows: [...rows, { what: 'peak memory of the renderer', value: peak, unit: 'MB' }] };
  };

  const load = await section('load', [
    { what: 'from the address to ready', value: readyMs, unit: 'ms' },
    { what: 'from files to ready', value: info.loadMs, unit: 'ms' },
    ...downloadRows(arrived),
  ]);
  if (pid !== undefined) await forgetPeak(pid);
  const written = await section('write', await writing(page, persona, runs));
  if (pid !== undefined) await forgetPeak(pid);
  const learned = await section('learn', await learning(page, persona, steps));
  return [load, written, learned];
}

/** What a first visit downloads, by the lengths that the server tells: as files are sent, compressed or not. */
function downloadRows(arrived: ReadonlyMap<string, number>): readonly BenchRow[] {
  const megabytes = (part: string) =>
    [...arrived].reduce((sum, [address, bytes]) => (address.includes(part) ? sum + bytes : sum), 0) / 1e6;
  return [
    { what: 'downloaded', value: megabytes(''), unit: 'MB' },
    { what: 'of which the model', value: megabytes('/models/'), unit: 'MB' },
    { what: 'of which ONNX Runtime', value: megabytes('/runtime/'), unit: 'MB' },
  ];
}

async function engineInfo(page: Page): Promise<EngineInfo> {
  const info = await page.evaluate(() =>
    (document.querySelector('os-studio') as unknown as WithService).studio.service.info(),
  );
  if (info === undefined) throw new Error('the page says that it is ready, but no engine runs');
  return info;
}

/** The busiest of the processes that show pages; there may be a spare one. Nothing where the browser does not tell. */
async function rendererOf(browser: Browser): Promise<number | undefined> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  return renderers.sort((a, b) => b.cpuTime - a.cpuTime)[0]?.id;
}

async function writing(page: Page, persona: Persona, runs: number): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { name, count, pool } of WRITING_REQUESTS) {
    const timings: Timings[] = [];
    for (let seed = 0; seed < runs; seed += 1) {
      const written = await page.evaluate(
        (asked) =>
          (document.querySelector('os-studio') as unknown as WithService).studio.service.generate(
            { ...asked, jobId: 'bench' },
            () => {},
          ),
        { persona, count, pool, seed },
      );
      if (!written.ok) throw new Error(JSON.stringify(written.failures));
      // The first run warms up.
      if (seed > 0) timings.push(written.value.timings);
    }
    rows.push(...writingRows(name, timings));
  }
  return rows;
}

/** Saves the person, judges eight offers and learns from them; the browser's profile goes with it. */
async function learning(page: Page, persona: Persona, steps?: number): Promise<readonly BenchRow[]> {
  const learned = await page.evaluate(
    // One function without a named one inside: what names functions for their stack traces is missing on the page.
    async ({ persona, steps, accepted, rejected }) => {
      const { service } = (document.querySelector('os-studio') as unknown as WithService).studio;
      const person = await service.savePersona(persona);
      if (!person.ok) throw new Error(JSON.stringify(person.failures));
      const personaId = person.value.id;
      let judged = 0;
      for (let seed = 100; judged < accepted + rejected && seed < 120; seed += 1) {
        const request = { jobId: 'bench', persona, personaId, count: 4, seed };
        const written = await service.generate(request, () => {});
        if (!written.ok) throw new Error(JSON.stringify(written.failures));
        for (const offer of written.value.offers) {
          if (offer.decision !== 'offer' || !('id' in offer) || judged === accepted + rejected) continue;
          const verdict = await service.judge(offer.id, judged < accepted ? 'accepted' : 'rejected');
          if (!verdict.ok) throw new Error(JSON.stringify(verdict.failures));
          judged += 1;
        }
      }
      const times: number[] = [];
      const wish = steps === undefined ? {} : { steps };
      const report = await service.learn({ jobId: 'bench', personaId, seed: 1, ...wish }, (event) => {
        if (event.type === 'step') times.push(performance.now());
      });
      if (!report.ok) throw new Error(JSON.stringify(report.failures));
      return { times, judged, seconds: report.value.seconds };
    },
    { persona, steps, ...VERDICTS },
  );
  const between = learned.times.slice(1).map((time, i) => time - (learned.times[i] ?? Number.NaN));
  return [
    { what: 'a learning step', value: median(between) / 1000, unit: 's' },
    { what: 'steps', value: learned.times.length, unit: '' },
    { what: `learning from ${learned.judged} verdicts, with its checks`, value: learned.seconds, unit: 's' },
  ];
}
