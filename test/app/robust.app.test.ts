import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { dist, serveAltered } from './altered-server.ts';
import { StudioPage } from './studio-page.ts';
import { few, likes } from './teaching.ts';
import { visit } from './visit.ts';
import { watchNetwork } from './watched-network.ts';

const weights = '/models/offer-mini/model.safetensors';
const bytesOf = (address: string) => readFileSync(path.join(dist, address));

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
      /models\/manifest\.json, was not found/,
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
    expect(said).toMatch(words);
    answers.clear();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await studio.ready();
    await studio.write();
  });
});

function workerAddress(): string {
  const name = readdirSync(path.join(dist, 'assets')).find((file) => file.startsWith('offer.worker'));
  return `/assets/${name}`;
}
