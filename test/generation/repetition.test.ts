import {
  NoRepeatNGramLogitsProcessor,
  RepetitionPenaltyLogitsProcessor,
  Tensor,
} from '@huggingface/transformers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forbidRepeatedNgrams, penaliseRepetition } from '../../src/generation/repetition.ts';

const vocab = 6;
const logitsOf = fc.float32Array({ minLength: vocab, maxLength: vocab, min: -9, max: 9, noNaN: true });
const history = fc.array(fc.nat(vocab - 1), { maxLength: 12 });

/** What a processor of transformers.js makes of the same logits. */
function processed(
  processor: NoRepeatNGramLogitsProcessor | RepetitionPenaltyLogitsProcessor,
  ids: readonly number[],
  logits: Float32Array,
): Float32Array {
  const tensor = new Tensor('float32', logits.slice(), [1, vocab]);
  return processor._call([ids.map(BigInt)], tensor).data as Float32Array;
}

describe('penaliseRepetition', () => {
  it('agrees with transformers.js', () => {
    fc.assert(
      fc.property(logitsOf, history, fc.double({ min: 0.5, max: 2, noNaN: true }), (logits, ids, penalty) => {
        const own = logits.slice();
        penaliseRepetition(own, ids, penalty);
        expect(own).toEqual(processed(new RepetitionPenaltyLogitsProcessor(penalty), ids, logits));
      }),
    );
  });

  it('counts a token once, however often it occurred', () => {
    const logits = Float32Array.of(2, -2, 3);
    penaliseRepetition(logits, [0, 0, 1, 0], 2);
    expect([...logits]).toEqual([1, -4, 3]);
  });
});

describe('forbidRepeatedNgrams', () => {
  it('agrees with transformers.js', () => {
    fc.assert(
      fc.property(logitsOf, history, fc.integer({ min: 1, max: 5 }), (logits, ids, size) => {
        const own = logits.slice();
        forbidRepeatedNgrams(own, ids, size);
        expect(own).toEqual(processed(new NoRepeatNGramLogitsProcessor(size), ids, logits));
      }),
    );
  });

  it('never lets a run occur twice', () => {
    const logits = new Float32Array(4);
    forbidRepeatedNgrams(logits, [0, 1, 2, 0, 1, 3, 0, 1], 3);
    expect([...logits]).toEqual([0, 0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });
});
