import { css, html, LitElement, nothing, svg } from 'lit';
import { property } from 'lit/decorators.js';
import type { CustomerOverview } from '../../service/agent-contract.ts';
import { dataTable } from '../data-table.ts';
import { figureStyles, sharedStyles } from '../shared-styles.ts';
import { axisWords, number } from './agent-words.ts';
import { type Frame, median, placeSegments } from './picture-geometry.ts';
import { inkOf, segmentColours } from './segment-colours.ts';

const frame: Frame = { width: 860, height: 440, margin: 28 };
const BADGE = 15;

/** Customers as points in the two directions in which they differ most, a colour and a number a segment. */
export class OsSegmentPicture extends LitElement {
  @property({ attribute: false }) overview: CustomerOverview | undefined;

  override render() {
    const { overview } = this;
    if (overview === undefined) return nothing;
    const { picture, segments, customers } = overview;
    const placed = placeSegments(picture, segments.length, frame);
    const [across, up] = picture.axes;
    const drawn = picture.x.length;
    const which = drawn < customers ? `${number(drawn)} customers drawn by chance` : 'Every customer';
    return html`
      <figure>
        <figcaption class="small soft">
          ${which} as a point: the closer two lie, the more alike they buy. The numbers are the groups.
        </figcaption>
        <svg
          viewBox="0 0 ${frame.width} ${frame.height}"
          role="img"
          aria-label=${`${which} as a point in ${segments.length} groups; the table below says where each group lies.`}
        >
          ${placed.map(({ path }, i) => svg`<path class="dots ${inkOf(i)}" d=${path} />`)}
          ${placed.map(({ x, y, points }, i) =>
            points === 0
              ? nothing
              : svg`<g class=${inkOf(i)} transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">
                  <circle class="middle" r=${BADGE} /><text class="digit" dy="0.36em">${i + 1}</text></g>`,
          )}
        </svg>
        <ul class="axes small">
          ${across === undefined ? nothing : html`<li><strong>To the right:</strong> ${axisWords(across)}</li>`}
          ${up === undefined ? nothing : html`<li><strong>Upwards:</strong> ${axisWords(up)}</li>`}
        </ul>
      </figure>
      <details>
        <summary class="small">The picture as a table</summary>
        ${dataTable(
          'The picture as a table',
          [
            ['Group', 'names'],
            ['Points', 'numbers'],
            ['Middle, to the right', 'numbers'],
            ['Middle, upwards', 'numbers'],
          ],
          segments.map(({ name, index }) => {
            const own = [...picture.segment.keys()].filter((i) => picture.segment[i] === index);
            const middle = (values: Float32Array) => median(own.map((i) => values[i] ?? 0)).toFixed(2);
            return [`${index + 1}. ${name}`, number(own.length), middle(picture.x), middle(picture.y)];
          }),
        )}
      </details>
    `;
  }

  static override styles = [
    sharedStyles,
    figureStyles,
    segmentColours,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        min-width: 0;
      }

      .dots {
        fill: none;
        stroke: var(--ink);
        stroke-width: 5;
        stroke-linecap: round;
        opacity: 0.75;
      }

      .middle {
        fill: var(--ink);
        stroke: var(--sheet-2);
        stroke-width: 3;
      }

      .digit {
        fill: var(--on-blue);
        font: 700 16px var(--display);
        text-anchor: middle;
      }

      .axes {
        display: grid;
        gap: 0.25rem;
      }

      @media (max-width: 480px) {
        .dots {
          stroke-width: 8;
        }

        .middle {
          r: 26px;
        }

        .digit {
          font-size: 28px;
        }
      }
    `,
  ];
}
