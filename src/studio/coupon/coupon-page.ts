import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { FollowState } from '../follow-state.ts';
import { grantWish } from '../wishes.ts';
import type { CouponState } from './coupon-state.ts';
import { type CouponView, initialCouponView } from './coupon-view.ts';
import { couponGrants } from './coupon-wishes.ts';

/** What the two pages of coupons have in common: they show one state and hand their elements' wishes to it. */
export abstract class CouponPage extends LitElement {
  @property({ attribute: false }) coupons: CouponState | undefined;

  constructor() {
    super();
    new FollowState(this, () => this.coupons, {
      opened: (coupons) => this.opened(coupons),
      seenAgain: (coupons) => coupons.open(),
    });
    this.addEventListener('os-coupon-wish', ({ detail }) => {
      if (this.coupons !== undefined) grantWish(couponGrants, this.coupons, detail);
    });
  }

  protected get view(): CouponView {
    return this.coupons?.view ?? initialCouponView;
  }

  /** Brings what the page needs into the view. */
  protected async opened(coupons: CouponState): Promise<void> {
    await coupons.open();
  }
}
