import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { toHex } from '../../creative/colour.ts';
import { legiblePalette, paletteFrom } from '../../creative/coupon-palette.ts';
import type { CouponStyle } from '../../creative/coupon-style.ts';
import { COUPON_STYLES } from '../../creative/coupon-styles.ts';
import { drawCoupon } from '../../creative/draw-coupon.ts';
import { sharedStyles } from '../shared-styles.ts';
import { valueIn } from '../value-in.ts';
import { type CouponContent, couponSpec } from './coupon-content.ts';
import { wish } from './coupon-events.ts';
import { couponFormStyles } from './coupon-form-styles.ts';
import { type CouponDraft, initialDraft, segmentOfStyle } from './coupon-view.ts';
import { legibleWords, mendedWords, styleWords } from './coupon-words.ts';

type Colours = NonNullable<CouponDraft['colours']>;

const colourNames = ['Ground', 'Figure', 'Lettering'] as const;

/** Style and colours; each style shows this very coupon in small. */
export class OsCouponLook extends LitElement {
  @property({ attribute: false }) draft: CouponDraft = initialDraft;
  @property({ attribute: false }) content: CouponContent | undefined;
  #drawn = { of: '', pictures: new Map<string, string>() };

  override willUpdate(): void {
    const { content } = this;
    if (content === undefined) return;
    const plain: CouponContent = {
      ...{ reward: content.reward, currency: content.currency, message: content.message },
      headline: content.headline,
    };
    const of = JSON.stringify(plain);
    if (of === this.#drawn.of) return;
    const pictures = COUPON_STYLES.map(({ name }) => {
      const drawn = drawCoupon(
        couponSpec({ ...plain, style: name, segment: segmentOfStyle(name), message: '' }, 'mms'),
      );
      const svg = drawn.ok ? drawn.value.svg : '';
      return [name, `data:image/svg+xml,${encodeURIComponent(svg)}`] as const;
    });
    this.#drawn = { of, pictures: new Map(pictures) };
  }

  override render() {
    return html`
      <fieldset class="styles">
        <legend class="hidden-words">Style</legend>
        ${COUPON_STYLES.map((style) => this.#style(style))}
      </fieldset>
      ${this.#colours()}
    `;
  }

  #style({ name }: CouponStyle) {
    const [title, look] = styleWords[name] ?? [name, ''];
    return html`
      <label>
        <input
          class="hidden-words"
          type="radio"
          name="style"
          value=${name}
          .checked=${name === this.draft.style}
          @change=${() => wish(this, 'change', { style: name, colours: undefined })}
        />
        <span>
          <img src=${this.#drawn.pictures.get(name) ?? nothing} width="600" height="314" alt="" />
          <strong>${title}</strong>
          <span class="soft small">${look}</span>
        </span>
      </label>
    `;
  }

  #colours() {
    const style = COUPON_STYLES.find(({ name }) => name === this.draft.style);
    if (style === undefined) return nothing;
    const { paper, accent, ink } = style.palette;
    const own = this.draft.colours;
    const shown: Colours = own ?? [toHex(paper), toHex(accent), toHex(ink)];
    return html`
      <fieldset>
        <legend>Colours</legend>
        <div class="colours">
          ${colourNames.map(
            (name, i) => html`
              <label>
                <input
                  type="color"
                  .value=${shown[i] ?? '#000000'}
                  @input=${(event: Event) => this.#choose(shown, i, valueIn(event))}
                />
                ${name}
              </label>
            `,
          )}
          ${
            own === undefined
              ? nothing
              : html`<button class="quiet" type="button" @click=${() => wish(this, 'change', { colours: undefined })}>
                  As the style has them
                </button>`
          }
        </div>
      </fieldset>
      <div class="small" role="status">${this.#contrast(style)}</div>
    `;
  }

  #contrast(style: CouponStyle) {
    const own = this.draft.colours;
    const palette = own === undefined ? undefined : paletteFrom(style.palette, own);
    const checked = legiblePalette(palette?.ok ? palette.value : style.palette, false, style.shade);
    if (!checked.ok) {
      return html`<div class="note bad">${checked.failures.map(({ message }) => html`<p>${message}</p>`)}</div>`;
    }
    const mended = mendedWords(checked.value.contrast);
    if (mended.length === 0) return html`<p class="soft">${legibleWords(checked.value.contrast)}</p>`;
    return html`<ul class="note">${mended.map((words) => html`<li>${words}</li>`)}</ul>`;
  }

  #choose(shown: Colours, at: number, colour: string): void {
    const [ground, accent, text] = shown.map((each, i) => (i === at ? colour : each));
    if (ground === undefined || accent === undefined || text === undefined) return;
    wish(this, 'change', { colours: [ground, accent, text] });
  }

  static override styles = [
    sharedStyles,
    couponFormStyles,
    css`
      .styles {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(9.5rem, 45%), 1fr));
        gap: 0.75rem;
      }

      .styles label {
        position: relative;
        display: grid;
      }

      .styles label > span {
        display: grid;
        align-content: start;
        gap: 0.125rem;
        padding: 0.5rem;
        border: 2px solid var(--line);
        border-radius: 12px;
        line-height: 1.35;
        cursor: pointer;
      }

      .styles label > span:hover {
        border-color: var(--edge);
      }

      .styles input:checked + span {
        border-color: var(--blue);
        background: var(--blue-wash);
      }

      .styles input:focus-visible + span {
        outline: 3px solid var(--blue);
        outline-offset: 2px;
      }

      img {
        display: block;
        width: 100%;
        height: auto;
        margin-bottom: 0.375rem;
        border-radius: 6px;
      }

      .colours {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1.25rem;
        margin-top: 0.375rem;
      }

      .colours label {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        cursor: pointer;
      }

      input[type='color'] {
        width: 2.75rem;
        height: 2.25rem;
        padding: 0.125rem;
        border: 1.5px solid var(--edge);
        border-radius: 8px;
        background: var(--sheet);
        cursor: pointer;
      }

      li + li {
        margin-top: 0.375rem;
      }
    `,
  ];
}
