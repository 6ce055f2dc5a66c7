import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { EmbeddingQueue } from '../../src/training/embedding-queue.ts';
import { unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';

let runtime: Runtime;
beforeAll(async () => {
  runtime = unwrap(await openNative());
});
afterAll(() => runtime.dispose());

async function held(queue: EmbeddingQueue) {
  const { queue: rows, queue_mask: mask } = queue.feeds();
  return { rows: [...((await rows?.float32()) ?? [])], mask: [...((await mask?.float32()) ?? [])] };
}

test('takes offers in one after the other, in place of the oldest, and leaves out what is no offer', async () => {
  const queue = new EmbeddingQueue(runtime, 3, 2);
  expect(await held(queue)).toEqual({ rows: [0, 0, 0, 0, 0, 0], mask: [0, 0, 0] });
  // Two places of two tokens each: an offer of two, and none.
  queue.push(Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 1, 0, 0));
  expect(await held(queue)).toEqual({ rows: [1, 2, 0, 0, 0, 0], mask: [1, 0, 0] });
  queue.push(Float32Array.of(5, 6, 7, 8), Float32Array.of(1, 0, 1, 1));
  expect(await held(queue)).toEqual({ rows: [1, 2, 5, 6, 7, 8], mask: [1, 1, 1] });
  queue.push(Float32Array.of(9, 10, 11, 12), Float32Array.of(1, 1, 1, 1));
  expect(await held(queue)).toEqual({ rows: [9, 10, 11, 12, 7, 8], mask: [1, 1, 1] });
});
