import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseT5Config } from '../../src/t5/config.ts';
import { bucketMatrix, bucketRow, relativePositionBucket } from '../../src/t5/relative-position.ts';
import buckets from '../fixtures/t5/buckets.json';
import { unwrap } from './fixture.ts';

/** transformers' `_relative_position_bucket` for distances of −200 to 200, key minus query. */
const { first_distance: first, last_distance: last, ...named } = buckets;
const tables = Object.values(named).map((table) => ({
  numBuckets: table.num_buckets,
  maxDistance: table.max_distance,
  bidirectional: table.bidirectional,
  at: (distance: number) => table.buckets[distance - first],
}));

const configOf = ({ numBuckets, maxDistance }: { numBuckets: number; maxDistance: number }) => ({
  relativeAttentionNumBuckets: numBuckets,
  relativeAttentionMaxDistance: maxDistance,
});

describe.each(tables)('$numBuckets buckets up to $maxDistance, bidirectional $bidirectional', (table) => {
  const { numBuckets, maxDistance, bidirectional } = table;

  it('every distance is in the bucket that PyTorch puts it in', () => {
    const options = { bidirectional, buckets: numBuckets, maxDistance };
    const found: (number | undefined)[] = [];
    const expected: (number | undefined)[] = [];
    for (let distance = first; distance <= last; distance += 1) {
      found.push(relativePositionBucket(distance, options));
      expected.push(table.at(distance));
    }
    expect(found).toEqual(expected);
    expect(found).toHaveLength(401);
    // All of them occur, or the table would say little; at no distance there is no other side.
    expect(new Set(found).size).toBe(bidirectional ? numBuckets - 1 : numBuckets);
  });

  it('the matrix has the bucket of each key for each query', () => {
    const length = last + 1;
    const matrix = bucketMatrix(configOf(table), length, bidirectional);
    const expected = Int32Array.from(
      { length: length * length },
      (_, i) => table.at((i % length) - Math.floor(i / length)) ?? Number.NaN,
    );
    expect(matrix).toEqual(expected);
  });
});

it.each(tables.filter(({ bidirectional }) => !bidirectional))(
  'the row of the newest position is the last one of the matrix: $numBuckets buckets',
  (table) => {
    for (const length of [1, 2, 40, last + 1]) {
      const expected = Int32Array.from({ length }, (_, key) => table.at(key - (length - 1)) ?? Number.NaN);
      expect(bucketRow(configOf(table), length)).toEqual(expected);
    }
  },
);

it('the shipped model’s buckets are among those', async () => {
  const file = new URL('../../models/offer-mini/config.json', import.meta.url);
  const config = unwrap(parseT5Config(JSON.parse(await readFile(file, 'utf8'))));
  const own = tables.filter(
    ({ numBuckets, maxDistance }) =>
      numBuckets === config.relativeAttentionNumBuckets &&
      maxDistance === config.relativeAttentionMaxDistance,
  );
  expect(own.map(({ bidirectional }) => bidirectional)).toEqual([true, false]);
});
