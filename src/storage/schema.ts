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

/** What names the reward catalogue that is kept; there is one, under the id `current`, or none. */
export interface RewardSet {
  readonly id: 'current';
  /** A new one for every catalogue. */
  readonly revision: string;
  readonly savedAt: number;
  readonly rewards: number;
}

/** One part of the catalogue; what it holds is for whoever wrote it to check. */
export interface RewardPart {
  readonly name: string;
  readonly data: unknown;
}

export interface StoredCampaign {
  readonly id: string;
  readonly createdAt: number;
  readonly savedAt: number;
  /** From 1, raised by every save. */
  readonly revision: number;
  /** What it holds is for whoever wrote it to check. */
  readonly draft: unknown;
}

/** A run that has begun: how far it has come. What it was made with, and its log, lie beside it. */
export interface StoredRun {
  readonly id: string;
  readonly campaignId: string;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly status: 'running' | 'paused' | 'finished' | 'cancelled';
  /** Where the log ends, so that one that was cut off is noticed. */
  readonly log: { readonly chunks: number; readonly entries: number; readonly hash: string };
  /** Names of its parts. */
  readonly parts: readonly string[];
  /** Small; what it holds is for whoever wrote it to check. */
  readonly about: unknown;
}

/** One part of what a run was made with. */
export interface RunPart {
  readonly run: string;
  readonly name: string;
  readonly data: unknown;
}

/** Entries of a run's log that were written together. */
export interface RunLogChunk {
  readonly run: string;
  /** From 0. */
  readonly chunk: number;
  readonly data: unknown;
}

/** What was handed out over all runs; there is one, under the id `current`, or none. */
export interface StoredLedger {
  readonly id: 'current';
  /** From 1, raised by every change. */
  readonly revision: number;
  readonly ledger: unknown;
}

/** What a code is worth to whoever shows it, kept beside the code so that a till can tell without the run. */
export interface CodeWorth {
  readonly rewardId: string;
  readonly rewardName: string;
  /** Last moment, in milliseconds since 1970. */
  readonly validUntil?: number;
  /** Title of the campaign that handed it out. */
  readonly campaign: string;
}

/** A coupon code of a pool. */
export interface CouponCode {
  /** The pool's name. */
  readonly pool: string;
  readonly code: string;
  /** Its turn within the pool, from 0. */
  readonly place: number;
  readonly source: 'imported' | 'generated';
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  /** What it was given to; absent while it is free. */
  readonly usedBy?: string;
  readonly usedAt?: number;
  /** Of a code that a campaign handed out; earlier versions did not note it. */
  readonly worth?: CodeWorth;
}

/** A coupon that was made on this device. */
export interface StoredCoupon {
  /** As it stands on the coupon. */
  readonly code: string;
  readonly rewardId: string;
  readonly rewardName: string;
  /** Milliseconds since 1970, as the other moments. */
  readonly madeAt: number;
  readonly validUntil?: number;
  /** Signed for this kiosk, with what its QR code says. */
  readonly kioskId?: string;
  readonly token?: string;
}

/** A key that coupons are verified with and, where it was made on this device, signed with. */
export interface KioskKey {
  /** The name under which the key is known. */
  readonly id: string;
  readonly createdAt: number;
  /** Ed25519, 32 bytes. */
  readonly publicKeyRaw: Uint8Array<ArrayBuffer>;
  /** Not extractable: the browser keeps it, and nobody reads it. Absent for keys of others. */
  readonly privateKey?: CryptoKey;
}

/** A coupon that was taken on this device. */
export interface StoredRedemption {
  /** Empty for a code without a signature. */
  readonly kioskId: string;
  readonly code: string;
  readonly rewardId: string;
  readonly at: number;
  readonly validUntil: number;
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
  rewardSets: { key: string; value: RewardSet };
  rewardParts: { key: string; value: RewardPart };
  campaigns: { key: string; value: StoredCampaign };
  runs: { key: string; value: StoredRun; indexes: { campaign: string } };
  runParts: { key: [string, string]; value: RunPart };
  runLog: { key: [string, number]; value: RunLogChunk };
  ledgers: { key: string; value: StoredLedger };
  couponCodes: { key: [string, string]; value: CouponCode; indexes: { pool: string; usedBy: string } };
  coupons: { key: string; value: StoredCoupon };
  kioskKeys: { key: string; value: KioskKey };
  redemptions: { key: [string, string]; value: StoredRedemption };
}

export type StoreName =
  | 'personas'
  | 'offers'
  | 'feedback'
  | 'adapters'
  | 'learningRuns'
  | 'settings'
  | 'customerSets'
  | 'customerParts'
  | 'rewardSets'
  | 'rewardParts'
  | 'campaigns'
  | 'runs'
  | 'runParts'
  | 'runLog'
  | 'ledgers'
  | 'couponCodes'
  | 'coupons'
  | 'kioskKeys'
  | 'redemptions';

/**
 * 2 numbered the adapters; 3 added the imported customers, 4 rewards, campaigns, runs, coupons and keys. Neither
 * touched the stores that were there.
 */
export const databaseVersion = 4;

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
  rewardSets: { keyPath: 'id', indexes: {} },
  rewardParts: { keyPath: 'name', indexes: {} },
  campaigns: { keyPath: 'id', indexes: {} },
  runs: { keyPath: 'id', indexes: { campaign: 'campaignId' } },
  runParts: { keyPath: ['run', 'name'], indexes: {} },
  runLog: { keyPath: ['run', 'chunk'], indexes: {} },
  ledgers: { keyPath: 'id', indexes: {} },
  couponCodes: { keyPath: ['pool', 'code'], indexes: { pool: 'pool', usedBy: 'usedBy' } },
  coupons: { keyPath: 'code', indexes: {} },
  kioskKeys: { keyPath: 'id', indexes: {} },
  redemptions: { keyPath: ['kioskId', 'code'], indexes: {} },
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
  'rewardSets',
  'rewardParts',
  'campaigns',
  'runs',
  'runParts',
  'runLog',
  'ledgers',
  'couponCodes',
  'coupons',
  'kioskKeys',
  'redemptions',
];
