import type { Failure, Result } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import type { JsonValue } from '../storage/schema.ts';

export type { JsonValue } from '../storage/schema.ts';

/** What is kept on this device for coupons. */
export interface CouponDesk {
  /** False where it is forgotten with the page. */
  readonly persistent: boolean;
  /** Of the imported list. */
  readonly codes: { readonly free: number; readonly used: number; readonly next?: string };
  /** Oldest first; the one made on this device, and those of others to verify with. */
  readonly keys: readonly KnownKey[];
  readonly made: number;
  /** The latest twenty, newest first. */
  readonly latest: readonly MadeCoupon[];
  /** Coupons that were taken here. */
  readonly redeemed: number;
}

export interface KnownKey {
  /** The name under which the key is known. */
  readonly kioskId: string;
  /** Milliseconds since 1970, as the other moments. */
  readonly since: number;
  /** Made on this device, so coupons can be signed with it. */
  readonly own: boolean;
  /** A JSON Web Key in one line, the name of the kiosk as `kid`, to hand to those who verify. */
  readonly publicKey: string;
}

export interface MadeCoupon {
  readonly code: string;
  readonly rewardId: string;
  readonly rewardName: string;
  readonly madeAt: number;
  readonly validUntil?: number;
  readonly kioskId?: string;
  /** What its QR code says, where it is signed. */
  readonly token?: string;
}

export interface MakeRequest {
  /** The next of the imported list, or a new one with a check sign. */
  readonly code: 'imported' | 'generated';
  readonly reward: Pick<Reward, 'id' | 'name' | 'validUntil'>;
  /** Sign with the key of this device. Needs a last day. */
  readonly sign: boolean;
}

export interface CodeImport {
  readonly added: number;
  /** One for each line that was refused, with line and reason. Where there are any, nothing was added, unless asked. */
  readonly refused: readonly Failure[];
  /** Lines that are in order. */
  readonly good: number;
}

/** Codes of a file, and what to do when some lines are refused. */
export interface CodeList {
  readonly text: string;
  readonly leaveOutRefused: boolean;
}

/** What a checked coupon says of itself. */
export interface CheckedCoupon {
  readonly code: string;
  readonly rewardId: string;
  /** Where this device made it. */
  readonly rewardName?: string;
  readonly issuedAt: number;
  readonly validUntil?: number;
  /** Title of the campaign of this device that handed it out; absent for a coupon made by itself. */
  readonly campaign?: string;
  /** The kiosk that signed it; absent where nobody did. */
  readonly kioskId?: string;
  /** What it was told by: a signature that was checked, or a bare code that this device remembers putting on a coupon. */
  readonly proof: 'signature' | 'code';
  /** When it was taken on this device. */
  readonly redeemedAt?: number;
}

export type CouponCheck =
  | { readonly state: 'genuine' | 'expired' | 'redeemed'; readonly coupon: CheckedCoupon }
  /** Names a kiosk whose key is not at hand; nothing in it is proven. */
  | { readonly state: 'unknown-key'; readonly kioskId: string }
  /** Has the form of a signed coupon, but the signature is not that kiosk's. */
  | { readonly state: 'altered' }
  /** A code of the list here that was put on no coupon yet. */
  | { readonly state: 'not-handed-out'; readonly code: string }
  /** A code with a wrong check sign. */
  | { readonly state: 'mistyped'; readonly code: string }
  /** A code with no signature that this device does not know. */
  | { readonly state: 'unknown-code'; readonly code: string };

/** A coupon of the page, taken or not. */
export interface TakenCoupon {
  readonly check: CouponCheck;
  /** Whether this call took it. */
  readonly taken: boolean;
}

/** A catalogue to make coupons from. */
export interface Catalogue {
  /** That may be handed out today, in the catalogue's order. */
  readonly rewards: readonly Reward[];
  /** Left out, because they have expired or have not begun. */
  readonly closed: number;
  /** ISO 4217. */
  readonly currency: string;
}

/**
 * What the page asks about coupons: codes, signatures, and which coupons were taken. Everything works without a network.
 * Every method may fail as storage does; other failures are named where they belong.
 */
export interface CouponService {
  desk(): Promise<Result<CouponDesk>>;
  /** What was being made when the page was last here, as `saveDraft` was given it. */
  draft(): Promise<Result<unknown>>;
  /** @param draft plain values, as in JSON. */
  saveDraft(draft: JsonValue): Promise<Result<void>>;
  /** The simulated catalogue as of today. */
  simulatedRewards(): Promise<Result<Catalogue>>;
  /** A sentence that states only what the reward's record states; empty where none can be written. */
  suggestMessage(reward: Reward, currency: string, segment: string | undefined): Promise<Result<string>>;

  /** Adds the codes of a list, one a line. Fails with `codes-empty`. */
  importCodes(list: CodeList): Promise<Result<CodeImport>>;
  /** Removes the codes that were put on no coupon; their number. */
  removeFreeCodes(): Promise<Result<number>>;

  /** Makes the key of this device; its private half never leaves the browser. Fails with `kiosk-name`, `kiosk-known`, `key-there`, `no-ed25519`. */
  makeKey(kioskId: string): Promise<Result<KnownKey>>;
  /**
   * Adds the public key of another kiosk, as a JSON Web Key or as 32 bytes in base 64 or in hexadecimal digits.
   * `kioskId` is needed where the key does not name it. Fails with `kiosk-name`, `kiosk-known`, `signing-key`, `no-ed25519`.
   */
  addKey(key: string, kioskId: string): Promise<Result<KnownKey>>;
  removeKey(kioskId: string): Promise<Result<void>>;

  /** Takes a code for a coupon, and signs it where asked. Fails with `codes-short`, `no-key`, `no-end`, `coupon-payload`. */
  make(request: MakeRequest): Promise<Result<MadeCoupon>>;

  /** @param text what the QR code says, or the code as it was typed. */
  check(text: string): Promise<Result<CouponCheck>>;
  /** Checks once more, and takes a genuine coupon that was not taken here before. */
  redeem(text: string): Promise<Result<TakenCoupon>>;
}
