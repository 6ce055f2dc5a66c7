import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseT5Config } from '../../src/t5/config.ts';
import { expectedT5Tensors } from '../../src/t5/expected-tensors.ts';
import { type FileSource, fetchSource, fileListSource, subfolder } from '../../src/t5/file-source.ts';
import { type ManifestEntry, readManifest } from '../../src/t5/manifest.ts';
import { loadModelFolder } from '../../src/t5/model-folder.ts';
import { nodeSource } from '../../src/t5/node-source.ts';
import { elementCount, writeSafetensors } from '../../src/t5/safetensors.ts';

const configJson = {
  model_type: 't5',
  vocab_size: 10,
  d_model: 8,
  d_kv: 4,
  d_ff: 16,
  num_layers: 1,
  num_heads: 2,
};
const text = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));

function modelFiles(): Map<string, Uint8Array<ArrayBuffer>> {
  const config = parseT5Config(configJson);
  if (!config.ok) throw new Error(config.failures[0]?.message);
  const tensors = [...expectedT5Tensors(config.value)].map(
    ([name, shape]) =>
      [name, { dtype: 'F32', shape, data: new Uint8Array(4 * elementCount(shape)) }] as const,
  );
  return new Map([
    ['config.json', text(configJson)],
    ['tokenizer.json', text({ model: {} })],
    ['tokenizer_config.json', text({ eos_token: '</s>' })],
    ['model.safetensors', writeSafetensors(new Map(tensors))],
  ]);
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function entryOf(files: ReadonlyMap<string, Uint8Array>): ManifestEntry {
  return {
    id: 'tiny',
    name: 'Tiny',
    description: 'A model of zeros.',
    parameters: 1,
    downloadBytes: 1,
    files: [...files].map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) })),
  };
}

/** An entry that names its weights under both names. */
function twice(files: Map<string, Uint8Array<ArrayBuffer>>): ManifestEntry {
  files.set('model.safetensors.gzip', text('packed'));
  return entryOf(files);
}

const asFiles = (files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): FileSource =>
  fileListSource([...files].map(([path, bytes]) => new File([bytes], path)));

describe('loadModelFolder', () => {
  it('opens a verified model', async () => {
    const files = modelFiles();
    const stages: string[] = [];
    const loaded = await loadModelFolder(asFiles(files), entryOf(files), (stage) => stages.push(stage));
    if (!loaded.ok) throw new Error(loaded.failures[0]?.message);
    expect(loaded.value.config.dModel).toBe(8);
    expect(loaded.value.weights.get('shared.weight').shape).toEqual([10, 8]);
    expect(loaded.value.tokenizerConfig).toEqual({ eos_token: '</s>' });
    expect(loaded.value.hash).toBe(sha256(files.get('model.safetensors') ?? new Uint8Array(0)));
    expect(stages).toEqual(['verify']);
  });

  it("opens a user's own folder, with its hash and without tokenizer settings", async () => {
    const files = modelFiles();
    files.delete('tokenizer_config.json');
    const loaded = await loadModelFolder(asFiles(files));
    if (!loaded.ok) throw new Error(loaded.failures[0]?.message);
    expect(loaded.value.hash).toBe(sha256(files.get('model.safetensors') ?? new Uint8Array(0)));
    expect(loaded.value.tokenizerConfig).toEqual({});
  });

  it('reads the catalogue that comes with a model, and does without one', async () => {
    const files = modelFiles();
    const without = await loadModelFolder(asFiles(files), entryOf(files));
    expect(without.ok && without.value.catalogue).toBeUndefined();
    files.set('catalogue.json', text({ version: 1 }));
    const loaded = await loadModelFolder(asFiles(files), entryOf(files));
    expect(loaded.ok && loaded.value.catalogue).toEqual({ version: 1 });
    const entry = entryOf(files);
    files.set('catalogue.json', text({ version: 2 }));
    expect(await loadModelFolder(asFiles(files), entry)).toMatchObject({
      ok: false,
      failures: [{ type: 'model-file-altered', path: 'catalogue.json' }],
    });
    files.delete('catalogue.json');
    expect(await loadModelFolder(asFiles(files), entry)).toMatchObject({
      ok: false,
      failures: [{ type: 'model-file-missing', path: 'catalogue.json' }],
    });
  });

  type Files = ReturnType<typeof modelFiles>;
  const cut = (path: string) => (files: Files) =>
    files.set(path, (files.get(path) ?? new Uint8Array(0)).slice(0, -1));
  const flip = (path: string) => (files: Files) => {
    const bytes = (files.get(path) ?? new Uint8Array(0)).slice();
    bytes[bytes.length - 1] = 1 ^ (bytes[bytes.length - 1] ?? 0);
    files.set(path, bytes);
  };

  it.each([
    [
      'a missing file',
      (files: Files) => files.delete('tokenizer.json'),
      'model-file-missing',
      'tokenizer.json',
    ],
    [
      'missing settings that the manifest promises',
      (files: Files) => files.delete('tokenizer_config.json'),
      'model-file-missing',
      'tokenizer_config.json',
    ],
    ['a truncated file', cut('model.safetensors'), 'model-file-truncated', 'model.safetensors'],
    ['altered weights', flip('model.safetensors'), 'model-file-altered', 'model.safetensors'],
    ['an altered tokenizer', flip('tokenizer.json'), 'model-file-altered', 'tokenizer.json'],
    [
      'a longer file',
      (files: Files) => files.set('config.json', text({ ...configJson, extra: 1 })),
      'model-file-altered',
      'config.json',
    ],
  ])('refuses %s of a published model', async (_, damage, type, path) => {
    const files = modelFiles();
    const entry = entryOf(files);
    damage(files);
    expect(await loadModelFolder(asFiles(files), entry)).toMatchObject({
      ok: false,
      failures: [{ type, path }],
    });
  });

  it.each([
    ['cut weights', cut('model.safetensors'), 'model-file-truncated'],
    [
      'weights that are none',
      (f: Files) => f.set('model.safetensors', text('x'.repeat(20))),
      'model-file-altered',
    ],
    [
      'another config',
      (f: Files) => f.set('config.json', text({ ...configJson, d_ff: 32 })),
      'model-shape-wrong',
    ],
    [
      'another architecture',
      (f: Files) => f.set('config.json', text({ model_type: 'bart' })),
      'model-unsupported',
    ],
    ['a tokenizer that is no JSON', cut('tokenizer.json'), 'model-file-altered'],
  ])("refuses %s in a user's own folder", async (_, damage, type) => {
    const files = modelFiles();
    damage(files);
    const loaded = await loadModelFolder(asFiles(files));
    expect(loaded.ok ? [] : loaded.failures.map((f) => f.type)).toContain(type);
  });

  it('does not even ask for what the manifest does not name and a model can do without', async () => {
    const files = modelFiles();
    const asked: string[] = [];
    const source: FileSource = {
      read(path) {
        asked.push(path);
        return asFiles(files).read(path);
      },
    };
    expect((await loadModelFolder(source, entryOf(files))).ok).toBe(true);
    expect(asked.sort()).toEqual([...files.keys()].sort());
    expect((await loadModelFolder(source)).ok).toBe(true);
    expect(asked).toContain('catalogue.json');
  });

  it('does not load a file that the manifest says nothing about', async () => {
    const files = modelFiles();
    const entry = entryOf(files);
    const partial = { ...entry, files: entry.files.filter(({ path }) => path !== 'tokenizer.json') };
    expect(await loadModelFolder(asFiles(files), partial)).toMatchObject({
      ok: false,
      failures: [{ type: 'model-file-altered', path: 'tokenizer.json' }],
    });
  });
});

describe('readManifest', () => {
  const manifest = (value: unknown) => asFiles(new Map([['manifest.json', text(value)]]));

  it('reads a manifest', async () => {
    const value = { default: 'tiny', models: [entryOf(modelFiles())] };
    expect(await readManifest(manifest(value))).toEqual({ ok: true, value });
  });

  it('reads which model is the light one', async () => {
    const models = [entryOf(modelFiles()), { ...entryOf(modelFiles()), id: 'small' }];
    const read = await readManifest(manifest({ default: 'tiny', light: 'small', models }));
    expect(read.ok && read.value.light).toBe('small');
  });

  it('speaks of the list of models where there is none, and not of the files of a model', async () => {
    const read = await readManifest(asFiles(new Map()));
    expect(read).toMatchObject({
      failures: [{ type: 'manifest-missing', path: 'models/manifest.json' }],
    });
    const message = read.ok ? '' : read.failures[0]?.message;
    expect(message).toMatch(/models\/manifest\.json, was not found.*put the file back/);
    expect(message).not.toContain('tokenizer.json');
  });

  it('leaves what keeps the list from being reached as it is', async () => {
    const read = await readManifest(fetchSource('http://localhost:1'));
    expect(read).toMatchObject({ failures: [{ type: 'model-unreachable', path: 'manifest.json' }] });
  });

  it.each([
    ['a default that is not listed', { default: 'x', models: [entryOf(modelFiles())] }],
    ['a model listed twice', { default: 'tiny', models: [entryOf(modelFiles()), entryOf(modelFiles())] }],
    ['no model', { default: 'tiny', models: [] }],
    ['a light model that is not listed', { default: 'tiny', light: 'x', models: [entryOf(modelFiles())] }],
    ['weights that are listed both plain and packed', { default: 'tiny', models: [twice(modelFiles())] }],
    [
      'a path that leaves the folder',
      {
        default: 'tiny',
        models: [
          { ...entryOf(modelFiles()), files: [{ path: 'a/../../b', bytes: 1, sha256: sha256(text(1)) }] },
        ],
      },
    ],
  ])('refuses %s', async (_, value) => {
    expect(await readManifest(manifest(value))).toMatchObject({
      ok: false,
      failures: [{ type: 'manifest-invalid' }],
    });
  });
});

describe('sources', () => {
  let folder: string;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offersmith-'));
    await writeFile(join(folder, 'a.bin'), Uint8Array.of(1, 2, 3));
    server = createServer((request, response) => {
      if (request.url === '/m/a.bin') response.end(Uint8Array.of(1, 2, 3));
      else if (request.url === '/m/busy') response.writeHead(503).end();
      else if (request.url === '/m/page') response.setHeader('content-type', 'text/html').end('<p>Start');
      else if (request.url === '/m/slow') response.write('x');
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    url = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  it('reads a folder on disk', async () => {
    const source = nodeSource(folder);
    expect(await source.read('a.bin')).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) });
    expect(await source.read('b.bin')).toMatchObject({ failures: [{ type: 'model-file-missing' }] });
    expect(await source.read('.')).toMatchObject({ failures: [{ type: 'model-unreadable' }] });
  });

  it.each([undefined, 2, 3, 9])('reads a URL and counts bytes, with %s bytes expected', async (expected) => {
    let arrived = 0;
    const source = subfolder(fetchSource(url, { onBytes: (count) => (arrived += count) }), 'm');
    expect(await source.read('a.bin', expected)).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) });
    expect(arrived).toBe(3);
  });

  it('tells apart what is missing, what cannot be reached and what was stopped', async () => {
    const source = fetchSource(`${url}/m/`);
    expect(await source.read('none')).toMatchObject({ failures: [{ type: 'model-file-missing' }] });
    expect(await source.read('page')).toMatchObject({ failures: [{ type: 'model-file-missing' }] });
    expect(await source.read('busy')).toMatchObject({ failures: [{ type: 'model-unreachable' }] });
    expect(await fetchSource('http://localhost:1').read('x')).toMatchObject({
      failures: [{ type: 'model-unreachable' }],
    });
    const stop = new AbortController();
    const reading = fetchSource(`${url}/m`, { signal: stop.signal, onBytes: () => stop.abort() }).read(
      'slow',
    );
    expect(await reading).toMatchObject({ failures: [{ type: 'cancelled' }] });
  });

  it('takes paths of a picked folder from below its own name', async () => {
    const file = new File([Uint8Array.of(7)], 'config.json');
    Object.defineProperty(file, 'webkitRelativePath', { value: 'my-t5/onnx/config.json' });
    const source = fileListSource([file]);
    expect(await source.read('onnx/config.json')).toEqual({ ok: true, value: Uint8Array.of(7) });
    expect(await source.read('config.json')).toMatchObject({ ok: false });
  });
});
