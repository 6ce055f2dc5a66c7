import { deleteDB } from 'idb';
import { afterEach, describe, expect, test } from 'vitest';
import { memoryStorage, openStorage } from '../../src/storage/open-storage.ts';
import type { LearningRun } from '../../src/storage/schema.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { adapterOf, counters, failureOf, persona, scored, unwrap } from './samples.ts';

const name = 'storage-test';
const unexpected = () => {
  throw new Error('No other connection was expected.');
};

const opened: Storage[] = [];
afterEach(async () => {
  for (const storage of opened.splice(0)) storage.close();
  await deleteDB(name);
});

async function inIndexedDb(options: { readonly adaptersToKeep?: number } = {}): Promise<Storage> {
  const all = { ...counters(), ...options, name, onBlocked: unexpected, onVersionChange: unexpected };
  const storage = unwrap(await openStorage(all));
  opened.push(storage);
  return storage;
}

async function inMemory(options: { readonly adaptersToKeep?: number } = {}): Promise<Storage> {
  return memoryStorage({ ...counters(), ...options });
}

describe.each([
  { place: 'IndexedDB', open: inIndexedDb, persistent: true },
  { place: 'memory', open: inMemory, persistent: false },
])('storage in $place', ({ open, persistent }) => {
  test('says whether it outlives the page', async () => {
    expect((await open()).persistent).toBe(persistent);
  });

  test('keeps a persona, replaces it, and removes it', async () => {
    const storage = await open();
    const saved = unwrap(await storage.savePersona(persona));
    expect(saved).toEqual({ ...persona, id: 'id-1', createdAt: 1001 });
    const older = unwrap(await storage.savePersona({ ...persona, age: 35 }, saved.id));
    expect(older).toEqual({ ...saved, age: 35 });
    const other = unwrap(await storage.savePersona({ ...persona, name: 'Bo Lind' }));
    expect(unwrap(await storage.personas())).toEqual([older, other]);
    expect(unwrap(await storage.persona(other.id))).toEqual(other);
    unwrap(await storage.removePersona(saved.id));
    expect(unwrap(await storage.personas())).toEqual([other]);
    expect(failureOf(await storage.persona(saved.id))).toBe('persona-unknown');
    expect(failureOf(await storage.savePersona(persona, saved.id))).toBe('persona-unknown');
  });

  test('keeps offers by persona, newest first, those of a round in their places and refused ones last', async () => {
    const storage = await open();
    const ana = unwrap(await storage.savePersona(persona));
    const bo = unwrap(await storage.savePersona({ ...persona, name: 'Bo Lind' }));
    const refused = { ...scored, score: 0.9, decision: 'refuse' as const };
    const [early] = unwrap(await storage.saveOffers(ana.id, 'tiny', [scored]));
    const [low, no, high] = unwrap(
      await storage.saveOffers(ana.id, 'tiny', [
        { ...scored, score: 0.1 },
        refused,
        { ...scored, score: 0.8 },
      ]),
    );
    unwrap(await storage.saveOffers(bo.id, 'tiny', [scored]));
    expect(early).toEqual({
      ...scored,
      id: 'id-3',
      personaId: ana.id,
      modelId: 'tiny',
      createdAt: 1003,
      place: 0,
    });
    const history = unwrap(await storage.history(ana.id));
    expect(history).toEqual([{ offer: low }, { offer: high }, { offer: no }, { offer: early }]);
    expect(unwrap(await storage.offer('id-3'))).toEqual(early);
    expect(failureOf(await storage.saveOffers('nobody', 'tiny', [scored]))).toBe('persona-unknown');
    expect(failureOf(await storage.offer('nothing'))).toBe('offer-unknown');
  });

  test('lets the newest verdict of an offer count, and takes verdicts back', async () => {
    const storage = await open();
    const { id } = unwrap(await storage.savePersona(persona));
    const audit = { ...scored.audit, adapterVersion: 3 };
    const offers = unwrap(await storage.saveOffers(id, 'tiny', [scored, { ...scored, score: 0.1, audit }]));
    const [first, second] = offers.map((offer) => offer.id) as [string, string];
    unwrap(await storage.judge(first, 'accepted'));
    const other = unwrap(await storage.judge(second, 'accepted'));
    const changed = unwrap(await storage.judge(first, 'rejected'));
    expect(changed).toMatchObject({ offerId: first, personaId: id, text: scored.text, verdict: 'rejected' });
    expect(other).toMatchObject({ modelId: 'tiny', adapterVersion: 3 });
    expect(unwrap(await storage.feedback())).toEqual([other, changed]);
    expect(unwrap(await storage.history(id)).map(({ feedback }) => feedback)).toEqual([changed, other]);
    unwrap(await storage.unjudge(first));
    expect(unwrap(await storage.feedback(id))).toEqual([other]);
    expect(unwrap(await storage.history(id)).map(({ feedback }) => feedback)).toEqual([undefined, other]);
    expect(failureOf(await storage.judge('nothing', 'accepted'))).toBe('offer-unknown');
  });

  test('removes a persona with all that belongs to it, and nothing of another', async () => {
    const storage = await open();
    const ana = unwrap(await storage.savePersona(persona));
    const bo = unwrap(await storage.savePersona(persona));
    for (const { id } of [ana, bo]) {
      const [offer] = unwrap(await storage.saveOffers(id, 'tiny', [scored]));
      unwrap(await storage.judge(offer?.id ?? '', 'rejected'));
      unwrap(await storage.saveLearningRun(runOf(`run of ${id}`, id)));
    }
    unwrap(await storage.removePersona(ana.id));
    expect(unwrap(await storage.history(ana.id))).toEqual([]);
    expect(unwrap(await storage.history(bo.id))).toHaveLength(1);
    expect(unwrap(await storage.feedback()).map(({ personaId }) => personaId)).toEqual([bo.id]);
    expect(unwrap(await storage.learningRuns()).map(({ personaId }) => personaId)).toEqual([bo.id]);
  });

  test('numbers the adapters of each model and runs the newest until told otherwise', async () => {
    const storage = await open();
    expect(unwrap(await storage.currentAdapter('tiny'))).toBeUndefined();
    const first = unwrap(await storage.saveAdapter(adapterOf('tiny', 1)));
    const second = unwrap(await storage.saveAdapter(adapterOf('tiny', 2)));
    const other = unwrap(await storage.saveAdapter(adapterOf('small', 9)));
    expect([first.version, second.version, other.version]).toEqual([1, 2, 1]);
    expect(first).not.toHaveProperty('tensors');
    expect(unwrap(await storage.adapters('tiny'))).toEqual([first, second]);
    const { config, tensors } = adapterOf('tiny', 2);
    expect(unwrap(await storage.currentAdapter('tiny'))).toEqual({ ...second, config, tensors });
    unwrap(await storage.useAdapter('tiny', 1));
    expect(unwrap(await storage.currentAdapter('tiny'))?.version).toBe(1);
    unwrap(await storage.useAdapter('tiny', 0));
    expect(unwrap(await storage.currentAdapter('tiny'))).toBeUndefined();
    expect(unwrap(await storage.adapter('tiny', 2)).tensors).toEqual(tensors);
    expect(failureOf(await storage.useAdapter('tiny', 3))).toBe('adapter-unknown');
    expect(failureOf(await storage.adapter('small', 2))).toBe('adapter-unknown');
  });

  test('keeps only the newest adapters, and uses no number twice', async () => {
    const storage = await open({ adaptersToKeep: 2 });
    for (const number of [1, 2, 3]) unwrap(await storage.saveAdapter(adapterOf('tiny', number)));
    unwrap(await storage.saveAdapter(adapterOf('small', 1)));
    expect(unwrap(await storage.adapters('tiny')).map(({ version }) => version)).toEqual([2, 3]);
    expect(unwrap(await storage.adapters('small')).map(({ version }) => version)).toEqual([1]);
    unwrap(await storage.useAdapter('tiny', 2));
    expect(unwrap(await storage.saveAdapter(adapterOf('tiny', 4))).version).toBe(4);
  });

  test('remembers a learning run until its adapter is saved', async () => {
    const storage = await open();
    const checkpoint = adapterOf('tiny', 1).tensors;
    unwrap(await storage.saveLearningRun({ ...runOf('later'), startedAt: 9 }));
    unwrap(await storage.saveLearningRun(runOf('run')));
    unwrap(await storage.saveLearningRun({ ...runOf('run'), step: 12, checkpoint }));
    expect(unwrap(await storage.learningRuns()).map(({ id, step }) => [id, step])).toEqual([
      ['run', 12],
      ['later', 0],
    ]);
    expect(unwrap(await storage.learningRuns())[0]?.checkpoint).toEqual(checkpoint);
    unwrap(await storage.saveAdapter(adapterOf('tiny', 1), 'run'));
    unwrap(await storage.removeLearningRun('later'));
    expect(unwrap(await storage.learningRuns())).toEqual([]);
  });

  test('keeps settings', async () => {
    const storage = await open();
    expect(unwrap(await storage.setting('theme'))).toBeUndefined();
    unwrap(await storage.saveSetting('theme', { name: 'dark', contrast: [1, 2] }));
    expect(unwrap(await storage.setting('theme'))).toEqual({ name: 'dark', contrast: [1, 2] });
  });

  test('erases everything and counts it', async () => {
    const storage = await open();
    const { id } = unwrap(await storage.savePersona(persona));
    const [offer] = unwrap(await storage.saveOffers(id, 'tiny', [scored, scored]));
    unwrap(await storage.judge(offer?.id ?? '', 'accepted'));
    unwrap(await storage.judge(offer?.id ?? '', 'rejected'));
    unwrap(await storage.saveAdapter(adapterOf('tiny', 1)));
    unwrap(await storage.customers.save(7, { base: [1], overview: [2] }));
    const none = {
      ...{ personas: 0, offers: 0, feedback: 0, adapters: 0, learningRuns: 0, settings: 0 },
      ...{ customerSets: 0, customerParts: 0, rewardSets: 0, rewardParts: 0, campaigns: 0, runs: 0 },
      ...{ runParts: 0, runLog: 0, ledgers: 0, couponCodes: 0, coupons: 0, kioskKeys: 0, redemptions: 0 },
    };
    const counts = {
      ...{ ...none, personas: 1, offers: 2, feedback: 2, adapters: 1, settings: 2 },
      ...{ customerSets: 1, customerParts: 2 },
    };
    expect(unwrap(await storage.eraseEverything())).toEqual(counts);
    expect(unwrap(await storage.eraseEverything())).toEqual(none);
    expect(unwrap(await storage.currentAdapter('tiny'))).toBeUndefined();
  });

  test('holds copies: changing what was given or got changes nothing stored', async () => {
    const storage = await open();
    const adapter = adapterOf('tiny', 1);
    unwrap(await storage.saveAdapter(adapter));
    adapter.tensors[0]?.data.fill(7);
    unwrap(await storage.currentAdapter('tiny'))?.tensors[0]?.data.fill(8);
    expect(unwrap(await storage.currentAdapter('tiny'))?.tensors[0]?.data).toEqual(
      new Float32Array(4).fill(1),
    );
  });

  test('gives adapters saved at the same time different numbers', async () => {
    const storage = await open();
    const saved = await Promise.all(
      [1, 2, 3].map((number) => storage.saveAdapter(adapterOf('tiny', number))),
    );
    expect(saved.map((result) => unwrap(result).version)).toEqual([1, 2, 3]);
  });
});

function runOf(id: string, personaId = 'id-1'): LearningRun {
  const start = { seed: 7, steps: 24, step: 0, baseVersion: 0, startedAt: 5, updatedAt: 5 };
  return { id, modelId: 'tiny', personaId, ...start };
}
