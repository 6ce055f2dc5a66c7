import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { failure } from '../../src/domain/result.ts';
import type { GenerateEvent, LearnEvent, StartOptions } from '../../src/service/contract.ts';
import type { Engine } from '../../src/service/engine.ts';
import { EngineHost } from '../../src/service/engine-host.ts';
import type { FileSource } from '../../src/t5/file-source.ts';
import { failureOf, unwrap } from '../storage/samples.ts';
import { openInBrowser } from '../support/open-in-browser.ts';
import { tinyExamples, tinyModels } from '../support/tiny-model.ts';
import {
  type OpenRuntime,
  savePersonaWithVerdicts,
  type TinyService,
  tinyService,
} from '../support/tiny-service.ts';
import { type GpuWatch, watchGpu } from '../support/watch-gpu.ts';

const [example] = tinyExamples(1);
if (!example) throw new Error('no example');
const { persona } = example;
const pair = { persona, accepted: example.accepted.slice(0, 1), rejected: example.rejected.slice(0, 1) };

let models: FileSource;
let gpu: GpuWatch;

beforeAll(async () => {
  models = await tinyModels();
});

beforeEach(() => {
  gpu = watchGpu();
});

afterEach(() => gpu.stop());

async function started(
  options: StartOptions,
  openRuntime: OpenRuntime = openInBrowser,
): Promise<TinyService> {
  const tiny = await tinyService({ openRuntime, models });
  onTestFinished(() => tiny.dispose());
  unwrap(await tiny.service.start(options, () => {}));
  return tiny;
}

/** As a driver that resets: everything on the device is gone from now on. */
const loseDevice = () => gpu.devices[0]?.destroy();

function generate({ service }: TinyService, onEvent: (event: GenerateEvent) => void = () => {}) {
  return service.generate({ jobId: 'write', persona, count: 3, seed: 1 }, onEvent);
}

/** Texts and scores, without what the processor's threads may round differently. */
const comparable = (offers: readonly { readonly text: string; readonly score: number }[]) =>
  offers.map(({ text, score }) => ({ text, score: Number(score.toFixed(4)) }));

async function offersOnProcessor() {
  const alone = await started({ backend: 'wasm' });
  return comparable(unwrap(await generate(alone)).offers);
}

test('lost between two tokens: the offers are written on the processor, as if it had always been so', async () => {
  const tiny = await started({ backend: 'webgpu' });
  const events: GenerateEvent[] = [];
  const result = await generate(tiny, (event) => {
    events.push(event);
    if (events.filter(({ type }) => type === 'text').length === 3) loseDevice();
  });
  const { backend, offers } = unwrap(result);
  expect(backend).toBe('wasm');
  expect(comparable(offers)).toEqual(await offersOnProcessor());
  expect(events.filter(({ type }) => type === 'backend')).toEqual([
    { type: 'backend', backend: 'wasm', reason: 'The graphics processor was lost.' },
  ]);
  // Told before the writing begins anew.
  const order = events.map(({ type }) => type);
  expect(order.slice(0, 5)).toEqual(['encoded', 'text', 'text', 'text', 'backend']);
  expect(order[5]).toBe('encoded');

  // What comes later works, on the processor.
  expect(await tiny.service.info()).toMatchObject({
    backend: 'wasm',
    backendReason: 'The graphics processor was lost.',
  });
  const again: GenerateEvent[] = [];
  expect(comparable(unwrap(await generate(tiny, (event) => again.push(event))).offers)).toEqual(
    comparable(offers),
  );
  expect(again.some(({ type }) => type === 'backend')).toBe(false);
  const { id } = await savePersonaWithVerdicts(tiny, pair);
  expect(unwrap(await tiny.service.map(id))).toHaveLength(3);
  expect(tiny.runtimes[0]?.counts()).toEqual({ sessions: 0, deviceTensors: 0, deviceBytes: 0 });
});

test('lost while numbers are on their way back: the run fails before the loss is known, and is no mystery', async () => {
  const tiny = await started({ backend: 'webgpu' });
  const { mapAsync } = GPUBuffer.prototype;
  onTestFinished(() => {
    GPUBuffer.prototype.mapAsync = mapAsync;
  });
  let armed = false;
  GPUBuffer.prototype.mapAsync = function (...args) {
    const mapped = mapAsync.apply(this, args);
    if (armed) loseDevice();
    armed = false;
    return mapped;
  };
  let lost = false;
  const result = await generate(tiny, ({ type }) => {
    if (type === 'text' && !lost) {
      armed = true;
      lost = true;
    }
  });
  const { backend, offers } = unwrap(result);
  expect(backend).toBe('wasm');
  expect(comparable(offers)).toEqual(await offersOnProcessor());
});

test('lost while nothing was going on', async () => {
  const tiny = await started({ backend: 'webgpu' });
  loseDevice();
  const { backend, offers } = unwrap(await generate(tiny));
  expect(backend).toBe('wasm');
  expect(comparable(offers)).toEqual(await offersOnProcessor());
});

/** Starts on WebGPU and does something to it when the model is about to be built. */
async function startedWith(trouble: () => void) {
  const tiny = await tinyService({ openRuntime: openInBrowser, models });
  onTestFinished(() => tiny.dispose());
  const info = unwrap(
    await tiny.service.start({ backend: 'webgpu' }, ({ stage }) => {
      if (stage === 'build') trouble();
    }),
  );
  return { tiny, info };
}

test('lost while the model is being built: offers come from the processor', async () => {
  const { tiny } = await startedWith(loseDevice);
  const { backend, offers } = unwrap(await generate(tiny));
  expect(backend).toBe('wasm');
  expect(comparable(offers)).toEqual(await offersOnProcessor());
});

test('a device that answers and cannot hold the model is given up for the processor, and not kept', async () => {
  const { createBuffer } = GPUDevice.prototype;
  onTestFinished(() => {
    GPUDevice.prototype.createBuffer = createBuffer;
  });
  const { tiny, info } = await startedWith(() => {
    GPUDevice.prototype.createBuffer = function (descriptor) {
      // Only in our own uploads: an error thrown inside ONNX Runtime's WebAssembly would break it for later tests.
      if (descriptor.usage === 0x8c) throw new RangeError('createBuffer failed, size is too large');
      return createBuffer.call(this, descriptor);
    };
  });
  expect(info.backend).toBe('wasm');
  expect(info.backendReason).toBe('The graphics processor could not run the model.');
  expect((await gpu.devices[0]?.lost)?.reason).toBe('destroyed');
  expect(comparable(unwrap(await generate(tiny)).offers)).toEqual(await offersOnProcessor());
});

test('lost while learning: it is learned on the processor, verdicts and version are kept', async () => {
  const tiny = await started({ backend: 'webgpu' });
  const { id } = await savePersonaWithVerdicts(tiny, pair);
  const events: LearnEvent[] = [];
  const request = { jobId: 'learn', personaId: id, seed: 1, steps: 2 };
  const report = unwrap(
    await tiny.service.learn(request, (event) => {
      events.push(event);
      if (event.type === 'step' && events.filter(({ type }) => type === 'step').length === 1) loseDevice();
    }),
  );
  const begun = ['prepared', 'checked', 'step'];
  expect(events.map(({ type }) => type)).toEqual([...begun, ...begun, 'step', 'checked']);
  expect(report.kept, report.reason).toBe(true);
  expect(report.version).toMatchObject({ version: 1, steps: 2 });
  expect(await tiny.service.info()).toMatchObject({ backend: 'wasm', adapterVersion: 1 });
  expect(unwrap(await tiny.storage.feedback(id))).toHaveLength(2);
  expect(unwrap(await tiny.storage.learningRuns())).toEqual([]);

  const alone = await started({ backend: 'wasm' });
  const { id: same } = await savePersonaWithVerdicts(alone, pair);
  const other = unwrap(await alone.service.learn({ ...request, personaId: same }, () => {}));
  expect(report.version.heldBack.after).toBeCloseTo(other.version.heldBack.after, 4);
});

test('what was learned before the loss is in use after it', async () => {
  const tiny = await started({ backend: 'wasm' });
  const { id } = await savePersonaWithVerdicts(tiny, pair);
  unwrap(await tiny.service.learn({ jobId: 'learn', personaId: id, seed: 1, steps: 4 }, () => {}));
  const expected = comparable(unwrap(await generate(tiny)).offers);
  unwrap(await tiny.service.start({ backend: 'webgpu' }, () => {}));
  expect(await tiny.service.info()).toMatchObject({ backend: 'webgpu', adapterVersion: 1 });
  const { backend, offers } = unwrap(await generate(tiny, ({ type }) => type === 'text' && loseDevice()));
  expect(backend).toBe('wasm');
  expect(comparable(offers)).toEqual(expected);
  expect((await tiny.service.info())?.adapterVersion).toBe(1);
});

test('where the processor does not start either, that is the answer, each time until it does', async () => {
  let broken = true;
  const tiny = await started({ backend: 'webgpu' }, async (backend, because) =>
    backend === 'wasm' && broken
      ? failure('backend-unavailable', 'Nothing starts here.')
      : openInBrowser(backend, because),
  );
  loseDevice();
  expect(failureOf(await generate(tiny))).toBe('backend-unavailable');
  expect(failureOf(await generate(tiny))).toBe('backend-unavailable');
  broken = false;
  expect(unwrap(await generate(tiny)).backend).toBe('wasm');
});

test('the host moves the adapter along by itself', async () => {
  const host = new EngineHost({ openRuntime: openInBrowser, models: () => models });
  onTestFinished(() => host.stop());
  const engine = unwrap(await host.start({ backend: 'webgpu' }, () => {}));
  const random = createRandom(5);
  const tensors = engine.currentAdapter.tensors.map((each) => ({
    ...each,
    b: each.b.map(() => random.next() - 0.5),
  }));
  const adapter = { ...engine.currentAdapter, tensors };
  engine.useAdapter(7, adapter);
  loseDevice();
  const write = (used: Engine) => used.write({ persona, count: 1, seed: 1 });
  const { offers } = unwrap(await host.with(write));
  expect(offers[0]?.audit.adapterVersion).toBe(7);
  expect(host.current?.engine.currentAdapter).toBe(adapter);
});
