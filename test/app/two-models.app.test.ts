import { beforeAll, expect, test } from 'vitest';
import { type Manifest, readManifest } from '../../src/t5/manifest.ts';
import { unwrap } from '../storage/samples.ts';
import { tinyModels } from '../support/tiny-model.ts';
import { type AlteredServer, serveAltered } from './altered-server.ts';
import { StudioPage } from './studio-page.ts';
import { type Visit, visit } from './visit.ts';

// Two models in the list: a large one, packed, and a light one. The browser of these tests has a graphics processor
// in software at most, which counts as none.
const weights = '/models/large/model.safetensors.gzip';
let manifest: Manifest;
let files: ReadonlyMap<string, Uint8Array>;

beforeAll(async () => {
  const models = await tinyModels(
    { id: 'large', name: 'Large writer', seed: 9, layers: 2, packed: true },
    { id: 'small', name: 'Small writer', light: true },
  );
  manifest = unwrap(await readManifest(models));
  const paths = manifest.models.flatMap(({ id, files }) => files.map(({ path }) => `${id}/${path}`));
  const read = async (path: string) => [`/models/${path}`, unwrap(await models.read(path))] as const;
  files = new Map(await Promise.all(['manifest.json', ...paths].map(read)));
});

async function serveTwo(): Promise<AlteredServer> {
  const server = await serveAltered();
  for (const [path, bytes] of files) server.answers.set(path, { kind: 'bytes', bytes });
  return server;
}

/** Which models' folders were asked for anything since a moment. */
function asked({ requests }: Visit, since = 0): readonly string[] {
  const folders = requests
    .slice(since)
    .flatMap((address) => /\/models\/(large|small)\//.exec(address)?.[1] ?? []);
  return [...new Set(folders)].sort();
}

async function open(visited: Visit): Promise<StudioPage> {
  const studio = new StudioPage(visited.page);
  await studio.ready();
  await studio.badge.click();
  return studio;
}

test('the light one is taken, the other can be chosen, and is there again at the next visit', async () => {
  const { address, answers } = await serveTwo();
  const visited = await visit({ address });
  const { page, requests, complaints } = visited;
  const studio = await open(visited);
  await page.getByText(/processor here, so Small writer was taken/).waitFor();
  expect(asked(visited)).toEqual(['small']);
  expect(await studio.violations()).toEqual([]);

  await studio.button('Use this: Large writer').click();
  await studio.button('In use: Large writer').waitFor();
  await page.getByText('You have chosen it for this device.').waitFor();
  expect(requests.filter((each) => each.endsWith(weights))).toHaveLength(1);
  await page.keyboard.press('Escape');
  await studio.write();

  const before = requests.length;
  await page.reload();
  await open(visited);
  await studio.button('In use: Large writer').waitFor();
  expect(asked(visited, before)).toEqual(['large']);
  await studio.button('Let the page choose').click();
  await studio.button('In use: Small writer').waitFor();
  expect(complaints).toEqual([]);

  // The list changes between two visits.
  await studio.button('Use this: Large writer').click();
  await studio.button('In use: Large writer').waitFor();
  const { light: _, ...rest } = manifest;
  const shorter = { ...rest, default: 'small', models: manifest.models.filter(({ id }) => id === 'small') };
  answers.set('/models/manifest.json', { kind: 'bytes', bytes: Buffer.from(JSON.stringify(shorter)) });
  await page.reload();
  await studio.ready();
  await page.getByText(/model that you had chosen is no longer offered here/).waitFor();
  await studio.write();
});

test('where the other does not arrive as it was published, the one in use goes on', async () => {
  const { address, answers } = await serveTwo();
  const bytes = files.get(weights) ?? new Uint8Array();
  const visited = await visit({ address });
  const { page } = visited;
  const studio = await open(visited);
  const altered = Uint8Array.from(bytes, (byte, i) => (i === 5000 ? byte ^ 1 : byte));
  for (const [answer, words] of [
    [{ kind: 'broken', bytes, after: 10_000 }, /safetensors\.gzip could not be fetched/],
    [
      { kind: 'bytes', bytes: bytes.subarray(0, 10_000) },
      /safetensors\.gzip of Large writer has 10000 of \d+ bytes/,
    ],
    [
      { kind: 'bytes', bytes: altered },
      /safetensors\.gzip of Large writer is not the file that was published/,
    ],
    [{ kind: 'missing' }, /safetensors\.gzip was not found/],
  ] as const) {
    answers.set(weights, answer);
    await studio.button('Use this: Large writer').click();
    await studio.alert(words).waitFor();
    await studio.button('In use: Small writer').waitFor();
  }
  expect(await studio.violations()).toEqual([]);
  await page.keyboard.press('Escape');
  await studio.write();

  await studio.badge.click();
  answers.set(weights, { kind: 'bytes', bytes });
  await studio.button('Try again').click();
  await studio.button('In use: Large writer').waitFor();
});

test('a chosen one that does not start any more leaves the other to start with', async () => {
  const { address, answers } = await serveTwo();
  const visited = await visit({ address });
  const { page } = visited;
  const studio = await open(visited);
  await studio.button('Use this: Large writer').click();
  await studio.button('In use: Large writer').waitFor();
  answers.set(weights, { kind: 'missing' });
  await page.reload();
  await studio.alert('The writer did not start').waitFor();
  await studio.button('Use this: Small writer').click();
  await studio.ready();
  await studio.write();
  await page.reload();
  await open(visited);
  await studio.button('In use: Small writer').waitFor();
});
