import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { openDB } from 'idb';
import { type Database, type Table, type Tables, tablesOf } from './database.ts';
import { databaseVersion, type OffersmithSchema, type StoreName } from './schema.ts';
import { upgrade } from './upgrade.ts';

export interface IndexedDatabaseOptions {
  readonly name: string;
  /** Another tab still uses an earlier version and has not let go; opening waits until it does. */
  readonly onBlocked: () => void;
  /** This connection was given up, because a later version was opened elsewhere or the browser ended it. */
  readonly onLost: (cause: 'newer-version' | 'terminated') => void;
}

/**
 * Opens, and where needed creates or upgrades, the database in IndexedDB. Rejects with the DOMException of the
 * browser: `VersionError` for a later database, `SecurityError` where pages may keep nothing.
 */
export async function openIndexedDatabase(options: IndexedDatabaseOptions): Promise<Database> {
  let upgradeError: unknown;
  const database = await openDB<OffersmithSchema>(options.name, databaseVersion, {
    upgrade(opened, oldVersion, _newVersion, transaction) {
      transaction.done.catch(() => undefined); // openDB rejects as well
      upgrade(opened, transaction, oldVersion).catch((error: unknown) => {
        upgradeError = error;
        transaction.abort();
      });
    },
    blocked: options.onBlocked,
    blocking(_current, _blocked, event) {
      // Making way at once: a person should not have to hunt for the tab that blocks.
      (event.target as IDBDatabase).close();
      options.onLost('newer-version');
    },
    terminated: () => options.onLost('terminated'),
  }).catch((error: unknown) => {
    throw upgradeError ?? error;
  });
  return {
    persistent: true,
    transaction: (...args) => transact(database, ...args),
    close: () => database.close(),
  };
}

async function transact<T>(
  database: IDBPDatabase<OffersmithSchema>,
  names: readonly StoreName[],
  mode: 'readonly' | 'readwrite',
  work: (tables: Tables) => Promise<T>,
): Promise<T> {
  // A few milliseconds for the certainty that what was reported as saved survives a power cut.
  const transaction = database.transaction([...names], mode, { durability: 'strict' });
  const done = transaction.done;
  done.catch(() => undefined);
  try {
    const result = await work(tablesIn(transaction));
    await done;
    return result;
  } catch (error) {
    // The first cause, such as a full disk, rather than the "aborted" of the requests behind it.
    const cause = transaction.error ?? error;
    try {
      transaction.abort();
    } catch {
      // It had ended by itself.
    }
    throw cause;
  }
}

type Transaction = IDBPTransaction<OffersmithSchema, StoreName[], 'readonly' | 'readwrite'>;

function tablesIn(transaction: Transaction): Tables {
  const untyped = transaction as unknown as IDBPTransaction<unknown, string[], 'readwrite'>;
  function table<Name extends StoreName>(name: Name): Table<Name> {
    // Looked up at each use: a store that the transaction was not opened for must not be touched.
    const store = () => untyped.objectStore(name);
    return {
      get: (key) => store().get(key),
      all: () => store().getAll(),
      where: (index, value) => store().index(index).getAll(value),
      put: async (value) => void (await store().put(value)),
      remove: (key) => store().delete(key),
      count: () => store().count(),
      clear: () => store().clear(),
    };
  }
  return tablesOf(table);
}
