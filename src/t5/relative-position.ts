/**
 * T5's relative position buckets: small distances have a bucket each, larger ones share
 * logarithmically wider buckets up to `maxDistance` (Raffel et al. 2020, section 2.1).
 *
 * @param offset key position minus query position.
 */
export function relativePositionBucket(
  offset: number,
  options: { readonly bidirectional: boolean; readonly buckets: number; readonly maxDistance: number },
): number {
  const { bidirectional, maxDistance } = options;
  const buckets = bidirectional ? options.buckets / 2 : options.buckets;
  const side = bidirectional && offset > 0 ? buckets : 0;
  const distance = bidirectional ? Math.abs(offset) : Math.max(-offset, 0);
  const exact = Math.floor(buckets / 2);
  if (distance < exact) return side + distance;
  // In float32, as PyTorch works it out, so that borders between buckets fall alike.
  const ratio = Math.fround(
    Math.fround(Math.log(Math.fround(distance / exact))) / Math.fround(Math.log(maxDistance / exact)),
  );
  return side + Math.min(buckets - 1, exact + Math.floor(Math.fround(ratio * (buckets - exact))));
}

export interface BucketConfig {
  readonly relativeAttentionNumBuckets: number;
  readonly relativeAttentionMaxDistance: number;
}

/** Bucket of every (query, key) pair of a sequence: int32 [length · length], row by row. */
export function bucketMatrix(config: BucketConfig, length: number, bidirectional: boolean): Int32Array {
  const options = {
    bidirectional,
    buckets: config.relativeAttentionNumBuckets,
    maxDistance: config.relativeAttentionMaxDistance,
  };
  const byOffset = new Map<number, number>();
  for (let offset = 1 - length; offset < length; offset += 1) {
    byOffset.set(offset, relativePositionBucket(offset, options));
  }
  return Int32Array.from(
    { length: length * length },
    (_, i) => byOffset.get((i % length) - Math.floor(i / length)) ?? 0,
  );
}

/** Buckets of the newest decoder position looking back on all keys so far: int32 [length]. */
export function bucketRow(config: BucketConfig, length: number): Int32Array {
  return Int32Array.from({ length }, (_, key) =>
    relativePositionBucket(key - (length - 1), {
      bidirectional: false,
      buckets: config.relativeAttentionNumBuckets,
      maxDistance: config.relativeAttentionMaxDistance,
    }),
  );
}
