import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Batch, batchShapes, makeBatch, type TokenisedExample } from '../../src/training/batch.ts';

const SIZES = { batch: 2, promptLength: 4, accepted: 2, rejected: 1, offerLength: 3 };
const OPTIONS = { padTokenId: 0, decoderStartTokenId: 9 };
/** Offers a persona. */
const K = SIZES.accepted + SIZES.rejected;

const ids = (...values: number[]) => Int32Array.from(values);
const example = (parts: Partial<TokenisedExample> = {}): TokenisedExample => ({
  prompt: ids(5, 1),
  accepted: [ids(11, 12, 1)],
  rejected: [ids(21, 1)],
  ...parts,
});

/** Row `index` of a matrix that is `width` wide. */
const row = (values: Int32Array | Float32Array, index: number, width: number) =>
  Array.from(values.subarray(index * width, (index + 1) * width));
const sum = (values: Float32Array) => values.reduce((a, b) => a + b, 0);

describe('one example', () => {
  const batch = makeBatch([example()], SIZES, OPTIONS);

  test('prompts are padded and the padding masked', () => {
    expect([...batch.prompt_ids]).toEqual([5, 1, 0, 0, 0, 0, 0, 0]);
    expect([...batch.prompt_mask]).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
  });

  test('the decoder is fed the offer shifted right, behind the start token', () => {
    expect(row(batch.offer_ids, 0, 3)).toEqual([9, 11, 12]);
    expect(row(batch.labels, 0, 3)).toEqual([11, 12, 1]);
    expect(row(batch.offer_mask, 0, 3)).toEqual([1, 1, 1]);
  });

  test('a shorter offer has as many states as labels; what is fed behind them is masked', () => {
    expect(row(batch.offer_ids, SIZES.accepted, 3).slice(0, 2)).toEqual([9, 21]);
    expect(row(batch.offer_mask, SIZES.accepted, 3)).toEqual([1, 1, 0]);
  });

  test('places without an offer are masked and weigh nothing', () => {
    expect(row(batch.offer_mask, 1, 3)).toEqual([0, 0, 0]);
    expect(row(batch.label_weights, 1, 3)).toEqual([0, 0, 0]);
    expect(batch.positive_weights[1]).toBe(0);
  });

  test('accepted offers are positives, rejected ones negatives, of their own persona alone', () => {
    expect(row(batch.positive_weights, 0, 2 * K)).toEqual([1, 0, 0, 0, 0, 0]);
    expect(row(batch.negative_mask, 0, 2 * K)).toEqual([0, 0, 1, 0, 0, 0]);
    expect(row(batch.negative_mask, 1, 2 * K)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('what does not fit', () => {
  test('a prompt is cut before its end token, as for writing', () => {
    const batch = makeBatch([example({ prompt: ids(5, 6, 7, 8, 4, 1) })], SIZES, OPTIONS);
    expect(row(batch.prompt_ids, 0, 4)).toEqual([5, 6, 7, 1]);
    expect(row(batch.prompt_mask, 0, 4)).toEqual([1, 1, 1, 1]);
  });

  test('an offer is cut, and no end is taught where it has none', () => {
    const batch = makeBatch([example({ accepted: [ids(11, 12, 13, 14, 1)] })], SIZES, OPTIONS);
    expect(row(batch.offer_ids, 0, 3)).toEqual([9, 11, 12]);
    expect(row(batch.labels, 0, 3)).toEqual([11, 12, 13]);
  });

  test('offers beyond the sizes are left out', () => {
    const many = [ids(11, 1), ids(12, 1), ids(13, 1)];
    const batch = makeBatch([example({ accepted: many, rejected: many })], SIZES, OPTIONS);
    expect(row(batch.labels, 0, 2)).toEqual([11, 1]);
    expect(batch.offer_ids).not.toContain(13);
    expect(row(batch.positive_weights, 0, 2 * K)).toEqual([0.5, 0.5, 0, 0, 0, 0]);
    expect(row(batch.negative_mask, 0, 2 * K)).toEqual([0, 0, 1, 0, 0, 0]);
  });

  test('more examples than rows are a mistake of the caller', () => {
    expect(() => makeBatch([example(), example(), example()], SIZES, OPTIONS)).toThrow(RangeError);
  });
});

describe('negatives of others', () => {
  const inBatchNegatives = true;

  test('are all offers of the others that are there, and none of the persona’s own accepted ones', () => {
    const batch = makeBatch([example(), example({ rejected: [] })], SIZES, { ...OPTIONS, inBatchNegatives });
    //                                                  own: A  A  R   other: A  A  R
    expect(row(batch.negative_mask, 0, 2 * K)).toEqual([0, 0, 1, 1, 0, 0]);
    expect(row(batch.negative_mask, 1, 2 * K)).toEqual([1, 0, 1, 0, 0, 0]);
  });

  test('count only where they are asked for', () => {
    const batch = makeBatch([example(), example()], SIZES, OPTIONS);
    expect(row(batch.negative_mask, 0, 2 * K)).toEqual([0, 0, 1, 0, 0, 0]);
    expect(row(batch.negative_mask, 1, 2 * K)).toEqual([0, 0, 0, 0, 0, 1]);
  });
});

test('a positive without a negative is dropped from the comparison, and still teaches writing', () => {
  const batch = makeBatch([example({ rejected: [] }), example()], SIZES, OPTIONS);
  expect(row(batch.positive_weights, 0, 2 * K)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(row(batch.positive_weights, 1, 2 * K)).toEqual([0, 0, 0, 1, 0, 0]);
  const third = Math.fround(1 / 6);
  expect(row(batch.label_weights, 0, 3)).toEqual([third, third, third]);
});

test('an empty batch weighs nothing and is not NaN', () => {
  const batch = makeBatch([], SIZES, OPTIONS);
  for (const values of Object.values(batch)) expect(Array.from<number>(values).filter(Boolean)).toEqual([]);
});

test('whatever the examples: weights add up to 1, and labels are what the next position is fed', () => {
  const text = fc.array(fc.integer({ min: 2, max: 99 }), { maxLength: 6 }).map((body) => ids(...body, 1));
  const examples = fc.array(
    fc.record({
      prompt: text,
      accepted: fc.array(text, { maxLength: 3 }),
      rejected: fc.array(text, { maxLength: 2 }),
    }),
    { maxLength: SIZES.batch },
  );
  fc.assert(
    fc.property(examples, fc.boolean(), (given, inBatchNegatives) => {
      const batch = makeBatch(given, SIZES, { ...OPTIONS, inBatchNegatives });
      expectSound(batch, given);
    }),
  );
});

function expectSound(batch: Batch, given: readonly TokenisedExample[]): void {
  const { offerLength: T, accepted: A } = SIZES;
  for (const [name, shape] of Object.entries(batchShapes({ sizes: SIZES }))) {
    expect(batch[name as keyof Batch]).toHaveLength(shape.reduce((a, b) => a * b, 1));
  }
  const accepted = given.some((entry) => entry.accepted.length > 0);
  expect(sum(batch.label_weights)).toBeCloseTo(accepted ? 1 : 0, 5);
  const total = sum(batch.positive_weights);
  if (total !== 0) expect(total).toBeCloseTo(1, 5);
  given.forEach((entry, b) => {
    entry.accepted.slice(0, A).forEach((_, k) => {
      const labels = row(batch.labels, b * A + k, T);
      const mask = row(batch.offer_mask, b * K + k, T);
      const fed = row(batch.offer_ids, b * K + k, T);
      expect(fed[0]).toBe(OPTIONS.decoderStartTokenId);
      for (let t = 1; t < T; t += 1) if (mask[t]) expect(fed[t]).toBe(labels[t - 1]);
      // Nothing is a positive and a negative at once.
      const at = b * (SIZES.batch * K) + b * K + k;
      expect((batch.positive_weights[at] ?? 0) * (batch.negative_mask[at] ?? 0)).toBe(0);
    });
  });
}
