import type { CouponPayload } from './coupon-payload.ts';

/** The coupons that one device has taken. A plain value: store it after each change. */
export interface RedemptionMemory {
  readonly redeemed: readonly Redemption[];
}

export interface Redemption {
  readonly kioskId: string;
  readonly code: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly validUntil: number;
}

/** Milliseconds; a clock that is set back by less does not bring an expired coupon back. */
const KEPT_AFTER_EXPIRY = 30 * 86_400_000;

export const NO_REDEMPTIONS: RedemptionMemory = { redeemed: [] };

/** To be said wherever coupons are taken. */
export const REDEMPTION_LIMIT =
  'This device remembers the coupons it has taken. Two devices do not know of each other: taking a coupon once across several needs a server.';

export type RedemptionResult =
  | { readonly state: 'redeemed'; readonly memory: RedemptionMemory }
  | { readonly state: 'already-redeemed'; readonly at: number };

/**
 * Takes a coupon that `verifyCoupon` found valid. The second time on one device it is refused, with the moment of the
 * first. Coupons long past their last moment are forgotten, since they are refused as expired.
 */
export function redeem(memory: RedemptionMemory, coupon: CouponPayload, now: number): RedemptionResult {
  const before = memory.redeemed.find(
    ({ kioskId, code }) => kioskId === coupon.kioskId && code === coupon.code,
  );
  if (before !== undefined) return { state: 'already-redeemed', at: before.at };
  const { kioskId, code, validUntil } = coupon;
  const alive = memory.redeemed.filter((each) => each.validUntil + KEPT_AFTER_EXPIRY >= now);
  return { state: 'redeemed', memory: { redeemed: [...alive, { kioskId, code, at: now, validUntil }] } };
}
