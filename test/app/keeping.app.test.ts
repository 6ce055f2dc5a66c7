import type { Page } from 'playwright';
import { expect, inject, test } from 'vitest';
import { StudioPage } from './studio-page.ts';
import { few, learnUntilKept, likes, plenty } from './teaching.ts';
import { visit } from './visit.ts';

test('a full disk is said, loses nothing, and is over when there is room again', async () => {
  const { page, context } = await visit();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(page.url()).origin,
    quotaSize: 20_000_000,
  });
  const studio = new StudioPage(page);
  await studio.ready();
  const judged = await studio.teach(likes, few);

  await fillStorage(page);
  await studio.ask();
  const alert = studio.alert(/is full/);
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/Nothing already saved was lost/);
  await studio.askToLearn();
  await expect.poll(() => alert.count()).toBe(2);
  await studio.tab('History');
  await studio.button('Accepted 1').click();
  await studio.button(`Take back: ${judged.accepted[0]}`).waitFor();
  const rounds = await roundsInHistory(studio);

  await freeStorage(page);
  await alert.first().getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => alert.count()).toBe(1);
  await studio.button('Write more offers').waitFor();
  expect(await roundsInHistory(studio)).toBe(rounds + 1);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await page.getByText(/^Practising: step [1-9]/).waitFor();
  await studio.button('Accepted 1').click();
  await studio.button(`Take back: ${judged.accepted[0]}`).waitFor();
});

async function roundsInHistory(studio: StudioPage): Promise<number> {
  await studio.button(/^All \d+$/).click();
  const lines = await studio.page.getByText(/written in round \d+/).allInnerTexts();
  return new Set(lines.map((line) => /round \d+/.exec(line)?.[0])).size;
}

/** Takes what room is left, down to the last hundred bytes, as other data of this origin would. */
function fillStorage(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const opened = indexedDB.open('filler');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onupgradeneeded = () => opened.result.createObjectStore('bytes', { autoIncrement: true });
      opened.onsuccess = () => resolve(opened.result);
      opened.onerror = () => reject(opened.error);
    });
    const put = (size: number) =>
      new Promise<boolean>((resolve) => {
        const transaction = database.transaction('bytes', 'readwrite');
        transaction.objectStore('bytes').put(crypto.getRandomValues(new Uint8Array(size)));
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
      });
    for (const size of [65_536, 10_000, 1000, 100]) while (await put(size));
    database.close();
  });
}

function freeStorage(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('filler');
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
  );
}

test('a tab closed while it learns loses neither verdicts nor version, and the next one says so', async () => {
  const { page, context } = await visit();
  const studio = new StudioPage(page);
  await studio.ready();
  const judged = await studio.teach(likes, few);
  await studio.askToLearn();
  await page.getByText(/^Practising: step [1-9]/).waitFor();
  await page.close();

  const next = await context.newPage();
  await next.goto(inject('address'));
  const again = new StudioPage(next);
  await again.ready();
  await next.getByRole('status').filter({ hasText: 'Learning was interrupted last time' }).waitFor();
  await again.tab('History');
  await again.button('Accepted 1').click();
  await again.button(`Take back: ${judged.accepted[0]}`).waitFor();
  expect(await again.versionInUse()).toBe('As shipped');
  await again.learn();

  await next.reload();
  await again.ready();
  expect(await next.getByText('Learning was interrupted last time').count()).toBe(0);
});

test('one learns at a time, and both use what was learned without loading again', {
  timeout: 400_000,
}, async () => {
  const { page, context } = await visit();
  const one = new StudioPage(page);
  await one.ready();
  const judged = await one.teach(likes, plenty);
  const second = await context.newPage();
  await second.goto(inject('address'));
  const two = new StudioPage(second);
  await two.ready();
  expect((await two.offers()).map(({ text }) => text)).toEqual((await one.offers()).map(({ text }) => text));

  await one.askToLearn();
  await page.getByText(/^Practising: step [1-9]/).waitFor();
  await two.askToLearn();
  await two.alert('already learning').waitFor();
  await learnUntilKept(one, judged);
  // Nobody has to dismiss it.
  await two.alert('already learning').waitFor({ state: 'detached' });

  for (const tab of [one, two]) {
    await tab.write();
    await tab.page.getByText('Written by a machine on this device (version 1)').waitFor();
  }
  expect(await one.versionInUse()).toBe('Version 1');
  expect(await two.versionInUse()).toBe('Version 1');
  const texts = async (tab: StudioPage) => (await tab.writeWithSeed(5)).offers.map(({ text }) => text);
  expect(await texts(two)).toEqual(await texts(one));
});
