import { failure, type Result, success } from '../domain/result.ts';
import type { Tables } from './database.ts';
import type { CouponCode, KioskKey, StoredCoupon, StoredRedemption, StoreName } from './schema.ts';

/** The pool of codes that the page of coupons fills and takes from. */
export const COUPON_POOL = 'coupons';

/**
 * What coupons need on this device: codes, the coupons made with them, keys, and which coupons were taken. Each method
 * is one transaction, so two tabs never hand out one code or take one coupon twice. Fails as the rest of the storage does.
 */
export interface CouponStorage {
  /** All codes of the pool in their order, used and free. */
  codes(): Promise<Result<readonly CouponCode[]>>;
  /** The first code that `isIt` accepts, of any pool: those that campaigns handed out as well. */
  findCode(isIt: (code: string) => boolean): Promise<Result<CouponCode | undefined>>;
  /** Adds what `choose` makes of the codes that are there; a failure of `choose` adds nothing. The number added. */
  addCodes(choose: (there: readonly string[]) => Result<readonly string[]>): Promise<Result<number>>;
  /** Removes the codes that are not used; their number. */
  removeFreeCodes(): Promise<Result<number>>;
  /**
   * Takes the next imported code, or the new one that `generate` gives, and notes the coupon that it is for, at once.
   * Fails with `codes-short` where no imported code is free, and as `generate` does.
   */
  takeCode(
    coupon: Omit<StoredCoupon, 'code'>,
    generate?: (there: readonly string[]) => Result<string>,
  ): Promise<Result<StoredCoupon>>;
  /** Puts a coupon in place of the one of its code. */
  saveCoupon(coupon: StoredCoupon): Promise<Result<void>>;
  /** Newest first. */
  coupons(): Promise<Result<readonly StoredCoupon[]>>;
  coupon(code: string): Promise<Result<StoredCoupon | undefined>>;

  /** Oldest first. */
  keys(): Promise<Result<readonly KioskKey[]>>;
  /** Fails with `kiosk-known` where another key goes by this name; the same one again changes nothing. */
  addKey(key: KioskKey): Promise<Result<KioskKey>>;
  removeKey(id: string): Promise<Result<void>>;

  redemption(kioskId: string, code: string): Promise<Result<StoredRedemption | undefined>>;
  /** How many coupons were taken. */
  redemptions(): Promise<Result<number>>;
  /** Keeps what `decide` makes of the coupon's earlier redemption, nothing where it makes nothing. Gives back the earlier one. */
  redeem(
    kioskId: string,
    code: string,
    decide: (before: StoredRedemption | undefined) => StoredRedemption | undefined,
  ): Promise<Result<StoredRedemption | undefined>>;
}

type Attempt = <T>(
  mode: 'readonly' | 'readwrite',
  names: readonly StoreName[],
  work: (tables: Tables) => Promise<Result<T>>,
) => Promise<Result<T>>;

export function createCouponStorage(
  attempt: Attempt,
  { now }: { readonly now: () => number },
): CouponStorage {
  return {
    codes: () => attempt('readonly', ['couponCodes'], async (tables) => success(await inOrder(tables))),

    findCode: (isIt) =>
      attempt('readonly', ['couponCodes'], async ({ couponCodes }) =>
        success((await couponCodes.all()).find(({ code }) => isIt(code))),
      ),

    addCodes: (choose) =>
      attempt('readwrite', ['couponCodes'], async (tables) => {
        const there = await inOrder(tables);
        const chosen = choose(there.map(({ code }) => code));
        if (!chosen.ok) return chosen;
        const first = (there.at(-1)?.place ?? -1) + 1;
        const addedAt = now();
        for (const [i, code] of chosen.value.entries()) {
          await tables.couponCodes.put({
            pool: COUPON_POOL,
            code,
            place: first + i,
            source: 'imported',
            addedAt,
          });
        }
        return success(chosen.value.length);
      }),

    removeFreeCodes: () =>
      attempt('readwrite', ['couponCodes'], async (tables) => {
        const free = (await inOrder(tables)).filter(isFree);
        for (const { pool, code } of free) await tables.couponCodes.remove([pool, code]);
        return success(free.length);
      }),

    takeCode: (coupon, generate) =>
      attempt('readwrite', ['couponCodes', 'coupons'], async (tables) => {
        const there = await inOrder(tables);
        const next = generate === undefined ? nextOf(there) : generated(there, generate, now());
        if (!next.ok) return next;
        const made: StoredCoupon = { ...coupon, code: next.value.code };
        const use = { usedBy: `coupon ${coupon.rewardId}`, usedAt: coupon.madeAt };
        await tables.couponCodes.put({ ...next.value, ...use });
        await tables.coupons.put(made);
        return success(made);
      }),

    saveCoupon: (coupon) =>
      attempt('readwrite', ['coupons'], async ({ coupons }) => {
        await coupons.put(coupon);
        return success(undefined);
      }),

    coupons: () =>
      attempt('readonly', ['coupons'], async ({ coupons }) =>
        success((await coupons.all()).sort((a, b) => b.madeAt - a.madeAt)),
      ),

    coupon: (code) =>
      attempt('readonly', ['coupons'], async ({ coupons }) => success(await coupons.get(code))),

    keys: () =>
      attempt('readonly', ['kioskKeys'], async ({ kioskKeys }) =>
        success((await kioskKeys.all()).sort((a, b) => a.createdAt - b.createdAt)),
      ),

    addKey: (key) =>
      attempt('readwrite', ['kioskKeys'], async ({ kioskKeys }) => {
        const before = await kioskKeys.get(key.id);
        if (before !== undefined) {
          if (sameBytes(before.publicKeyRaw, key.publicKeyRaw)) return success(before);
          return failure(
            'kiosk-known',
            `Another key is known as "${key.id}" here. Choose another name, or remove that key first if it is no longer in use.`,
          );
        }
        await kioskKeys.put(key);
        return success(key);
      }),

    removeKey: (id) =>
      attempt('readwrite', ['kioskKeys'], async ({ kioskKeys }) => {
        await kioskKeys.remove(id);
        return success(undefined);
      }),

    redemption: (kioskId, code) =>
      attempt('readonly', ['redemptions'], async ({ redemptions }) =>
        success(await redemptions.get([kioskId, code])),
      ),

    redemptions: () =>
      attempt('readonly', ['redemptions'], async ({ redemptions }) => success(await redemptions.count())),

    redeem: (kioskId, code, decide) =>
      attempt('readwrite', ['redemptions'], async ({ redemptions }) => {
        const before = await redemptions.get([kioskId, code]);
        const taken = decide(before);
        if (taken !== undefined) await redemptions.put({ ...taken, kioskId, code });
        return success(before);
      }),
  };
}

async function inOrder({ couponCodes }: Tables): Promise<CouponCode[]> {
  return (await couponCodes.where('pool', COUPON_POOL)).sort((a, b) => a.place - b.place);
}

function nextOf(there: readonly CouponCode[]): Result<CouponCode> {
  const next = there.find(isFree);
  return next === undefined
    ? failure('codes-short', 'No code of the list is left. Import more, or let each coupon have a new code.')
    : success(next);
}

function generated(
  there: readonly CouponCode[],
  generate: (there: readonly string[]) => Result<string>,
  now: number,
): Result<CouponCode> {
  const code = generate(there.map((each) => each.code));
  if (!code.ok) return code;
  const place = (there.at(-1)?.place ?? -1) + 1;
  return success({ pool: COUPON_POOL, code: code.value, place, source: 'generated', addedAt: now });
}

function isFree({ usedBy }: CouponCode): boolean {
  return usedBy === undefined;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
