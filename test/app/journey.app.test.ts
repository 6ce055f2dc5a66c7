import type { Page } from 'playwright';
import { expect, inject, test } from 'vitest';
import { oneLine, StudioPage } from './studio-page.ts';
import { learnUntilKept, likes, plenty } from './teaching.ts';
import { visit } from './visit.ts';

/** Notes, frame by frame, what the cards say while they are being written; read the notes after the writing. */
async function watchDrafts(page: Page): Promise<() => Promise<readonly string[]>> {
  const notes = await page.evaluateHandle(() => {
    const found: string[] = [];
    const look = () => {
      const list = document
        .querySelector('os-studio')
        ?.shadowRoot?.querySelector('os-offer-list')?.shadowRoot;
      const drafts = [...(list?.querySelectorAll('os-offer[writing]') ?? [])];
      const text = drafts.map((draft) => draft.shadowRoot?.querySelector('.words')?.textContent).join(' | ');
      if (/\w/.test(text) && found.at(-1) !== text) found.push(text);
      requestAnimationFrame(look);
    };
    look();
    return found;
  });
  return async () => (await notes.jsonValue()).map(oneLine);
}

/** Waits for everything that the page shows while it learns. */
async function seeItLearn(studio: StudioPage): Promise<void> {
  const { page } = studio;
  await page.getByText(/^Practising: step [1-9]\d* of \d+$/).waitFor();
  await page.getByText(/^about \d+ (s|min) left$/).waitFor();
  const progress = page.getByRole('progressbar', { name: /^Practising/ });
  await expect.poll(() => progress.getAttribute('value').then(Number)).toBeGreaterThan(0);
  const curve = page.getByRole('img', { name: /^Line chart\. Step [2-9] of \d+: \d/ });
  await curve.waitFor();
  expect(await curve.locator('canvas').evaluate(drawnPixels)).toBeGreaterThan(100);
}

function drawnPixels(canvas: Element): number {
  if (!(canvas instanceof HTMLCanvasElement)) return 0;
  const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
  return image?.data.filter((value, index) => index % 4 === 3 && value > 0).length ?? 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test('a newcomer has offers written, judges them, has it learn, and comes back to all of it', {
  timeout: 600_000,
}, async () => {
  const { page, requests, complaints } = await visit();
  const studio = new StudioPage(page);
  await studio.ready();
  const requestsToLoad = requests.length;

  await studio.choose('P9654');
  const drafts = await watchDrafts(page);
  await studio.write();
  const seen = await drafts();
  expect(seen.length).toBeGreaterThanOrEqual(2);
  expect(seen.at(-1)?.length ?? 0).toBeGreaterThan(seen[0]?.length ?? 0);

  const taught = await studio.teach(likes, plenty);
  expect(taught.accepted).toHaveLength(3);
  expect(taught.rejected).toHaveLength(5);

  await studio.askToLearn();
  await seeItLearn(studio);
  const judged = await learnUntilKept(studio, taught);

  const changes = await studio.similarities();
  expect(changes.map(({ text, verdict }) => `${verdict} ${text}`).sort()).toEqual(
    [
      ...judged.accepted.map((text) => `accepted ${text}`),
      ...judged.rejected.map((text) => `rejected ${text}`),
    ].sort(),
  );
  const gap = (when: 'before' | 'after') => {
    const of = (verdict: string) =>
      mean(changes.filter((change) => change.verdict === verdict).map((change) => change[when]));
    return of('accepted') - of('rejected');
  };
  expect(gap('after')).toBeGreaterThan(gap('before') + 0.05);

  // What it writes now lies nearer to what was accepted, and what was judged is not counted as new.
  const fresh: string[] = [];
  for (let round = 0; fresh.length < 8 && round < 8; round += 1) {
    await studio.write();
    for (const { text } of await studio.offers()) {
      if (![...judged.accepted, ...judged.rejected, ...fresh].includes(text)) fresh.push(text);
    }
  }
  expect(fresh.length).toBeGreaterThanOrEqual(8);
  const nearness = await studio.nearness(fresh);
  expect(nearness).toHaveLength(fresh.length);
  const margin = mean(nearness.map(({ toAccepted, toRejected }) => toAccepted - toRejected));
  console.info(`new offers lie ${margin.toFixed(3)} nearer to what was accepted than to what was rejected`);
  expect(margin).toBeGreaterThan(0);

  const badge = await studio.badge.innerText();
  const version = /version \d+/.exec(await studio.learnedHeading.innerText())?.[0] ?? 'none';
  const last = (await studio.offers()).map(({ text }) => text);
  const [round = ''] = /(?<=Round )\d+/.exec(await page.getByText(/^Round \d+ · No\. 1$/).innerText()) ?? [];
  const before = (await studio.writeWithSeed(Number(round))).offers.map(({ text }) => text);
  expect(before).toEqual(expect.arrayContaining(last));
  expect(requests.slice(requestsToLoad)).toEqual([]);

  await page.reload();
  await studio.ready();
  expect(await studio.badge.innerText()).toBe(badge);
  expect(await studio.person('P9654').isChecked()).toBe(true);
  await expect.poll(async () => (await studio.offers()).map(({ text }) => text)).toEqual(last);
  await studio.tab('History');
  await studio.button(`Accepted ${judged.accepted.length}`).click();
  for (const text of judged.accepted) await studio.button(`Take back: ${text}`).first().waitFor();
  await studio.button(`Rejected ${judged.rejected.length}`).click();
  for (const text of judged.rejected) await studio.button(`Take back: ${text}`).first().waitFor();
  expect(await studio.versionInUse()).toBe(version.replace('v', 'V'));
  const after = (await studio.writeWithSeed(Number(round))).offers.map(({ text }) => text);
  expect(after).toEqual(before);

  expect(requests.filter((address) => !address.startsWith(inject('address')))).toEqual([]);
  expect(complaints).toEqual([]);
});
