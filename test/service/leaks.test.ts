import { openNative } from '../support/open-native.ts';
import { leaksSuite } from './leaks-suite.ts';

leaksSuite('native', openNative);
leaksSuite('WebAssembly in Node', () => openNative('wasm'));
