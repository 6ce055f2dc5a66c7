import { comparableCode } from '../creative/code-pool.ts';
import { checkSign, isValidCode, normaliseCode } from '../creative/coupon-code.ts';
import { NO_REDEMPTIONS, redeem } from '../creative/redemption.ts';
import { TOKEN_PREFIX, verifyCoupon } from '../creative/sign-coupon.ts';
import { importPublicKey } from '../creative/signing-key.ts';
import { type Result, success } from '../domain/result.ts';
import type { CouponStorage } from '../storage/coupon-storage.ts';
import type { StoredCoupon } from '../storage/schema.ts';
import type { CheckedCoupon, CouponCheck, TakenCoupon } from './coupon-contract.ts';

/** Signs of a new code, check sign included: of 23⁹ possible ones, a guess hits one of 10,000 once in 180 million times. */
export const NEW_CODE_LENGTH = 10;

/** Signs of a code that a campaign draws for an offer: more, since there may be hundreds of thousands of them. */
export const CAMPAIGN_CODE_LENGTH = 12;

/** For a coupon without a last day. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** What a scanned or typed text is: a signed coupon, a code of this device, or neither. */
export async function checkCoupon(
  coupons: CouponStorage,
  text: string,
  now: number,
): Promise<Result<CouponCheck>> {
  const trimmed = text.trim();
  const upper = trimmed.toUpperCase();
  return upper.startsWith(TOKEN_PREFIX)
    ? // Some readers of QR codes give small letters; the token has none.
      checkToken(coupons, upper, now)
    : checkCode(coupons, trimmed, now);
}

/** Checks, and takes a genuine coupon that was not taken on this device before. */
export async function redeemCoupon(
  coupons: CouponStorage,
  text: string,
  now: number,
): Promise<Result<TakenCoupon>> {
  const check = await checkCoupon(coupons, text, now);
  if (!check.ok) return check;
  if (check.value.state !== 'genuine') return success({ check: check.value, taken: false });
  const { coupon } = check.value;
  const { code, rewardId, issuedAt, kioskId = '', validUntil = NEVER } = coupon;
  const payload = { code, rewardId, kioskId, issuedAt, validUntil };
  // Another tab may take it at the same moment, so one transaction looks and writes.
  const before = await coupons.redeem(kioskId, code, (earlier) => {
    const memory = earlier === undefined ? NO_REDEMPTIONS : { redeemed: [earlier] };
    return redeem(memory, payload, now).state === 'redeemed'
      ? { kioskId, code, rewardId, at: now, validUntil }
      : undefined;
  });
  if (!before.ok) return before;
  const redeemed = { ...coupon, redeemedAt: before.value?.at ?? now };
  return success({
    check: { state: 'redeemed', coupon: redeemed },
    taken: before.value === undefined,
  });
}

async function checkToken(coupons: CouponStorage, token: string, now: number): Promise<Result<CouponCheck>> {
  const keys = await coupons.keys();
  if (!keys.ok) return keys;
  const imported = new Map<string, CryptoKey>();
  for (const { id, publicKeyRaw } of keys.value) {
    const key = await importPublicKey(publicKeyRaw);
    if (!key.ok) return key;
    imported.set(id, key.value);
  }
  const verified = await verifyCoupon(token, imported, now);
  switch (verified.state) {
    case 'unknown-key':
      return success({ state: 'unknown-key', kioskId: verified.kioskId });
    case 'altered':
    case 'not-a-coupon':
      return success({ state: 'altered' });
    default: {
      const { code, rewardId, kioskId, issuedAt, validUntil } = verified.coupon;
      const made = await coupons.coupon(code);
      if (!made.ok) return made;
      const rewardName = made.value?.rewardId === rewardId ? made.value.rewardName : undefined;
      const coupon: CheckedCoupon = {
        ...{ code, rewardId, kioskId, issuedAt, validUntil },
        proof: 'signature',
        ...(rewardName && { rewardName }),
      };
      return stateOf(coupons, coupon, verified.state === 'expired');
    }
  }
}

async function checkCode(coupons: CouponStorage, text: string, now: number): Promise<Result<CouponCheck>> {
  const made = await coupons.coupons();
  if (!made.ok) return made;
  const asked = comparableCode(text.replace(/\s/gu, ''));
  const generated = normaliseCode(text);
  const isIt = (code: string) =>
    comparableCode(code) === asked || (isValidCode(code) && normaliseCode(code) === generated);
  const coupon = made.value.find(({ code }) => isIt(code));
  if (coupon !== undefined) return stateOf(coupons, describeMade(coupon), (coupon.validUntil ?? NEVER) < now);
  const listed = await coupons.findCode(isIt);
  if (!listed.ok) return listed;
  if (listed.value !== undefined) {
    const { code, usedBy, usedAt = 0, worth } = listed.value;
    if (usedBy === undefined) return success({ state: 'not-handed-out', code });
    // Given out by a version that noted no more.
    const unnoted = { rewardId: usedBy, rewardName: 'an offer of a campaign' };
    const coupon: CheckedCoupon = { code, issuedAt: usedAt, proof: 'code', ...(worth ?? unnoted) };
    return stateOf(coupons, coupon, (coupon.validUntil ?? NEVER) < now);
  }
  // One of ours in form: all signs of the alphabet, but a sum that does not come out.
  return success({ state: isMistyped(generated) ? 'mistyped' : 'unknown-code', code: text });
}

/** Of the length of codes from here; words of other lengths are not taken for one. */
function isMistyped(code: string): boolean {
  const length = code.length === NEW_CODE_LENGTH || code.length === CAMPAIGN_CODE_LENGTH;
  return length && checkSign(code) !== undefined && !isValidCode(code);
}

function describeMade({
  code,
  rewardId,
  rewardName,
  madeAt,
  validUntil,
  kioskId,
}: StoredCoupon): CheckedCoupon {
  return {
    code,
    rewardId,
    rewardName,
    issuedAt: madeAt,
    proof: 'code',
    ...(validUntil !== undefined && { validUntil }),
    ...(kioskId !== undefined && { kioskId }),
  };
}

/** Taken already comes before expired: it says more to whoever stands at the till. */
async function stateOf(
  coupons: CouponStorage,
  coupon: CheckedCoupon,
  expired: boolean,
): Promise<Result<CouponCheck>> {
  const before = await coupons.redemption(coupon.kioskId ?? '', coupon.code);
  if (!before.ok) return before;
  if (before.value !== undefined) {
    return success({ state: 'redeemed', coupon: { ...coupon, redeemedAt: before.value.at } });
  }
  return success({ state: expired ? 'expired' : 'genuine', coupon });
}
