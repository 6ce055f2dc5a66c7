import type { IndexOf, OffersmithSchema, StoreName } from './schema.ts';

type Key<Name extends StoreName> = OffersmithSchema[Name]['key'];
type Value<Name extends StoreName> = OffersmithSchema[Name]['value'];

/** One store inside a transaction. */
export interface Table<Name extends StoreName> {
  get(key: Key<Name>): Promise<Value<Name> | undefined>;
  /** In the order of the keys. */
  all(): Promise<Value<Name>[]>;
  /** Those whose indexed field has this value. */
  where(index: IndexOf<Name>, value: string): Promise<Value<Name>[]>;
  put(value: Value<Name>): Promise<void>;
  remove(key: Key<Name>): Promise<void>;
  count(): Promise<number>;
  clear(): Promise<void>;
}

export type Tables = { readonly [Name in StoreName]: Table<Name> };

/** Every store, from one way of making a table. */
export function tablesOf(table: <Name extends StoreName>(name: Name) => Table<Name>): Tables {
  return {
    personas: table('personas'),
    offers: table('offers'),
    feedback: table('feedback'),
    adapters: table('adapters'),
    learningRuns: table('learningRuns'),
    settings: table('settings'),
    customerSets: table('customerSets'),
    customerParts: table('customerParts'),
    rewardSets: table('rewardSets'),
    rewardParts: table('rewardParts'),
    campaigns: table('campaigns'),
    runs: table('runs'),
    runParts: table('runParts'),
    runLog: table('runLog'),
    ledgers: table('ledgers'),
    couponCodes: table('couponCodes'),
    coupons: table('coupons'),
    kioskKeys: table('kioskKeys'),
    redemptions: table('redemptions'),
  };
}

/**
 * What storage needs of a database: transactions that happen whole or not at all. IndexedDB is one, and memory,
 * for browsers that keep nothing, another.
 */
export interface Database {
  readonly persistent: boolean;
  /**
   * Runs `work` in one transaction over the named stores. `work` may await its tables and nothing else, or
   * IndexedDB ends the transaction early. If it throws, nothing it wrote remains.
   */
  transaction<T>(
    names: readonly StoreName[],
    mode: 'readonly' | 'readwrite',
    work: (tables: Tables) => Promise<T>,
  ): Promise<T>;
  close(): void;
}
