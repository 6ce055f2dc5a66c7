import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { initialAdapter } from '../../src/adapter/initial-adapter.ts';
import { type Adapter, type LoraConfig, loraTargets } from '../../src/adapter/lora.ts';
import { createRandom } from '../../src/domain/random.ts';
import { DEFAULT_LORA } from '../../src/service/engine.ts';
import { fromStored, toStored } from '../../src/service/stored-adapters.ts';
import { memoryStorage } from '../../src/storage/open-storage.ts';
import type { NewAdapter } from '../../src/storage/storage.ts';
import type { FileSource } from '../../src/t5/file-source.ts';
import { counters, failureOf, unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';
import { tinyConfig, tinyExamples, tinyModels } from '../support/tiny-model.ts';
import { type TinyService, tinyService } from '../support/tiny-service.ts';

const config = tinyConfig();
const [example] = tinyExamples(1);
if (!example) throw new Error('no example');
const { persona } = example;
const known = { version: 1, createdAt: 1, modelId: 'tiny', modelHash: '', steps: 1, feedbackCount: 2 };
const checks = { heldBack: { before: 2, after: 1 }, replay: { before: 1, after: 1 } };

/** An adapter that changes something. */
function adapterOf(lora: LoraConfig = DEFAULT_LORA): Adapter {
  const random = createRandom(2);
  const { tensors } = initialAdapter(config, lora, random);
  return {
    lora,
    tensors: tensors.map(({ name, a, b }) => ({ name, a, b: b.map(() => random.next() - 0.5) })),
  };
}

const back = (stored: ReturnType<typeof toStored>) =>
  fromStored({ ...known, ...checks, ...stored }, config, DEFAULT_LORA);
const stored = toStored(adapterOf(), config);

test('comes back as it was', () => {
  expect(back(stored)).toEqual(adapterOf());
});

test('is stored with shapes that its numbers fill', () => {
  for (const { shape, data } of stored.tensors) expect(data).toHaveLength(shape.reduce((x, y) => x * y, 1));
  expect(stored.tensors).toHaveLength(2 * loraTargets(config, DEFAULT_LORA).length);
});

test('one of a smaller rank and another scale is fitted, since the graphs are built for one of each', () => {
  // alpha / rank is twice that of the graphs.
  const small = adapterOf({ ...DEFAULT_LORA, rank: DEFAULT_LORA.rank / 2, alpha: DEFAULT_LORA.alpha });
  const fitted = back(toStored(small, config));
  expect(fitted?.lora).toEqual(DEFAULT_LORA);
  const [found, given] = [fitted?.tensors[0], small.tensors[0]];
  expect(found?.b.slice(0, given?.b.length)).toEqual(given?.b.map((value) => 2 * value));
  expect(found?.b.slice(given?.b.length).every((value) => value === 0)).toBe(true);
});

const damaged: Readonly<Record<string, () => ReturnType<typeof toStored>>> = {
  'of a larger rank': () => toStored(adapterOf({ ...DEFAULT_LORA, rank: 2 * DEFAULT_LORA.rank }), config),
  'for projections that the graphs do not adapt': () =>
    toStored(adapterOf({ ...DEFAULT_LORA, targetModules: ['q', 'k'] }), config),
  'for projections that the model does not have': () => ({
    ...stored,
    config: { ...stored.config, target_modules: ['query'] },
  }),
  'that lacks a tensor': () => ({ ...stored, tensors: stored.tensors.slice(1) }),
  'whose tensors are too short': () => ({
    ...stored,
    tensors: stored.tensors.map((tensor) => ({ ...tensor, data: tensor.data.subarray(1) })),
  }),
  'of a model with other sizes': () => {
    const wide = { ...config, dModel: 128 };
    return toStored(initialAdapter(wide, DEFAULT_LORA, createRandom(1)), wide);
  },
  'with numbers that are not finite': () => ({
    ...stored,
    tensors: stored.tensors.map((tensor) => ({ ...tensor, data: tensor.data.map(() => Number.NaN) })),
  }),
  'without a rank': () => ({ ...stored, config: { lora_alpha: 16, target_modules: ['q', 'v'] } }),
  'without a list of projections': () => ({ ...stored, config: { ...stored.config, target_modules: 'q' } }),
};

test.each(Object.entries(damaged))('one %s is not used', (_, make) => {
  expect(back(make())).toBeUndefined();
});

describe('in the service', () => {
  let models: FileSource;
  let shipped: unknown;
  let modelHash = '';

  beforeAll(async () => {
    models = await tinyModels();
    const tiny = await startedWith();
    shipped = await offersOf(tiny);
    modelHash = (await tiny.service.info())?.modelHash ?? '';
    await tiny.dispose();
  });

  /** The service over a storage whose current adapter is the given one. */
  async function startedWith(adapter?: Omit<NewAdapter, 'modelId' | 'steps' | 'feedbackCount'>) {
    const storage = memoryStorage(counters());
    if (adapter) {
      unwrap(await storage.saveAdapter({ modelId: 'tiny', steps: 1, feedbackCount: 2, ...adapter }));
    }
    const tiny = await tinyService({ openRuntime: openNative, storage, models });
    unwrap(await tiny.service.start({}, () => {}));
    return tiny;
  }

  async function offersOf({ service }: TinyService) {
    return unwrap(await service.generate({ jobId: 'job', persona, count: 2, seed: 1 }, () => {})).offers;
  }

  test('one that fits is in use from the start, without a word', async () => {
    const tiny = await startedWith({ modelHash, ...checks, ...stored });
    onTestFinished(() => tiny.dispose());
    expect(await tiny.service.info()).toMatchObject({ adapterVersion: 1, notices: [] });
    expect(await offersOf(tiny)).not.toEqual(shipped);
  });

  const unusable: Readonly<Record<string, () => Parameters<typeof startedWith>[0]>> = {
    'of other weights': () => ({ modelHash: 'another', ...checks, ...stored }),
    ...Object.fromEntries(
      Object.entries(damaged).map(([name, make]) => [name, () => ({ modelHash, ...checks, ...make() })]),
    ),
  };

  test.each(Object.entries(unusable))('one %s is left alone, and the person is told', async (_, make) => {
    const tiny = await startedWith(make());
    onTestFinished(() => tiny.dispose());
    expect(await offersOf(tiny)).toEqual(shipped);
    expect(await tiny.service.info()).toMatchObject({
      adapterVersion: 0,
      notices: [expect.stringMatching(/^What was learned here belongs to another version of the model/)],
    });
    // It is kept, and not put back in use by asking for it.
    expect(unwrap(await tiny.service.adapters())).toHaveLength(1);
    expect(failureOf(await tiny.service.restoreAdapter(1))).toBe('adapter-mismatch');
    expect(await offersOf(tiny)).toEqual(shipped);
    expect((await tiny.service.info())?.notices).toHaveLength(1);
  });
});
