import { deleteDB } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.ts';
import { databaseVersion } from '../../src/storage/schema.ts';
import { openByHand } from '../browser/databases.ts';
import { adapterOf, counters, persona, scored, unwrap } from './samples.ts';

const name = 'upgrade-test';
const options = { name, onBlocked: vi.fn(), onVersionChange: vi.fn() };

afterEach(() => deleteDB(name));

const ana = { ...persona, id: 'ana', createdAt: 10 };
const { adapterVersion: _none, ...audit } = scored.audit;
const offer = { ...scored, audit, personaId: 'ana', modelId: 'tiny' };
const verdict = { personaId: 'ana', text: scored.text, modelId: 'tiny' };
const adapter = { ...adapterOf('tiny', 3), createdAt: 100 };

const beforeLearning = { ...offer, id: 'early', createdAt: 50 };
const afterLearning = { ...offer, id: 'late', createdAt: 150 };
const firstVerdict = { ...verdict, id: 'v1', offerId: 'early', verdict: 'accepted', createdAt: 60 };
const changedVerdict = { ...verdict, id: 'v2', offerId: 'early', verdict: 'rejected', createdAt: 160 };
const lateVerdict = { ...verdict, id: 'v3', offerId: 'late', verdict: 'accepted', createdAt: 170 };

/** The first schema, as it was: one adapter a model, and no word of which adapter wrote an offer. */
async function createVersion1(settingsKey = 'name'): Promise<void> {
  const database = await openByHand(name, 1, (opened) => {
    opened.createObjectStore('personas', { keyPath: 'id' }).add(ana);
    const offers = opened.createObjectStore('offers', { keyPath: 'id' });
    offers.createIndex('persona', 'personaId');
    for (const each of [beforeLearning, afterLearning]) offers.add(each);
    const feedback = opened.createObjectStore('feedback', { keyPath: 'id' });
    feedback.createIndex('persona', 'personaId');
    for (const each of [firstVerdict, changedVerdict, lateVerdict]) feedback.add(each);
    opened.createObjectStore('adapters', { keyPath: 'modelId' }).add(adapter);
    opened
      .createObjectStore('settings', { keyPath: settingsKey })
      .add({ [settingsKey]: 'theme', value: 'dark' });
  });
  database.close();
}

test('a database of version 1 is taken over with everything in it', async () => {
  await createVersion1();
  const storage = unwrap(await openStorage({ ...counters(), ...options }));

  expect(unwrap(await storage.personas())).toEqual([ana]);
  expect(unwrap(await storage.history('ana'))).toEqual([
    {
      offer: { ...afterLearning, audit: { ...audit, adapterVersion: 1 } },
      feedback: { ...lateVerdict, adapterVersion: 1 },
    },
    {
      offer: { ...beforeLearning, audit: { ...audit, adapterVersion: 0 } },
      feedback: { ...changedVerdict, adapterVersion: 0 },
    },
  ]);
  expect(unwrap(await storage.currentAdapter('tiny'))).toEqual({ ...adapter, version: 1 });
  expect(unwrap(await storage.setting('theme'))).toBe('dark');
  expect(unwrap(await storage.learningRuns())).toEqual([]);

  // The new indexes and keys are in use, not only there.
  unwrap(await storage.unjudge('early'));
  expect(unwrap(await storage.feedback('ana')).map(({ id }) => id)).toEqual(['v3']);
  expect(unwrap(await storage.saveAdapter(adapterOf('tiny', 4))).version).toBe(2);
  storage.close();
});

test('opening a second time finds the same and upgrades nothing', async () => {
  await createVersion1();
  unwrap(await openStorage({ ...counters(), ...options })).close();
  const again = unwrap(await openStorage({ ...counters(), ...options }));
  expect(unwrap(await again.adapters('tiny'))).toHaveLength(1);
  expect(unwrap(await again.history('ana'))).toHaveLength(2);
  again.close();
  expect(databaseVersion).toBe(4);
});

/** The second schema, as it was: everything but the imported customers. */
async function createVersion2(): Promise<void> {
  const database = await openByHand(name, 2, (opened) => {
    opened.createObjectStore('personas', { keyPath: 'id' }).add(ana);
    const offers = opened.createObjectStore('offers', { keyPath: 'id' });
    offers.createIndex('persona', 'personaId');
    offers.add({ ...afterLearning, audit: scored.audit });
    const feedback = opened.createObjectStore('feedback', { keyPath: 'id' });
    feedback.createIndex('persona', 'personaId');
    feedback.createIndex('offer', 'offerId');
    feedback.add({ ...lateVerdict, adapterVersion: 4 });
    const adapters = opened.createObjectStore('adapters', { keyPath: ['modelId', 'version'] });
    adapters.createIndex('model', 'modelId');
    adapters.add({ ...adapter, version: 4 });
    opened.createObjectStore('learningRuns', { keyPath: 'id' }).createIndex('persona', 'personaId');
    const settings = opened.createObjectStore('settings', { keyPath: 'name' });
    settings.add({ name: 'adapter in use: tiny', value: 4 });
    settings.add({ name: 'theme', value: 'dark' });
  });
  database.close();
}

test('a database of version 2 keeps all that it has, numbers included, and takes customers in', async () => {
  await createVersion2();
  const storage = unwrap(await openStorage({ ...counters(), ...options }));
  expect(unwrap(await storage.personas())).toEqual([ana]);
  expect(unwrap(await storage.history('ana'))).toEqual([
    { offer: { ...afterLearning, audit: scored.audit }, feedback: { ...lateVerdict, adapterVersion: 4 } },
  ]);
  expect(unwrap(await storage.adapter('tiny', 4))).toEqual({ ...adapter, version: 4 });
  expect(unwrap(await storage.setting('adapter in use: tiny'))).toBe(4);
  expect(unwrap(await storage.customers.current())).toBeUndefined();
  unwrap(await storage.customers.save(3, { base: [1, 2, 3] }));
  storage.close();

  const again = unwrap(await openStorage({ ...counters(), ...options }));
  expect(unwrap(await again.customers.current())).toMatchObject({ customers: 3 });
  expect(unwrap(await again.customers.part('base'))).toEqual([1, 2, 3]);
  expect(unwrap(await again.personas())).toEqual([ana]);
  again.close();
});

/** The third schema, as it was: customers, and nothing of rewards and campaigns. */
async function createVersion3(): Promise<void> {
  await createVersion2();
  const database = await openByHand(name, 3, (opened) => {
    opened
      .createObjectStore('customerSets', { keyPath: 'id' })
      .add({ id: 'current', revision: 'r1', savedAt: 7, customers: 2 });
    opened
      .createObjectStore('customerParts', { keyPath: 'name' })
      .add({ name: 'base', data: Float64Array.of(3, 4) });
  });
  database.close();
}

test('a database of version 3 keeps people, offers and customers, and takes campaigns in', async () => {
  await createVersion3();
  const storage = unwrap(await openStorage({ ...counters(), ...options }));
  expect(unwrap(await storage.personas())).toEqual([ana]);
  expect(unwrap(await storage.history('ana'))).toHaveLength(1);
  expect(unwrap(await storage.adapter('tiny', 4))).toEqual({ ...adapter, version: 4 });
  expect(unwrap(await storage.customers.current())).toEqual({
    id: 'current',
    revision: 'r1',
    savedAt: 7,
    customers: 2,
  });
  expect(unwrap(await storage.customers.part('base'))).toEqual(Float64Array.of(3, 4));
  expect(unwrap(await storage.rewards.current())).toBeUndefined();
  expect(unwrap(await storage.campaigns.campaigns())).toEqual([]);
  expect(unwrap(await storage.campaigns.ledger())).toBeUndefined();

  const set = unwrap(await storage.rewards.save(1, { catalogue: ['gift'] }));
  const campaign = unwrap(await storage.campaigns.saveCampaign({ goal: 'churn' }));
  const run = unwrap(
    await storage.campaigns.addRun({ campaignId: campaign.id, about: 'new' }, { head: 'plan' }),
  );
  storage.close();

  const again = unwrap(await openStorage({ ...counters(), ...options }));
  expect(unwrap(await again.rewards.current())).toEqual(set);
  expect(unwrap(await again.rewards.part('catalogue'))).toEqual(['gift']);
  expect(unwrap(await again.campaigns.runs(campaign.id))).toEqual([run]);
  expect(unwrap(await again.campaigns.part(run.id, 'head'))).toBe('plan');
  expect(unwrap(await again.customers.current())).toMatchObject({ customers: 2 });
  again.close();
});

test('an upgrade that fails half-way leaves the database as it was', async () => {
  await createVersion1('id');
  await expect(openStorage({ ...counters(), ...options })).rejects.toThrow();
  const database = await openByHand(name, 1);
  expect(database.version).toBe(1);
  const adapters = database.transaction('adapters').objectStore('adapters').getAll();
  await vi.waitFor(() => expect(adapters.readyState).toBe('done'));
  expect(adapters.result).toEqual([adapter]);
  database.close();
});
