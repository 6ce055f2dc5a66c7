import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { tinyModels } from '../support/tiny-model.ts';
import { StudioPage } from './studio-page.ts';
import { visit } from './visit.ts';

const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'model.safetensors'];

let contents: ReadonlyMap<string, Uint8Array>;

beforeAll(async () => {
  const models = await tinyModels();
  const read = await Promise.all(files.map((file) => models.read(`tiny/${file}`)));
  contents = new Map(read.map((one, i) => [files[i] ?? '', one.ok ? one.value : new Uint8Array()]));
});

/** The folder `my-t5` on this machine's disk, with some files changed or left out. */
function folder(changes: Readonly<Record<string, Uint8Array | undefined>> = {}): string {
  const above = mkdtempSync(path.join(tmpdir(), 'offersmith-model-'));
  onTestFinished(() => rmSync(above, { recursive: true, force: true }));
  const made = path.join(above, 'my-t5');
  mkdirSync(made);
  for (const [name, bytes] of new Map([...contents, ...Object.entries(changes)])) {
    if (bytes !== undefined) writeFileSync(path.join(made, name), bytes);
  }
  return made;
}

/** Opens what runs here, and the section for a model of one's own in it. */
async function open() {
  const { page, requests, complaints } = await visit();
  const studio = new StudioPage(page);
  await studio.ready();
  await studio.badge.click();
  await page.getByText('Use a model of your own').click();
  return { page, studio, requests, complaints, chooser: page.getByLabel(/Choose (a|another) folder/) };
}

test('a folder from the disk writes until the page is loaded again, and nothing of it is sent', async () => {
  const { page, studio, requests, complaints, chooser } = await open();
  await page.getByText('8 million parameters').waitFor();
  const before = requests.length;
  await chooser.setInputFiles(folder());
  await page.getByText('Your model my-t5 writes now,').waitFor();
  await page.getByText(/\d+ thousand parameters/).waitFor();
  expect(await studio.badge.innerText()).toContain('my-t5');
  await page.keyboard.press('Escape');
  await studio.write();
  await page
    .getByText(/Written by a machine|The rules refused all/)
    .first()
    .waitFor();
  // The other build of the runtime may be fetched anew, from the page's own origin; no file of a model is.
  expect(requests.slice(before).filter((address) => !address.includes('/runtime/'))).toEqual([]);

  await studio.badge.click();
  await studio.button('Use the built-in writer').click();
  await page.getByText('Your model my-t5 writes now,').waitFor({ state: 'hidden' });
  await chooser.setInputFiles(folder());
  await page.getByText('Your model my-t5 writes now,').waitFor();

  await page.reload();
  await studio.ready();
  expect(await studio.badge.innerText()).not.toContain('my-t5');
  await studio.write();
  expect((await studio.offers()).length).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

test.each([
  ['without weights', { 'model.safetensors': undefined }, /model\.safetensors was not found/],
  [
    'with weights that end too early',
    () => ({ 'model.safetensors': contents.get('model.safetensors')?.slice(0, -1000) }),
    /model\.safetensors/,
  ],
  ['of another kind of model', { 'config.json': new TextEncoder().encode('{"model_type": "bert"}') }, /bert/],
])('a folder %s is named as the reason, and the built-in writer goes on', async (_, changes, words) => {
  const { page, studio, complaints, chooser } = await open();
  await chooser.setInputFiles(folder(typeof changes === 'function' ? changes() : changes));
  await studio.alert(words).waitFor();
  expect(await studio.badge.innerText()).not.toContain('my-t5');
  await page.keyboard.press('Escape');
  await studio.write();
  expect((await studio.offers()).length).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

test('a folder that is dropped is taken as well, and its weights may be packed', async () => {
  const { page, studio, complaints } = await open();
  const box = await page.getByText('Use a model of your own').boundingBox();
  const devtools = await page.context().newCDPSession(page);
  const weights = gzipSync(contents.get('model.safetensors') ?? '');
  const dropped = folder({ 'model.safetensors': undefined, 'model.safetensors.gzip': weights });
  const data = { items: [], files: [dropped], dragOperationsMask: 1 };
  const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 10, data };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, ...at });
  }
  await page.getByText('Your model my-t5 writes now,').waitFor();
  expect(await studio.badge.innerText()).toContain('my-t5');
  expect(complaints).toEqual([]);
});
