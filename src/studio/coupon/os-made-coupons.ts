import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { groupCode } from '../../creative/coupon-code.ts';
import { formatDate, isDate } from '../../creative/format-date.ts';
import type { CouponDesk } from '../../service/coupon-contract.ts';
import { sharedStyles } from '../shared-styles.ts';
import { plural, when } from '../words.ts';
import { wish } from './coupon-events.ts';

/** The codes that are on coupons, the latest first. */
export class OsMadeCoupons extends LitElement {
  @property({ attribute: false }) desk: CouponDesk | undefined;

  override render() {
    if (this.desk === undefined) return nothing;
    const { latest, made, redeemed, persistent } = this.desk;
    return html`
      <p class="soft small">
        ${plural(made, 'coupon')} made, ${redeemed.toLocaleString('en')} taken here.
        ${latest.length < made ? `The latest ${latest.length} are listed.` : nothing}
        ${persistent ? nothing : 'This browser keeps nothing: they are forgotten when the page is closed.'}
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label="Coupons made on this device">
        <table>
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">Reward</th>
              <th scope="col">Made</th>
              <th scope="col">Last day</th>
              <th scope="col">Signed for</th>
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${latest.map(
              ({ code, rewardName, madeAt, validUntil, kioskId }) => html`
                <tr>
                  <th scope="row">${groupCode(code)}</th>
                  <td>${rewardName}</td>
                  <td>${when(madeAt)}</td>
                  <td>${validUntil === undefined || !isDate(validUntil) ? 'none' : formatDate(validUntil)}</td>
                  <td>${kioskId ?? 'not signed'}</td>
                  <td>
                    <button class="quiet" type="button" @click=${() => wish(this, 'show-again', { code })}>
                      Show again<span class="hidden-words"> the coupon with the code ${groupCode(code)}</span>
                    </button>
                  </td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
        margin-top: 0.75rem;
      }

      td,
      tbody th {
        vertical-align: middle;
      }

      tbody th {
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
}
