import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { KnownKey } from '../../service/coupon-contract.ts';
import { tray } from '../icons.ts';
import { sharedStyles } from '../shared-styles.ts';
import { when } from '../words.ts';
import { wish } from './coupon-events.ts';
import { couponFormStyles } from './coupon-form-styles.ts';
import { kioskName } from './kiosk-name.ts';

/** Whether coupons are signed, and the key of this device that does it. */
export class OsKioskKey extends LitElement {
  @property({ attribute: false }) key: KnownKey | undefined;
  @property({ type: Boolean }) sign = false;
  @property({ type: Boolean }) locked = false;
  @state() private name = 'Counter 1';
  @state() private copied = '';

  override render() {
    return html`
      <label class="choice">
        <input
          type="checkbox"
          .checked=${this.sign}
          ?disabled=${this.locked}
          @change=${(event: Event) => {
            if (event.target instanceof HTMLInputElement)
              wish(this, 'change', { sign: event.target.checked });
          }}
        />
        <span><strong>Sign it for this kiosk.</strong> Whoever has the public key can then tell, without a network, that the coupon is genuine and unchanged.</span>
      </label>
      ${this.sign && !this.locked ? (this.key === undefined ? this.#make() : this.#known(this.key)) : nothing}
    `;
  }

  #make() {
    return html`
      <div class="box">
        ${kioskName('Name of this kiosk', this.name, (name) => {
          this.name = name;
        })}
        <p class="soft small">The key is made on this device. Its private half stays in this browser: it cannot be read or copied, not even by this page.</p>
        <button type="button" @click=${() => wish(this, 'make-key', { name: this.name })}>Make the key</button>
      </div>
    `;
  }

  #known({ kioskId, since, publicKey }: KnownKey) {
    return html`
      <div class="box">
        <p><strong>${kioskId}</strong> <span class="soft small">key made ${when(since)}</span></p>
        <p class="small">Give this public key to those who verify your coupons:</p>
        <code class="mono" tabindex="0" role="region" aria-label="Public key">${publicKey}</code>
        <div class="row">
          <button type="button" @click=${() => this.#copy(publicKey)}>Copy</button>
          <button type="button" @click=${() => wish(this, 'save-key', { kioskId })}>${tray}Save as a file</button>
          <span class="soft small" role="status">${this.copied}</span>
        </div>
      </div>
    `;
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = 'Copied.';
    } catch {
      this.copied = 'The browser does not let the page copy; mark the text and copy it by hand.';
    }
  }

  static override styles = [
    sharedStyles,
    couponFormStyles,
    css`
      .box {
        display: grid;
        gap: 0.625rem;
        justify-items: start;
        padding: 1rem;
        border-radius: var(--radius);
        background: var(--sheet-2);
      }

      .box > * {
        max-width: 100%;
      }

      .field {
        width: min(100%, 20rem);
      }

      code {
        display: block;
        padding: 0.625rem 0.75rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--sheet);
        overflow-wrap: anywhere;
      }
    `,
  ];
}
