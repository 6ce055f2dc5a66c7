import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { REDEMPTION_LIMIT } from '../../creative/redemption.ts';
import { fileButton } from '../file-button.ts';
import { dropStyles, FileDrop } from '../file-drop.ts';
import { tick, tray } from '../icons.ts';
import { sharedStyles } from '../shared-styles.ts';
import { sheetStyles } from '../sheet-styles.ts';
import { valueIn } from '../value-in.ts';
import { wish } from './coupon-events.ts';
import { couponFormStyles } from './coupon-form-styles.ts';
import { CouponPage } from './coupon-page.ts';
import type { CouponState } from './coupon-state.ts';
import { canReadPictures } from './read-picture.ts';

/** Where coupons are checked and taken: by typing, pasting, or a picture of the QR code. */
export class OsVerify extends CouponPage {
  @state() private text = '';
  /** Undefined until the browser was asked. */
  @state() private pictures: boolean | undefined;
  readonly #drop = new FileDrop(this, ({ files }) => this.#look([...files]));

  protected override async opened(coupons: CouponState): Promise<void> {
    const [pictures] = await Promise.all([canReadPictures(), coupons.open()]);
    this.pictures = pictures;
  }

  constructor() {
    super();
    this.addEventListener('os-coupon-wish', ({ detail }) => {
      if (detail.name === 'next-check') void this.#begin();
    });
  }

  override render() {
    const { view } = this;
    return html`
      <os-coupon-problem .place=${'open'} .problem=${view.problems.open}></os-coupon-problem>
      <div class="counter">
        <section class="sheet" aria-labelledby="check">
          <h2 id="check">Check a coupon</h2>
          ${this.#form()}
          <os-coupon-problem .place=${'check'} .problem=${view.problems.check}></os-coupon-problem>
        </section>
        <os-coupon-verdict .check=${view.check} ?taken=${view.taken} ?busy=${view.busy}></os-coupon-verdict>
      </div>
      <section class="sheet" aria-labelledby="keys">
        <h2 id="keys">Keys to verify with</h2>
        <os-coupon-problem .place=${'keys'} .problem=${view.problems.keys}></os-coupon-problem>
        <os-known-keys .keys=${view.desk?.keys ?? []}></os-known-keys>
      </section>
      <p class="soft small">${REDEMPTION_LIMIT} Checking needs no network.</p>
      <p class="hidden-words" role="status">${view.message}</p>
    `;
  }

  #form() {
    return html`
      <form @submit=${this.#onSubmit}>
        <div class="field">
          <label for="text">The code, or what the QR code says</label>
          <textarea
            id="text"
            rows="2"
            spellcheck="false"
            autocapitalize="characters"
            autocomplete="off"
            .value=${this.text}
            @input=${(event: Event) => {
              this.text = valueIn(event);
            }}
            @keydown=${this.#onKey}
          ></textarea>
        </div>
        <button class="primary" type="submit">${tick}Check it</button>
      </form>
      ${
        this.pictures === false
          ? html`<p class="soft small">This browser cannot read QR codes in pictures. Type the code that stands below the QR code, or paste what a reader of QR codes makes of it.</p>`
          : nothing
      }
      ${this.pictures === true ? this.#picture() : nothing}
    `;
  }

  #picture() {
    return this.#drop.place(html`
        <p>Or <strong>drop a picture</strong> of the coupon here.</p>
        ${fileButton({
          words: html`${tray}Take or choose a picture`,
          accept: 'image/*',
          camera: true,
          take: (files) => this.#look(files),
        })}
    `);
  }

  /** The next customer begins with an empty field. */
  async #begin(): Promise<void> {
    this.text = '';
    await this.updateComplete;
    this.renderRoot.querySelector('textarea')?.focus();
  }

  #look([file]: readonly File[]): void {
    if (file !== undefined) wish(this, 'check-picture', { file });
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    wish(this, 'check', { text: this.text });
  };

  /** A code is one line, and readers of QR codes that act as keyboards end with Enter. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    wish(this, 'check', { text: this.text });
  };

  static override styles = [
    sharedStyles,
    sheetStyles,
    dropStyles,
    couponFormStyles,
    css`
      :host {
        gap: 2rem;
      }

      .counter {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr));
        gap: 1.5rem;
        align-items: start;
      }

      form {
        display: grid;
        gap: 0.875rem;
        justify-items: start;
      }

      form .field {
        width: 100%;
      }

      textarea {
        font-family: var(--mono);
        overflow-wrap: anywhere;
      }
    `,
  ];
}
