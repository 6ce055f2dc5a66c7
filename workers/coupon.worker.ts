import { expose } from 'comlink';
import { createCouponService } from '../src/service/coupon-service.ts';
import { memoryStorage, openStorage } from '../src/storage/open-storage.ts';

const clock = { now: () => Date.now(), newId: () => crypto.randomUUID() };

expose(
  createCouponService({
    ...clock,
    openStorage: async () => {
      const opened = await openStorage({ ...clock, onBlocked: () => {}, onVersionChange: () => {} });
      const refused = !opened.ok && opened.failures.some(({ type }) => type === 'storage-unavailable');
      return refused ? { ok: true, value: memoryStorage(clock) } : opened;
    },
  }),
);
