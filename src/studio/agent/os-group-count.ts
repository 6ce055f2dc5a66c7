import { css, html, LitElement, nothing, svg } from 'lit';
import { property } from 'lit/decorators.js';
import type { CustomerOverview } from '../../service/agent-contract.ts';
import { dataTable } from '../data-table.ts';
import { sharedStyles } from '../shared-styles.ts';
import { whyThisMany } from './agent-words.ts';

const width = 420;
const height = 180;
const left = 14;
const bottom = 28;
const top = 24;

/** Why there are this many groups: in words, as bars, and as a table. */
export class OsGroupCount extends LitElement {
  @property({ attribute: false }) overview: CustomerOverview | undefined;

  override render() {
    const { overview } = this;
    if (overview === undefined) return nothing;
    const { curve, segments, reason } = overview;
    const k = segments.length;
    const step = (width - 2 * left) / Math.max(1, curve.length);
    const highest = Math.max(0.01, ...curve.map(({ silhouette }) => silhouette ?? 0));
    const rise = (value: number) => (Math.max(0, value) / highest) * (height - bottom - top);
    return html`
      <p>${whyThisMany(overview)}</p>
      ${
        curve.length < 2
          ? nothing
          : html`
              <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="How far apart the groups are, by their number; the table below has the values.">
                ${curve.map((point, i) => {
                  const tall = rise(point.silhouette ?? 0);
                  const x = left + i * step;
                  const middle = x + step / 2;
                  return svg`
                    <rect class=${point.k === k ? 'bar chosen' : 'bar'} x=${x + step * 0.15} y=${height - bottom - tall}
                      width=${step * 0.7} height=${tall} rx="3" />
                    <text class="label" x=${middle} y=${height - bottom - tall - 7}>${point.silhouette?.toFixed(2) ?? '–'}</text>
                    <text class="label" x=${middle} y=${height - 9}>${point.k}</text>`;
                })}
                <line class="base" x1=${left} x2=${width - left} y1=${height - bottom} y2=${height - bottom} />
              </svg>
              <p class="soft small">Number of groups, and how far apart they are. Taller is better.</p>
            `
      }
      <details>
        <summary class="small">As a table, with the measure by its name</summary>
        <p class="small">${reason}</p>
        ${dataTable(
          'How far apart the groups are, by their number',
          [
            ['Groups', 'names'],
            ['How far apart (mean silhouette)', 'numbers'],
          ],
          curve.map((point) => [
            `${point.k}${point.k === k ? ' (chosen)' : ''}`,
            point.silhouette?.toFixed(3) ?? '–',
          ]),
        )}
      </details>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 0.625rem;
        max-width: 42rem;
        min-width: 0;
      }

      svg {
        display: block;
        width: 100%;
        max-width: 30rem;
      }

      .bar {
        fill: var(--edge);
      }

      .chosen {
        fill: var(--blue);
      }

      .label {
        fill: var(--text);
        font: 13px var(--body);
        text-anchor: middle;
      }

      .base {
        stroke: var(--edge);
      }
    `,
  ];
}
