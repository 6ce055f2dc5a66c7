import { html, LitElement, nothing, svg } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Verdict } from '../domain/feedback.ts';
import { emit } from './events.ts';
import { ringPath, sealRings } from './guilloche.ts';
import { cross, tick } from './icons.ts';
import { offerStyles } from './os-offer-styles.ts';
import { sharedStyles } from './shared-styles.ts';
import { fitText } from './words.ts';

/** One offer as a coupon: its words, how well it fits, and what the person says of it. */
export class OsOffer extends LitElement {
  @property() text = '';
  /** Cosine similarity with the person, −1 to 1; left out while the offer is being written. */
  @property({ attribute: false }) score: number | undefined;
  @property({ attribute: false }) verdict: Verdict | undefined;
  /** Without one the offer is not stored and cannot be judged. */
  @property({ attribute: false }) offerId: string | undefined;
  /** Small print at the top, such as "Round 2, No. 1". */
  @property() serial = '';
  @property({ type: Boolean }) writing = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    this.removeEventListener('keydown', this.#onKey);
    super.disconnectedCallback();
  }

  /** Moves the keyboard to this offer. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLButtonElement>('button')?.focus();
  }

  override render() {
    return html`
      <div class="lift">
        <article class=${this.verdict ?? 'open'} aria-busy=${this.writing ? 'true' : 'false'}>
          <div class="body">
            <p class="serial mono">${this.serial}</p>
            ${this.#seal()}
            <p class="words">
              ${
                this.text === '' && this.writing
                  ? html`<span class="blank" aria-hidden="true"></span><span class="blank short" aria-hidden="true"></span>`
                  : this.#words()
              }
            </p>
          </div>
          <div class="stub">${this.writing ? html`<span class="soft small">Writing…</span>` : this.#buttons()}</div>
          ${this.verdict === undefined ? nothing : html`<span class="stamp" aria-hidden="true">${this.verdict}</span>`}
        </article>
      </div>
    `;
  }

  /** A word that is already there keeps its element, so that only new words fade in. */
  #words() {
    const words = this.text.split(/\s+/).filter((word) => word !== '');
    return repeat(
      words,
      (_, index) => index,
      (word) => html`<span class=${this.writing ? 'word' : ''}>${word} </span>`,
    );
  }

  #seal() {
    // While writing, the words are not settled, so the pattern follows the serial.
    const { outer, inner } = sealRings(this.writing ? this.serial : this.text);
    const share = Math.max(0, Math.min(1, this.score ?? 0)) * 100;
    const value = this.score === undefined ? '' : fitText(this.score);
    return html`
      <div
        class="seal"
        role=${this.score === undefined ? nothing : 'meter'}
        aria-hidden=${this.score === undefined ? 'true' : nothing}
        aria-label="Fit"
        aria-valuemin="-1"
        aria-valuemax="1"
        aria-valuenow=${this.score ?? 0}
        aria-valuetext=${`Fit ${value}`}
        title=${this.score === undefined ? nothing : `Fit ${value}: the higher, the more it suits this person`}
      >
        <svg viewBox="-50 -50 100 100" aria-hidden="true">
          <g class="turn">
            ${svg`<path class="ink-2" d=${ringPath(inner)} /><path class="ink-1" d=${ringPath(outer)} />`}
          </g>
          ${
            this.score === undefined
              ? nothing
              : svg`
                <circle class="track" r="46.500" />
                <circle class="gauge" r="46.500" pathLength="100" stroke-dasharray="${share} 100" transform="rotate(-90)" />
                <circle class="plate" r="22" />
                <text class="value" y="3">${value}</text>
                <text class="caption" y="13.500">fit</text>`
          }
        </svg>
      </div>
    `;
  }

  #buttons() {
    if (this.offerId === undefined)
      return html`<span class="soft small">Not kept, so it cannot be judged.</span>`;
    const button = (verdict: Verdict, label: string, shortcut: string, icon: unknown) => html`
      <button
        class="verdict ${verdict}"
        type="button"
        aria-pressed=${this.verdict === verdict ? 'true' : 'false'}
        aria-keyshortcuts=${shortcut}
        title=${this.verdict === verdict ? 'Take this verdict back' : `${label} (key ${shortcut[0]})`}
        @click=${() => this.#toggle(verdict)}
      >
        ${icon}${label}
      </button>
    `;
    return html`
      ${button('accepted', 'Accept', 'A ArrowRight', tick)} ${button('rejected', 'Reject', 'R ArrowLeft', cross)}
    `;
  }

  #toggle(verdict: Verdict): void {
    if (this.offerId === undefined) return;
    if (this.verdict === verdict) emit(this, 'os-take-back', { offerId: this.offerId });
    else emit(this, 'os-verdict', { offerId: this.offerId, verdict });
  }

  /** A or → accepts, R or ← rejects, while the keyboard is inside this offer. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || this.offerId === undefined || this.writing) return;
    const verdicts: Readonly<Record<string, Verdict>> = {
      a: 'accepted',
      ArrowRight: 'accepted',
      r: 'rejected',
      ArrowLeft: 'rejected',
    };
    const verdict = verdicts[event.key] ?? verdicts[event.key.toLowerCase()];
    if (verdict === undefined) return;
    event.preventDefault();
    if (this.verdict !== verdict) emit(this, 'os-verdict', { offerId: this.offerId, verdict });
  };

  static override styles = [sharedStyles, offerStyles];
}
