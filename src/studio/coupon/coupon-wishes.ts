import type { Grants } from '../wishes.ts';
import type { CouponWishes } from './coupon-events.ts';
import type { CouponState } from './coupon-state.ts';

/** What each wish asks of the state. */
export const couponGrants: Grants<CouponState, CouponWishes> = {
  find: (coupons, { search }) => coupons.find(search),
  'choose-reward': (coupons, { id }) => coupons.chooseReward(id),
  change: (coupons, change) => coupons.change(change),
  'import-codes': (coupons, { text, leaveOutRefused }) => coupons.importCodes(text, leaveOutRefused),
  'drop-refused': (coupons) => coupons.dropRefused(),
  'remove-codes': (coupons) => coupons.removeCodes(),
  'make-key': (coupons, { name }) => coupons.makeKey(name),
  'add-key': (coupons, { key, name }) => coupons.addKey(key, name),
  'remove-key': (coupons, { kioskId }) => coupons.removeKey(kioskId),
  'save-key': (coupons, { kioskId }) => coupons.saveKey(kioskId),
  make: (coupons) => coupons.make(),
  another: (coupons) => coupons.another(),
  'show-again': (coupons, { code }) => coupons.showAgain(code),
  check: (coupons, { text }) => coupons.check(text),
  'check-picture': (coupons, { file }) => coupons.checkPicture(file),
  redeem: (coupons) => coupons.redeem(),
  'next-check': (coupons) => coupons.nextCheck(),
  retry: (coupons, { place }) => coupons.retry(place),
  dismiss: (coupons, { place }) => coupons.dismiss(place),
};
