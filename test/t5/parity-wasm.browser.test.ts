import { openBrowserRuntime } from '../../src/runtime/browser-runtime.ts';
import { mergedAdapterSuite } from './merged-adapter-suite.ts';
import { paritySuite } from './parity-suite.ts';
import { withRuntime } from './with-runtime.ts';

const read = async (file: string) => {
  const response = await fetch(`/test/fixtures/${file}`);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

withRuntime(
  'WebAssembly',
  () => openBrowserRuntime({ backend: 'wasm', runtimeUrl: '/runtime/' }),
  (runtime) => {
    paritySuite('WebAssembly', runtime, read);
    mergedAdapterSuite(runtime, read);
  },
);
