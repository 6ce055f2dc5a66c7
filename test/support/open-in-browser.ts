import { openBrowserRuntime } from '../../src/runtime/browser-runtime.ts';
import type { OpenRuntime } from './tiny-service.ts';

/** As the worker opens a runtime. */
export const openInBrowser: OpenRuntime = (backend, because) =>
  openBrowserRuntime({
    runtimeUrl: '/runtime/',
    ...(backend === 'webgpu' || backend === 'wasm' ? { backend } : {}),
    ...(because ? { because } : {}),
  });
