import { failure, type Result, success } from '../domain/result.ts';
import { fetchWithProgress, type OnBytes } from './fetch-with-progress.ts';
import { type OrtModule, Runtime } from './runtime.ts';
import { adapterName, isSoftware, requestFullDevice } from './webgpu-device.ts';

export interface BrowserRuntimeOptions {
  /** Forces a backend; a software adapter counts for WebGPU only when it is forced. */
  readonly backend?: 'webgpu' | 'wasm';
  /** Where ONNX Runtime's scripts and WebAssembly lie, ending in a slash. */
  readonly runtimeUrl: string;
  /** Added to the reason, such as why an earlier backend was given up. */
  readonly because?: string;
  /** Hears how much of ONNX Runtime's build has arrived. */
  readonly onBytes?: OnBytes;
}

/** Builds of ONNX Runtime in this worker, by address: what was downloaded, until it runs. */
const builds = new Map<string, ArrayBuffer | 'running'>();

/** More threads than this gain little on models of our size. */
const MOST_THREADS = 4;

/**
 * Opens WebGPU where a real graphics processor answers, else WebAssembly (with threads where the page is
 * cross-origin isolated), and says which and why. Each loads only its own build of ONNX Runtime.
 *
 * @returns `backend-unavailable` where nothing starts, or where a forced WebGPU has no adapter.
 */
export async function openBrowserRuntime(options: BrowserRuntimeOptions): Promise<Result<Runtime>> {
  const { backend, because } = options;
  let why = because ?? (backend === 'wasm' ? 'The processor was asked for.' : '');
  if (backend !== 'wasm') {
    const gpu = await openWebGpu(options);
    if (typeof gpu !== 'string') return success(gpu);
    if (backend === 'webgpu') return failure('backend-unavailable', `${gpu}.`);
    why = [because, `${gpu}, so the processor is used.`].filter(Boolean).join(' ');
  }
  return openWasm(options, why);
}

/** The runtime, or the reason for having none, without its full stop. */
async function openWebGpu(options: BrowserRuntimeOptions): Promise<Runtime | string> {
  const { backend, because } = options;
  const gpu = globalThis.navigator?.gpu;
  if (!gpu) return 'This browser offers no access to the graphics processor';
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return 'No graphics processor answered';
    if (isSoftware(adapter) && backend !== 'webgpu') {
      return 'The graphics processor is only imitated in software, which is slower than the processor';
    }
    const device = await requestFullDevice(adapter);
    const ort = (await import('onnxruntime-web/webgpu')) as unknown as OrtModule;
    const onStarted = await prepare(ort, 'asyncify.', options);
    ort.env.wasm.numThreads = 1;
    return new Runtime({
      ort,
      backend: 'webgpu',
      threads: 1,
      reason: [because, `The graphics processor (${adapterName(adapter)}) answered.`]
        .filter(Boolean)
        .join(' '),
      lost: device.lost.then(({ reason, message }) => message || reason || 'unknown'),
      device,
      onStarted,
    });
  } catch (error) {
    return `The graphics processor did not start (${String(error)})`;
  }
}

async function openWasm(options: BrowserRuntimeOptions, why: string): Promise<Result<Runtime>> {
  try {
    const ort = (await import('onnxruntime-web/wasm')) as unknown as OrtModule;
    const onStarted = await prepare(ort, '', options);
    const isolated = globalThis.crossOriginIsolated === true;
    const threads = isolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency || 1) : 1;
    ort.env.wasm.numThreads = threads;
    const reason = isolated
      ? why
      : `${why} It works on one thread, since the page is not cross-origin isolated.`;
    return success(new Runtime({ ort, backend: 'wasm', threads, reason: reason.trim(), onStarted }));
  } catch (error) {
    return failure(
      'backend-unavailable',
      `Neither the graphics processor nor WebAssembly starts in this browser (${String(error)}). Try a current Chrome, Edge, Firefox or Safari.`,
    );
  }
}

/**
 * Points ONNX Runtime at one of its builds; where somebody wants to hear of the download, it is made here.
 *
 * @returns what lets go of the download when ONNX Runtime has started.
 */
async function prepare(
  ort: OrtModule,
  build: string,
  { runtimeUrl, onBytes }: BrowserRuntimeOptions,
): Promise<() => void> {
  const wasm = `${runtimeUrl}ort-wasm-simd-threaded.${build}wasm`;
  ort.env.wasm.wasmPaths = { mjs: `${runtimeUrl}ort-wasm-simd-threaded.${build}mjs`, wasm };
  // What does not arrive here ONNX Runtime asks for itself, and says what is wrong with it.
  const bytes = builds.get(wasm) ?? (onBytes && (await fetchWithProgress(wasm, onBytes)));
  if (bytes instanceof ArrayBuffer) {
    builds.set(wasm, bytes);
    ort.env.wasm.wasmBinary = bytes;
  } else {
    delete ort.env.wasm.wasmBinary;
  }
  return () => {
    builds.set(wasm, 'running');
    delete ort.env.wasm.wasmBinary;
    // Its script holds on to the buffer as long as the worker lives, so the bytes are taken out of it.
    if (bytes instanceof ArrayBuffer && bytes.byteLength > 0) structuredClone(bytes, { transfer: [bytes] });
  };
}
