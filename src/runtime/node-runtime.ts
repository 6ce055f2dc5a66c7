import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { failure, type Result, success } from '../domain/result.ts';
import { type Backend, type OrtModule, Runtime } from './runtime.ts';
import { adapterName, requestFullDevice } from './webgpu-device.ts';

/**
 * A runtime for the command line: `cpu` is onnxruntime-node, `wasm` and `webgpu` are the browser's own builds.
 *
 * @returns `backend-unavailable` where the asked-for backend does not start here.
 */
export async function openNodeRuntime(
  backend: Backend = 'cpu',
  threads: number = availableParallelism(),
): Promise<Result<Runtime>> {
  try {
    if (backend === 'cpu') {
      const ort = (await import('onnxruntime-node')) as unknown as OrtModule;
      return success(new Runtime({ ort, backend, threads, reason: 'Running natively on the processor.' }));
    }
    if (backend === 'wasm') {
      const ort = (await import('onnxruntime-web')) as unknown as OrtModule;
      ort.env.wasm.numThreads = threads;
      ort.env.wasm.wasmBinary = await wasmBinary('ort-wasm-simd-threaded.wasm');
      return success(new Runtime({ ort, backend, threads, reason: 'WebAssembly was asked for.' }));
    }
    return await openWebGpu();
  } catch (error) {
    return failure('backend-unavailable', `The backend ${backend} does not start here: ${String(error)}`);
  }
}

/** Dawn, the WebGPU of Chromium, from the npm package `webgpu`. */
async function openWebGpu(): Promise<Result<Runtime>> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  copySharedMemoryFirst();
  const gpu = create(['backend=vulkan']);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    return failure(
      'backend-unavailable',
      'No graphics processor answered. Install a Vulkan driver, or use --backend wasm or cpu.',
    );
  }
  const ort = (await import('onnxruntime-web/webgpu')) as unknown as OrtModule;
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = await wasmBinary('ort-wasm-simd-threaded.asyncify.wasm');
  const device = await requestFullDevice(adapter);
  return success(
    new Runtime({
      ort,
      backend: 'webgpu',
      threads: 1,
      reason: `The graphics processor (${adapterName(adapter)}) answered.`,
      lost: device.lost.then((info) => info.message),
      device,
    }),
  );
}

/** Node's fetch reads no files, so the WebAssembly is handed over. */
async function wasmBinary(file: string): Promise<ArrayBuffer> {
  const path = createRequire(import.meta.url).resolve(`onnxruntime-web/${file}`);
  const bytes = await readFile(path);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

/** Dawn in Node refuses views of shared memory, which the WebAssembly heap is. */
function copySharedMemoryFirst(): void {
  const prototype = GPUQueue.prototype;
  const original = prototype.writeBuffer;
  prototype.writeBuffer = function (buffer, offset, data, dataOffset, size) {
    const shared = ArrayBuffer.isView(data) ? data.buffer : data;
    if (typeof SharedArrayBuffer === 'undefined' || !(shared instanceof SharedArrayBuffer)) {
      return original.call(this, buffer, offset, data as ArrayBuffer, dataOffset, size);
    }
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(shared);
    const unit = ArrayBuffer.isView(data) && 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
    const start = (dataOffset ?? 0) * unit;
    const end = size === undefined ? bytes.byteLength : start + size * unit;
    return original.call(this, buffer, offset, bytes.slice(start, end));
  };
}
