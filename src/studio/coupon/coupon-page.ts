import { LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CouponState } from './coupon-state.ts';
import { type CouponView, initialCouponView } from './coupon-view.ts';
import { grantWish } from './coupon-wishes.ts';

/** What the two pages of coupons have in common: they show one state and hand their elements' wishes to it. */
export abstract class CouponPage extends LitElement {
  @property({ attribute: false }) coupons: CouponState | undefined;
  @state() protected view: CouponView = initialCouponView;
  #unsubscribe: (() => void) | undefined;

  constructor() {
    super();
    this.addEventListener('os-coupon-wish', ({ detail }) => {
      if (this.coupons !== undefined) grantWish(this.coupons, detail);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisible);
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#unsubscribe?.();
    super.disconnectedCallback();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('coupons')) this.#follow();
  }

  /** Brings what the page needs into the view. */
  protected async opened(coupons: CouponState): Promise<void> {
    await coupons.open();
  }

  #follow(): void {
    const { coupons } = this;
    this.#unsubscribe?.();
    if (coupons === undefined) return;
    this.view = coupons.view;
    this.#unsubscribe = coupons.subscribe(() => {
      this.view = coupons.view;
    });
    void this.opened(coupons);
  }

  /** Another tab may have taken codes and coupons meanwhile. */
  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible') void this.coupons?.open();
  };
}
