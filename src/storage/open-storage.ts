import { type Result, success } from '../domain/result.ts';
import { createStorage, type StorageOptions } from './create-storage.ts';
import { failureWhileOpening, unavailableFailure } from './failures.ts';
import { openIndexedDatabase } from './indexed-database.ts';
import { locksAreRefused } from './learning-lock.ts';
import { memoryDatabase } from './memory-database.ts';
import type { Storage } from './storage.ts';

export interface OpenStorageOptions extends StorageOptions {
  /** The database's name; `offersmith` when left out. */
  readonly name?: string;
  /** Another tab still holds an earlier version; opening waits until it is closed, so tell the person. */
  readonly onBlocked: () => void;
  /** A later version was opened in another tab: this storage is closed, and the page should be reloaded. */
  readonly onVersionChange: () => void;
}

/**
 * Opens what is stored on this device. Fails with `storage-unavailable` where the browser keeps nothing (use
 * `memoryStorage` then), `storage-newer` where a later version of the application wrote it, `storage-full` and
 * `storage-failed`; none of them changes what is stored.
 */
export async function openStorage(options: OpenStorageOptions): Promise<Result<Storage>> {
  if (typeof indexedDB === 'undefined') return unavailableFailure();
  try {
    const database = await openIndexedDatabase({
      name: options.name ?? 'offersmith',
      onBlocked: options.onBlocked,
      onLost: options.onVersionChange,
    });
    return success(createStorage(database, options));
  } catch (error) {
    // Where site data is blocked, Chromium answers with the same `UnknownError` as for a broken disk.
    return (await locksAreRefused()) ? unavailableFailure() : failureWhileOpening(error);
  }
}

/** The same storage without a disk: everything works and is forgotten with the page. */
export function memoryStorage(options: StorageOptions): Storage {
  return createStorage(memoryDatabase(), options);
}
