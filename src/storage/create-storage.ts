import type { AdapterVersion } from '../domain/adapter-version.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Offer } from '../domain/offer.ts';
import type { StoredPersona } from '../domain/persona.ts';
import { type Result, success } from '../domain/result.ts';
import { currentAdapterSetting, lastAdapterSetting } from './adapter-settings.ts';
import { createCampaignStorage } from './campaign-storage.ts';
import { createCouponStorage } from './coupon-storage.ts';
import { createCustomerStorage } from './customer-storage.ts';
import type { Database, Tables } from './database.ts';
import { failureDuringUse, unknownAdapter, unknownOffer, unknownPersona } from './failures.ts';
import { createRewardStorage } from './reward-storage.ts';
import { type LearningRun, type StoredAdapter, type StoreName, storeNames } from './schema.ts';
import type { Storage } from './storage.ts';

export interface StorageOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A new name at every call, such as `crypto.randomUUID()`. */
  readonly newId: () => string;
  /** Adapter versions kept for each model; 8 when left out. */
  readonly adaptersToKeep?: number;
}

/** The one implementation of `Storage`, over any database. */
export function createStorage(database: Database, options: StorageOptions): Storage {
  const { now, newId, adaptersToKeep = 8 } = options;

  const attempt = async <T>(
    mode: 'readonly' | 'readwrite',
    names: readonly StoreName[],
    work: (tables: Tables) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    try {
      return await database.transaction(names, mode, work);
    } catch (error) {
      return failureDuringUse(error);
    }
  };
  const read = <T>(names: readonly StoreName[], work: (tables: Tables) => Promise<Result<T>>) =>
    attempt('readonly', names, work);
  const write = <T>(names: readonly StoreName[], work: (tables: Tables) => Promise<Result<T>>) =>
    attempt('readwrite', names, work);

  return {
    persistent: database.persistent,
    close: () => database.close(),

    personas: () => read(['personas'], async ({ personas }) => success(inOrder(await personas.all()))),

    persona: (id) =>
      read(['personas'], async ({ personas }) => {
        const persona = await personas.get(id);
        return persona === undefined ? unknownPersona(id) : success(persona);
      }),

    savePersona: (persona, id) =>
      write(['personas'], async ({ personas }) => {
        const old = id === undefined ? undefined : await personas.get(id);
        if (id !== undefined && old === undefined) return unknownPersona(id);
        const saved: StoredPersona = {
          ...persona,
          id: old?.id ?? newId(),
          createdAt: old?.createdAt ?? now(),
        };
        await personas.put(saved);
        return success(saved);
      }),

    removePersona: (id) =>
      write(['personas', 'offers', 'feedback', 'learningRuns'], async (tables) => {
        await tables.personas.remove(id);
        for (const offer of await tables.offers.where('persona', id)) await tables.offers.remove(offer.id);
        for (const verdict of await tables.feedback.where('persona', id)) {
          await tables.feedback.remove(verdict.id);
        }
        for (const run of await tables.learningRuns.where('persona', id)) {
          await tables.learningRuns.remove(run.id);
        }
        return success(undefined);
      }),

    saveOffers: (personaId, modelId, offers) =>
      write(['personas', 'offers'], async (tables) => {
        // Asked again here, because another tab may have removed the persona while the offers were written.
        if ((await tables.personas.get(personaId)) === undefined) return unknownPersona(personaId);
        const createdAt = now();
        const saved: readonly Offer[] = offers.map((offer, place) => ({
          ...offer,
          place,
          id: newId(),
          personaId,
          modelId,
          createdAt,
        }));
        for (const offer of saved) await tables.offers.put(offer);
        return success(saved);
      }),

    offer: (id) =>
      read(['offers'], async ({ offers }) => {
        const offer = await offers.get(id);
        return offer === undefined ? unknownOffer(id) : success(offer);
      }),

    history: (personaId) =>
      read(['offers', 'feedback'], async ({ offers, feedback }) => {
        const newest = newestOfEach(await feedback.where('persona', personaId));
        const newestFirst = (await offers.where('persona', personaId)).sort(newestThenBest);
        return success(
          newestFirst.map((offer) => {
            const verdict = newest.get(offer.id);
            return verdict === undefined ? { offer } : { offer, feedback: verdict };
          }),
        );
      }),

    judge: (offerId, verdict) =>
      write(['offers', 'feedback'], async (tables) => {
        const offer = await tables.offers.get(offerId);
        if (offer === undefined) return unknownOffer(offerId);
        const last = newestOfEach(await tables.feedback.where('offer', offerId)).get(offerId);
        const feedback: Feedback = {
          id: newId(),
          offerId,
          personaId: offer.personaId,
          text: offer.text,
          verdict,
          // Later than the last one, even within a millisecond or after the clock was set back.
          createdAt: Math.max(now(), (last?.createdAt ?? 0) + 1),
          modelId: offer.modelId,
          adapterVersion: offer.audit.adapterVersion,
        };
        await tables.feedback.put(feedback);
        return success(feedback);
      }),

    unjudge: (offerId) =>
      write(['feedback'], async ({ feedback }) => {
        for (const verdict of await feedback.where('offer', offerId)) await feedback.remove(verdict.id);
        return success(undefined);
      }),

    feedback: (personaId) =>
      read(['feedback'], async ({ feedback }) => {
        const all =
          personaId === undefined ? await feedback.all() : await feedback.where('persona', personaId);
        return success(inOrder([...newestOfEach(all).values()]));
      }),

    adapters: (modelId) =>
      read(['adapters'], async ({ adapters }) => {
        if (modelId === undefined) return success(inOrder(await adapters.all()).map(describe));
        return success(inVersionOrder(await adapters.where('model', modelId)).map(describe));
      }),

    adapter: (modelId, version) =>
      read(['adapters'], async ({ adapters }) => {
        const adapter = await adapters.get([modelId, version]);
        return adapter === undefined ? unknownAdapter(version) : success(adapter);
      }),

    currentAdapter: (modelId) =>
      read(['adapters', 'settings'], async ({ adapters, settings }) => {
        const version = await numberIn(settings, currentAdapterSetting(modelId));
        return success(version === 0 ? undefined : await adapters.get([modelId, version]));
      }),

    saveAdapter: (adapter, finishes) =>
      write(['adapters', 'settings', 'learningRuns'], async ({ adapters, settings, learningRuns }) => {
        const { modelId } = adapter;
        const version = 1 + (await numberIn(settings, lastAdapterSetting(modelId)));
        const saved: StoredAdapter = { ...adapter, version, createdAt: now() };
        await adapters.put(saved);
        await settings.put({ name: lastAdapterSetting(modelId), value: version });
        await settings.put({ name: currentAdapterSetting(modelId), value: version });
        if (finishes !== undefined) await learningRuns.remove(finishes);
        const kept = inVersionOrder(await adapters.where('model', modelId));
        for (const old of kept.slice(0, Math.max(0, kept.length - adaptersToKeep))) {
          await adapters.remove([modelId, old.version]);
        }
        return success(describe(saved));
      }),

    useAdapter: (modelId, version) =>
      write(['adapters', 'settings'], async ({ adapters, settings }) => {
        if (version !== 0 && (await adapters.get([modelId, version])) === undefined) {
          return unknownAdapter(version);
        }
        await settings.put({ name: currentAdapterSetting(modelId), value: version });
        return success(undefined);
      }),

    learningRuns: () =>
      read(['learningRuns'], async ({ learningRuns }) => success(inStartOrder(await learningRuns.all()))),

    saveLearningRun: (run) =>
      write(['learningRuns'], async ({ learningRuns }) => {
        await learningRuns.put(run);
        return success(undefined);
      }),

    removeLearningRun: (id) =>
      write(['learningRuns'], async ({ learningRuns }) => {
        await learningRuns.remove(id);
        return success(undefined);
      }),

    setting: (name) => read(['settings'], async ({ settings }) => success((await settings.get(name))?.value)),

    saveSetting: (name, value) =>
      write(['settings'], async ({ settings }) => {
        await settings.put({ name, value });
        return success(undefined);
      }),

    customers: createCustomerStorage(attempt, options),
    coupons: createCouponStorage(attempt, options),
    rewards: createRewardStorage(attempt, options),
    campaigns: createCampaignStorage(attempt, options),

    eraseEverything: () =>
      write(storeNames, async (tables) => {
        const erased: Partial<Record<StoreName, number>> = {};
        for (const name of storeNames) {
          erased[name] = await tables[name].count();
          await tables[name].clear();
        }
        return success(erased as Record<StoreName, number>);
      }),
  };
}

function inOrder<T extends { readonly createdAt: number }>(records: readonly T[]): T[] {
  return [...records].sort((a, b) => a.createdAt - b.createdAt);
}

/** Offers written together share their time; among them, those let through and the best come first. */
function newestThenBest(a: Offer, b: Offer): number {
  const refused = ({ decision }: Offer) => (decision === 'refuse' ? 1 : 0);
  const placed = a.place === undefined || b.place === undefined ? b.score - a.score : a.place - b.place;
  return b.createdAt - a.createdAt || refused(a) - refused(b) || placed;
}

function inVersionOrder<T extends { readonly version: number }>(records: readonly T[]): T[] {
  return [...records].sort((a, b) => a.version - b.version);
}

function inStartOrder(runs: readonly LearningRun[]): LearningRun[] {
  return [...runs].sort((a, b) => a.startedAt - b.startedAt);
}

function newestOfEach(feedback: readonly Feedback[]): Map<string, Feedback> {
  return new Map(inOrder(feedback).map((verdict) => [verdict.offerId, verdict]));
}

function describe({ tensors: _tensors, config: _config, ...version }: StoredAdapter): AdapterVersion {
  return version;
}

async function numberIn(settings: Tables['settings'], name: string): Promise<number> {
  const value = (await settings.get(name))?.value;
  return typeof value === 'number' ? value : 0;
}
