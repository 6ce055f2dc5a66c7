import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Graph } from '../../src/onnx/graph.ts';
import type { OpAttributes, OpName } from '../../src/onnx/op-table.ts';
import { add } from '../../src/onnx/ops.ts';
import { type BrowserRuntimeOptions, openBrowserRuntime } from '../../src/runtime/browser-runtime.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { failureOf, unwrap } from '../storage/samples.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Replaces a property of an object until the test is over. */
function replace(target: object, name: string, value: unknown): void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true });
  onTestFinished(() => {
    if (own) Object.defineProperty(target, name, own);
    else Reflect.deleteProperty(target, name);
  });
}

async function open(options: Partial<BrowserRuntimeOptions> = {}): Promise<Runtime> {
  const runtime = unwrap(await openBrowserRuntime({ runtimeUrl: '/runtime/', ...options }));
  onTestFinished(() => runtime.dispose());
  return runtime;
}

/** That the runtime computes, not only that it says so. */
async function expectToCompute(runtime: Runtime): Promise<void> {
  const graph = new Graph('doubling');
  const x = graph.input('x', 'float32', [2]);
  graph.output('y', add(x, x));
  const session = await runtime.session(graph);
  const { y } = await session.run({ x: runtime.tensor('float32', [2], Float32Array.of(1, -3)) });
  expect(await y?.float32()).toEqual(Float32Array.of(2, -6));
}

/** An adapter that answers like a graphics card, whose device is made as given. */
function answerWith(requestDevice: (adapter: GPUAdapter) => Promise<GPUDevice>) {
  const { requestAdapter } = navigator.gpu;
  vi.spyOn(navigator.gpu, 'requestAdapter').mockImplementation(async () => {
    const adapter = await requestAdapter.call(navigator.gpu);
    if (!adapter) throw new Error('no adapter in this browser');
    const info = { vendor: 'acme', architecture: 'turbo', description: '', isFallbackAdapter: false };
    return {
      features: adapter.features,
      limits: adapter.limits,
      info,
      requestDevice: (descriptor: GPUDeviceDescriptor) => {
        answerWith.asked = descriptor;
        return requestDevice(adapter);
      },
    } as unknown as GPUAdapter;
  });
}
answerWith.asked = undefined as GPUDeviceDescriptor | undefined;

describe('without being told', () => {
  test('a graphics processor that answers is used, with all that it can do', async () => {
    answerWith((adapter) => adapter.requestDevice());
    const runtime = await open();
    expect([runtime.backend, runtime.threads]).toEqual(['webgpu', 1]);
    expect(runtime.reason).toBe('The graphics processor (acme turbo) answered.');
    const { limits } = (await navigator.gpu.requestAdapter()) ?? {};
    expect(answerWith.asked?.requiredLimits).toMatchObject({
      maxBufferSize: limits?.maxBufferSize,
      maxStorageBufferBindingSize: limits?.maxStorageBufferBindingSize,
    });
    await expectToCompute(runtime);
  });

  test('a browser without WebGPU works on the processor', async () => {
    replace(navigator, 'gpu', undefined);
    const runtime = await open();
    expect(runtime.backend).toBe('wasm');
    expect(runtime.reason).toBe(
      'This browser offers no access to the graphics processor, so the processor is used.',
    );
    await expectToCompute(runtime);
  });

  test('so does one in which no adapter answers', async () => {
    vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
    const runtime = await open();
    expect(runtime.backend).toBe('wasm');
    expect(runtime.reason).toBe('No graphics processor answered, so the processor is used.');
  });

  test('an adapter that is imitated in software is slower than the processor, and left alone', async () => {
    const requestDevice = vi.spyOn(GPUAdapter.prototype, 'requestDevice');
    const runtime = await open();
    expect(runtime.backend).toBe('wasm');
    expect(runtime.reason).toBe(
      'The graphics processor is only imitated in software, which is slower than the processor, so the processor is used.',
    );
    expect(requestDevice).not.toHaveBeenCalled();
  });

  test('an adapter that gives no device is given up', async () => {
    answerWith(() => Promise.reject(new DOMException('out of memory', 'OperationError')));
    const runtime = await open();
    expect(runtime.backend).toBe('wasm');
    expect(runtime.reason).toBe(
      'The graphics processor did not start (OperationError: out of memory), so the processor is used.',
    );
    await expectToCompute(runtime);
  });

  test('asking for an adapter may fail as well', async () => {
    vi.spyOn(navigator.gpu, 'requestAdapter').mockRejectedValue(new Error('blocked by a policy'));
    const runtime = await open();
    expect(runtime.backend).toBe('wasm');
    expect(runtime.reason).toContain('(Error: blocked by a policy)');
  });

  test('what was given up before is told first', async () => {
    vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
    const { reason } = await open({ because: 'It was too slow.' });
    expect(reason).toBe('It was too slow. No graphics processor answered, so the processor is used.');
  });
});

describe('when told', () => {
  test('WebGPU runs on a software adapter too', async () => {
    const runtime = await open({ backend: 'webgpu' });
    expect([runtime.backend, runtime.threads]).toEqual(['webgpu', 1]);
    expect(runtime.reason).toBe('The graphics processor (google swiftshader) answered.');
    await expectToCompute(runtime);
  });

  test.each([
    [
      'there is none',
      () => replace(navigator, 'gpu', undefined),
      /^This browser offers no access to the graphics processor\.$/,
    ],
    [
      'no adapter answers',
      () => vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null),
      /^No graphics processor answered\.$/,
    ],
    [
      'it gives no device',
      () => answerWith(() => Promise.reject(new Error('no'))),
      /did not start \(Error: no\)\.$/,
    ],
  ])('WebGPU is a failure where %s, and nothing else is tried', async (_, arrange, message) => {
    arrange();
    const opened = await openBrowserRuntime({ backend: 'webgpu', runtimeUrl: '/runtime/' });
    expect(failureOf(opened)).toBe('backend-unavailable');
    expect(opened.ok ? '' : opened.failures[0]?.message).toMatch(message);
  });

  test('WebAssembly asks no graphics processor', async () => {
    const requestAdapter = vi.spyOn(navigator.gpu, 'requestAdapter');
    const runtime = await open({ backend: 'wasm' });
    expect(runtime.backend).toBe('wasm');
    expect(runtime.reason).toBe('The processor was asked for.');
    expect(requestAdapter).not.toHaveBeenCalled();
  });
});

/** A graph of one node, whose op may be one that our own graphs do without. */
function graphOf(op: string, attributes: { readonly axis?: number } = {}): Graph {
  const graph = new Graph(op);
  const x = graph.input('x', 'float32', [1, 2]);
  const shape = [{ dtype: 'float32', shape: [1, 2] }] as const;
  const [y] = graph.node(op as OpName, [x], attributes as OpAttributes[OpName], shape);
  if (!y) throw new Error('no output');
  graph.output('y', y);
  return graph;
}

async function compute(runtime: Runtime, graph: Graph): Promise<readonly number[]> {
  const session = await runtime.session(graph);
  const { y } = await session.run({ x: runtime.tensor('float32', [1, 2], Float32Array.of(1, -3)) });
  return Array.from((await y?.float32()) ?? []);
}

// What makes it a proof that our graphs start on WebGPU at all: one with a single node off it does not.
describe('a graph with a node that has no kernel on WebGPU', () => {
  test.each([
    ['Sign', {}, [1, -1]],
    ['LogSoftmax', { axis: -1 }, [-Math.log1p(Math.exp(-4)), -4 - Math.log1p(Math.exp(-4))]],
  ] as const)('%s is refused there, and computed on WebAssembly', async (op, attributes, expected) => {
    const gpu = await open({ backend: 'webgpu' });
    await expect(gpu.session(graphOf(op, attributes))).rejects.toThrow(/fallback to CPU EP/);
    expect(gpu.counts().sessions).toBe(0);
    // The runtime is none the worse for it.
    await expectToCompute(gpu);
    const found = await compute(await open({ backend: 'wasm' }), graphOf(op, attributes));
    expect(found).toHaveLength(2);
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
    });
  });

  test('Exp, which has one, is accepted', async () => {
    const found = await compute(await open({ backend: 'webgpu' }), graphOf('Exp'));
    expect(found).toHaveLength(2);
    expect(found[0]).toBeCloseTo(Math.E, 5);
    expect(found[1]).toBeCloseTo(Math.exp(-3), 6);
  });
});

describe('threads', () => {
  test('as many as the processor has, up to four, on an isolated page', async () => {
    expect(crossOriginIsolated).toBe(true);
    for (const [has, used] of [
      [2, 2],
      [64, 4],
      [0, 1],
    ]) {
      replace(navigator, 'hardwareConcurrency', has);
      expect((await open({ backend: 'wasm' })).threads).toBe(used);
    }
  });

  test('one where the page is not isolated, and that is said', async () => {
    replace(globalThis, 'crossOriginIsolated', false);
    const runtime = await open({ backend: 'wasm' });
    expect(runtime.threads).toBe(1);
    expect(runtime.reason).toBe(
      'The processor was asked for. It works on one thread, since the page is not cross-origin isolated.',
    );
  });
});
