import { deleteDB } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { openStorage } from '../../src/storage/open-storage.ts';
import { adapterOf, counters, failureOf, persona, unwrap } from './samples.ts';

const name = 'quota-test';
const { origin } = location;

afterEach(async () => {
  await cdp().send('Storage.overrideQuotaForOrigin', { origin });
  await deleteDB(name);
});

test('a full disk is a failure with a name, loses nothing, and is over when there is room again', async () => {
  // Chromium remembers for a while how much room there was; clearing makes it look again.
  await cdp().send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 });
  const options = { ...counters(), name, onBlocked: vi.fn(), onVersionChange: vi.fn() };
  const storage = unwrap(await openStorage(options));
  const saved = unwrap(await storage.savePersona(persona));
  const first = unwrap(await storage.saveAdapter(adapterOf('tiny', 1, 256 * 1024)));

  expect(failureOf(await storage.saveAdapter(adapterOf('tiny', 2, 4 * 1024 * 1024)))).toBe('storage-full');
  expect(unwrap(await storage.personas())).toEqual([saved]);
  expect(unwrap(await storage.adapters('tiny'))).toEqual([first]);
  const current = unwrap(await storage.currentAdapter('tiny'));
  expect(current?.version).toBe(1);
  expect(current?.tensors[0]?.data.length).toBe(256 * 1024);

  await cdp().send('Storage.overrideQuotaForOrigin', { origin });
  expect(unwrap(await storage.saveAdapter(adapterOf('tiny', 2, 4 * 1024 * 1024))).version).toBe(2);
  storage.close();
});
