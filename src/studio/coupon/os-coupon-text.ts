import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { couponForReward } from '../../creative/coupon-for-reward.ts';
import { traceCopy } from '../../creative/trace-copy.ts';
import { sharedStyles } from '../shared-styles.ts';
import { valueIn } from '../value-in.ts';
import type { CouponContent } from './coupon-content.ts';
import { wish } from './coupon-events.ts';
import { couponFormStyles } from './coupon-form-styles.ts';
import { type CouponDraft, initialDraft } from './coupon-view.ts';

/** The words of a coupon. Its figure and terms are no words of the person's: they are the reward's. */
export class OsCouponText extends LitElement {
  @property({ attribute: false }) draft: CouponDraft = initialDraft;
  /** Of the picture, with what the reward brings by itself. */
  @property({ attribute: false }) content: CouponContent | undefined;
  /** Last day of the reward as `YYYY-MM-DD`; none where empty. */
  @property() until = '';
  @property({ type: Number }) now = 0;

  override render() {
    const { content, draft } = this;
    if (content === undefined) return nothing;
    const { headline } = couponForReward(content.reward, {
      size: 'mms',
      currency: content.currency,
      message: '',
      ...(content.segment !== undefined && { segment: content.segment }),
    });
    const own = draft.headline !== undefined || draft.message !== undefined;
    return html`
      <div class="field">
        <label for="headline">Headline</label>
        <input id="headline" type="text" maxlength="120" .value=${draft.headline ?? headline} @input=${this.#put('headline')} />
      </div>
      <div class="field">
        <label for="message">Text</label>
        <textarea id="message" rows="3" maxlength="300" .value=${content.message} @input=${this.#put('message')}></textarea>
      </div>
      ${this.#untraced(content)}
      ${
        own
          ? html`<p>
              <button class="quiet" type="button" @click=${() => wish(this, 'change', { headline: undefined, message: undefined })}>
                Take the suggested words again
              </button>
            </p>`
          : nothing
      }
      <div class="pair">
        <div class="field">
          <label for="issuer">Your shop</label>
          <input id="issuer" type="text" maxlength="60" autocomplete="organization" placeholder="Northwind Trading" .value=${draft.issuer} @input=${this.#put('issuer')} />
        </div>
        <div class="field">
          <label for="recipient">Whose it is</label>
          <input id="recipient" type="text" maxlength="60" autocomplete="off" placeholder="For everybody" .value=${draft.recipient} @input=${this.#put('recipient')} />
        </div>
      </div>
      <div class="field">
        <label for="last-day">Last day</label>
        <input
          id="last-day"
          type="date"
          class="day"
          min=${new Date(this.now).toISOString().slice(0, 10)}
          max=${this.until === '' ? nothing : this.until}
          .value=${draft.lastDay ?? this.until}
          aria-describedby="last-day-hint"
          @change=${(event: Event) => wish(this, 'change', { lastDay: valueIn(event) || undefined })}
        />
        <p id="last-day-hint" class="soft small">
          ${this.until === '' ? 'The reward has no end of its own.' : 'Not after the last day of the reward.'}
        </p>
      </div>
    `;
  }

  /** Words of the person's own may say no number that the reward does not. */
  #untraced({ reward, currency, headline = '', message }: CouponContent) {
    const issues = [headline, message].flatMap(
      (text) => traceCopy(text, reward, { currency, now: this.now }).issues,
    );
    if (issues.length === 0) return nothing;
    return html`
      <div class="note bad small" role="status">
        <ul>
          ${issues.map(({ message: words }) => html`<li>${words}</li>`)}
        </ul>
        <p>A coupon promises what it says. Mend the words, or choose the reward that gives it.</p>
      </div>
    `;
  }

  #put(field: 'headline' | 'message' | 'issuer' | 'recipient') {
    return (event: Event) => wish(this, 'change', { [field]: valueIn(event) });
  }

  static override styles = [
    sharedStyles,
    couponFormStyles,
    css`
      .day {
        max-width: 13rem;
      }
    `,
  ];
}
