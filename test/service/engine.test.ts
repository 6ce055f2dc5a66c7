import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { initialAdapter } from '../../src/adapter/initial-adapter.ts';
import type { Persona } from '../../src/domain/persona.ts';
import { createRandom } from '../../src/domain/random.ts';
import { DEFAULT_LORA, Engine, type WriteRequest } from '../../src/service/engine.ts';
import { EngineHost } from '../../src/service/engine-host.ts';
import { personaPrompt } from '../../src/t5/prompt.ts';
import { unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';
import { tinyExamples, tinyModels } from '../support/tiny-model.ts';

const personas = tinyExamples(4).map(({ persona }) => persona);
const persona = personas[0] as Persona;
/** Too long for the model: some of its prompt is cut off. */
const wordy: Persona = {
  ...persona,
  interests: [
    'quantum chess',
    'urban beekeeping',
    'ice swimming',
    'lock picking',
    'dry stone walls',
    'opera',
  ],
  financialGoals: ['a yurt of my own', 'pay the dentist', 'xylophone lessons for everybody'],
};

let host: EngineHost;
let engine: Engine;

beforeAll(async () => {
  const models = await tinyModels();
  host = new EngineHost({ openRuntime: openNative, models: () => models });
  engine = unwrap(await host.start({}, () => {}));
});

afterAll(async () => {
  await host.stop();
});

async function write(request: Partial<WriteRequest> = {}) {
  const { offers } = unwrap(await engine.write({ persona, count: 4, seed: 1, ...request }));
  return offers;
}

/** The candidates' texts in the order in which they were drawn, not in that of their scores. */
async function drawn(request: Partial<WriteRequest> = {}): Promise<readonly string[]> {
  let texts: readonly string[] = [];
  await write({ ...request, onTexts: (latest) => (texts = latest) });
  return texts;
}

describe('the seed', () => {
  test('gives the same offers again, with the same scores and audits', async () => {
    expect(await write()).toEqual(await write());
  });

  test('another one gives others', async () => {
    // At 1 the nonsense of a random model is varied enough for two rounds to have nothing in common.
    const [one, two] = [
      await drawn({ seed: 1, temperature: 1, topP: 1 }),
      await drawn({ seed: 3, temperature: 1, topP: 1 }),
    ];
    expect(one.filter((text) => two.includes(text))).toEqual([]);
  });

  test('is recorded with every offer', async () => {
    for (const { audit } of await write({ seed: 77 })) {
      expect(audit).toMatchObject({ seed: 77, modelHash: engine.folder.hash, adapterVersion: 0 });
    }
  });

  test('does not matter to greedy writing, which is always the same', async () => {
    const texts = await drawn({ temperature: 0, seed: 1 });
    expect(await drawn({ temperature: 0, seed: 1 })).toEqual(texts);
    expect(await drawn({ temperature: 0, seed: 2 })).toEqual(texts);
    expect(new Set(texts).size).toBe(4);
  });
});

describe('candidates', () => {
  test('are all different, also sixteen of them', async () => {
    for (const seed of [1, 2, 3]) {
      const texts = await drawn({ count: 16, seed });
      expect(new Set(texts).size).toBe(16);
    }
  });

  test('do not depend on how many are asked for', async () => {
    const six = await drawn({ count: 6 });
    for (const count of [1, 2, 5]) expect(await drawn({ count })).toEqual(six.slice(0, count));
    expect(await drawn({ count: 6, pool: 20 })).toEqual(six);
  });

  test('depend on the persona', async () => {
    const scores = await Promise.all(
      personas.map(async (each) =>
        (await write({ persona: each, temperature: 0 })).map(({ score }) => score),
      ),
    );
    expect(new Set(scores.map((each) => each.join())).size).toBe(personas.length);
  });

  test('are ranked: those let through first, then by score but for a little chance', async () => {
    const orders = [1, 2, 3, 4, 5, 6].map(async (seed) => {
      const offers = await write({ count: 8, pool: 8, seed });
      expect(offers).toHaveLength(8);
      const places = offers.map(({ decision, score }) => (decision === 'offer' ? 10 : 0) + score);
      const followers = places.slice(1);
      for (const [i, place] of followers.entries()) expect(place).toBeLessThan((places[i] ?? 0) + 0.1);
      return offers.map(({ decision }) => decision);
    });
    const decisions = (await Promise.all(orders)).flat();
    // Both kinds occur, or nothing would be shown about their order.
    expect(new Set(decisions)).toEqual(new Set(['offer', 'refuse']));
  });

  test('are streamed as they grow, and end as what is returned', async () => {
    const seen: (readonly string[])[] = [];
    const offers = await write({ pool: 4, onTexts: (texts) => seen.push([...texts]) });
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen.at(-1)?.map((text) => text.trim()))).toEqual(new Set(offers.map(({ text }) => text)));
  });
});

describe('the pool', () => {
  test('more are drawn than asked for, and the best of them returned', async () => {
    const all = await write({ count: 12, pool: 12 });
    const best = await write({ count: 3, pool: 12 });
    expect(best).toHaveLength(3);
    expect(all.map(({ text }) => text)).toEqual(expect.arrayContaining(best.map(({ text }) => text)));
    expect(best[0]).toEqual(all[0]);
  });

  test('what lies near to accepted offers and far from rejected ones comes first', async () => {
    const request = { count: 24, pool: 24, temperature: 0.8, topP: 0.95 };
    const allowed = async (more: Partial<WriteRequest>) =>
      (await write({ ...request, ...more }))
        .filter(({ decision }) => decision === 'offer')
        .map(({ text }) => text);
    const before = await allowed({});
    const [liked = '', disliked = ''] = [before.at(-1), before[0]];
    expect(liked).not.toBe(disliked);
    const judged = { accepted: [liked], rejected: [disliked] };
    const after = await allowed({ judged, judgedWeight: 100 });
    expect(after.indexOf(liked)).toBe(0);
    expect(after.indexOf(disliked)).toBeGreaterThan(0);
  });
});

describe('prompts', () => {
  test('that are too long are cut to what the model takes', async () => {
    const whole = engine.tokenizer.encode(personaPrompt(wordy));
    expect(whole.ids.length).toBeGreaterThan(64);
    let promptTokens = 0;
    const offers = await write({ persona: wordy, onEncoded: (count) => (promptTokens = count) });
    expect(promptTokens).toBe(64);
    expect(offers).toHaveLength(4);
    expect(offers.every(({ score }) => Number.isFinite(score))).toBe(true);
  });

  test('that fit are not', async () => {
    let promptTokens = 0;
    await write({ onEncoded: (count) => (promptTokens = count) });
    expect(promptTokens).toBe(engine.tokenizer.encode(personaPrompt(persona)).ids.length);
  });
});

describe('scores', () => {
  /** An adapter that changes something: a fresh one has zeros in B. */
  function useRandomAdapter() {
    const fresh = initialAdapter(engine.folder.config, DEFAULT_LORA, createRandom(3));
    const random = createRandom(4);
    const tensors = fresh.tensors.map((tensor) => ({
      ...tensor,
      b: tensor.b.map(() => (random.next() - 0.5) * 0.2),
    }));
    engine.useAdapter(9, { ...fresh, tensors });
    onTestFinished(() => engine.useAdapter(0));
  }

  /**
   * The texts among the offers whose tokens are those that the tokenizer finds in them, the end included: others
   * were written in other pieces, and a text that was cut has no end.
   */
  async function comparable(each: Persona, seed: number) {
    const decode = vi.spyOn(engine.tokenizer, 'decode');
    const offers = await write({ persona: each, count: 16, seed });
    const tokens = new Map(decode.mock.calls.map(([ids], i) => [decode.mock.results[i]?.value, [...ids]]));
    decode.mockRestore();
    const { eosTokenId } = engine.folder.config;
    return offers.filter(({ text }) => {
      const ids = [...engine.tokenizer.encode(text).ids];
      return ids.length <= 32 && String(ids) === String([...(tokens.get(text) ?? []), eosTokenId]);
    });
  }

  test('are what comparing the finished texts gives, by the other of the two graphs', async () => {
    useRandomAdapter();
    let compared = 0;
    for (const each of [...personas, wordy]) {
      for (const seed of [1, 2]) {
        const offers = await comparable(each, seed);
        const { similarities } = await engine.embed(
          each,
          offers.map(({ text }) => text),
        );
        offers.forEach(({ score, text }, i) => {
          expect(Math.abs(score - (similarities[i] ?? Number.NaN)), text).toBeLessThan(1e-3);
        });
        compared += offers.length;
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  test('change with the adapter', async () => {
    const before = await write();
    useRandomAdapter();
    const after = await write();
    expect(after.map(({ score }) => score)).not.toEqual(before.map(({ score }) => score));
    expect(after[0]?.audit.adapterVersion).toBe(9);
  });

  test('of many texts at once are those of each alone, in their order', async () => {
    const texts = tinyExamples(8).flatMap(({ accepted, rejected }) => [...accepted, ...rejected]);
    const together = await engine.embed(persona, texts);
    expect(together.similarities).toHaveLength(texts.length);
    for (const i of [0, 1, 4, 5, 19, 20, 41, 47]) {
      const alone = await engine.embed(persona, texts.slice(i, i + 1));
      expect(together.similarities[i]).toBeCloseTo(alone.similarities[0] ?? Number.NaN, 5);
    }
  });

  test('of no text: the persona alone has a place', async () => {
    const { persona: place, offers } = await engine.embed(persona, []);
    expect(offers).toEqual([]);
    expect(Math.hypot(...place)).toBeGreaterThan(0);
  });
});

test('a model may place its offers by the encoder, which reads them', async () => {
  const { folder } = engine;
  const config = { ...folder.config, offerEmbedding: 'encoder-mean' } as const;
  const other = unwrap(await Engine.open(unwrap(await openNative()), { ...folder, config }));
  onTestFinished(() => other.dispose());
  const { offers } = unwrap(await other.write({ persona, count: 4, seed: 1 }));
  const texts = offers.map(({ text }) => text);
  const { similarities } = await other.embed(persona, texts);
  const usual = await engine.embed(persona, texts);
  for (const [i, { score }] of offers.entries()) {
    expect(score).toBeCloseTo(similarities[i] ?? Number.NaN, 4);
    expect(Math.abs(score - (usual.similarities[i] ?? Number.NaN))).toBeGreaterThan(1e-3);
  }
});
