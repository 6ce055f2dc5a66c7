import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CouponDesk } from '../../service/coupon-contract.ts';
import { fileButton } from '../file-button.ts';
import { dropStyles, FileDrop } from '../file-drop.ts';
import { tray } from '../icons.ts';
import { sharedStyles } from '../shared-styles.ts';
import { valueIn } from '../value-in.ts';
import { plural } from '../words.ts';
import { wish } from './coupon-events.ts';
import { couponFormStyles } from './coupon-form-styles.ts';
import { type CodeChoice, type CouponDraft, initialDraft, type RefusedCodes } from './coupon-view.ts';

/** Which code the coupon gets: none, a new one, or the next of a list of the person's own. */
export class OsCouponCode extends LitElement {
  @property({ attribute: false }) draft: CouponDraft = initialDraft;
  @property({ attribute: false }) desk: CouponDesk | undefined;
  @property({ attribute: false }) refused: RefusedCodes | undefined;
  @state() private pasted = '';
  readonly #drop = new FileDrop(this, ({ files }) => this.#take([...files]));

  override render() {
    const { free = 0, used = 0 } = this.desk?.codes ?? {};
    const list =
      free + used === 0
        ? 'none imported yet'
        : `${plural(free, 'code')} left, ${used.toLocaleString('en')} used`;
    return html`
      <fieldset>
        <legend class="hidden-words">Code</legend>
        ${this.#choice('generated', html`<strong>A new code</strong>, drawn when the coupon is made, with a sign that shows typing errors`)}
        ${this.#choice('imported', html`<strong>The next of my list</strong>: ${list}`)}
        ${this.#choice('none', html`<strong>No code</strong>, only the picture`)}
      </fieldset>
      ${this.draft.code === 'imported' ? this.#list(free) : nothing}
    `;
  }

  #choice(code: CodeChoice, words: unknown) {
    return html`
      <label class="choice">
        <input type="radio" name="code" .checked=${this.draft.code === code} @change=${() => wish(this, 'change', { code })} />
        <span>${words}</span>
      </label>
    `;
  }

  #list(free: number) {
    return html`
      ${this.#drop.place(html`
        <p><strong>Drop a list of codes here</strong>: a text file with one a line, or a table with a column “code”.</p>
        ${fileButton({
          words: html`${tray}Choose a file`,
          accept: '.txt,.csv,.tsv,text/plain,text/csv,text/tab-separated-values',
          take: (files) => this.#take(files),
        })}
        <div class="field paste">
          <label for="paste">Or paste them</label>
          <textarea
            id="paste"
            rows="3"
            spellcheck="false"
            .value=${this.pasted}
            @input=${(event: Event) => {
              this.pasted = valueIn(event);
            }}
          ></textarea>
        </div>
        <button type="button" ?disabled=${this.pasted.trim() === ''} @click=${this.#onPaste}>Add them</button>
      `)}
      ${this.#refused()}
      ${
        free === 0
          ? nothing
          : html`<p>
              <button class="quiet" type="button" @click=${() => wish(this, 'remove-codes', undefined)}>
                Remove the ${plural(free, 'code')} that ${free === 1 ? 'is' : 'are'} left
              </button>
            </p>`
      }
    `;
  }

  #refused() {
    const { refused } = this;
    if (refused === undefined) return nothing;
    const { good, text } = refused;
    return html`
      <div class="note bad" role="alert">
        <p><strong>${plural(refused.refused.length, 'line')} refused.</strong> Nothing was taken over yet.</p>
        <ul class="faults small">
          ${refused.refused.slice(0, 200).map(({ message }) => html`<li>${message}</li>`)}
        </ul>
        <div class="row">
          ${
            good === 0
              ? nothing
              : html`<button type="button" @click=${() => wish(this, 'import-codes', { text, leaveOutRefused: true })}>
                  Take the other ${plural(good, 'code')}
                </button>`
          }
          <button class="quiet" type="button" @click=${() => wish(this, 'drop-refused', undefined)}>Take none</button>
        </div>
      </div>
    `;
  }

  async #take([file]: readonly File[]): Promise<void> {
    if (file !== undefined) wish(this, 'import-codes', { text: await file.text(), leaveOutRefused: false });
  }

  readonly #onPaste = (): void => {
    wish(this, 'import-codes', { text: this.pasted, leaveOutRefused: false });
    this.pasted = '';
  };

  static override styles = [
    sharedStyles,
    dropStyles,
    couponFormStyles,
    css`
      .paste {
        width: 100%;
      }

      .note {
        display: grid;
        gap: 0.625rem;
      }
    `,
  ];
}
