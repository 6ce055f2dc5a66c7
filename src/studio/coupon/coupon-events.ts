import { type Wish, wishesBy } from '../wishes.ts';
import type { CouponDraft, CouponPlace } from './coupon-view.ts';

/** What the elements of the coupon pages ask of their state. */
export interface CouponWishes {
  readonly find: { readonly search: string };
  readonly 'choose-reward': { readonly id: string };
  readonly change: Partial<CouponDraft>;
  readonly 'import-codes': { readonly text: string; readonly leaveOutRefused: boolean };
  readonly 'drop-refused': undefined;
  readonly 'remove-codes': undefined;
  readonly 'make-key': { readonly name: string };
  readonly 'add-key': { readonly key: string; readonly name: string };
  readonly 'remove-key': { readonly kioskId: string };
  readonly 'save-key': { readonly kioskId: string };
  readonly make: undefined;
  readonly another: undefined;
  readonly 'show-again': { readonly code: string };
  readonly check: { readonly text: string };
  readonly 'check-picture': { readonly file: Blob };
  readonly redeem: undefined;
  readonly 'next-check': undefined;
  readonly retry: { readonly place: CouponPlace };
  readonly dismiss: { readonly place: CouponPlace };
}

declare global {
  interface HTMLElementEventMap {
    'os-coupon-wish': CustomEvent<Wish<CouponWishes>>;
  }
}

/** Tells the page what the person wants. */
export const wish = wishesBy<CouponWishes>('os-coupon-wish');
