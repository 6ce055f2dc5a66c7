import { openBrowserRuntime } from '../../src/runtime/browser-runtime.ts';
import { mergedAdapterSuite } from './merged-adapter-suite.ts';
import { paritySuite } from './parity-suite.ts';
import { withRuntime } from './with-runtime.ts';

const read = async (file: string) => {
  const response = await fetch(`/test/fixtures/${file}`);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

// On WebGPU a session with any node on the processor does not even start (see Runtime.session).
withRuntime(
  'WebGPU',
  () => openBrowserRuntime({ backend: 'webgpu', runtimeUrl: '/runtime/' }),
  (runtime) => {
    paritySuite('WebGPU', runtime, read);
    // The differences are taken on WebAssembly and natively, by the same graph.
    mergedAdapterSuite(runtime, read, { differences: false });
  },
);
