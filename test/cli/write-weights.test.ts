import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findArms } from '../../src/cli/find-arms.ts';
import { listModel } from '../../src/cli/manifest.ts';
import { packGzip, writeWeights } from '../../src/cli/write-weights.ts';
import { createRandom } from '../../src/domain/random.ts';
import { readManifest } from '../../src/t5/manifest.ts';
import { nodeSource } from '../../src/t5/node-source.ts';
import { unwrap } from '../storage/samples.ts';

let models: string;

beforeEach(async () => {
  models = await mkdtemp(path.join(tmpdir(), 'offersmith-weights-'));
  await mkdir(path.join(models, 'tiny'));
});
afterEach(() => rm(models, { recursive: true }));

/** What matrices look like on an 8-bit grid whose step is `1 / spread` of their standard deviation. */
function gaussianLevels(count: number, spread: number): Uint8Array {
  const random = createRandom(3);
  return Uint8Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
    return 128 + Math.round(spread * radius * Math.cos(2 * Math.PI * random.next()));
  });
}

/** Bits that the best code for single values takes. */
function entropy(values: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts.reduce(
    (sum, n) => (n === 0 ? sum : sum - (n / values.length) * Math.log2(n / values.length)),
    0,
  );
}

describe('packGzip', () => {
  test('takes the better way, near the entropy of levels on a coarse grid, and loses nothing', () => {
    const levels = gaussianLevels(400_000, 9.5);
    const packed = packGzip(levels);
    const bits = (8 * packed.length) / levels.length;
    expect(bits - entropy(levels)).toBeLessThan(0.06);
    expect(bits).toBeLessThan(5.4);
    const usual = gzipSync(levels, { level: 9, memLevel: 9, strategy: constants.Z_DEFAULT_STRATEGY });
    expect(packed.length).toBeLessThan(usual.length);
    expect(gunzipSync(packed).equals(levels)).toBe(true);
  });

  test('takes repetitions where there are any', () => {
    const text = new TextEncoder().encode('the same words again and again; '.repeat(1000));
    expect(packGzip(text).length).toBeLessThan(text.length / 50);
  });
});

describe('a model folder', () => {
  const weights = new TextEncoder().encode('weights');
  const info = { id: 'tiny', name: 'Tiny', description: 'For tests.', parameters: 7 };

  test('holds its weights as they are or packed, never both', async () => {
    const folder = path.join(models, 'tiny');
    await writeWeights(folder, weights, true);
    expect(await readdir(folder)).toEqual(['model.safetensors.gzip']);
    expect(gunzipSync(await readFile(path.join(folder, 'model.safetensors.gzip'))).equals(weights)).toBe(
      true,
    );
    await writeWeights(folder, weights, false);
    expect(await readdir(folder)).toEqual(['model.safetensors']);
    await writeWeights(folder, weights, true);
    expect(await readdir(folder)).toEqual(['model.safetensors.gzip']);
  });

  test('is listed with what it holds, at the size that is downloaded', async () => {
    const folder = path.join(models, 'tiny');
    await writeFile(path.join(folder, 'config.json'), '{}');
    for (const packed of [true, false]) {
      await writeWeights(folder, weights, packed);
      unwrap(await listModel(models, info));
      const [entry] = unwrap(await readManifest(nodeSource(models))).models;
      const file = packed ? 'model.safetensors.gzip' : 'model.safetensors';
      const bytes = await readFile(path.join(folder, file));
      expect(entry?.files.map((each) => each.path)).toEqual(['config.json', file]);
      expect(entry?.files[1]).toEqual({
        path: file,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      expect(entry?.downloadBytes).toBe(2 + bytes.length);
    }
  });

  test('that is listed anew leaves the default and the light model as they are', async () => {
    for (const id of ['tiny', 'small']) {
      await mkdir(path.join(models, id), { recursive: true });
      await writeWeights(path.join(models, id), weights, true);
      unwrap(await listModel(models, { ...info, id }));
    }
    const file = path.join(models, 'manifest.json');
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    expect(manifest).not.toHaveProperty('light');
    await writeFile(file, JSON.stringify({ ...manifest, default: 'small', light: 'tiny' }));
    unwrap(await listModel(models, info));
    const read = unwrap(await readManifest(nodeSource(models)));
    expect(read).toMatchObject({ default: 'small', light: 'tiny' });
    expect(read.models.map(({ id }) => id)).toEqual(['small', 'tiny']);
  });

  test('of an arm counts with packed weights too', async () => {
    for (const name of ['contrastive-1', 'supervised-1', 'contrastive-2']) {
      await mkdir(path.join(models, name));
      await writeWeights(path.join(models, name), weights, name !== 'supervised-1');
    }
    expect((await findArms(models)).map(({ seed }) => seed)).toEqual([1]);
  });
});
