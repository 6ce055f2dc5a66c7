import { afterAll } from 'vitest';
import { openInBrowser } from '../support/open-in-browser.ts';
import { watchGpu } from '../support/watch-gpu.ts';
import { leaksSuite } from './leaks-suite.ts';

const gpu = watchGpu();
afterAll(gpu.stop);

leaksSuite('WebGPU', () => openInBrowser('webgpu'), gpu.live);
