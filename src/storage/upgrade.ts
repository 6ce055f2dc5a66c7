import type { IDBPDatabase, IDBPTransaction } from 'idb';
import type { Feedback } from '../domain/feedback.ts';
import type { Audit, Offer } from '../domain/offer.ts';
import { currentAdapterSetting, lastAdapterSetting } from './adapter-settings.ts';
import type { OffersmithSchema, Setting, StoredAdapter, StoreName } from './schema.ts';
import { stores } from './schema.ts';

/** Version 1 had one adapter a model, found by `modelId`, and nothing said which adapter had been at work. */
type AdapterOfVersion1 = Omit<StoredAdapter, 'version'>;
type OfferOfVersion1 = Omit<Offer, 'audit'> & { readonly audit: Omit<Audit, 'adapterVersion'> };
type FeedbackOfVersion1 = Omit<Feedback, 'adapterVersion'>;

type Upgrade = IDBPTransaction<OffersmithSchema, StoreName[], 'versionchange'>;
/** The same transaction before its stores have the shapes of the schema. */
type UntypedUpgrade = IDBPTransaction<unknown, string[], 'versionchange'>;

/**
 * Brings a database of any earlier version to the present one, with everything in it. Runs inside the
 * upgrade's own transaction: if any of it fails, the database stays as it was.
 */
export async function upgrade(
  database: IDBPDatabase<OffersmithSchema>,
  transaction: Upgrade,
  oldVersion: number,
): Promise<void> {
  const untypedDatabase = database as unknown as IDBPDatabase;
  const untyped = transaction as unknown as UntypedUpgrade;
  const adapters: AdapterOfVersion1[] =
    oldVersion === 1 ? await untyped.objectStore('adapters').getAll() : [];
  if (oldVersion === 1) database.deleteObjectStore('adapters');

  for (const [name, { keyPath, indexes }] of Object.entries(stores)) {
    const store = untypedDatabase.objectStoreNames.contains(name)
      ? untyped.objectStore(name)
      : untypedDatabase.createObjectStore(name, {
          keyPath: typeof keyPath === 'string' ? keyPath : [...keyPath],
        });
    for (const [index, path] of Object.entries(indexes)) {
      if (!store.indexNames.contains(index)) store.createIndex(index, path);
    }
  }

  if (oldVersion === 1) await numberAdapters(transaction, adapters);
}

/** Version 1 to 2: its adapters become number 1, and what was made or judged after them is theirs. */
async function numberAdapters(transaction: Upgrade, adapters: readonly AdapterOfVersion1[]): Promise<void> {
  const offers = transaction.objectStore('offers');
  const feedback = transaction.objectStore('feedback');
  const settings = transaction.objectStore('settings');
  const learnedAt = new Map(adapters.map(({ modelId, createdAt }) => [modelId, createdAt]));
  const versionAt = (modelId: string, time: number) =>
    time >= (learnedAt.get(modelId) ?? Number.POSITIVE_INFINITY) ? 1 : 0;

  for (const adapter of adapters) {
    const { modelId } = adapter;
    await transaction.objectStore('adapters').put({ ...adapter, version: 1 });
    await settings.put({ name: currentAdapterSetting(modelId), value: 1 } satisfies Setting);
    await settings.put({ name: lastAdapterSetting(modelId), value: 1 } satisfies Setting);
  }
  const oldOffers: readonly OfferOfVersion1[] = await offers.getAll();
  for (const offer of oldOffers) {
    const adapterVersion = versionAt(offer.modelId, offer.createdAt);
    await offers.put({ ...offer, audit: { ...offer.audit, adapterVersion } });
  }
  const madeBy = new Map(oldOffers.map(({ id, modelId, createdAt }) => [id, versionAt(modelId, createdAt)]));
  const oldFeedback: readonly FeedbackOfVersion1[] = await feedback.getAll();
  for (const verdict of oldFeedback) {
    const adapterVersion = madeBy.get(verdict.offerId) ?? versionAt(verdict.modelId, verdict.createdAt);
    await feedback.put({ ...verdict, adapterVersion });
  }
}
