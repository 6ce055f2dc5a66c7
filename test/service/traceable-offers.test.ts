import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogueFacts, traceNumbers } from '../../src/evaluation/traceability.ts';
import { RULES } from '../../src/guardrails/check-offer.ts';
import { Engine } from '../../src/service/engine.ts';
import { EngineHost } from '../../src/service/engine-host.ts';
import type { PlacedOffer, VerdictRanking } from '../../src/service/verdict-ranking.ts';
import { personaSeed, simulateCustomer } from '../../src/simulation/examples.ts';
import { nodeSource } from '../../src/t5/node-source.ts';
import { failureOf, unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';
import { tinyModels } from '../support/tiny-model.ts';

let shipped: EngineHost;
let foreign: EngineHost;
beforeAll(async () => {
  const models = nodeSource(path.join(import.meta.dirname, '../../models'));
  shipped = new EngineHost({ openRuntime: openNative, models: () => models });
  unwrap(await shipped.start({ modelId: 'offer-mini' }, () => {}));
  const tiny = await tinyModels();
  foreign = new EngineHost({ openRuntime: openNative, models: () => tiny });
  unwrap(await foreign.start({}, () => {}));
});
afterAll(async () => {
  await shipped.stop();
  await foreign.stop();
});

const engineOf = (host: EngineHost): Engine => {
  if (!host.current) throw new Error('no engine');
  return host.current.engine;
};

const people = Array.from({ length: 12 }, (_, i) => simulateCustomer(personaSeed(1, 'test', 600_000 + i), i));

test('the shipped model shows no number that its catalogue does not have, and says why it keeps drafts back', {
  timeout: 120_000,
}, async () => {
  let numbers = 0;
  let keptBack = 0;
  for (const { persona } of people) {
    const { offers } = unwrap(await engineOf(shipped).write({ persona, count: 16, pool: 16, seed: 3 }));
    for (const { text, decision, audit } of offers) {
      expect(audit.rules).toEqual(Object.keys(RULES));
      expect(audit).not.toHaveProperty('skipped');
      const trace = traceNumbers(text, catalogueFacts(text));
      const issues = audit.issues.filter(({ type }) => type === 'untraceable-number');
      expect(issues, text).toHaveLength(trace.untraceable.length);
      if (decision === 'offer') numbers += trace.numbers;
      keptBack += issues.length;
    }
    // The best that may be shown comes before every draft that was kept back.
    const decisions = offers.map(({ decision }) => decision);
    expect(
      decisions.indexOf('refuse') === -1 || !decisions.slice(decisions.indexOf('refuse')).includes('offer'),
    ).toBe(true);
  }
  expect(numbers).toBeGreaterThan(50);
  expect(keptBack).toBeGreaterThan(0);
});

test('a model without a catalogue is checked by the other rules, and the audit says so', async () => {
  const [first] = people;
  if (!first) throw new Error('nobody');
  const { offers } = unwrap(await engineOf(foreign).write({ persona: first.persona, count: 2, seed: 1 }));
  for (const { audit } of offers) {
    const skipped: readonly string[] = [
      'untraceable-number',
      'unknown-word',
      'audience-mismatch',
      'purpose-mismatch',
      'goal-mismatch',
      'wrong-article',
    ];
    expect(audit.skipped).toEqual(skipped);
    expect(audit.rules).toEqual(Object.keys(RULES).filter((name) => !skipped.includes(name)));
  }
});

test('a ranking by verdicts is handed what the catalogue tells of every offer, and nothing without one', async () => {
  const [first] = people;
  if (!first) throw new Error('nobody');
  const accepted = ['Get 5% cashback on a yoga mat.'];
  const rejected = ['Nothing that anybody sells.'];
  const placed = async (host: EngineHost) => {
    const seen: PlacedOffer[] = [];
    const ranking: VerdictRanking = (judged, drafts) => {
      seen.push(...judged.accepted, ...judged.rejected, ...drafts);
      return drafts.map(() => 0);
    };
    const request = { persona: first.persona, count: 4, pool: 4, seed: 1 };
    unwrap(await engineOf(host).write({ ...request, judged: { accepted, rejected }, ranking }));
    return seen;
  };
  const [mat, nothing, ...drafts] = await placed(shipped);
  expect(mat?.facts).toContain('benefit: cashback');
  expect(mat?.facts).toContain('interest: Fitness');
  expect(nothing?.facts).toEqual([]);
  expect(drafts).toHaveLength(4);
  expect(drafts.some(({ facts }) => facts.length >= 2)).toBe(true);
  expect((await placed(foreign)).flatMap(({ facts }) => facts)).toEqual([]);
});

test('a catalogue that is none is named when the model is opened', async () => {
  const { runtime, folder } = engineOf(foreign);
  const opened = await Engine.open(runtime, { ...folder, catalogue: { version: 1 } });
  expect(failureOf(opened)).toBe('catalogue-invalid');
});
