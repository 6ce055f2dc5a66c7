import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { futureBucket, positionBuckets } from '../../src/export/position-buckets.ts';
import { Graph } from '../../src/onnx/graph.ts';
import { add } from '../../src/onnx/ops.ts';
import { namedSize, range } from '../../src/onnx/sizes.ts';
import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import type { Runtime, Session } from '../../src/runtime/runtime.ts';
import { bucketMatrix } from '../../src/t5/relative-position.ts';
import { tinyConfig } from '../support/tiny-model.ts';
import { unwrap } from '../t5/fixture.ts';

const config = { ...tinyConfig(), relativeAttentionNumBuckets: 8, relativeAttentionMaxDistance: 20 };

/** Inputs whose sizes are all that counts: the new tokens and what came before them. */
function bucketGraph(side: 'encoder' | 'decoder'): Graph {
  const graph = new Graph('buckets');
  graph.input('new', 'float32', ['T']);
  graph.input('past', 'float32', ['P']);
  const past = namedSize(graph, 'P');
  const tokens = namedSize(graph, 'T');
  const queries = add(range(tokens, 'T'), past);
  graph.output('buckets', positionBuckets(config, side, queries, range(add(past, tokens), 'L')));
  return graph;
}

describe.each(['cpu', 'wasm'] as const)('position buckets worked out in the graph, on %s', (backend) => {
  let runtime: Runtime;
  let sessions: Record<'encoder' | 'decoder', Session>;
  beforeAll(async () => {
    runtime = unwrap(await openNodeRuntime(backend, 1));
    sessions = {
      encoder: await runtime.session(bucketGraph('encoder')),
      decoder: await runtime.session(bucketGraph('decoder')),
    };
  });
  afterAll(() => runtime.dispose());

  // 45 is beyond the maximal distance on both sides; one session sees all sizes.
  it.each([
    [1, 0],
    [5, 0],
    [45, 0],
    [1, 4],
    [3, 42],
    [1, 0],
  ])('agrees with the tables made outside: %i new after %i', async (tokens, past) => {
    const length = past + tokens;
    const zeros = (n: number) => runtime.tensor('float32', [n], new Float32Array(n));
    for (const side of ['encoder', 'decoder'] as const) {
      const { buckets } = await sessions[side].run({ new: zeros(tokens), past: zeros(past) });
      const whole = bucketMatrix(config, length, side === 'encoder').map((bucket, i) =>
        side === 'decoder' && i % length > Math.floor(i / length) ? futureBucket(config) : bucket,
      );
      expect(buckets?.dims).toEqual([1, tokens, length]);
      expect(buckets?.inner.data).toEqual(whole.slice(past * length));
    }
  });
});
