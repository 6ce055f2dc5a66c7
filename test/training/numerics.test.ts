import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import { numericsSuite } from './numerics-suite.ts';

numericsSuite('native', () => openNodeRuntime('cpu', 1));
numericsSuite('WebAssembly in Node', () => openNodeRuntime('wasm', 1));
