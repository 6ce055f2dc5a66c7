import {
  softmax as softmaxOfLibrary,
  TemperatureLogitsWarper,
  Tensor,
  topk,
} from '@huggingface/transformers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, normal } from '../../src/domain/random.ts';
import { drawToken, mostLikelyToken, tokenChoices, withoutTokens } from '../../src/generation/sampling.ts';
import { chiSquare, softmax } from './markov.ts';

const open = { temperature: 1, topK: 0, topP: 1 };
const forbidden = Number.NEGATIVE_INFINITY;
const logitsOf = fc.float32Array({ minLength: 1, maxLength: 40, min: -30, max: 30, noNaN: true });

/** Top-k and then top-p by sorting everything, as they are defined. */
function reference(logits: Float32Array, temperature: number, topK: number, topP: number): number[] {
  const byLogit = [...logits.keys()].sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
  const kept = topK > 0 ? byLogit.slice(0, topK) : byLogit;
  const probabilities = softmax(
    kept.map((token) => logits[token] ?? 0),
    temperature,
  );
  let mass = 0;
  return kept.filter((_, i) => {
    const before = mass;
    mass += probabilities[i] ?? 0;
    return topP === 1 || before < topP - 1e-12;
  });
}

/**
 * What transformers.js 4.3.1 draws from: its warper, and then what its sampler does. Its `TopKLogitsWarper` has no
 * body and its `TopPLogitsWarper` neither; top-k is the sampler's, by these two functions, and top-p it has none.
 */
async function chosenByLibrary(logits: Float32Array, temperature: number, topK: number) {
  const given = new Tensor('float32', logits.slice(), [1, logits.length]);
  const [values, tokens] = await topk(new TemperatureLogitsWarper(temperature)._call([[]], given), topK);
  return {
    tokens: Array.from(tokens.data as BigInt64Array, Number),
    probabilities: softmaxOfLibrary(values.data as Float32Array),
  };
}

function byLikelihood(tokens: readonly number[], logits: Float32Array): number[] {
  return [...tokens].sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0));
}

describe('tokenChoices', () => {
  it('keeps the k most likely tokens, and the lower id of equals', () => {
    fc.assert(
      fc.property(logitsOf, fc.integer({ min: 1, max: 45 }), (logits, topK) => {
        const { tokens } = tokenChoices(logits, { ...open, topK });
        expect([...tokens].sort((a, b) => a - b)).toEqual(
          reference(logits, 1, topK, 1).sort((a, b) => a - b),
        );
      }),
    );
  });

  it('keeps the fewest tokens that reach p, after top-k', () => {
    const shares = fc.double({ min: 0.05, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(
        logitsOf,
        fc.nat(10),
        shares,
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        (logits, topK, topP, t) => {
          const expected = reference(logits, t, topK, topP);
          // Where a partial sum comes within rounding of p, either cut is right.
          fc.pre(
            reference(logits, t, topK, topP - 1e-9).length === reference(logits, t, topK, topP + 1e-9).length,
          );
          expect(tokenChoices(logits, { temperature: t, topK, topP }).tokens).toEqual(expected);
        },
      ),
    );
  });

  it('gives the exact cut on round numbers', () => {
    const logits = Float32Array.from([0.125, 0.5, 0.25, 0.125], Math.log);
    expect(tokenChoices(logits, { ...open, topP: 0.7 }).tokens).toEqual([1, 2]);
    expect(tokenChoices(logits, { ...open, topP: 0.8 }).tokens).toEqual([1, 2, 0]);
    expect(tokenChoices(logits, { ...open, topP: 0.01 }).tokens).toEqual([1]);
    expect(tokenChoices(logits, { ...open, topK: 2, topP: 0.6 }).tokens).toEqual([1]);
  });

  it('gives the choices of transformers.js, and their probabilities', async () => {
    const random = createRandom(12);
    for (const [vocabulary, temperature, topK] of [
      [4096, 0.8, 40],
      [4096, 1.7, 5],
      [50, 0.3, 50],
      [7, 1, 1],
    ] as const) {
      const logits = Float32Array.from({ length: vocabulary }, () => 6 * normal(random));
      const expected = await chosenByLibrary(logits, temperature, topK);
      const { tokens, weights } = tokenChoices(logits, { temperature, topK, topP: 1 });
      const found = topK < vocabulary ? tokens : byLikelihood(tokens, logits);
      expect(found).toEqual(expected.tokens);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      found.forEach((token, i) => {
        const probability = (weights[tokens.indexOf(token)] ?? Number.NaN) / total;
        const wanted = expected.probabilities[i] ?? Number.NaN;
        // Its numbers are float32, the smallest of which have few digits.
        expect(Math.abs(probability - wanted)).toBeLessThan(2e-5 * wanted + 1e-37);
      });
    }
  });

  it('leaves out forbidden tokens, and takes one token only at temperature 0', () => {
    const logits = Float32Array.of(1, forbidden, 3, 3);
    expect(tokenChoices(logits, open).tokens).toEqual([0, 2, 3]);
    expect(tokenChoices(logits, { ...open, topK: 4 }).tokens).toEqual([0, 2, 3]);
    expect(tokenChoices(logits, { ...open, topK: 3 }).tokens).toEqual([2, 3, 0]);
    expect(tokenChoices(logits, { ...open, topP: 0.99 }).tokens).not.toContain(1);
    expect(tokenChoices(logits, { ...open, temperature: 0 }).tokens).toEqual([2]);
  });

  it('stays finite with logits beyond the range of exp', () => {
    const { tokens, weights } = tokenChoices(Float32Array.of(1e30, -1e30, 1e30), {
      ...open,
      temperature: 0.01,
    });
    expect([tokens, weights]).toEqual([
      [0, 2],
      [1, 1],
    ]);
  });

  it.each([
    [[Number.NaN, 1]],
    [[1, Number.NaN]],
    [[forbidden, forbidden]],
    [[0, Number.POSITIVE_INFINITY]],
    [[]],
  ])('throws for logits %j', (logits) => {
    expect(() => tokenChoices(Float32Array.from(logits), open)).toThrow(RangeError);
  });
});

describe('drawToken', () => {
  it.each([
    ['the softmax', open],
    ['the softmax at a temperature', { ...open, temperature: 0.7 }],
    ['the five most likely', { ...open, topK: 5 }],
    ['the nucleus', { temperature: 1.3, topK: 0, topP: 0.8 }],
  ])('draws from %s', (_, options) => {
    const logits = Float32Array.of(0.3, -1, 2, 1.1, 0, -0.5, 1.7, 0.9);
    const allowed = reference(logits, options.temperature, options.topK, options.topP);
    const masked = [...logits].map((logit, token) => (allowed.includes(token) ? logit : forbidden));
    const random = createRandom(11);
    const counts = new Array<number>(8).fill(0);
    for (let i = 0; i < 20000; i++) {
      const token = drawToken(tokenChoices(logits, options), random);
      counts[token] = (counts[token] ?? 0) + 1;
    }
    // The 99.9th percentile for 7 degrees of freedom; fewer degrees have a lower one.
    expect(chiSquare(counts, softmax(masked, options.temperature))).toBeLessThan(24.3);
  });

  it('takes one random number a token, wherever it falls', () => {
    for (const u of [0, 0.25, 0.5, 0.999999999]) {
      let calls = 0;
      const random = {
        next: () => {
          calls++;
          return u;
        },
      };
      const token = drawToken({ tokens: [7, 8], weights: [1, 1] }, random);
      expect([token, calls]).toEqual([u < 0.5 ? 7 : 8, 1]);
    }
  });

  it('throws when nothing is left', () => {
    const none = withoutTokens({ tokens: [3], weights: [1] }, new Set([3]));
    expect(() => drawToken(none, createRandom(1))).toThrow(RangeError);
  });
});

describe('mostLikelyToken', () => {
  it('takes the first of equals', () => {
    expect(mostLikelyToken(Float32Array.of(-2, 5, 5))).toBe(1);
  });
});
