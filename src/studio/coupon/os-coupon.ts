import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { COUPON_SIZE_NAMES, type CouponSizeName } from '../../creative/coupon-size.ts';
import { type DrawnCoupon, drawCoupon } from '../../creative/draw-coupon.ts';
import { renderPng } from '../../creative/render-png.ts';
import type { Failure, Result } from '../../domain/result.ts';
import { tray } from '../icons.ts';
import { saveFile } from '../save-file.ts';
import { sharedStyles } from '../shared-styles.ts';
import { type CouponContent, couponSpec } from './coupon-content.ts';
import { sizeWords } from './coupon-words.ts';

/**
 * A coupon as a picture with its alternative text, in the size that the person chooses, to keep as PNG and SVG.
 *
 *     <os-coupon .content=${{ reward, currency: 'USD', message, segment, recipient, code }}></os-coupon>
 *
 * A `change` event tells that another size was chosen; `size` then holds it.
 */
export class OsCoupon extends LitElement {
  /** Compared by what it holds, so that it may be made anew for every render. */
  @property({ attribute: false, hasChanged: (now, before) => JSON.stringify(now) !== JSON.stringify(before) })
  content: CouponContent | undefined;
  @property() size: CouponSizeName = 'whatsapp-header';
  /** Beginning of the names of files. */
  @property() name = 'coupon';
  /** Why it cannot be kept yet; absent where it can. */
  @property({ attribute: false }) hold: string | undefined;
  @property({ attribute: false }) save: typeof saveFile = saveFile;
  @state() private failures: readonly Failure[] = [];
  @state() private saved = '';
  @state() private busy = false;
  #drawn: Result<DrawnCoupon> | undefined;
  #address: string | undefined;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('content') && !changed.has('size')) return;
    this.#drawn = this.content === undefined ? undefined : drawCoupon(couponSpec(this.content, this.size));
    this.failures = [];
    this.saved = '';
    this.#release();
    if (this.#drawn?.ok) {
      this.#address = URL.createObjectURL(new Blob([this.#drawn.value.svg], { type: 'image/svg+xml' }));
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Its picture was let go when it left the page.
    if (this.hasUpdated) this.requestUpdate('content');
  }

  override render() {
    const drawn = this.#drawn;
    if (drawn === undefined) return nothing;
    return html`
      ${drawn.ok ? this.#picture(drawn.value) : failureNote(drawn.failures)}
      ${this.#sizes()}
      ${drawn.ok ? this.#downloads(drawn.value) : nothing}
    `;
  }

  #picture(drawn: DrawnCoupon) {
    return html`
      <img
        class=${drawn.height > drawn.width ? 'tall' : ''}
        src=${this.#address ?? nothing}
        width=${drawn.width}
        height=${drawn.height}
        alt=${drawn.alt}
      />
    `;
  }

  #sizes() {
    return html`
      <fieldset>
        <legend class="hidden-words">Size</legend>
        ${COUPON_SIZE_NAMES.map(
          (name) => html`
            <label>
              <input
                class="hidden-words"
                type="radio"
                name="size"
                value=${name}
                .checked=${name === this.size}
                @change=${() => this.#choose(name)}
              />
              <span>${sizeWords[name][0]}</span>
            </label>
          `,
        )}
      </fieldset>
      <p class="soft small">${sizeWords[this.size][1]}.</p>
    `;
  }

  #downloads(drawn: DrawnCoupon) {
    if (this.hold !== undefined) return html`<p class="soft small">${this.hold}</p>`;
    return html`
      <div class="row">
        <button type="button" ?disabled=${this.busy} @click=${() => this.#savePng(drawn)}>${tray}PNG</button>
        <button type="button" @click=${() => this.#saveSvg(drawn)}>${tray}SVG</button>
      </div>
      ${this.failures.length === 0 ? nothing : failureNote(this.failures)}
      <p class="soft small" role="status">${this.saved}</p>
    `;
  }

  #choose(name: CouponSizeName): void {
    this.size = name;
    this.dispatchEvent(new Event('change'));
  }

  #saveSvg(drawn: DrawnCoupon): void {
    this.#keep('svg', new TextEncoder().encode(drawn.svg));
  }

  async #savePng(drawn: DrawnCoupon): Promise<void> {
    this.busy = true;
    this.failures = [];
    const png = await renderPng(drawn);
    this.busy = false;
    if (png.ok) this.#keep('png', new Uint8Array(await png.value.arrayBuffer()));
    else this.failures = png.failures;
  }

  #keep(kind: 'png' | 'svg', bytes: Uint8Array<ArrayBuffer>): void {
    const file = `${this.name}-${this.size}.${kind}`;
    this.save(file, bytes);
    this.saved = `Saved as ${file}.`;
  }

  #release(): void {
    if (this.#address !== undefined) URL.revokeObjectURL(this.#address);
    this.#address = undefined;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
      }

      img {
        display: block;
        width: 100%;
        height: auto;
        border-radius: 6px;
        box-shadow: 0 10px 30px var(--shadow);
      }

      .tall {
        width: min(100%, 24rem);
        margin-inline: auto;
      }

      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
      }

      label span {
        display: inline-flex;
        align-items: center;
        min-height: 2.25rem;
        padding: 0.25rem 0.875rem;
        border: 1.5px solid var(--edge);
        border-radius: 999px;
        background: var(--sheet);
        font-size: 0.9375rem;
        font-weight: 600;
        cursor: pointer;
      }

      label span:hover {
        border-color: var(--blue);
      }

      input:checked + span {
        border-color: var(--blue);
        background: var(--blue);
        color: var(--on-blue);
      }

      input:focus-visible + span {
        outline: 3px solid var(--blue);
        outline-offset: 2px;
      }

      label {
        position: relative;
      }
    `,
  ];
}

function failureNote(failures: readonly Failure[]) {
  return html`
    <div class="note bad" role="alert">
      <ul>
        ${failures.map(({ message }) => html`<li>${message}</li>`)}
      </ul>
    </div>
  `;
}
