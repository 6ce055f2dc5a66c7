import { deleteDB } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { commands } from 'vitest/browser';
import { createStorage } from '../../src/storage/create-storage.ts';
import { openIndexedDatabase } from '../../src/storage/indexed-database.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { databaseVersion } from '../../src/storage/schema.ts';
import { openByHand } from '../browser/databases.ts';
import { openFrame, openSandbox } from '../browser/frames.ts';
import { adapterOf, counters, failureOf, persona, scored, unwrap } from './samples.ts';

const laterVersion = databaseVersion + 1;

const name = 'connections-test';
const closing: (() => void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) close();
  await deleteDB(name);
});

async function open({ onBlocked = vi.fn(), onVersionChange = vi.fn() } = {}) {
  const result = await openStorage({ ...counters(), name, onBlocked, onVersionChange });
  if (result.ok) closing.push(() => result.value.close());
  return result;
}

test('a database of a later version is left alone', async () => {
  const later = await openByHand(name, laterVersion, (database) => database.createObjectStore('personas'));
  later.close();
  expect(failureOf(await open())).toBe('storage-newer');
  const again = await openByHand(name, laterVersion);
  closing.push(() => again.close());
  expect([again.version, [...again.objectStoreNames]]).toEqual([laterVersion, ['personas']]);
});

test('opening waits for a tab that holds an earlier version, and says so', async () => {
  const earlier = await openByHand(name, 1, (database) =>
    database.createObjectStore('adapters', { keyPath: 'modelId' }),
  );
  const onBlocked = vi.fn(() => earlier.close());
  expect((await open({ onBlocked })).ok).toBe(true);
  expect(onBlocked).toHaveBeenCalledOnce();
});

test('a later version in another tab is let through, and this one says that it is closed', async () => {
  const onVersionChange = vi.fn();
  const storage = unwrap(await open({ onVersionChange }));
  unwrap(await storage.savePersona(persona));
  const later = await openByHand(name, laterVersion);
  closing.push(() => later.close());
  expect(later.version).toBe(laterVersion);
  expect(onVersionChange).toHaveBeenCalledOnce();
  expect(failureOf(await storage.personas())).toBe('storage-closed');
  expect(failureOf(await storage.savePersona(persona))).toBe('storage-closed');
});

test('two tabs see the same, whole', async () => {
  const [one, two] = [unwrap(await open()), unwrap(await open())];
  const { id } = unwrap(await one.savePersona(persona));
  const [offer] = unwrap(await two.saveOffers(id, 'tiny', [scored]));
  unwrap(await one.judge(offer?.id ?? '', 'accepted'));
  const [a, b] = await Promise.all([one, two].map((tab) => tab.saveAdapter(adapterOf('tiny', 1))));
  expect([a, b].map((saved) => saved && unwrap(saved).version).sort()).toEqual([1, 2]);
  expect(unwrap(await two.history(id))).toEqual(unwrap(await one.history(id)));
  unwrap(await one.removePersona(id));
  expect(failureOf(await two.saveOffers(id, 'tiny', [scored]))).toBe('persona-unknown');
});

test('an adapter whose saving is cut off leaves the old one in use, and the run unfinished', async () => {
  const database = await openIndexedDatabase({ name, onBlocked: vi.fn(), onLost: vi.fn() });
  closing.push(() => database.close());
  const whole = createStorage(database, counters());
  const first = unwrap(await whole.saveAdapter(adapterOf('tiny', 1)));
  const cut = createStorage(
    {
      ...database,
      transaction: (names, mode, work) =>
        database.transaction(names, mode, (tables) => {
          const put = () => Promise.reject(new DOMException('cut off', 'AbortError'));
          return work({ ...tables, settings: { ...tables.settings, put } });
        }),
    },
    counters(),
  );
  expect(failureOf(await cut.saveAdapter(adapterOf('tiny', 2)))).toBe('storage-failed');
  expect(unwrap(await whole.adapters('tiny'))).toEqual([first]);
  expect(unwrap(await whole.currentAdapter('tiny'))?.version).toBe(1);
});

test('a tab closed in the middle of saving an adapter leaves the old one in use', async () => {
  const before = unwrap(await open());
  unwrap(await before.saveAdapter(adapterOf('tiny', 1)));
  const frame = openFrame(`
    import { openIndexedDatabase } from '/src/storage/indexed-database.ts';
    const database = await openIndexedDatabase({ name: '${name}', onBlocked() {}, onLost() {} });
    await database.transaction(['adapters', 'settings'], 'readwrite', async (tables) => {
      const adapter = (await tables.adapters.all())[0];
      await tables.adapters.put({ ...adapter, version: 2 });
      await tables.settings.put({ name: 'currentAdapter:tiny', value: 2 });
      parent.postMessage('half done', '*');
      while (true) await tables.adapters.count(); // keeps the transaction open
    });
  `);
  expect(await frame.next()).toBe('half done');
  frame.remove();
  const after = unwrap(await open());
  expect(unwrap(await after.adapters('tiny')).map(({ version }) => version)).toEqual([1]);
  expect(unwrap(await after.currentAdapter('tiny'))?.version).toBe(1);
});

test('where the browser refuses storage, opening says so and memory takes over', async () => {
  const bundle = await commands.bundle('src/storage/open-storage.ts', 'storage');
  const frame = openSandbox(`${bundle};
    const options = { now: Date.now, newId: () => 'a', onBlocked() {}, onVersionChange() {} };
    (async () => {
      const opened = await storage.openStorage(options);
      const memory = storage.memoryStorage(options);
      const saved = await memory.savePersona(${JSON.stringify(persona)});
      parent.postMessage([opened.failures, saved.ok, memory.persistent], '*');
    })();
  `);
  expect(await frame.next()).toEqual([
    [{ type: 'storage-unavailable', message: expect.stringMatching(/private window/) }],
    true,
    false,
  ]);
});
