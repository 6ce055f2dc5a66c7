import { expect, test } from 'vitest';

test('the page is cross-origin isolated, so WebAssembly may have threads', () => {
  expect(crossOriginIsolated).toBe(true);
  expect(new SharedArrayBuffer(8).byteLength).toBe(8);
});

test('a WebGPU adapter answers and its device computes', async () => {
  const adapter = await navigator.gpu.requestAdapter();
  expect(adapter?.info.architecture).toBe('swiftshader');
  const device = await adapter?.requestDevice();
  if (device === undefined) throw new Error('No device.');
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
  const buffer = device.createBuffer({ size: 16, usage });
  const readable = device.createBuffer({
    size: 16,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const module = device.createShaderModule({
    code: `@group(0) @binding(0) var<storage, read_write> out: array<u32>;
           @compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3u) { out[id.x] = id.x * id.x; }`,
  });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(
    0,
    device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [{ binding: 0, resource: { buffer } }],
    }),
  );
  pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(buffer, 0, readable, 0, 16);
  device.queue.submit([encoder.finish()]);
  await readable.mapAsync(GPUMapMode.READ);
  expect([...new Uint32Array(readable.getMappedRange())]).toEqual([0, 1, 4, 9]);
  device.destroy();
});

test('IndexedDB and Web Locks are there', async () => {
  expect(indexedDB.cmp(1, 2)).toBe(-1);
  expect(await navigator.locks.request('environment', (lock) => lock?.mode)).toBe('exclusive');
});

test('a module worker is cross-origin isolated too', async () => {
  const worker = new Worker(new URL('./isolation.worker.ts', import.meta.url), { type: 'module' });
  const isolated = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
  });
  worker.terminate();
  expect(isolated).toBe(true);
});

test.each([
  ['/runtime/ort-wasm-simd-threaded.asyncify.mjs', 'text/javascript; charset=utf-8'],
  ['/runtime/ort-wasm-simd-threaded.asyncify.wasm', 'application/wasm'],
  ['/runtime/ort-wasm-simd-threaded.mjs', 'text/javascript; charset=utf-8'],
  ['/runtime/ort-wasm-simd-threaded.wasm', 'application/wasm'],
])('%s is served from this origin', async (address, type) => {
  const response = await fetch(address, { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(type);
});

test.each(['/models/none.json', '/runtime/ort.js', '/test/fixtures/none.json'])(
  '%s is not found',
  async (address) => {
    expect((await fetch(address)).status).toBe(404);
  },
);

/** One length-delimited protobuf field; enough of the format for a graph this small. */
function field(number: number, ...parts: readonly (string | readonly number[])[]): number[] {
  const bytes = parts.flatMap((part) =>
    typeof part === 'string' ? [...new TextEncoder().encode(part)] : [...part],
  );
  return [number * 8 + 2, bytes.length, ...bytes];
}

function vector(name: string): number[] {
  const float = [8, 1];
  const shape = field(2, field(1, field(2, 'n')));
  return [...field(1, name), ...field(2, field(1, float, shape))];
}

/** y = x + x, as an ONNX model of one node. */
const doubling = new Uint8Array([
  ...[8, 8], // ir_version
  ...field(
    7,
    field(1, field(1, 'x'), field(1, 'x'), field(2, 'y'), field(4, 'Add')),
    field(2, 'doubling'),
    field(11, vector('x')),
    field(12, vector('y')),
  ),
  ...field(8, [16, 17]), // opset 17
]);

test.each(['webgpu', 'wasm'] as const)('onnxruntime-web computes with the backend %s', async (backend) => {
  const ort =
    backend === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
  ort.env.wasm.wasmPaths = '/runtime/';
  ort.env.wasm.numThreads = 2;
  const session = await ort.InferenceSession.create(doubling, { executionProviders: [backend] });
  const x = new ort.Tensor('float32', new Float32Array([1.5, -2]), [2]);
  const { y } = await session.run({ x });
  expect(await y?.getData()).toEqual(new Float32Array([3, -4]));
  await session.release();
});
