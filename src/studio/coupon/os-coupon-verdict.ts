import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { groupCode } from '../../creative/coupon-code.ts';
import { formatDate, isDate } from '../../creative/format-date.ts';
import type { CheckedCoupon, CouponCheck } from '../../service/coupon-contract.ts';
import { cross, tick } from '../icons.ts';
import { sharedStyles } from '../shared-styles.ts';
import { when } from '../words.ts';
import { wish } from './coupon-events.ts';

/** What a check came to, in words that can be read from the other side of a counter. */
export class OsCouponVerdict extends LitElement {
  @property({ attribute: false }) check: CouponCheck | undefined;
  /** Taken just now. */
  @property({ type: Boolean }) taken = false;
  @property({ type: Boolean }) busy = false;

  /** The button that was pressed is gone; whoever uses the keyboard goes on where the answer is. */
  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('taken') && this.taken) this.renderRoot.querySelector('h2')?.focus();
  }

  override render() {
    const { check } = this;
    if (check === undefined) return nothing;
    const good = check.state === 'genuine' || this.taken;
    const { title, words } = wordsOf(check, this.taken);
    return html`
      <div class="verdict ${good ? 'good' : 'bad'}" role="status">
        <div class="title"><span class="mark" aria-hidden="true">${good ? tick : cross}</span><h2 tabindex="-1">${title}</h2></div>
        <p>${words}</p>
        ${'coupon' in check ? facts(check.coupon) : nothing}
        <div class="row">
          ${
            check.state === 'genuine'
              ? html`<button class="primary" type="button" ?disabled=${this.busy} @click=${() => wish(this, 'redeem', undefined)}>Redeem it now</button>`
              : nothing
          }
          <button type="button" @click=${() => wish(this, 'next-check', undefined)}>Check another</button>
        </div>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      .verdict {
        display: grid;
        gap: 0.875rem;
        padding: 1.5rem;
        border-radius: 20px;
        background: var(--coral-wash);
        border: 2px solid var(--coral-deep);
      }

      .good {
        background: var(--blue-wash);
        border-color: var(--blue);
      }

      .title {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }

      h2 {
        font-size: 1.75rem;
      }

      .mark {
        display: grid;
        place-items: center;
        flex: none;
        width: 2.75rem;
        height: 2.75rem;
        border-radius: 50%;
        background: var(--coral-deep);
        color: var(--sheet);
      }

      .good .mark {
        background: var(--blue);
        color: var(--on-blue);
      }

      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.25rem 1.25rem;
      }

      dt {
        color: var(--text-soft);
      }

      dd {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];
}

function facts(coupon: CheckedCoupon) {
  const { code, rewardId, rewardName, validUntil, kioskId, issuedAt, proof, campaign } = coupon;
  return html`
    <dl>
      <dt>For</dt>
      <dd>${rewardName ?? `reward number ${rewardId}`}</dd>
      <dt>Code</dt>
      <dd>${groupCode(code)}</dd>
      <dt>Last day</dt>
      <dd>${validUntil === undefined || !isDate(validUntil) ? 'not stated' : formatDate(validUntil)}</dd>
      ${campaign === undefined ? nothing : html`<dt>Campaign</dt><dd>${campaign}</dd>`}
      <dt>Issued</dt>
      <dd>${when(issuedAt)}</dd>
      <dt>Signed by</dt>
      <dd>${proof === 'signature' ? kioskId : kioskId === undefined ? 'nobody' : `${kioskId}, not checked`}</dd>
    </dl>
  `;
}

function wordsOf(check: CouponCheck, taken: boolean): { readonly title: string; readonly words: string } {
  switch (check.state) {
    case 'genuine':
      return check.coupon.proof === 'code'
        ? {
            title: 'Genuine code',
            words: `This device handed the code out, and it was not redeemed here. A code alone shows no signature: ${check.coupon.kioskId === undefined ? 'anybody who has read it could show it.' : 'scan the QR code to be sure that the coupon itself is unchanged.'}`,
          }
        : {
            title: 'Genuine',
            words: `The signature of ${check.coupon.kioskId ?? 'the kiosk'} is right, so nothing in it was changed. It was not redeemed on this device.`,
          };
    case 'expired':
      return { title: 'Expired', words: 'The coupon is genuine, but its last day has passed.' };
    case 'redeemed':
      return taken
        ? { title: 'Redeemed', words: 'Done. This device will refuse it from now on.' }
        : {
            title: 'Already redeemed',
            words: `The coupon is genuine, but it was redeemed on this device on ${when(check.coupon.redeemedAt ?? 0)}.`,
          };
    case 'unknown-key':
      return {
        title: 'Cannot be told',
        words: `It says that it is from "${check.kioskId}", whose public key is not here. Anybody can write that, so do not take it; add the key below and check again.`,
      };
    case 'altered':
      return {
        title: 'Not genuine',
        words:
          'It looks like a signed coupon, but the signature does not fit what it says. It was changed, copied incompletely, or signed with another key.',
      };
    case 'not-handed-out':
      return {
        title: 'Not handed out',
        words: `The code ${groupCode(check.code)} is on the list of this device, but was put on no coupon yet.`,
      };
    case 'mistyped':
      return {
        title: 'Typing error',
        words: `"${check.code}" cannot be a code from here: its check sign does not fit. Type it again; each sign counts.`,
      };
    case 'unknown-code':
      return {
        title: 'Not known here',
        words: `"${check.code}" is no signed coupon, and no code that this device has made or imported.`,
      };
  }
}
