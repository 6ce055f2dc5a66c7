import type { Result } from '../../domain/result.ts';
import type { CouponDesk } from '../../service/coupon-contract.ts';

/** Records of the coupon pages by store, for the question before all is erased; none where they cannot be read. */
export function countKept(desk: Result<CouponDesk>): Readonly<Record<string, number>> {
  if (!desk.ok) return {};
  const { codes, made, keys, redeemed } = desk.value;
  return { couponCodes: codes.free, coupons: made, kioskKeys: keys.length, redemptions: redeemed };
}
