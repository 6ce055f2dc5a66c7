import { afterEach, beforeEach, expect, test } from 'vitest';
import { Graph } from '../../src/onnx/graph.ts';
import { add } from '../../src/onnx/ops.ts';
import { openBrowserRuntime } from '../../src/runtime/browser-runtime.ts';
import type { Runtime, Session } from '../../src/runtime/runtime.ts';
import { unwrap } from '../storage/samples.ts';
import { type GpuWatch, watchGpu } from '../support/watch-gpu.ts';

const SIZE = 1024;
const numbers = Float32Array.from({ length: SIZE }, (_, i) => i - 500);

let gpu: GpuWatch;
let runtime: Runtime;
let session: Session;

beforeEach(async () => {
  gpu = watchGpu();
  runtime = unwrap(await openBrowserRuntime({ backend: 'webgpu', runtimeUrl: '/runtime/' }));
  const graph = new Graph('doubling');
  const x = graph.input('x', 'float32', [SIZE]);
  graph.output('kept', add(x, x));
  session = await runtime.session(graph, ['kept']);
});

afterEach(async () => {
  await runtime.dispose();
  gpu.stop();
});

async function double(x = runtime.tensor('float32', [SIZE], numbers)) {
  const { kept } = await session.run({ x });
  if (!kept) throw new Error('no output');
  return kept;
}

test('what was uploaded can be read back and is destroyed with its tensor', async () => {
  const before = gpu.live();
  const tensor = runtime.upload([SIZE], numbers);
  expect(gpu.live().buffers).toBe(before.buffers + 1);
  expect(await tensor.float32()).toEqual(numbers);
  expect(gpu.live().buffers).toBe(before.buffers + 1);
  // Reading it does not make it useless.
  expect(await (await double(tensor)).float32()).toEqual(numbers.map((value) => 2 * value));
  tensor.dispose();
  expect(runtime.counts().deviceTensors).toBe(1);
});

test('an upload whose bytes are no multiple of 16 comes back whole', async () => {
  const odd = runtime.upload([3], Float32Array.of(1, 2, 3));
  expect(await odd.float32()).toEqual(Float32Array.of(1, 2, 3));
});

test('outputs that stay on the device are given back, read or not', async () => {
  const once = async (read: boolean) => {
    const output = await double();
    if (read) expect((await output.float32())[0]).toBe(-1000);
    output.dispose();
  };
  await once(true);
  await once(false);
  const warm = gpu.live();
  for (let i = 0; i < 5; i += 1) {
    await once(true);
    await once(false);
  }
  expect(gpu.live()).toEqual(warm);
  expect(runtime.counts().deviceTensors).toBe(0);
});

test('an output fed to the next run stays where it is', async () => {
  const first = await double();
  const second = await double(first);
  expect(await second.float32()).toEqual(numbers.map((value) => 4 * value));
  first.dispose();
  second.dispose();
});

test('the device goes with its runtime, and a new one can be opened', async () => {
  const [device] = gpu.devices;
  await runtime.dispose();
  expect((await device?.lost)?.reason).toBe('destroyed');
  await expect(double()).rejects.toThrow();
  const next = unwrap(await openBrowserRuntime({ backend: 'webgpu', runtimeUrl: '/runtime/' }));
  expect(gpu.devices).toHaveLength(2);
  const tensor = next.upload([SIZE], numbers);
  expect(await tensor.float32()).toEqual(numbers);
  await next.dispose();
});
