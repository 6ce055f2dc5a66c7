import { deleteDB, openDB } from 'idb';
import { afterEach, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { memoryStorage, openStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { counters, unwrap } from './samples.ts';

const { origin } = location;

/** Leaves the database little room. */
export async function fillDisk(): Promise<void> {
  // Chromium remembers for a while how much room there was; clearing makes it look again.
  await cdp().send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 });
  // It answers while it still clears; a database opened then ends with an UnknownError.
  await vi.waitFor(async () => (await openDB('probe')).close());
  await deleteDB('probe');
}

/** As much room as the machine has. */
export async function freeDisk(): Promise<void> {
  await cdp().send('Storage.overrideQuotaForOrigin', { origin });
}

export interface StoragePlaces {
  readonly inIndexedDb: () => Promise<Storage>;
  /** For `describe.each`. */
  readonly both: readonly { readonly place: string; readonly open: () => Promise<Storage> }[];
}

/** Where storage may be; the database of this name goes after each test, and there is room on the disk again. */
export function storagePlaces(name: string): StoragePlaces {
  afterEach(async () => {
    await freeDisk();
    await deleteDB(name);
  });
  const inIndexedDb = async () =>
    unwrap(await openStorage({ ...counters(), name, onBlocked: vi.fn(), onVersionChange: vi.fn() }));
  const inMemory = async () => memoryStorage(counters());
  return {
    inIndexedDb,
    both: [
      { place: 'IndexedDB', open: inIndexedDb },
      { place: 'memory', open: inMemory },
    ],
  };
}
