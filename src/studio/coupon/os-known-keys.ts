import { css, html, LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { KnownKey } from '../../service/coupon-contract.ts';
import { fileButton } from '../file-button.ts';
import { tray } from '../icons.ts';
import { sharedStyles } from '../shared-styles.ts';
import { valueIn } from '../value-in.ts';
import { when } from '../words.ts';
import { wish } from './coupon-events.ts';
import { couponFormStyles } from './coupon-form-styles.ts';
import { kioskName } from './kiosk-name.ts';

/** The public keys that coupons are verified with, and how another one comes in. */
export class OsKnownKeys extends LitElement {
  @property({ attribute: false }) keys: readonly KnownKey[] = [];
  @state() private text = '';
  @state() private name = '';
  /** Asked once more before it goes. */
  @state() private doubted = '';

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    // What was typed is taken over once there is one more.
    const before = changed.get('keys') as readonly KnownKey[] | undefined;
    if (before !== undefined && before.length < this.keys.length) {
      this.text = '';
      this.name = '';
    }
  }

  override render() {
    const { keys } = this;
    return html`
      ${
        keys.length === 0
          ? html`<p class="soft">None yet. Make one where <a href="#coupons">coupons are made</a>, or add that of another kiosk.</p>`
          : html`<ul class="keys">${keys.map((key) => this.#key(key))}</ul>`
      }
      <details ?open=${keys.length === 0}>
        <summary>Add the public key of another kiosk</summary>
        <div class="add">
          <div class="field">
            <label for="key">Public key</label>
            <textarea
              id="key"
              rows="3"
              spellcheck="false"
              placeholder='{"kty":"OKP","crv":"Ed25519","x":"…","kid":"Counter 1"}'
              .value=${this.text}
              @input=${(event: Event) => {
                this.text = valueIn(event);
              }}
            ></textarea>
          </div>
          ${kioskName('Name of the kiosk, where the key does not say it', this.name, (name) => {
            this.name = name;
          })}
          <div class="row">
            <button type="button" ?disabled=${this.text.trim() === ''} @click=${() => wish(this, 'add-key', { key: this.text, name: this.name })}>
              Add this key
            </button>
            ${fileButton({
              words: html`${tray}From a file`,
              accept: '.json,.txt,application/json,text/plain',
              take: (files) => this.#add(files),
            })}
          </div>
          <p class="soft small">Take it from somebody you know: whoever holds the other half can sign coupons that pass here.</p>
        </div>
      </details>
    `;
  }

  #key({ kioskId, since, own }: KnownKey) {
    return html`
      <li>
        <span><strong>${kioskId}</strong> <span class="soft small">${own ? 'of this device, made' : 'added'} ${when(since)}</span></span>
        ${
          this.doubted === kioskId
            ? html`<span class="row">
                <span class="small">${own ? 'New coupons cannot be signed here then, and those that were signed with it cannot be verified here.' : 'Coupons of this kiosk can then no longer be verified here.'}</span>
                <button
                  class="danger"
                  type="button"
                  @click=${() => {
                    this.doubted = '';
                    wish(this, 'remove-key', { kioskId });
                  }}
                >
                  Remove it
                </button>
                <button
                  type="button"
                  @click=${() => {
                    this.doubted = '';
                  }}
                >
                  Keep it
                </button>
              </span>`
            : html`<button
                class="quiet"
                type="button"
                @click=${() => {
                  this.doubted = kioskId;
                }}
              >
                Remove…<span class="hidden-words"> the key of ${kioskId}</span>
              </button>`
        }
      </li>
    `;
  }

  async #add([file]: readonly File[]): Promise<void> {
    if (file !== undefined) wish(this, 'add-key', { key: await file.text(), name: this.name });
  }

  static override styles = [
    sharedStyles,
    couponFormStyles,
    css`
      .keys {
        display: grid;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        padding: 0.5rem 0;
        border-bottom: 1px solid var(--line);
      }

      .add {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.875rem;
        margin-top: 0.75rem;
      }
    `,
  ];
}
