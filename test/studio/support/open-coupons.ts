import { expect, onTestFinished } from 'vitest';
import '../../../src/studio/page.css';
import { createCouponService } from '../../../src/service/coupon-service.ts';
import { memoryStorage } from '../../../src/storage/open-storage.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { type CouponEnvironment, CouponState } from '../../../src/studio/coupon/coupon-state.ts';
import { findSimulatedRewards } from '../../../src/studio/coupon/find-rewards.ts';
import { readPicture } from '../../../src/studio/coupon/read-picture.ts';
import { defineStudio } from '../../../src/studio/define.ts';
import { definePages } from '../../../src/studio/define-pages.ts';

export const NOW = Date.UTC(2026, 10, 22, 12);

export interface OpenCoupons {
  readonly coupons: CouponState;
  readonly saved: ReadonlyMap<string, Uint8Array>;
  /** Sets the clock of the service. */
  readonly setNow: (now: number) => void;
}

type FindRewards = CouponEnvironment['findRewards'];

/** One of the coupon pages over the real service, on a device that forgets unless another one is given. */
export async function openCoupons(
  page: 'os-coupons' | 'os-verify',
  storage: Storage = deviceOfItsOwn(),
  /** Rewards instead of the simulated ones. */
  kept: (otherwise: FindRewards) => FindRewards = (otherwise) => otherwise,
): Promise<OpenCoupons> {
  defineStudio();
  definePages();
  let now = NOW;
  const saved = new Map<string, Uint8Array>();
  const service = createCouponService({
    now: () => now,
    openStorage: async () => ({ ok: true, value: storage }),
  });
  const coupons = new CouponState(service, {
    findRewards: kept(findSimulatedRewards(service)),
    readPicture,
    saveFile: (name, bytes) => saved.set(name, bytes),
    askForStorage: async () => true,
    later: (work) => work(),
  });
  const main = document.createElement('main');
  const heading = document.createElement('h1');
  heading.textContent = 'Coupons';
  const element = document.createElement(page);
  element.coupons = coupons;
  main.append(heading, element);
  document.body.append(main);
  onTestFinished(() => main.remove());
  await expect.poll(() => coupons.view.open).toBe(true);
  if (page === 'os-coupons') await expect.poll(() => coupons.view.suggestion).not.toBe('');
  return {
    coupons,
    saved,
    setNow: (later) => {
      now = later;
    },
  };
}

export function deviceOfItsOwn(): Storage {
  let ids = 0;
  return memoryStorage({
    now: () => NOW,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
  });
}
