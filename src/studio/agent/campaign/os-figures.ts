import { css, html, LitElement, nothing, svg } from 'lit';
import { property } from 'lit/decorators.js';
import { sharedStyles } from '../../shared-styles.ts';

/** A number that is to be expected, and between which two others it will lie. */
export interface Figure {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly say: (value: number) => string;
  /** A sentence below it. */
  readonly more?: string;
  /** Where the bar begins and ends; from 0, or the lowest end, to the highest where left out. */
  readonly scale?: readonly [number, number];
}

const width = 200;

/** Numbers in large, each with the range that it will lie in as a bar. */
export class OsFigures extends LitElement {
  @property({ attribute: false }) figures: readonly Figure[] = [];

  override render() {
    return html`<dl>${this.figures.map((figure) => this.#figure(figure))}</dl>`;
  }

  #figure({ label, value, low, high, say, more, scale }: Figure) {
    const [from, to] = scale ?? [Math.min(0, low), Math.max(high, 0)];
    const at = (x: number) => (to > from ? (width * (x - from)) / (to - from) : 0);
    const has = Number.isFinite(low) && Number.isFinite(high) && high > low;
    return html`
      <div>
        <dt>${label}</dt>
        <dd>
          <strong>${say(value)}</strong>
          ${
            has
              ? html`
                  <svg viewBox="0 0 ${width} 14" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="whole" y="4" width=${width} height="6" rx="3" />
                    ${from < 0 && to > 0 ? svg`<line class="zero" x1=${at(0)} x2=${at(0)} y1="0" y2="14" />` : nothing}
                    <rect class="range" x=${at(low)} y="4" width=${Math.max(2, at(high) - at(low))} height="6" rx="3" />
                    <rect class="middle" x=${at(value) - 1.5} y="0" width="3" height="14" rx="1" />
                  </svg>
                  <span class="small">most likely from ${say(low)} to ${say(high)}</span>
                `
              : nothing
          }
          ${more === undefined ? nothing : html`<span class="soft small">${more}</span>`}
        </dd>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: 1rem;
      }

      dl > div {
        display: grid;
        align-content: start;
        gap: 0.25rem;
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sheet-2);
      }

      dd {
        display: grid;
        gap: 0.375rem;
      }

      dd strong {
        font: 700 1.875rem / 1.1 var(--display);
        font-variant-numeric: tabular-nums;
      }

      svg {
        width: 100%;
        height: 0.875rem;
      }

      .whole {
        fill: var(--line);
      }

      .range {
        fill: var(--blue);
        opacity: 0.45;
      }

      .middle {
        fill: var(--blue);
      }

      .zero {
        stroke: var(--text-soft);
        stroke-width: 1.5;
      }
    `,
  ];
}
