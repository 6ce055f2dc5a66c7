import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import type { OpenRuntime } from './tiny-service.ts';

/** Runs natively on one thread, so that the order of its sums, and with it every number, is always the same. */
export const openNative: OpenRuntime = (backend = 'cpu') => openNodeRuntime(backend, 1);
