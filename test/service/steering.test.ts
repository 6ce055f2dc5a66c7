import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { simulatedCustomer } from '../../src/evaluation/simulated-customer.ts';
import { meanCosine } from '../../src/service/embedding-space.ts';
import type { Engine } from '../../src/service/engine.ts';
import { EngineHost } from '../../src/service/engine-host.ts';
import { personaSeed, simulateCustomer } from '../../src/simulation/examples.ts';
import { contraryTaste } from '../../src/simulation/taste.ts';
import { nodeSource } from '../../src/t5/node-source.ts';
import { unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';

const PEOPLE = 6;
/** Strong enough that much of what fits the persona is refused. */
const STRENGTH = 8;
const ACCEPTED = 3;
const REJECTED = 5;

let host: EngineHost;
let engine: Engine;

beforeAll(async () => {
  const models = nodeSource(path.join(import.meta.dirname, '../../models'));
  host = new EngineHost({ openRuntime: openNative, models: () => models });
  engine = unwrap(await host.start({ modelId: 'offer-mini' }, () => {}));
});

afterAll(async () => {
  await host.stop();
});

/** Someone whose hidden taste contradicts the persona, with a first few verdicts on the shipped model's offers. */
async function taught(index: number) {
  const seed = personaSeed(1, 'test', 300_000 + index);
  const { persona } = simulateCustomer(seed, index);
  const customer = simulatedCustomer({
    ...contraryTaste(persona, createRandom(seed, 70)),
    strength: STRENGTH,
  });
  const accepts = async (offers: readonly string[]) =>
    unwrap(await customer.judge({ persona, history: [], offers })).map(
      ({ verdict }) => verdict === 'accepted',
    );
  const judged = { accepted: [] as string[], rejected: [] as string[] };
  engine.useAdapter(0);
  for (let round = 1; round <= 10; round += 1) {
    const offers = await write({ persona, seed: round });
    const verdicts = await accepts(offers);
    offers.forEach((offer, i) => {
      const [list, most] = verdicts[i] ? [judged.accepted, ACCEPTED] : [judged.rejected, REJECTED];
      if (list.length < most) list.push(offer);
    });
  }
  return { persona, judged, accepts };
}

async function write(request: Omit<Parameters<Engine['write']>[0], 'count'>): Promise<readonly string[]> {
  const { offers } = unwrap(await engine.write({ count: 4, ...request }));
  return offers.filter(({ decision }) => decision === 'offer').map(({ text }) => text);
}

/**
 * New offers, ranked by fit to the person alone, so that learning and not the verdicts themselves make the difference:
 * the share that is accepted, and how much nearer to the accepted they lie.
 */
async function newOffers({ persona, judged, accepts }: Awaited<ReturnType<typeof taught>>) {
  const offers: string[] = [];
  for (const seed of [101, 102, 103]) offers.push(...(await write({ persona, seed })));
  const verdicts = await accepts(offers);
  const known = [...judged.accepted, ...judged.rejected];
  const places = (await engine.embed(persona, [...known, ...offers])).offers;
  const liked = places.slice(0, judged.accepted.length);
  const disliked = places.slice(judged.accepted.length, known.length);
  const margins = places.slice(known.length).map((at) => meanCosine(at, liked) - meanCosine(at, disliked));
  return { share: mean(verdicts.map(Number)), margin: mean(margins) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test('eight verdicts steer the shipped model: new offers are more welcome and nearer to what was accepted', {
  timeout: 240_000,
}, async () => {
  const before: Awaited<ReturnType<typeof newOffers>>[] = [];
  const after: Awaited<ReturnType<typeof newOffers>>[] = [];
  for (let index = 0; after.length < PEOPLE && index < 3 * PEOPLE; index += 1) {
    const person = await taught(index);
    // Whoever likes everything or nothing has nothing to teach.
    if (person.judged.accepted.length < 2 || person.judged.rejected.length < 2) continue;
    before.push(await newOffers(person));
    const { persona, judged } = person;
    const learned = unwrap(await engine.learn({ feedback: { persona, ...judged }, seed: 1 }));
    engine.useAdapter(1, learned.adapter);
    after.push(await newOffers(person));
  }
  expect(after).toHaveLength(PEOPLE);
  const of = (found: typeof after, key: 'share' | 'margin') => mean(found.map((one) => one[key]));
  console.info(
    `accepted ${of(before, 'share').toFixed(2)} → ${of(after, 'share').toFixed(2)}, nearer to the accepted by ${of(before, 'margin').toFixed(3)} → ${of(after, 'margin').toFixed(3)}`,
  );
  expect(of(after, 'margin')).toBeGreaterThan(of(before, 'margin') + 0.1);
  expect(of(after, 'share')).toBeGreaterThan(of(before, 'share') + 0.2);
  // Eight verdicts may mislead about one person, not about two of six.
  expect(after.filter(({ margin }) => margin > 0).length).toBeGreaterThanOrEqual(PEOPLE - 1);
});
