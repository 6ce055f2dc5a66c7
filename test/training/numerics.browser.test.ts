import { openBrowserRuntime } from '../../src/runtime/browser-runtime.ts';
import { numericsSuite } from './numerics-suite.ts';

for (const backend of ['webgpu', 'wasm'] as const) {
  numericsSuite(backend, () => openBrowserRuntime({ backend, runtimeUrl: '/runtime/' }));
}
