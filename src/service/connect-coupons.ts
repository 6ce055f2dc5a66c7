import type { CouponService } from './coupon-contract.ts';
import { connectWorker } from './worker-connection.ts';

/**
 * The page's side of the worker that makes and verifies coupons; the first call starts it. Its signing key never comes
 * into the page.
 */
export function connectCouponService(): CouponService {
  const { ask } = connectWorker<CouponService>(
    () =>
      new Worker(new URL('../../workers/coupon.worker.ts', import.meta.url), {
        type: 'module',
        name: 'offersmith-coupons',
      }),
    'The part of the page that makes coupons',
  );
  return {
    desk: () => ask((remote) => remote.desk()),
    draft: () => ask((remote) => remote.draft()),
    saveDraft: (draft) => ask((remote) => remote.saveDraft(draft)),
    simulatedRewards: () => ask((remote) => remote.simulatedRewards()),
    suggestMessage: (...about) => ask((remote) => remote.suggestMessage(...about)),
    importCodes: (list) => ask((remote) => remote.importCodes(list)),
    removeFreeCodes: () => ask((remote) => remote.removeFreeCodes()),
    makeKey: (kioskId) => ask((remote) => remote.makeKey(kioskId)),
    addKey: (key, kioskId) => ask((remote) => remote.addKey(key, kioskId)),
    removeKey: (kioskId) => ask((remote) => remote.removeKey(kioskId)),
    make: (request) => ask((remote) => remote.make(request)),
    check: (text) => ask((remote) => remote.check(text)),
    redeem: (text) => ask((remote) => remote.redeem(text)),
  };
}
