import { css, html, nothing } from 'lit';
import { sharedStyles } from '../shared-styles.ts';
import { sheetStyles } from '../sheet-styles.ts';
import { wish } from './coupon-events.ts';
import { CouponPage } from './coupon-page.ts';
import type { CouponState } from './coupon-state.ts';
import { type CouponView, contentOf } from './coupon-view.ts';
import type { OsCoupon } from './os-coupon.ts';

/** Where coupons are made: reward, look, words and code on one side, the coupon itself on the other. */
export class OsCoupons extends CouponPage {
  #drawn: CouponView | undefined;

  protected override async opened(coupons: CouponState): Promise<void> {
    await coupons.open();
    await coupons.find(coupons.view.search);
  }

  /** The button that was pressed is gone; whoever uses the keyboard goes on where the answer is. */
  override updated(): void {
    const before = this.#drawn;
    const { view } = this;
    this.#drawn = view;
    if (before === undefined || view.made === undefined || before.made === view.made) return;
    this.renderRoot.querySelector<HTMLElement>('.note')?.focus({ preventScroll: true });
    this.#toCoupon();
  }

  override render() {
    const { view } = this;
    const { draft, desk } = view;
    const content = contentOf(view);
    const { validUntil } = view.reward ?? {};
    return html`
      <os-coupon-problem .place=${'open'} .problem=${view.problems.open}></os-coupon-problem>
      <os-coupon-problem .place=${'rewards'} .problem=${view.problems.rewards}></os-coupon-problem>
      <div class="bench">
        <section class="shown" aria-labelledby="shown">
          <h2 id="shown" class="hidden-words">The coupon</h2>
          ${content === undefined ? html`<p class="soft">Drawing…</p>` : this.#shown()}
        </section>
        <div class="parts">
          <section class="sheet" aria-labelledby="reward">
            <h2 id="reward" class="numbered"><span class="step" aria-hidden="true">1</span>What is given</h2>
            <os-reward-picker .shelf=${view.shelf} .search=${view.search} .chosen=${view.reward}></os-reward-picker>
          </section>
          <section class="sheet" aria-labelledby="look">
            <h2 id="look" class="numbered"><span class="step" aria-hidden="true">2</span>How it looks</h2>
            <os-coupon-look .draft=${draft} .content=${content}></os-coupon-look>
          </section>
          <section class="sheet" aria-labelledby="words">
            <h2 id="words" class="numbered"><span class="step" aria-hidden="true">3</span>What it says</h2>
            <os-coupon-text
              .draft=${draft}
              .content=${content}
              .until=${validUntil === undefined ? '' : new Date(validUntil).toISOString().slice(0, 10)}
              .now=${Date.now()}
            ></os-coupon-text>
          </section>
          <section class="sheet" aria-labelledby="code">
            <h2 id="code" class="numbered"><span class="step" aria-hidden="true">4</span>Its code</h2>
            <os-coupon-problem .place=${'codes'} .problem=${view.problems.codes}></os-coupon-problem>
            <os-coupon-code .draft=${draft} .desk=${desk} .refused=${view.refusedCodes}></os-coupon-code>
            <os-kiosk-key
              .key=${desk?.keys.find(({ own }) => own)}
              ?sign=${draft.sign}
              ?locked=${draft.code === 'none'}
            ></os-kiosk-key>
            <os-coupon-problem .place=${'key'} .problem=${view.problems.key}></os-coupon-problem>
          </section>
          <p class="up"><button type="button" @click=${this.#toCoupon}>See the coupon</button></p>
        </div>
      </div>
      ${
        desk === undefined || desk.made === 0
          ? nothing
          : html`<section aria-labelledby="made">
              <h2 id="made">Made on this device</h2>
              <os-made-coupons .desk=${desk}></os-made-coupons>
            </section>`
      }
      <p class="hidden-words" role="status">${view.message}</p>
    `;
  }

  #shown() {
    const { view } = this;
    const { draft, made } = view;
    const waits = draft.code !== 'none' && made === undefined;
    const hold = waits ? 'It gets its code when you make it, and can then be kept as a picture.' : undefined;
    return html`
      <os-coupon
        .content=${contentOf(view)}
        .size=${draft.size}
        .hold=${hold}
        name=${`coupon-${made?.code ?? view.reward?.id ?? ''}`}
        @change=${this.#onSize}
      ></os-coupon>
      <os-coupon-problem .place=${'make'} .problem=${view.problems.make}></os-coupon-problem>
      ${
        waits
          ? html`<button class="primary" type="button" ?disabled=${view.busy} @click=${() => wish(this, 'make', undefined)}>Make this coupon</button>`
          : nothing
      }
      ${
        made === undefined
          ? nothing
          : html`<div class="note" tabindex="-1">
              <p><strong>Made${made.token === undefined ? '' : ' and signed'}.</strong> The code ${made.code} is on this coupon and will be on no other.</p>
              <button class="quiet" type="button" @click=${() => wish(this, 'another', undefined)}>Another one, with a new code</button>
            </div>`
      }
    `;
  }

  /** On a narrow page the picture is far above what changes it, and what was made far below. */
  readonly #toCoupon = (): void => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const shown = this.renderRoot.querySelector('.shown');
    const { top = 0 } = shown?.getBoundingClientRect() ?? {};
    if (top >= 0 && top < innerHeight / 2) return;
    shown?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  };

  readonly #onSize = (event: Event): void => {
    const { size } = event.currentTarget as OsCoupon;
    wish(this, 'change', { size });
  };

  static override styles = [
    sharedStyles,
    sheetStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 2.5rem;
      }

      .bench {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr);
        gap: 2rem 2.5rem;
        align-items: start;
      }

      .shown {
        position: sticky;
        top: 1rem;
        order: 1;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.875rem;
      }

      .shown > button {
        justify-self: start;
      }

      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
      }

      .up {
        display: none;
      }

      @media (max-width: 860px) {
        .up {
          display: block;
        }

        .bench {
          grid-template-columns: minmax(0, 1fr);
        }

        .shown {
          position: static;
          order: 0;
          scroll-margin-top: 1rem;
        }
      }
    `,
  ];
}
