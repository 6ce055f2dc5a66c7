import { describe, expect, onTestFinished, test } from 'vitest';
import { Graph } from '../../src/onnx/graph.ts';
import { add } from '../../src/onnx/ops.ts';
import { openBrowserRuntime } from '../../src/runtime/browser-runtime.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { unwrap } from '../storage/samples.ts';

// In a file of its own, since ONNX Runtime starts once in a page.

/** A runtime, and how many bytes were heard of while it was opened. */
async function open(backend: 'webgpu' | 'wasm'): Promise<{ runtime: Runtime; heard: number }> {
  let heard = 0;
  const onBytes = (loadedBytes: number) => {
    heard = loadedBytes;
  };
  const runtime = unwrap(await openBrowserRuntime({ backend, runtimeUrl: '/runtime/', onBytes }));
  onTestFinished(() => runtime.dispose());
  return { runtime, heard };
}

async function doubled(runtime: Runtime): Promise<readonly number[]> {
  const graph = new Graph('doubling');
  const x = graph.input('x', 'float32', [2]);
  graph.output('y', add(x, x));
  const session = await runtime.session(graph);
  const { y } = await session.run({ x: runtime.tensor('float32', [2], Float32Array.of(1, -3)) });
  return [...((await y?.float32()) ?? [])];
}

describe.each([
  ['wasm', () => import('onnxruntime-web/wasm')],
  ['webgpu', () => import('onnxruntime-web/webgpu')],
] as const)('the downloaded build for %s', (backend, module) => {
  test('is let go when ONNX Runtime has started, and not downloaded again', async () => {
    const { env } = await module();
    const first = await open(backend);
    const bytes = env.wasm.wasmBinary as ArrayBuffer;
    expect(bytes.byteLength).toBeGreaterThan(10e6);
    expect(bytes.byteLength).toBe(first.heard);

    expect(await doubled(first.runtime)).toEqual([2, -6]);
    expect(bytes.byteLength).toBe(0);
    expect(env.wasm.wasmBinary).toBeUndefined();

    const second = await open(backend);
    expect(second.heard).toBe(0);
    expect(await doubled(second.runtime)).toEqual([2, -6]);
    expect(await doubled(first.runtime)).toEqual([2, -6]);
  });
});
