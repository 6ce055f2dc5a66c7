import { readFile } from 'node:fs/promises';
import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import { mergedAdapterSuite } from './merged-adapter-suite.ts';
import { paritySuite } from './parity-suite.ts';
import { withRuntime } from './with-runtime.ts';

const read = async (file: string) =>
  new Uint8Array(await readFile(new URL(`../fixtures/${file}`, import.meta.url)));

for (const [title, backend] of [
  ['native', 'cpu'],
  ['WebAssembly in Node', 'wasm'],
] as const) {
  withRuntime(
    title,
    () => openNodeRuntime(backend, 2),
    (runtime) => {
      paritySuite(title, runtime, read);
      mergedAdapterSuite(runtime, read);
    },
  );
}
