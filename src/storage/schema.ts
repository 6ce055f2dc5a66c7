import type { DBSchema } from 'idb';
import type { AdapterVersion } from '../domain/adapter-version.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Offer } from '../domain/offer.ts';
import type { StoredPersona } from '../domain/persona.ts';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A tensor at rest: `data` is row-major and as long as the product of `shape`. */
export interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** One learned adapter, whole: what is known of it, its numbers, and its configuration in PEFT's words. */
export interface StoredAdapter extends AdapterVersion {
  readonly tensors: readonly StoredTensor[];
  readonly config: { readonly [key: string]: JsonValue };
}

/**
 * A learning run that has begun and not ended. One found at the next start was cut off: its tab was closed,
 * or its worker died.
 */
export interface LearningRun {
  readonly id: string;
  readonly modelId: string;
  readonly personaId: string;
  readonly seed: number;
  readonly steps: number;
  /** Steps done when this was written. */
  readonly step: number;
  /** The adapter that it started from; 0 is the model as shipped. */
  readonly baseVersion: number;
  readonly startedAt: number;
  readonly updatedAt: number;
  /** Adapter and optimiser state after `step` steps, where the run can be taken up again. */
  readonly checkpoint?: readonly StoredTensor[];
}

export interface Setting {
  readonly name: string;
  readonly value: JsonValue;
}

/** What names the imported customers that are kept; there is one, under the id `current`, or none. */
export interface CustomerSet {
  readonly id: 'current';
  /** A new one for every import, so that a worker can tell whether what it holds in memory is still what is kept. */
  readonly revision: string;
  readonly savedAt: number;
  readonly customers: number;
}

/** One part of the imported customers; what it holds is for whoever wrote it to check. */
export interface CustomerPart {
  readonly name: string;
  readonly data: unknown;
}

export interface OffersmithSchema extends DBSchema {
  personas: { key: string; value: StoredPersona };
  offers: { key: string; value: Offer; indexes: { persona: string } };
  feedback: { key: string; value: Feedback; indexes: { persona: string; offer: string } };
  adapters: { key: [string, number]; value: StoredAdapter; indexes: { model: string } };
  learningRuns: { key: string; value: LearningRun; indexes: { persona: string } };
  settings: { key: string; value: Setting };
  customerSets: { key: string; value: CustomerSet };
  customerParts: { key: string; value: CustomerPart };
}

export type StoreName =
  | 'personas'
  | 'offers'
  | 'feedback'
  | 'adapters'
  | 'learningRuns'
  | 'settings'
  | 'customerSets'
  | 'customerParts';

/** 2 numbered the adapters; 3 added the imported customers and left the other stores as they were. */
export const databaseVersion = 3;

/** Key and indexes of every store, for the database and for its stand-in in memory. */
export const stores: {
  readonly [Name in StoreName]: {
    readonly keyPath: string | readonly string[];
    readonly indexes: { readonly [Index in IndexOf<Name>]: string };
  };
} = {
  personas: { keyPath: 'id', indexes: {} },
  offers: { keyPath: 'id', indexes: { persona: 'personaId' } },
  feedback: { keyPath: 'id', indexes: { persona: 'personaId', offer: 'offerId' } },
  adapters: { keyPath: ['modelId', 'version'], indexes: { model: 'modelId' } },
  learningRuns: { keyPath: 'id', indexes: { persona: 'personaId' } },
  settings: { keyPath: 'name', indexes: {} },
  customerSets: { keyPath: 'id', indexes: {} },
  customerParts: { keyPath: 'name', indexes: {} },
};

/** Names of a store's indexes. */
export type IndexOf<Name extends StoreName> = OffersmithSchema[Name] extends { indexes: infer Indexes }
  ? keyof Indexes & string
  : never;

export const storeNames: readonly StoreName[] = [
  'personas',
  'offers',
  'feedback',
  'adapters',
  'learningRuns',
  'settings',
  'customerSets',
  'customerParts',
];
