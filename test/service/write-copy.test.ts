import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCopywriter } from '../../src/cli/campaign-writer.ts';
import { composeCopy, type WriteCopy } from '../../src/creative/compose-copy.ts';
import { readOfferCatalogue } from '../../src/domain/offer-catalogue.ts';
import { createRandom } from '../../src/domain/random.ts';
import type { Reward } from '../../src/domain/reward.ts';
import { type RewardBrief, TONES } from '../../src/domain/reward-brief.ts';
import type { CopyRequest } from '../../src/service/contract.ts';
import { Engine } from '../../src/service/engine.ts';
import { CopyMemory, writeCopy } from '../../src/service/write-copy.ts';
import { factsOf } from '../../src/simulation/brief.ts';
import { SIMULATED_TODAY } from '../../src/simulation/business-customer.ts';
import { parseOffer } from '../../src/simulation/parse.ts';
import { simulateRewardCatalogue } from '../../src/simulation/rewards.ts';
import { loadModelFolder } from '../../src/t5/model-folder.ts';
import { nodeSource } from '../../src/t5/node-source.ts';
import { failureOf, unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';
import { tinyExamples } from '../support/tiny-model.ts';
import { type TinyService, tinyService } from '../support/tiny-service.ts';

const models = path.join(import.meta.dirname, '../../models');
const brief: RewardBrief = {
  product: 'hiking boots',
  benefit: '20% off',
  goals: [],
  tone: 'statement',
  medium: 'email',
  named: false,
};

let shipped: TinyService;
beforeAll(async () => {
  shipped = await tinyService({ openRuntime: openNative, models: nodeSource(models) });
  unwrap(await shipped.service.start({}, () => {}));
});
afterAll(() => shipped.dispose());

/** @param words in place of those that the catalogue has; null for a model without a catalogue. */
async function openEngine(words?: string | null): Promise<Engine> {
  const { catalogue, ...folder } = unwrap(await loadModelFolder(nodeSource(path.join(models, 'offer-mini'))));
  const brought = words === undefined ? catalogue : { ...unwrap(readOfferCatalogue(catalogue)), words };
  const opened = { ...folder, ...(words !== null && { catalogue: brought }) };
  return unwrap(await Engine.open(unwrap(await openNative()), opened));
}

const ask = (request: Partial<CopyRequest> = {}) =>
  shipped.service.writeCopy({ jobId: 'run', brief, attempt: 1, seed: 7, ...request });

describe('the model’s copy for a reward', () => {
  test('speaks of the reward, the same for the same seed and another for another attempt', async () => {
    const drafts = unwrap(await ask());
    expect(drafts.length).toBeGreaterThanOrEqual(1);
    expect(new Set(drafts).size).toBe(drafts.length);
    expect(drafts.filter((text) => text.includes('20%') && /hiking boots/i.test(text))).toHaveLength(
      drafts.length,
    );
    const other = unwrap(await ask({ attempt: 2 }));
    expect(other).not.toEqual(drafts);
    expect(unwrap(await ask())).toEqual(drafts);
    expect(unwrap(await ask({ brief: { ...brief, benefit: '30% off' } })).join()).not.toContain('20%');
  });

  test('is the command line’s copy', async () => {
    const copywriter = unwrap(await openCopywriter(7));
    const drafts = await copywriter.write(brief, 1);
    await copywriter.dispose();
    expect(drafts).toEqual(unwrap(await ask()));
  });

  test('becomes a run’s callback: what it wrote stands in the message, traced to the record', async () => {
    const write: WriteCopy = async (wanted, attempt) => {
      const drafts = await shipped.service.writeCopy({ jobId: 'run', brief: wanted, attempt, seed: 7 });
      return drafts.ok ? drafts.value : [];
    };
    const reward: Reward = {
      id: '588904',
      type: 'Coupon Series',
      name: 'Flat 20% off for Winback B',
      product: 'hiking boots',
      category: 'outdoor',
      discountPct: 20,
    };
    const context = { channel: 'email', tone: 'statement', currency: 'USD', named: false } as const;
    const copy = unwrap(await composeCopy(reward, context, write));
    expect(copy.origin).toBe('first');
    expect(unwrap(await ask({ brief: copy.brief }))).toContain(copy.text);
    expect(copy.text).toMatch(/20%/);
  });

  test('does not tell what the model learned from one person', async () => {
    const engine = await openEngine();
    const [example] = tinyExamples(1);
    if (!example) throw new Error('no example');
    const offers = async () =>
      unwrap(await engine.write({ persona: example.persona, count: 2, seed: 3 })).offers.map(
        ({ text }) => text,
      );
    const copy = async () => unwrap(await writeCopy(engine, brief, { seed: 3 }));
    const before = { offers: await offers(), copy: await copy() };
    const { lora, tensors } = engine.currentAdapter;
    const random = createRandom(5);
    const learned = tensors.map(({ b, ...rest }) => ({ ...rest, b: b.map(() => random.next() - 0.5) }));
    engine.useAdapter(1, { lora, tensors: learned });
    expect(await offers()).not.toEqual(before.offers);
    expect(await copy()).toEqual(before.copy);
    await engine.dispose();
  });
});

test('what is sent promises what the reward gives, by a reader that knows nothing of these checks', {
  timeout: 120_000,
}, async () => {
  const write: WriteCopy = async (wanted, attempt) => unwrap(await ask({ brief: wanted, attempt }));
  const rewards = simulateRewardCatalogue(3).filter((_, i) => i % 11 === 0);
  let byModel = 0;
  for (const [i, { reward, record }] of rewards.entries()) {
    const tone = TONES[i % TONES.length] ?? 'statement';
    const context = { channel: 'email', tone, currency: 'USD', named: false, now: SIMULATED_TODAY } as const;
    const copy = await composeCopy(reward, context, write);
    if (!copy.ok || copy.value.origin === 'template') continue;
    byModel += 1;
    const { text, brief: asked } = copy.value;
    const read = parseOffer(text);
    const facts = read && factsOf(read);
    expect({ text, kind: read?.benefitKind }).toEqual({ text, kind: record.benefitKind });
    expect(read?.benefitSize).toBe(record.benefitSize);
    const told = (of: Partial<RewardBrief> | undefined) => [
      ...[of?.product, of?.payment, of?.place, of?.audience],
      ...(of?.goals ?? []),
    ];
    expect(told(facts), text).toEqual(told(asked));
    // `when you spend $50 or more` and `when your total reaches $50` are read as one.
    if (asked.condition !== undefined) expect(asked.condition).toContain(facts?.condition);
    else expect(facts?.condition, text).toBeUndefined();
  }
  expect(byModel).toBeGreaterThan(0.7 * rewards.length);
});

test('a draft with a word that is neither the catalogue’s nor the brief’s is left out', async () => {
  const write = async (words?: string | null) => {
    const engine = await openEngine(words);
    const drafts = unwrap(await writeCopy(engine, brief, { seed: 1 }));
    await engine.dispose();
    return drafts;
  };
  const all = await write(null);
  const whole = await write();
  expect(all).toEqual(expect.arrayContaining([...whole]));
  expect(whole.length).toBeGreaterThan(0);
  // What products and benefits are called is left; nobody says anything whole with that.
  const bare = await write('');
  expect(whole).toEqual(expect.arrayContaining([...bare]));
  expect(bare.length).toBeLessThan(whole.length);
});

describe('a call that stands alone', () => {
  test.each([
    [{ attempt: 0 }, 'attempt-invalid'],
    [{ attempt: 1.5 }, 'attempt-invalid'],
    [{ seed: Number.NaN }, 'seed-invalid'],
    [{ brief: { ...brief, product: '' } }, 'brief-invalid'],
    [{ brief: { ...brief, tone: 'shouting' } as unknown as RewardBrief }, 'brief-invalid'],
    [{ brief: 'hiking boots' as unknown as RewardBrief }, 'brief-invalid'],
  ])('%o is %s', async (request, type) => {
    expect(failureOf(await ask(request))).toBe(type);
  });

  test('says where in the brief it failed', async () => {
    const refused = await ask({ brief: { ...brief, benefit: 5 } as unknown as RewardBrief });
    expect(refused).toMatchObject({ ok: false, failures: [{ path: 'benefit' }] });
    expect(refused.ok ? '' : refused.failures[0]?.message).toBe(
      'The copy cannot be written: "benefit" of the brief is 5, but should be string. Mend the words of the reward.',
    );
  });

  test('without a model that runs there is none', async () => {
    const idle = await tinyService({ openRuntime: openNative });
    expect(failureOf(await idle.service.writeCopy({ jobId: 'run', brief, attempt: 1, seed: 1 }))).toBe(
      'not-started',
    );
  });

  test('stops when it is cancelled, leaves nothing behind, and is not remembered', async () => {
    const counts = () => shipped.runtimes[0]?.counts();
    const before = counts();
    const running = ask({ seed: 99 });
    await shipped.service.cancel('run');
    expect(failureOf(await running)).toBe('cancelled');
    expect(counts()).toEqual(before);
    expect(unwrap(await ask({ seed: 99 })).length).toBeGreaterThan(0);
    expect(counts()).toEqual(before);
  });
});

describe('the memory', () => {
  test('asks the model once for a brief and seed, and forgets what was least lately asked for', async () => {
    const engine = await openEngine();
    let asked = 0;
    const counted = new Proxy(engine, {
      get: (target, key) => {
        // Reading the tokenizer is where writing begins.
        if (key === 'tokenizer') asked += 1;
        return Reflect.get(target, key, target);
      },
    });
    const memory = new CopyMemory(2);
    const write = async (seed: number) => unwrap(await memory.write(counted, brief, { seed }));
    const first = await write(1);
    expect(await write(1)).toEqual(first);
    expect(asked).toBe(1);
    await write(2);
    await write(1);
    await write(3);
    expect(asked).toBe(3);
    await write(1);
    expect(asked).toBe(3);
    expect(await write(2)).not.toEqual(first);
    expect(asked).toBe(4);
    await engine.dispose();
  });
});
