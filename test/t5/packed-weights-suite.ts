import { beforeAll, describe, expect, test } from 'vitest';
import { type FileSource, fileListSource, subfolder } from '../../src/t5/file-source.ts';
import { type ManifestEntry, readManifest } from '../../src/t5/manifest.ts';
import { loadModelFolder } from '../../src/t5/model-folder.ts';
import { unpackGzip } from '../../src/t5/unpack-gzip.ts';
import { unwrap } from '../storage/samples.ts';
import { gzip, tinyModels } from '../support/tiny-model.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const file = 'model.safetensors.gzip';

/** The same tests in Node and in browsers, whose unpackers are different programs. */
export function packedWeightsSuite(title: string): void {
  describe(`weights packed with gzip, ${title}`, () => {
    let plain: FileSource;
    let packed: FileSource;
    let entry: ManifestEntry;
    let bytes: Bytes;

    beforeAll(async () => {
      plain = subfolder(await tinyModels(), 'tiny');
      const models = await tinyModels({ packed: true });
      packed = subfolder(models, 'tiny');
      const [first] = unwrap(await readManifest(models)).models;
      if (first === undefined) throw new Error('no model');
      entry = first;
      bytes = unwrap(await packed.read(file));
    });

    /** The folder with other bytes in the place of its weights. */
    const withWeights = (weights: Bytes): FileSource => ({
      read: async (path) => (path === file ? { ok: true, value: weights } : packed.read(path)),
    });

    test('are the same model as those that are not, listed or from a folder of one’s own', async () => {
      const as = unwrap(await loadModelFolder(plain));
      expect(entry.files.map(({ path }) => path)).toContain(file);
      expect(entry.files.map(({ path }) => path)).not.toContain('model.safetensors');
      for (const folder of [await loadModelFolder(packed, entry), await loadModelFolder(packed)]) {
        const { hash, weights } = unwrap(folder);
        expect(hash).toBe(as.hash);
        expect(weights.names()).toEqual(as.weights.names());
        for (const name of weights.names()) {
          expect(weights.get(name).float32()).toEqual(as.weights.get(name).float32());
        }
      }
    });

    test('are found in a folder that was picked, and step back behind those that are as they were', async () => {
      const paths = ['config.json', 'tokenizer.json'];
      const picked = await Promise.all(
        paths.map(async (path) => new File([unwrap(await plain.read(path))], path)),
      );
      const weights = new File([bytes], file);
      expect((await loadModelFolder(fileListSource([...picked, weights]))).ok).toBe(true);
      const other = new File([unwrap(await plain.read('model.safetensors'))], 'model.safetensors');
      const damaged = new File([bytes.slice(0, 100)], file);
      expect((await loadModelFolder(fileListSource([...picked, other, damaged]))).ok).toBe(true);
      expect(await loadModelFolder(fileListSource(picked))).toMatchObject({
        failures: [{ type: 'model-file-missing', path: 'model.safetensors' }],
      });
    });

    const damages: Readonly<Record<string, readonly [(bytes: Bytes) => Bytes, string]>> = {
      'cut in the middle': [(b) => b.slice(0, b.length >> 1), 'model-file-truncated'],
      'cut within the last bytes': [(b) => b.slice(0, -2), 'model-file-truncated'],
      'cut within the header': [(b) => b.slice(0, 5), 'model-file-truncated'],
      empty: [() => new Uint8Array(0), 'model-file-truncated'],
      'with another bit in the middle': [(b) => changed(b, b.length >> 1), 'model-file-altered'],
      'with another checksum': [(b) => changed(b, b.length - 7), 'model-file-altered'],
      'with another length': [(b) => changed(b, b.length - 1), 'model-file-altered'],
      'with more behind it': [(b) => joined(b, new Uint8Array(9)), 'model-file-altered'],
      'that is no gzip': [(b) => changed(b, 0), 'model-file-altered'],
    };

    test.each(Object.entries(damages))('a file %s is refused, and named', async (_, [damage, type]) => {
      const own = await loadModelFolder(withWeights(damage(bytes)));
      expect(own).toMatchObject({ ok: false, failures: [{ type, path: file }] });
      expect(own.ok ? '' : own.failures[0]?.message).toMatch(/Download or copy it again\.$/);
    });

    test('against the manifest the packed file is held, before it is unpacked', async () => {
      const loaded = (damage: (bytes: Bytes) => Bytes) => loadModelFolder(withWeights(damage(bytes)), entry);
      expect(await loaded((b) => b.slice(0, -1000))).toMatchObject({
        failures: [{ type: 'model-file-truncated', path: file, message: expect.stringMatching(/cut off/) }],
      });
      // What would unpack without complaint, such as the time in the header, is not what was published either.
      expect(await loaded((b) => changed(b, 4))).toMatchObject({
        failures: [{ type: 'model-file-altered', path: file, message: expect.stringMatching(/published/) }],
      });
      expect((await unpackGzip(changed(bytes, 4), file)).ok).toBe(true);
    });

    test('what is packed into much less than a quarter is unpacked as well', async () => {
      const zeros = new Uint8Array(300_001);
      zeros[300_000] = 7;
      const small = await gzip(zeros);
      expect(small.length).toBeLessThan(1000);
      const unpacked = unwrap(await unpackGzip(small, file));
      expect(unpacked).toHaveLength(zeros.length);
      expect(unpacked.every((value, i) => value === zeros[i])).toBe(true);
      expect(unwrap(await unpackGzip(await gzip(new Uint8Array(0)), file))).toHaveLength(0);
    });

    test('what is packed by less comes in a buffer of just its size', async () => {
      const unpacked = unwrap(await unpackGzip(bytes, file));
      expect(unpacked.buffer.byteLength).toBe(unpacked.length);
    });
  });
}

function changed(bytes: Bytes, at: number): Bytes {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 16;
  return copy;
}

function joined(a: Bytes, b: Bytes): Bytes {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
