import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Graph } from '../../src/onnx/graph.ts';
import { DeviceLostError, type OrtModule, Runtime } from '../../src/runtime/runtime.ts';

/** A device tensor as ONNX Runtime gives it: once read back it says that it is on the processor. */
function gpuTensor(read: () => Promise<unknown> = async () => Float32Array.of(1, 2)) {
  const tensor = { location: 'gpu-buffer', dims: [2], size: 2, dispose: vi.fn() };
  const getData = async () => {
    const values = await read();
    tensor.location = 'cpu';
    return values;
  };
  return Object.assign(tensor, { getData }) as unknown as Tensor;
}

interface FakeSession {
  readonly run?: () => Promise<Record<string, Tensor>>;
  readonly release?: () => Promise<void>;
}

/** A runtime over a stand-in for ONNX Runtime, with a device whose loss the test brings about. */
function fakeRuntime({ run = async () => ({}), release = async () => {} }: FakeSession = {}) {
  let lose: (reason: string) => void = () => {};
  const lost = new Promise<string>((resolve) => {
    lose = resolve;
  });
  const session = { inputNames: [], run: vi.fn(run), release: vi.fn(release) };
  const ort = {
    InferenceSession: { create: async () => session as unknown as InferenceSession },
  } as unknown as OrtModule;
  const runtime = new Runtime({ ort, backend: 'webgpu', reason: 'a test', threads: 1, lost });
  return { runtime, session, lose, compile: () => runtime.session(new Graph('test')) };
}

/** What a promise came to, for asking before it has. */
function settled<T>(promise: Promise<T>) {
  const outcome: { value?: T; error?: unknown; done: boolean } = { done: false };
  promise.then(
    (value) => Object.assign(outcome, { value, done: true }),
    (error: unknown) => Object.assign(outcome, { error, done: true }),
  );
  return outcome;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a device that goes away', () => {
  test('during a run that fails before the news has come', async () => {
    const { compile, lose } = fakeRuntime({ run: () => Promise.reject(new Error('mapAsync failed')) });
    const outcome = settled((await compile()).run({}));
    await vi.advanceTimersByTimeAsync(300);
    expect(outcome.done).toBe(false);
    lose('driver reset');
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome.error).toBeInstanceOf(DeviceLostError);
    expect(String(outcome.error)).toBe('DeviceLostError: driver reset');
  });

  test('during a run that never ends', async () => {
    const { compile, lose } = fakeRuntime({ run: () => new Promise(() => {}) });
    const outcome = settled((await compile()).run({}));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(outcome.done).toBe(false);
    lose('driver reset');
    await vi.advanceTimersByTimeAsync(2000);
    expect(outcome.error).toBeInstanceOf(DeviceLostError);
  });

  test('while a run is about to end by itself, which then counts', async () => {
    const { compile, lose } = fakeRuntime({
      run: () => new Promise((resolve) => setTimeout(() => resolve({}), 500)),
    });
    const outcome = settled((await compile()).run({}));
    await vi.advanceTimersByTimeAsync(100);
    lose('driver reset');
    await vi.advanceTimersByTimeAsync(600);
    expect(outcome.value).toEqual({});
  });

  test('between two runs: the next one is not even begun', async () => {
    const { compile, lose, runtime, session } = fakeRuntime();
    const compiled = await compile();
    await compiled.run({});
    lose('driver reset');
    await vi.advanceTimersByTimeAsync(1);
    expect(runtime.lost).toBe('driver reset');
    await expect(compiled.run({})).rejects.toBeInstanceOf(DeviceLostError);
    await expect(compile()).rejects.toBeInstanceOf(DeviceLostError);
    expect(session.run).toHaveBeenCalledOnce();
  });

  test('while numbers are read back from it', async () => {
    const { runtime, lose } = fakeRuntime();
    const tensor = runtime.adopt(gpuTensor(() => Promise.reject(new DOMException('unmapped', 'AbortError'))));
    const outcome = settled(tensor.float32());
    lose('driver reset');
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome.error).toBeInstanceOf(DeviceLostError);
  });

  test('takes what it held with it: releasing is no error then', async () => {
    const release = () => Promise.reject(new Error('the buffer is gone'));
    const { compile, lose, runtime } = fakeRuntime({ release });
    const [first, second] = [await compile(), await compile()];
    await expect(first.release()).rejects.toThrow('the buffer is gone');
    lose('driver reset');
    await vi.advanceTimersByTimeAsync(1);
    await second.release();
    expect(runtime.counts().sessions).toBe(0);
  });
});

test('an error that no loss explains stays what it is, and does not stop the calls behind it', async () => {
  const error = new Error('a shape does not fit');
  const run = vi.fn<() => Promise<Record<string, Tensor>>>(async () => ({}));
  run.mockRejectedValueOnce(error);
  const { compile } = fakeRuntime({ run });
  const compiled = await compile();
  const [first, second] = [settled(compiled.run({})), settled(compiled.run({}))];
  await vi.advanceTimersByTimeAsync(2000);
  expect(first.error).toBe(error);
  expect(second.value).toEqual({});
});

test('one run at a time', async () => {
  let running = 0;
  let most = 0;
  const { compile } = fakeRuntime({
    run: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 10));
      running -= 1;
      return {};
    },
  });
  const compiled = await compile();
  const runs = settled(Promise.all([compiled.run({}), compiled.run({}), compiled.run({})]));
  await vi.advanceTimersByTimeAsync(100);
  expect(runs.value).toHaveLength(3);
  expect(most).toBe(1);
});

test('counts what it has handed out, until it is given back', async () => {
  const out = gpuTensor();
  const { compile, runtime, session } = fakeRuntime({ run: async () => ({ out }) });
  const compiled = await compile();
  const first = await compiled.run({});
  await compiled.run({});
  expect(runtime.counts()).toEqual({ sessions: 1, deviceTensors: 2, deviceBytes: 16 });
  first.out?.dispose();
  expect(out.dispose).toHaveBeenCalledOnce();
  expect(runtime.counts()).toEqual({ sessions: 1, deviceTensors: 1, deviceBytes: 8 });
  await runtime.dispose();
  expect(runtime.counts()).toEqual({ sessions: 0, deviceTensors: 0, deviceBytes: 0 });
  expect(session.release).toHaveBeenCalledOnce();
});

test('what was read back is still given back to the device', async () => {
  const out = gpuTensor();
  const { runtime } = fakeRuntime();
  const tensor = runtime.adopt(out);
  expect(await tensor.float32()).toEqual(Float32Array.of(1, 2));
  tensor.dispose();
  expect(out.dispose).toHaveBeenCalledOnce();
  expect(runtime.counts().deviceTensors).toBe(0);
});

test('an input that was not given is named', async () => {
  const { compile, session } = fakeRuntime();
  const compiled = await compile();
  Object.assign(session, { inputNames: ['ids'] });
  await expect(compiled.run({})).rejects.toThrow("the graph's input ids was not given");
});
