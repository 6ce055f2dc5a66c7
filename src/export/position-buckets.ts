import type { Value } from '../onnx/graph.ts';
import { add, gather, max, min, reshape, sub } from '../onnx/ops.ts';
import { dimAt } from '../onnx/shapes.ts';
import type { T5Config } from '../t5/config.ts';
import { relativePositionBucket } from '../t5/relative-position.ts';

/** What the decoder's `positionBuckets` call a key that lies ahead, which must not be seen. */
export function futureBucket(config: T5Config): number {
  return config.relativeAttentionNumBuckets;
}

/**
 * Bucket of every key as each query sees it, worked out when the graph runs: int32 [1, q, k].
 *
 * Beyond the maximal distance all offsets share a bucket, so a short table holds them all. The offsets are
 * differences of two ranges: ONNX Runtime 1.31 folds a table looked up by a falling range into an empty one.
 *
 * @param queries positions, int64 [q].
 * @param keys positions, int64 [k].
 */
export function positionBuckets(
  config: T5Config,
  side: 'encoder' | 'decoder',
  queries: Value,
  keys: Value,
): Value {
  const { graph } = queries;
  const lowest = -config.relativeAttentionMaxDistance;
  const highest = side === 'encoder' ? config.relativeAttentionMaxDistance : 1;
  const table = Int32Array.from({ length: highest - lowest + 1 }, (_, i) => {
    if (side === 'decoder' && lowest + i > 0) return futureBucket(config);
    return relativePositionBucket(lowest + i, {
      bidirectional: side === 'encoder',
      buckets: config.relativeAttentionNumBuckets,
      maxDistance: config.relativeAttentionMaxDistance,
    });
  });
  const offsets = sub(
    reshape(keys, [1, 1, dimAt(keys.shape, 0)]),
    reshape(queries, [1, dimAt(queries.shape, 0), 1]),
  );
  const clamped = min(max(offsets, graph.int64([lowest])), graph.int64([highest]));
  return gather(graph.int32([table.length], table), add(clamped, graph.int64([-lowest])));
}
