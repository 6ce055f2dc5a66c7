import { type Database, type Table, type Tables, tablesOf } from './database.ts';
import { type StoreName, storeNames, stores } from './schema.ts';

type Rows = Map<string, Record<string, unknown>>;

/** A database that lives as long as the page, for browsers that let pages keep nothing. */
export function memoryDatabase(): Database {
  const rows = Object.fromEntries(storeNames.map((name) => [name, new Map()])) as Record<StoreName, Rows>;
  let last: Promise<unknown> = Promise.resolve();

  return {
    persistent: false,
    transaction(names, _mode, work) {
      const turn = async () => {
        const before = names.map((name) => [name, new Map(rows[name])] as const);
        try {
          return await work(tablesIn(rows));
        } catch (error) {
          for (const [name, saved] of before) rows[name] = saved;
          throw error;
        }
      };
      // One at a time, as IndexedDB would order two that write the same store.
      const result = last.then(turn, turn);
      last = result.catch(() => undefined);
      return result;
    },
    close: () => undefined,
  };
}

function tablesIn(rows: Record<StoreName, Rows>): Tables {
  function table<Name extends StoreName>(name: Name): Table<Name> {
    const { keyPath } = stores[name];
    const indexes: Readonly<Record<string, string>> = stores[name].indexes;
    const keyOf = (row: Record<string, unknown>) =>
      JSON.stringify(typeof keyPath === 'string' ? row[keyPath] : keyPath.map((part) => row[part]));
    // Copies in and out, so that a caller cannot change what is stored by changing what it holds.
    const all = () => [...rows[name].values()].map((row) => structuredClone(row)) as never[];
    return {
      get: async (key) => structuredClone(rows[name].get(JSON.stringify(key))) as never,
      all: async () => all(),
      where: async (index, value) => all().filter((row) => row[indexes[index] ?? index] === value),
      put: async (value) => {
        const row = structuredClone(value) as unknown as Record<string, unknown>;
        rows[name].set(keyOf(row), row);
      },
      remove: async (key) => void rows[name].delete(JSON.stringify(key)),
      count: async () => rows[name].size,
      clear: async () => rows[name].clear(),
    };
  }
  return tablesOf(table);
}
