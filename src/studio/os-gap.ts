import { css, html, LitElement, nothing, svg } from 'lit';
import { property } from 'lit/decorators.js';
import type { SimilarityChange } from '../service/contract.ts';
import { averageFits, type Fits, gapOf, gapWords } from './fit-gap.ts';
import { sharedStyles } from './shared-styles.ts';
import { fitText } from './words.ts';

/**
 * How far apart accepted and rejected offers lie, before learning and after. That is what learning is for: the fit
 * of both kinds may fall while they come apart.
 */
export class OsGap extends LitElement {
  @property({ attribute: false }) changes: readonly SimilarityChange[] = [];
  /** Whether the result is in use. */
  @property({ type: Boolean }) kept = false;

  override render() {
    const before = averageFits(this.changes, 'before');
    const after = averageFits(this.changes, 'after');
    if (before === undefined || after === undefined) return nothing;
    const words = gapWords(gapOf(before), gapOf(after));
    const be = this.kept ? 'are now' : 'would be';
    return html`
      <p>
        Accepted and rejected offers ${be} <strong>${words}</strong>${words === 'as far apart' ? ' as before' : ''}:
        <span class="numbers"
          ><span class="hidden-words">from </span>${fitText(gapOf(before))} <span aria-hidden="true">→</span
          ><span class="hidden-words"> to </span> <strong>${fitText(gapOf(after))}</strong></span
        >
      </p>
      <div class="chart" aria-hidden="true">
        <p class="key small soft">
          <span>${sign('rejected')} rejected, on average</span>
          <span>${sign('accepted')} accepted, on average</span>
        </p>
        ${row('Before', before, scaleOf(before, after))} ${row('After', after, scaleOf(before, after))}
      </div>
      <p class="soft small">
        The number is how much better the accepted offers fit than the rejected ones, on average. Below 0, the rejected
        ones fit better.
      </p>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }

      .numbers {
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }

      .numbers strong {
        font: 700 1.375rem var(--display);
        color: var(--blue);
      }

      .chart {
        display: grid;
        gap: 0.25rem;
      }

      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 0.125rem 1.25rem;
      }

      .key span {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
      }

      .gap {
        display: grid;
        grid-template-columns: 3.75rem minmax(0, 1fr);
        align-items: center;
        gap: 0.75rem;
      }

      .gap > svg {
        display: block;
        width: 100%;
        height: 2.25rem;
        border-radius: 8px;
        background: var(--sheet-2);
        overflow: visible;
      }

      .bar {
        stroke: var(--blue);
        stroke-width: 6;
        opacity: 0.25;
      }

      .accepted {
        fill: var(--blue);
      }

      .rejected {
        fill: none;
        stroke: var(--coral-deep);
        stroke-width: 3;
        stroke-linecap: round;
      }
    `,
  ];
}

interface Scale {
  readonly low: number;
  readonly high: number;
}

function scaleOf(...fits: readonly Fits[]): Scale {
  const values = fits.flatMap(({ accepted, rejected }) => [accepted, rejected]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // Where all is the same, the marks lie in the middle.
  return high > low ? { low, high } : { low: low - 1, high: high + 1 };
}

/** Shape as well as colour tells the two apart, as on the map. */
function sign(verdict: keyof Fits) {
  return html`<svg viewBox="-9 -9 18 18" width="18" height="18">${mark(verdict)}</svg>`;
}

function mark(verdict: keyof Fits) {
  return verdict === 'accepted'
    ? svg`<circle class="accepted" r="7.5" />`
    : svg`<path class="rejected" d="M-5-5 5 5M5-5-5 5" />`;
}

function row(label: string, { accepted, rejected }: Fits, { low, high }: Scale) {
  const x = (value: number) => `${(5 + (90 * (value - low)) / (high - low)).toFixed(1)}%`;
  // A nested drawing, since a transform knows no percentages.
  const at = (verdict: keyof Fits, value: number) =>
    svg`<svg x=${x(value)} y="50%" overflow="visible">${mark(verdict)}</svg>`;
  return html`
    <div class="gap small">
      <span>${label}</span>
      <svg>
        ${svg`<line class="bar" x1=${x(rejected)} x2=${x(accepted)} y1="50%" y2="50%" />`}
        ${at('rejected', rejected)} ${at('accepted', accepted)}
      </svg>
    </div>
  `;
}
