import { openBrowserRuntime } from '../../src/runtime/browser-runtime.ts';
import type { OpenRuntime } from './tiny-service.ts';

/** As the worker opens a runtime. */
export const openInBrowser: OpenRuntime = (backend, because, onBytes) =>
  openBrowserRuntime({
    runtimeUrl: '/runtime/',
    ...(backend === 'webgpu' || backend === 'wasm' ? { backend } : {}),
    ...(because ? { because } : {}),
    ...(onBytes ? { onBytes } : {}),
  });
