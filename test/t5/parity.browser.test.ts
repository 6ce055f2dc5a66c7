import { openBrowserRuntime } from '../../src/runtime/browser-runtime.ts';
import { mergedAdapterSuite } from './merged-adapter-suite.ts';
import { paritySuite } from './parity-suite.ts';

const read = async (file: string) => {
  const response = await fetch(`/test/fixtures/${file}`);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

// On WebGPU a session with any node on the processor does not even start (see Runtime.session).
paritySuite('WebGPU', () => openBrowserRuntime({ backend: 'webgpu', runtimeUrl: '/runtime/' }), read);
mergedAdapterSuite('WebGPU', () => openBrowserRuntime({ backend: 'webgpu', runtimeUrl: '/runtime/' }), read);
