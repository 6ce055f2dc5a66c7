import { css, html, LitElement, svg } from 'lit';
import { property } from 'lit/decorators.js';
import type { Verdict } from '../domain/feedback.ts';
import type { SimilarityChange } from '../service/contract.ts';
import { dataTable } from './data-table.ts';
import { sharedStyles } from './shared-styles.ts';
import { fitText, mean, signed } from './words.ts';

const groups: readonly { verdict: Verdict; title: string }[] = [
  { verdict: 'accepted', title: 'Accepted' },
  { verdict: 'rejected', title: 'Rejected' },
];

/** For every judged offer, how well it fitted before learning and after; grouped by verdict. */
export class OsSimilarityChart extends LitElement {
  @property({ attribute: false }) changes: readonly SimilarityChange[] = [];

  override render() {
    const scale = scaleOf(this.changes);
    return html`
      <p class="about soft small">
        Fit is how closely the words of an offer match this person, as the writer sees it. After learning all of it may
        be lower or higher; what counts is how far accepted and rejected ones are apart.
      </p>
      <figure>
        <figcaption class="small soft">
          <svg class="key" width="76" height="16" aria-hidden="true">
            <line class="bar" x1="8" x2="66" y1="8" y2="8" />
            <circle class="from" cx="8" cy="8" r="5" />
            <circle class="to" cx="66" cy="8" r="6" />
          </svg>
          from the fit before learning to the fit after
        </figcaption>
        ${groups.map((group) => this.#group(group, scale))}
        <p class="axis small soft" aria-hidden="true">
          ${[scale.low, (scale.low + scale.high) / 2, scale.high].map((value) => html`<span>${fitText(value)}</span>`)}
        </p>
        <details>
          <summary class="small">As a table</summary>
          ${dataTable(
            'Fit before and after learning',
            [
              ['Offer', 'words'],
              ['Verdict', 'words'],
              ['Before', 'numbers'],
              ['After', 'numbers'],
              ['Change', 'numbers'],
            ],
            this.changes.map(({ text, verdict, before, after }) => [
              text,
              verdict,
              fitText(before),
              fitText(after),
              signed(after - before),
            ]),
          )}
        </details>
      </figure>
    `;
  }

  #group({ verdict, title }: (typeof groups)[number], scale: Scale) {
    const changes = this.changes.filter((change) => change.verdict === verdict);
    const before = mean(changes.map((change) => change.before));
    const after = mean(changes.map((change) => change.after));
    if (before === undefined || after === undefined) return '';
    return html`
      <section class=${verdict}>
        <h4>${title}</h4>
        <p class="average">
          <span class="hidden-words">Average fit from </span>${fitText(before)}
          <span aria-hidden="true">→</span><span class="hidden-words"> to </span> <strong>${fitText(after)}</strong>
          <span class="change">${signed(after - before)}</span>
        </p>
        <ul aria-hidden="true">
          ${changes.map(
            (change) => html`<li>
              <span class="words">${change.text}</span>
              ${dumbbell(change, scale)}
            </li>`,
          )}
        </ul>
      </section>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      .about {
        margin: 0.5rem 0 0.75rem;
      }

      figure {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
      }

      figcaption {
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }

      .key {
        flex: none;
      }

      section {
        --ink: var(--blue);
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: baseline;
        gap: 0.25rem 1rem;
      }

      section.rejected {
        --ink: var(--coral-deep);
      }

      .average {
        font-variant-numeric: tabular-nums;
      }

      .average strong {
        font: 700 1.25rem var(--display);
      }

      .change {
        margin-left: 0.375rem;
        color: var(--ink);
        font-weight: 600;
      }

      ul {
        grid-column: 1 / -1;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1.2fr);
        align-items: center;
        gap: 1rem;
        border-top: 1px solid var(--line);
      }

      .axis {
        display: flex;
        justify-content: space-between;
        width: calc((100% - 1rem) * 1.2 / 2.2);
        margin: -1rem 0 0 auto;
        font-variant-numeric: tabular-nums;
      }

      .words {
        overflow: hidden;
        font-size: 0.9375rem;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .chart {
        display: block;
        width: 100%;
        height: 2.25rem;
        overflow: visible;
      }

      .grid {
        stroke: var(--line);
      }

      .bar {
        stroke: var(--ink, var(--edge));
        stroke-width: 3;
        opacity: 0.45;
      }

      .from {
        fill: var(--sheet);
        stroke: var(--ink, var(--edge));
        stroke-width: 2;
      }

      .to {
        fill: var(--ink, var(--edge));
      }

      @media (max-width: 560px) {
        li {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
          padding-top: 0.375rem;
        }

        .axis {
          width: 100%;
        }
      }
    `,
  ];
}

interface Scale {
  readonly low: number;
  readonly high: number;
}

/** Tenths around all values, so that small changes stay visible. */
function scaleOf(changes: readonly SimilarityChange[]): Scale {
  const values = changes.flatMap(({ before, after }) => [before, after]);
  const low = Math.max(-1, Math.floor(Math.min(...values) * 10) / 10);
  const high = Math.min(1, Math.ceil(Math.max(...values) * 10) / 10);
  return high > low ? { low, high } : { low: low - 0.1, high: low + 0.1 };
}

function dumbbell({ before, after }: SimilarityChange, { low, high }: Scale) {
  const x = (value: number) => `${(4 + (92 * (value - low)) / (high - low)).toFixed(1)}%`;
  return html`
    <svg class="chart">
      ${svg`
        <line class="grid" x1="4%" x2="4%" y1="0" y2="100%" />
        <line class="grid" x1="50%" x2="50%" y1="0" y2="100%" />
        <line class="grid" x1="96%" x2="96%" y1="0" y2="100%" />
        <line class="bar" x1=${x(before)} x2=${x(after)} y1="50%" y2="50%" />
        <circle class="from" cx=${x(before)} cy="50%" r="5" />
        <circle class="to" cx=${x(after)} cy="50%" r="6.5" />`}
    </svg>
  `;
}
