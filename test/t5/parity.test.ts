import { readFile } from 'node:fs/promises';
import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import { mergedAdapterSuite } from './merged-adapter-suite.ts';
import { paritySuite } from './parity-suite.ts';

const read = async (file: string) =>
  new Uint8Array(await readFile(new URL(`../fixtures/${file}`, import.meta.url)));

paritySuite('native', () => openNodeRuntime('cpu', 2), read);
paritySuite('WebAssembly in Node', () => openNodeRuntime('wasm', 2), read);
mergedAdapterSuite('native', () => openNodeRuntime('cpu', 2), read);
mergedAdapterSuite('WebAssembly in Node', () => openNodeRuntime('wasm', 2), read);
