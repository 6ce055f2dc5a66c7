import { css, html, LitElement, nothing, svg } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Verdict } from '../domain/feedback.ts';
import { emit } from './events.ts';
import { ringPath, sealRings } from './guilloche.ts';
import { cross, tick } from './icons.ts';
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
        aria-valuetext=${`Fit ${value} of 1`}
        title=${this.score === undefined ? nothing : `Fit ${value}: 1 would be a perfect match, 0 none`}
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

  static override styles = [
    sharedStyles,
    css`
      :host {
        --tear: 4.25rem;
        height: 100%;
      }

      .lift {
        height: 100%;
        filter: drop-shadow(0 1px 0.5px var(--shadow)) drop-shadow(0 8px 14px var(--shadow));
      }

      article {
        position: relative;
        display: flex;
        flex-direction: column;
        height: 100%;
        min-height: 15.75rem;
        overflow: hidden;
        border-radius: var(--radius) var(--radius) 0 0;
        background: var(--sheet);
        /* Notches where the stub tears off, and a torn lower edge. */
        mask:
          radial-gradient(circle 9px at 0 calc(100% - var(--tear)), #0000 97%, #000),
          radial-gradient(circle 9px at 100% calc(100% - var(--tear)), #0000 97%, #000),
          radial-gradient(circle 4.5px at 50% 100%, #0000 94%, #000) 50% 0 / 15px 100%;
        mask-composite: intersect;
      }

      article::before {
        content: '';
        position: absolute;
        inset: 0 0 auto;
        height: 6px;
        background: linear-gradient(90deg, var(--blue) 0 72%, var(--coral) 72%);
      }

      .body {
        flex: 1;
        display: grid;
        grid-template-columns: 1fr auto;
        align-content: start;
        gap: 0.5rem 1rem;
        padding: 1.375rem 1.375rem 1.125rem;
      }

      .serial {
        color: var(--text-soft);
        letter-spacing: 0.02em;
      }

      .words {
        grid-column: 1;
        font: 700 1.3125rem / 1.32 var(--display);
        letter-spacing: -0.01em;
        overflow-wrap: anywhere;
        text-wrap: pretty;
      }

      .seal {
        grid-column: 2;
        grid-row: 1 / span 2;
        width: 6rem;
        height: 6rem;
        margin: -0.25rem -0.375rem 0 0;
      }

      .seal svg {
        display: block;
        overflow: visible;
      }

      .ink-1,
      .ink-2 {
        fill: none;
        stroke: var(--blue);
        stroke-width: 0.55;
      }

      .ink-2 {
        stroke: var(--coral);
        stroke-width: 0.6;
      }

      .track,
      .gauge {
        fill: none;
        stroke: var(--line);
        stroke-width: 3;
      }

      .gauge {
        stroke: var(--blue);
        stroke-linecap: round;
      }

      .plate {
        fill: var(--sheet);
      }

      .value,
      .caption {
        fill: var(--text);
        font: 700 15px var(--display);
        text-anchor: middle;
      }

      .caption {
        fill: var(--text-soft);
        font: 600 9.5px var(--body);
      }

      .stub {
        display: flex;
        align-items: center;
        gap: 0.625rem;
        height: var(--tear);
        padding: 0 1.375rem 0.25rem;
        background: radial-gradient(circle, var(--edge) 1.1px, #0000 1.6px) 0 -4px / 9px 8px repeat-x;
      }

      .verdict {
        flex: 1;
        padding: 0.5rem 0.75rem;
        border-color: currentcolor;
      }

      .verdict.accepted {
        color: var(--blue);
      }

      .verdict.rejected {
        color: var(--coral-deep);
      }

      .verdict.rejected:hover {
        background: var(--coral-wash);
      }

      .verdict.accepted[aria-pressed='true'] {
        border-color: var(--blue);
        background: var(--blue);
        color: var(--on-blue);
      }

      .verdict.rejected[aria-pressed='true'] {
        border-color: var(--coral-deep);
        background: var(--coral-deep);
        color: var(--sheet);
      }

      .stamp {
        position: absolute;
        right: 1.25rem;
        bottom: calc(var(--tear) + 0.75rem);
        padding: 0.125rem 0.625rem;
        border: 3px double currentcolor;
        border-radius: 6px;
        color: var(--blue);
        font: 700 1.0625rem / 1.4 var(--display);
        letter-spacing: 0.04em;
        text-transform: uppercase;
        transform: rotate(-7deg);
        pointer-events: none;
        background: var(--sheet);
      }

      article.rejected .stamp {
        color: var(--coral-deep);
        transform: rotate(5deg);
      }

      article.accepted {
        background: linear-gradient(var(--blue-wash), var(--sheet) 75%);
      }

      article.rejected .words {
        color: var(--text-soft);
      }

      article.rejected .seal {
        opacity: 0.6;
      }

      .blank {
        display: block;
        width: 92%;
        height: 1rem;
        margin-top: 0.375rem;
        border-radius: 6px;
        background: var(--blue-wash);
      }

      .blank.short {
        width: 60%;
      }

      @media (prefers-reduced-motion: no-preference) {
        .word {
          animation: appear 0.35s ease-out both;
        }

        article[aria-busy='true'] .turn {
          animation: turn 9s linear infinite;
        }

        .stamp {
          animation: stamp 0.28s cubic-bezier(0.2, 1.3, 0.4, 1) both;
        }

        .gauge {
          animation: fill 0.7s ease-out both;
        }
      }

      @keyframes appear {
        from {
          opacity: 0;
        }
      }

      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }

      @keyframes stamp {
        from {
          opacity: 0;
          scale: 1.7;
        }
      }

      @keyframes fill {
        from {
          stroke-dasharray: 0 100;
        }
      }

      @media (forced-colors: active) {
        article {
          border: 1px solid;
          mask: none;
        }
      }
    `,
  ];
}
