import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, normal } from '../../src/domain/random.ts';
import { type DecodedCandidate, type DecodeOptions, decodeCandidates } from '../../src/generation/decode.ts';
import { chiSquare, MarkovStepper, softmax } from './markov.ts';

const vocab = 12;
const [pad, eos] = [0, 1];

/** A random table in which the end is as likely as a word. */
function table(seed: number, spread = 1.5): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: vocab }, () => Array.from({ length: vocab }, () => spread * normal(random)));
}

const defaults: DecodeOptions = {
  count: 4,
  maxTokens: 20,
  startTokenId: pad,
  eosTokenId: eos,
  padTokenId: pad,
  temperature: 0.8,
  topK: 0,
  topP: 0.95,
  repetitionPenalty: 1,
  noRepeatNgram: 0,
  suppressTokens: [pad],
  seed: 5,
};

async function decode(
  model: readonly (readonly number[])[],
  options: Partial<DecodeOptions> = {},
): Promise<readonly DecodedCandidate[]> {
  const decoded = await decodeCandidates(new MarkovStepper(model), { ...defaults, ...options });
  if (!decoded.ok) throw new Error(decoded.failures[0]?.message);
  return decoded.value;
}

const keys = (candidates: readonly DecodedCandidate[]) =>
  candidates.map(({ tokens, finished }) => `${tokens.join(' ')}${finished ? '.' : ''}`);

describe('decodeCandidates', () => {
  it('writes the same for the same seed and something else for another', async () => {
    const first = await decode(table(1));
    expect(await decode(table(1))).toEqual(first);
    expect(keys(await decode(table(1), { seed: 6 }))).not.toEqual(keys(first));
  });

  it('writes the same candidate whatever the number of candidates', async () => {
    for (const temperature of [0, 0.8]) {
      const eight = await decode(table(2), { count: 8, temperature });
      for (const count of [1, 2, 5]) {
        expect(await decode(table(2), { count, temperature })).toEqual(eight.slice(0, count));
      }
    }
  });

  it('writes different candidates, also where the model is nearly certain', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(10_000),
        fc.constantFrom(0.3, 2, 20),
        fc.constantFrom(0, 0.5, 1),
        fc.integer({ min: 1, max: 12 }),
        async (seed, spread, temperature, maxTokens) => {
          const candidates = await decode(table(seed, spread), { count: 8, seed, temperature, maxTokens });
          expect(new Set(keys(candidates)).size).toBe(8);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('writes a copy where the model allows one text only', async () => {
    const only = (next: number) => Array.from({ length: vocab }, (_, i) => (i === next ? 0 : -Infinity));
    const candidates = await decode(Array.from({ length: vocab }, (_, token) => only(token === 0 ? 5 : eos)));
    expect(keys(candidates)).toEqual(['5.', '5.', '5.', '5.']);
  });

  it('keeps the opening of certain models and parts where they are undecided', async () => {
    // 2 → 3 → 4 → 5 are certain; after 5 comes 6 or 7, both as likely, then the end.
    const certain = (...next: number[]) =>
      Array.from({ length: vocab }, (_, i) => (next.includes(i) ? 10 : 0));
    const model = [[2], [eos], [3], [4], [5], [6, 7], [eos], [eos], [eos], [eos], [eos], [eos]].map((n) =>
      certain(...n),
    );
    for (let seed = 0; seed < 20; seed++) {
      const texts = keys(await decode(model, { count: 2, seed }));
      expect(texts.sort()).toEqual(['2 3 4 5 6.', '2 3 4 5 7.']);
    }
  });

  it('opens greedy candidates with the most likely tokens in order', async () => {
    const model = table(3);
    const candidates = await decode(model, { temperature: 0, maxTokens: 6 });
    const first = model[pad] ?? [];
    const openings = [...first.keys()]
      .filter((t) => t !== pad)
      .sort((a, b) => (first[b] ?? 0) - (first[a] ?? 0));
    expect(candidates.map(({ tokens }) => tokens[0] ?? eos)).toEqual(openings.slice(0, 4));
    const greedy: number[] = [];
    for (let last: number = pad; greedy.length < 6; ) {
      const row = (model[last] ?? []).map((logit, token) => (token === pad ? -Infinity : logit));
      last = row.indexOf(Math.max(...row));
      if (last === eos) break;
      greedy.push(last);
    }
    expect(candidates[0]?.tokens).toEqual(greedy);
  });

  it('draws the first candidate from the chain itself', async () => {
    const model = table(4, 0.8);
    const options = { count: 1, maxTokens: 2, temperature: 1, topP: 1, suppressTokens: [] };
    const counts = new Array<number>(vocab * vocab).fill(0);
    for (let seed = 0; seed < 6000; seed++) {
      const [{ tokens } = { tokens: [] }] = await decode(model, { ...options, seed });
      const [a = eos, b = eos] = tokens;
      const cell = a * vocab + b;
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    const first = softmax(model[pad] ?? []);
    const probabilities = first.flatMap((p, a) =>
      a === eos
        ? Array.from({ length: vocab }, (_, b) => (b === eos ? p : 0))
        : softmax(model[a] ?? []).map((q) => p * q),
    );
    // 132 degrees of freedom: the 99.9th percentile is 187.
    expect(chiSquare(counts, probabilities)).toBeLessThan(187);
  }, 60_000);

  it('gives the second candidate numbers of its own', async () => {
    // Over many seeds the second first-token agrees with the first no more often than by chance.
    const model = table(5, 0.3);
    const p = softmax(model[pad] ?? []);
    const chance = p.reduce((sum, q) => sum + q * q, 0);
    let same = 0;
    const runs = 2000;
    for (let seed = 0; seed < runs; seed++) {
      const [a, b] = await decode(model, {
        count: 2,
        maxTokens: 2,
        temperature: 1,
        topP: 1,
        suppressTokens: [],
        seed,
      });
      if ((a?.tokens[0] ?? eos) === (b?.tokens[0] ?? eos)) same++;
    }
    // An end in the first place is the one thing that may not be drawn twice.
    const expected = chance - (p[eos] ?? 0) ** 2;
    expect(Math.abs(same / runs - expected)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / runs));
  }, 60_000);

  it('feeds the start, then the drawn tokens, and padding after the end, and stops when all have ended', async () => {
    const stepper = new MarkovStepper(table(6));
    const decoded = await decodeCandidates(stepper, { ...defaults, maxTokens: 50 });
    if (!decoded.ok) throw new Error('cancelled');
    const steps = Math.max(...decoded.value.map(({ tokens }) => tokens.length)) + 1;
    expect(decoded.value.every(({ finished }) => finished)).toBe(true);
    expect(stepper.fed).toHaveLength(steps);
    decoded.value.forEach(({ tokens }, i) => {
      const fed = stepper.fed.map((row) => row[i]);
      const expected = [pad, ...tokens, ...new Array<number>(steps).fill(pad)].slice(0, steps);
      expect(fed).toEqual(expected);
    });
    expect(stepper.disposed).toBe(false);
  });

  it('ends at the limit, and says so', async () => {
    const candidates = await decode(table(7), { maxTokens: 5, suppressTokens: [pad, eos] });
    expect(candidates.map(({ tokens, finished }) => [tokens.length, finished])).toEqual(
      new Array(4).fill([5, false]),
    );
  });

  it('repeats no run of tokens and writes nothing suppressed', async () => {
    const candidates = await decode(table(8), {
      noRepeatNgram: 2,
      maxTokens: 30,
      suppressTokens: [pad, eos, 3],
      topP: 1,
    });
    for (const { tokens } of candidates) {
      const pairs = tokens.slice(1).map((token, i) => `${tokens[i]} ${token}`);
      expect(new Set(pairs).size).toBe(pairs.length);
      expect(tokens).not.toContain(3);
    }
  });

  it('reports the tokens after each step', async () => {
    const lengths: number[][] = [];
    await decode(table(9), {
      maxTokens: 3,
      suppressTokens: [pad, eos],
      onTokens: (candidates) => lengths.push(candidates.map(({ tokens }) => tokens.length)),
    });
    expect(lengths).toEqual([1, 2, 3].map((n) => [n, n, n, n]));
  });

  it('begins no further step once it is cancelled, even when the word comes as a message', async () => {
    const stepper = new MarkovStepper(table(10));
    const stop = new AbortController();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => stop.abort();
    let reports = 0;
    const decoded = await decodeCandidates(stepper, {
      ...defaults,
      maxTokens: 10_000,
      suppressTokens: [pad, eos],
      signal: stop.signal,
      onTokens: () => {
        reports++;
        if (reports === 3) port2.postMessage('stop');
      },
    });
    port1.close();
    expect(decoded).toMatchObject({ ok: false, failures: [{ type: 'cancelled' }] });
    expect(stepper.fed.length).toBeLessThanOrEqual(4);
  });

  it('takes no step at all when it was cancelled before', async () => {
    const stepper = new MarkovStepper(table(10));
    const decoded = await decodeCandidates(stepper, { ...defaults, signal: AbortSignal.abort() });
    expect(decoded.ok).toBe(false);
    expect(stepper.fed).toEqual([]);
  });
});
