import { deleteDB } from 'idb';
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { failure } from '../../src/domain/result.ts';
import type { EngineInfo, LoadProgress } from '../../src/service/contract.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type FileSource, missingFile } from '../../src/t5/file-source.ts';
import { counters, failureOf, unwrap } from '../storage/samples.ts';
import { openInBrowser } from '../support/open-in-browser.ts';
import { tinyExamples, tinyModels } from '../support/tiny-model.ts';
import {
  type OpenRuntime,
  savePersonaWithVerdicts,
  type TinyService,
  tinyService,
} from '../support/tiny-service.ts';
import { type GpuWatch, watchGpu } from '../support/watch-gpu.ts';

// A real database, a real runtime, and a list of two models, the larger one packed.
const name = 'two-models-test';
const [example] = tinyExamples(1);
if (!example) throw new Error('no example');
const pair = {
  persona: example.persona,
  accepted: example.accepted.slice(0, 1),
  rejected: example.rejected.slice(0, 1),
};

let two: FileSource;
let onlyLight: FileSource;
let open: Storage[] = [];

beforeAll(async () => {
  const light = { id: 'light', name: 'Light', seed: 5, light: true } as const;
  two = await tinyModels({ id: 'big', name: 'Big', seed: 9, layers: 2, packed: true }, light);
  onlyLight = await tinyModels(light);
});

afterEach(async () => {
  for (const storage of open) storage.close();
  open = [];
  await deleteDB(name);
});

/** As on a device whose graphics processor, here one in software, answers by itself. */
const withGpu: OpenRuntime = (backend = 'webgpu', because) => openInBrowser(backend, because);
const withoutGpu: OpenRuntime = (backend = 'wasm', because) => openInBrowser(backend, because);

/** The service as at a fresh visit, with what earlier ones have stored. */
async function visit(openRuntime: OpenRuntime, models: FileSource = two): Promise<TinyService> {
  for (const storage of open) storage.close();
  const options = { ...counters(), name, onBlocked: () => {}, onVersionChange: () => {} };
  const storage = unwrap(await openStorage(options));
  open.push(storage);
  const tiny = await tinyService({ openRuntime, storage, models });
  onTestFinished(() => tiny.dispose());
  return tiny;
}

async function start({ service }: TinyService): Promise<EngineInfo> {
  return unwrap(await service.start({}, () => {}));
}

async function use({ service }: TinyService, modelId: string | undefined): Promise<EngineInfo> {
  return unwrap(await service.useModel(modelId, () => {}));
}

async function texts({ service }: TinyService): Promise<readonly string[]> {
  const request = { jobId: 'job', persona: pair.persona, count: 3, seed: 1 };
  return unwrap(await service.generate(request, () => {})).offers.map(({ text }) => text);
}

describe('where nobody has chosen', () => {
  test('a graphics processor gets the default, whose packed weights count as they come', async () => {
    const tiny = await visit(withGpu);
    const progress: LoadProgress[] = [];
    const info = unwrap(await tiny.service.start({}, (each) => progress.push(each)));
    expect(info).toMatchObject({ model: { id: 'big' }, backend: 'webgpu', modelChosen: false });
    expect(info.modelReason).toMatch(/graphics processor.*so Big was taken/);
    const [big, light] = unwrap(await tiny.service.models());
    expect([big?.id, light?.id]).toEqual(['big', 'light']);
    const built = progress.find(({ stage }) => stage === 'build');
    expect(built?.totalBytes).toBe(big?.downloadBytes);
  });

  test('the processor gets the light model', async () => {
    const info = await start(await visit(withoutGpu));
    expect(info).toMatchObject({ model: { id: 'light' }, backend: 'wasm', modelChosen: false });
    expect(info.modelReason).toMatch(/processor here, so Light was taken/);
  });

  test('a graphics processor that answers and cannot hold the default leaves the light model to the processor', async () => {
    const { createBuffer } = GPUDevice.prototype;
    onTestFinished(() => {
      GPUDevice.prototype.createBuffer = createBuffer;
    });
    GPUDevice.prototype.createBuffer = function (descriptor) {
      // Only in our own uploads: an error thrown inside ONNX Runtime's WebAssembly would break it for later tests.
      if (descriptor.usage === 0x8c) throw new RangeError('createBuffer failed, size is too large');
      return createBuffer.call(this, descriptor);
    };
    const tiny = await visit(withGpu);
    const totals = new Set<number>();
    const info = unwrap(
      await tiny.service.start({}, ({ stage, totalBytes }) => stage === 'build' && totals.add(totalBytes)),
    );
    expect(info).toMatchObject({ model: { id: 'light' }, backend: 'wasm' });
    expect(info.backendReason).toBe('The graphics processor could not run the model.');
    const models = unwrap(await tiny.service.models());
    expect([...totals]).toEqual(models.map(({ downloadBytes }) => downloadBytes));
  });

  test('the default that runs when the graphics processor is lost stays, on the processor', async () => {
    const gpu: GpuWatch = watchGpu();
    onTestFinished(() => gpu.stop());
    const tiny = await visit(withGpu);
    await start(tiny);
    gpu.devices[0]?.destroy();
    expect(await texts(tiny)).toHaveLength(3);
    expect(await tiny.service.info()).toMatchObject({ model: { id: 'big' }, backend: 'wasm' });
    // Asking for nothing in particular does not exchange it either.
    expect(await start(tiny)).toMatchObject({ model: { id: 'big' }, backend: 'wasm' });
  });
});

describe('what a person chose', () => {
  test('is used at the next visit, and until then', async () => {
    const first = await visit(withoutGpu);
    await start(first);
    const light = await texts(first);
    expect(await use(first, 'big')).toMatchObject({
      model: { id: 'big' },
      backend: 'wasm',
      modelChosen: true,
      modelReason: 'You have chosen it for this device.',
    });
    const big = await texts(first);
    expect(big).not.toEqual(light);
    await first.dispose();

    const second = await visit(withoutGpu);
    expect(await start(second)).toMatchObject({ model: { id: 'big' }, modelChosen: true, notices: [] });
    expect(await texts(second)).toEqual(big);
    expect(await use(second, undefined)).toMatchObject({ model: { id: 'light' }, modelChosen: false });
    await second.dispose();
    expect(await start(await visit(withoutGpu))).toMatchObject({ model: { id: 'light' } });
  });

  test('of what runs already is kept without starting it again', async () => {
    const tiny = await visit(withoutGpu);
    await start(tiny);
    expect(await use(tiny, 'light')).toMatchObject({ model: { id: 'light' }, modelChosen: true });
    expect(await use(tiny, undefined)).toMatchObject({ model: { id: 'light' }, modelChosen: false });
    await use(tiny, 'light');
    expect(tiny.runtimes).toHaveLength(1);
    await tiny.dispose();
    expect(await start(await visit(withGpu))).toMatchObject({ model: { id: 'light' }, backend: 'webgpu' });
  });

  test('gives way to the device where it is no longer listed, and that is told once', async () => {
    const first = await visit(withoutGpu);
    await start(first);
    await use(first, 'big');
    await first.dispose();
    const second = await visit(withoutGpu, onlyLight);
    const info = await start(second);
    expect(info).toMatchObject({ model: { id: 'light' }, modelChosen: false });
    expect(info.notices).toEqual([expect.stringMatching(/no longer offered here/)]);
    await second.dispose();
    const third = await visit(withoutGpu);
    expect(await start(third)).toMatchObject({ model: { id: 'light' }, notices: [] });
  });

  test('is not stored where it cannot be started, and what runs goes on', async () => {
    const broken: FileSource = {
      read: async (path) => (path.startsWith('big/model') ? missingFile(path) : two.read(path)),
    };
    const first = await visit(withoutGpu, broken);
    await start(first);
    const before = await texts(first);
    expect(failureOf(await first.service.useModel('big', () => {}))).toBe('model-file-missing');
    expect(failureOf(await first.service.useModel('none', () => {}))).toBe('model-unknown');
    expect(await first.service.info()).toMatchObject({ model: { id: 'light' }, modelChosen: false });
    expect(await texts(first)).toEqual(before);
    await first.dispose();
    expect(await start(await visit(withoutGpu))).toMatchObject({ model: { id: 'light' } });
  });

  test('and is too much for the device is said so, and what runs goes on', async () => {
    let fails = false;
    const tiny = await visit(async (...wanted) => {
      const opened = await withoutGpu(...wanted);
      if (fails && opened.ok) {
        opened.value.session = () => Promise.reject(new RangeError('Array buffer allocation failed'));
      }
      return opened;
    });
    await start(tiny);
    const before = await texts(tiny);
    fails = true;
    const result = await tiny.service.useModel('big', () => {});
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'model-not-started' }] });
    expect(result.ok ? '' : result.failures[0]?.message).toMatch(/^Big could not be started/);
    expect(await texts(tiny)).toEqual(before);
    expect(tiny.runtimes.map((runtime) => runtime.counts().sessions > 0)).toEqual([true, false]);
  });

  test('and cannot be stored holds until the page is closed, which is told', async () => {
    const tiny = await visit(withoutGpu);
    await start(tiny);
    tiny.storage.saveSetting = async () => failure('storage-full', 'There is no room.');
    const info = await use(tiny, 'big');
    expect(info).toMatchObject({ model: { id: 'big' }, modelChosen: true });
    expect(info.notices).toEqual([expect.stringMatching(/could not be stored/)]);
  });

  test('is forgotten with everything else', async () => {
    const first = await visit(withoutGpu);
    await start(first);
    await use(first, 'big');
    unwrap(await first.service.eraseEverything());
    await first.dispose();
    expect(await start(await visit(withoutGpu))).toMatchObject({ model: { id: 'light' } });
  });
});

test('people and verdicts are for all models; a learned version is of the model that learned it', async () => {
  const tiny = await visit(withoutGpu);
  await start(tiny);
  const shipped = await texts(tiny);
  const { id } = await savePersonaWithVerdicts(tiny, pair, 'light');
  const learn = () => tiny.service.learn({ jobId: 'learn', personaId: id, seed: 1, steps: 4 }, () => {});
  const report = unwrap(await learn());
  expect(report.kept, report.reason).toBe(true);
  const learned = await texts(tiny);
  expect(learned).not.toEqual(shipped);

  expect(await use(tiny, 'big')).toMatchObject({ adapterVersion: 0, notices: [] });
  expect(unwrap(await tiny.service.adapters())).toEqual([]);
  const everywhere = () => tiny.service.adapters('every model').then(unwrap);
  expect((await everywhere()).map(({ modelId, version }) => [modelId, version])).toEqual([['light', 1]]);
  expect(unwrap(await tiny.service.personas())).toHaveLength(1);
  const history = unwrap(await tiny.service.history(id));
  expect(history.map(({ feedback }) => feedback?.verdict).sort()).toEqual(['accepted', 'rejected']);
  const other = unwrap(await learn());
  expect(other.version.modelId).toBe('big');

  expect(await use(tiny, 'light')).toMatchObject({ adapterVersion: 1 });
  expect(await texts(tiny)).toEqual(learned);
  expect(unwrap(await tiny.service.adapters())).toEqual([report.version]);
});
