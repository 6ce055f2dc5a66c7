import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, inject, test } from 'vitest';
import { dist, serveAltered } from './altered-server.ts';
import { StudioPage } from './studio-page.ts';
import { learnUntilKept, likes, plenty } from './teaching.ts';
import { visit } from './visit.ts';
import { watchNetwork } from './watched-network.ts';

const weights = '/models/offer-mini/model.safetensors';
const bytesOf = (address: string) => readFileSync(path.join(dist, address));
const few = { accepted: 1, rejected: 1 };

/** Arguments of a browser as people have it: no switch turns on what is experimental. */
const plainArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * Chromium looks for updates and for a sign-in by itself, on an empty page too. A page that asked these hosts
 * would show in its own list of requests.
 */
const isErrand = (address: string) =>
  /^(https?:\/\/)?[\w.-]+\.(google|googleapis|gvt1|microsoft|msedge)\.(com|net)[:/]/.test(address);

describe('nothing leaves', () => {
  test('no request of the browser goes elsewhere, and after loading none goes anywhere', async () => {
    const network = await watchNetwork(inject('address'));
    const { page, context, requests, complaints } = await visit({ proxy: network.proxy });
    const studio = new StudioPage(page);
    await studio.ready();
    const toLoad = network.own.length;
    expect(toLoad).toBeGreaterThan(5);

    network.unplug();
    await context.setOffline(true);
    await studio.teach(likes, few);
    await studio.learn();
    for (const tab of ['History', 'Versions', 'Your data', 'Map']) await studio.tab(tab);
    await page.getByRole('img', { name: /^(Now|After learning): the person and/ }).waitFor();
    await studio.write();
    expect(network.own.slice(toLoad)).toEqual([]);
    expect(network.foreign.filter((address) => !isErrand(address))).toEqual([]);
    expect(requests.filter((address) => !address.startsWith(inject('address')))).toEqual([]);
    expect(complaints).toEqual([]);

    // That it would have been noted.
    await context.setOffline(false);
    const other = await context.newPage();
    await other.goto('http://elsewhere.example/').catch(() => undefined);
    expect(network.foreign).toContain('http://elsewhere.example/');
  });
});

describe('what a device may lack', () => {
  test('no storage: it works, and says that nothing is kept', async () => {
    // "Block all cookies", by which Chromium refuses pages and workers IndexedDB, locks and localStorage.
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
    const { page, complaints } = await visit({ preferences });
    const studio = new StudioPage(page);
    await studio.ready();
    await page.getByText('Nothing is kept.').waitFor();
    await studio.teach(likes, few);
    await studio.learn();
    await studio.badge.click();
    await page.getByText('Only until this window closes').waitFor();
    expect(complaints).toEqual([]);
  });

  test('no graphics processor: it works on the processor, and says why', async () => {
    const { page } = await visit({ args: plainArguments });
    const studio = new StudioPage(page);
    await studio.ready();
    expect(await studio.badge.innerText()).toMatch(/Processor, \d+ threads?$/);
    await studio.badge.hover();
    const reason = await page.getByRole('tooltip').innerText();
    expect(reason).toMatch(/graphics processor.*so the processor is used/);
    await studio.write();
  });

  test('no isolation: it works on one thread, and says so', async () => {
    const { address } = await serveAltered({ isolated: false });
    const { page } = await visit({ address });
    const studio = new StudioPage(page);
    await studio.ready();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    expect(await studio.badge.innerText()).toMatch(/Processor, 1 thread$/);
    await studio.badge.hover();
    expect(await page.getByRole('tooltip').innerText()).toContain('one thread');
    await studio.write();
    expect((await studio.offers()).length).toBeGreaterThan(0);
  });
});

describe('files that did not arrive as they were published', () => {
  const altered = () => {
    const bytes = Buffer.from(bytesOf(weights));
    bytes[bytes.length - 1000] = (bytes[bytes.length - 1000] ?? 0) ^ 1;
    return bytes;
  };

  test.each([
    [
      'a byte of the weights is changed',
      weights,
      () => ({ kind: 'bytes', bytes: altered() }) as const,
      /model\.safetensors of .+ is not the file that was published/,
    ],
    [
      'the weights end too early',
      weights,
      () => ({ kind: 'bytes', bytes: bytesOf(weights).subarray(0, 1_000_000) }) as const,
      /model\.safetensors of .+ has 1000000 of \d+ bytes/,
    ],
    [
      'the connection breaks within the weights',
      weights,
      () => ({ kind: 'broken', bytes: bytesOf(weights), after: 1_000_000 }) as const,
      /model\.safetensors could not be fetched/,
    ],
    [
      'the tokenizer is missing',
      '/models/offer-mini/tokenizer.json',
      () => ({ kind: 'missing' }) as const,
      /tokenizer\.json was not found/,
    ],
    [
      'the list of models is missing',
      '/models/manifest.json',
      () => ({ kind: 'missing' }) as const,
      /manifest\.json was not found/,
    ],
    [
      'the list of models is no JSON',
      '/models/manifest.json',
      () => ({ kind: 'bytes', bytes: Buffer.from('{"default":') }) as const,
      /manifest\.json/,
    ],
    [
      'the runtime is missing',
      '/runtime/ort-wasm-simd-threaded.wasm',
      () => ({ kind: 'missing' }) as const,
      /a file in the folder runtime\/ may be missing/,
    ],
    [
      "the worker's script is missing",
      'worker',
      () => ({ kind: 'missing' }) as const,
      /script could not be loaded/,
    ],
  ])('%s: the file is named, and once it is mended, trying again helps', async (_, file, answer, words) => {
    const { address, answers } = await serveAltered();
    answers.set(file === 'worker' ? workerAddress() : file, answer());
    const { page } = await visit({ address });
    const studio = new StudioPage(page);
    const alert = studio.alert('The writer did not start');
    await alert.waitFor();
    const said = await alert.innerText();
    console.log(said);
    expect(said).toMatch(words);
    answers.clear();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await studio.ready();
    await studio.write();
  });
});

describe('a full disk', () => {
  test('is said, loses nothing, and is over when there is room again', async () => {
    const { page, context } = await visit();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(page.url()).origin,
      quotaSize: 20_000_000,
    });
    const studio = new StudioPage(page);
    await studio.ready();
    await studio.write();
    const [first] = await studio.offers();
    if (first === undefined) throw new Error('No offer was let through.');
    await studio.judge(first, 'accepted');

    await fillStorage(page);
    await studio.ask();
    const alert = studio.alert(/is full/);
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/Nothing already saved was lost/);
    await studio.tab('History');
    await studio.button('Accepted 1').click();
    await studio.button(`Take back: ${first.text}`).waitFor();

    await freeStorage(page);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await alert.waitFor({ state: 'hidden' });
    await studio.button('Write more offers').waitFor();
    await studio.tab('History');
    await studio.button('Accepted 1').click();
    await studio.button(`Take back: ${first.text}`).waitFor();
    await page
      .getByText(/· round 2 ·/)
      .first()
      .waitFor({ state: 'hidden' });
    await studio.button(/^All \d+$/).click();
    await page
      .getByText(/· round 2 ·/)
      .first()
      .waitFor();
  });
});

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

describe('two tabs and none', () => {
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
    await again.tab('Versions');
    await expectInUse(again, 'As shipped');
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
    expect((await two.offers()).map(({ text }) => text)).toEqual(
      (await one.offers()).map(({ text }) => text),
    );

    await one.askToLearn();
    await page.getByText(/^Practising: step [1-9]/).waitFor();
    await two.askToLearn();
    await two.alert('already learning').waitFor();
    await learnUntilKept(one, judged);

    for (const tab of [one, two]) {
      await tab.write();
      await tab.page.getByText(/Written by a machine on this device \(version 1\)/).waitFor();
    }
    await expectInUse(one, 'Version 1');
    await expectInUse(two, 'Version 1');
    const texts = async (tab: StudioPage) => (await tab.writeWithSeed(5)).offers.map(({ text }) => text);
    expect(await texts(two)).toEqual(await texts(one));
  });
});

async function expectInUse(studio: StudioPage, version: string): Promise<void> {
  await studio.tab('Versions');
  const inUse = studio.page.getByRole('listitem').filter({ hasText: 'In use' });
  await expect.poll(() => inUse.getByRole('heading').innerText()).toBe(version);
}

describe('stopping', () => {
  test('writing stops within two seconds, and the page says so', async () => {
    const { page } = await visit();
    const studio = new StudioPage(page);
    await studio.ready();
    const stopped = stopAtFirstWord(page);
    await studio.ask();
    await page.getByText('Stopped writing.').waitFor({ state: 'attached' });
    expect(Date.now() - (await stopped)).toBeLessThan(2000);
    await studio.write();
  });

  test.each([
    ['while it prepares', /^Looking at your verdicts$/],
    ['at the first step', /^Practising: step 0/],
    ['in the middle', /^Practising: step [3-9]/],
    ['while it checks', /^Checking on verdicts/],
  ])('learning stops within two seconds: %s', async (_, stage) => {
    const { page } = await visit();
    const studio = new StudioPage(page);
    await studio.ready();
    await studio.teach(likes, few);
    await studio.askToLearn();
    await page.getByText(stage).waitFor({ timeout: 100_000 });
    const stopped = Date.now();
    await studio.button('Stop').click();
    await page.getByText('Learning stopped; nothing has changed.').waitFor({ state: 'attached' });
    console.log(`${stage} ${Date.now() - stopped} ms`);
    expect(Date.now() - stopped).toBeLessThan(2000);
    await studio.button('Learn from this').waitFor();
    await expectInUse(studio, 'As shipped');
  });
});

/** Presses Stop when the first word appears, quicker than a hand could; resolves with the time of it. */
async function stopAtFirstWord(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const list = document.querySelector('os-studio')?.shadowRoot?.querySelector('os-offer-list');
          const draft = list?.shadowRoot?.querySelector('os-offer[writing]')?.shadowRoot;
          const stop = [...(list?.shadowRoot?.querySelectorAll('button') ?? [])].find(
            ({ textContent }) => textContent?.trim() === 'Stop',
          );
          if (stop === undefined || draft?.querySelector('.word') == null) {
            requestAnimationFrame(look);
            return;
          }
          stop.click();
          resolve(Date.now());
        };
        look();
      }),
  );
}

describe('the keyboard alone', () => {
  test('leads to the first offer and to a verdict', async () => {
    const { page } = await visit();
    const studio = new StudioPage(page);
    await studio.ready();
    const press = async (key: string, wanted: string, most: number) => {
      for (let presses = 0; presses < most; presses += 1) {
        await page.keyboard.press(key);
        if ((await focused(page)).startsWith(wanted)) return presses + 1;
      }
      throw new Error(`${wanted} was not reached with ${key}.`);
    };
    await press('Tab', 'P9654', 6);
    await page.keyboard.press('ArrowRight');
    expect(await studio.person('P9999').isChecked()).toBe(true);
    await press('Tab', 'Write offers', 6);
    await page.keyboard.press('Enter');
    await studio.button('Write more offers').waitFor();
    await press('Tab', 'Accept', 12);
    await page.keyboard.press('a');
    const [first] = await studio.offers();
    const accept = first?.card.getByRole('button', { name: 'Accept' });
    await expect.poll(() => accept?.getAttribute('aria-pressed')).toBe('true');
  });
});

/** The words of what has the keyboard. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const label = active instanceof HTMLInputElement ? active.labels?.[0] : active;
    return label?.textContent?.trim() ?? '';
  });
}

function workerAddress(): string {
  const name = readdirSync(path.join(dist, 'assets')).find((file) => file.startsWith('offer.worker'));
  return `/assets/${name}`;
}
