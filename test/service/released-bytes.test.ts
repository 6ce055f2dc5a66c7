import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from 'vitest';
import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import { Engine } from '../../src/service/engine.ts';
import { type FileSource, subfolder } from '../../src/t5/file-source.ts';
import { loadModelFolder } from '../../src/t5/model-folder.ts';
import type { Weights } from '../../src/t5/weights.ts';
import { unwrap } from '../storage/samples.ts';
import { tinyExamples, tinyModels } from '../support/tiny-model.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Names of what the garbage collector may not take, once it has had every chance. */
async function held(watched: ReadonlyMap<string, WeakRef<object>>): Promise<readonly string[]> {
  for (let round = 0; round < 5; round += 1) {
    // A reference that was read in this task lives until its end.
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
  }
  return [...watched].filter(([, ref]) => ref.deref() !== undefined).map(([name]) => name);
}

/** The same files, each watched by its path. */
function watchedFiles(source: FileSource, watched: Map<string, WeakRef<object>>): FileSource {
  return {
    read: async (path, expectedBytes) => {
      const read = await source.read(path, expectedBytes);
      if (read.ok) watched.set(path, new WeakRef(read.value.buffer));
      return read;
    },
  };
}

/** The same weights; every array that is worked out from one is watched. */
function watchedWeights(weights: Weights, watched: Map<string, WeakRef<object>>): Weights {
  return {
    ...weights,
    get: (name) => {
      const weight = weights.get(name);
      const float32 = () => {
        const values = weight.float32();
        watched.set(`${name} ${watched.size}`, new WeakRef(values.buffer));
        return values;
      };
      return { ...weight, float32 };
    },
  };
}

let restore = () => {};
afterEach(() => restore());

/** Watches the bytes of every graph that ONNX Runtime is handed. */
async function watchedGraphs(backend: 'cpu' | 'wasm', watched: Map<string, WeakRef<object>>): Promise<void> {
  const ort = backend === 'cpu' ? await import('onnxruntime-node') : await import('onnxruntime-web');
  const sessions = ort.InferenceSession as unknown as {
    create: (model: Uint8Array, options: object) => Promise<unknown>;
  };
  const { create } = sessions;
  restore = () => {
    sessions.create = create;
  };
  sessions.create = (model, options) => {
    watched.set(`graph ${watched.size}`, new WeakRef(model.buffer));
    return create.call(sessions, model, options);
  };
}

describe.each(['cpu', 'wasm'] as const)('once a model runs on %s', (backend) => {
  test('of its files only the weights as they are stored are held, and no copy of them', {
    timeout: 120_000,
  }, async () => {
    const files = new Map<string, WeakRef<object>>();
    const copies = new Map<string, WeakRef<object>>();
    const graphs = new Map<string, WeakRef<object>>();
    await watchedGraphs(backend, graphs);
    const runtime = unwrap(await openNodeRuntime(backend, 1));
    const load = async () => {
      const source = watchedFiles(subfolder(await tinyModels(), 'tiny'), files);
      const folder = unwrap(await loadModelFolder(source));
      return unwrap(
        await Engine.open(runtime, { ...folder, weights: watchedWeights(folder.weights, copies) }),
      );
    };
    let engine: Engine | undefined = await load();
    expect(files.size).toBeGreaterThanOrEqual(5);
    expect(graphs.size).toBe(2);
    expect(copies.size).toBeGreaterThan(20);

    // Learning, comparing and a move to another backend still read them.
    expect(await held(files)).toEqual(['model.safetensors']);
    expect(await held(copies)).toEqual([]);
    expect(await held(graphs)).toEqual([]);

    const [example] = tinyExamples(1);
    if (example === undefined) throw new Error('no example');
    unwrap(await engine.learn({ feedback: example, seed: 1, steps: 1 }));
    expect(graphs.size).toBeGreaterThan(2);
    expect(await held(graphs)).toEqual([]);

    await engine.dispose();
    engine = undefined;
    expect(await held(files)).toEqual([]);
    expect(await held(copies)).toEqual([]);
    await runtime.dispose();
  });
});

test('once packed weights are unpacked, nothing that was downloaded is held', async () => {
  const files = new Map<string, WeakRef<object>>();
  const source = watchedFiles(subfolder(await tinyModels({ packed: true }), 'tiny'), files);
  const { weights } = unwrap(await loadModelFolder(source));
  expect([...files.keys()]).toContain('model.safetensors.gzip');
  expect(await held(files)).toEqual([]);
  expect(weights.get('shared.weight').float32().length).toBeGreaterThan(1000);
});

test('what is held is noticed', async () => {
  const kept = new ArrayBuffer(1000);
  const watched = new Map([
    ['kept', new WeakRef<object>(kept)],
    ['dropped', new WeakRef<object>(new ArrayBuffer(1000))],
  ]);
  expect(await held(watched)).toEqual(['kept']);
  expect(kept.byteLength).toBe(1000);
});
