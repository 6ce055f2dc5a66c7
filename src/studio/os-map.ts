import { css, html, LitElement, nothing, svg } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { MapPoint } from '../service/contract.ts';
import { dataTable } from './data-table.ts';
import { alignTo, type Frame, fitTo } from './map-geometry.ts';
import { figureStyles, sharedStyles } from './shared-styles.ts';
import type { MapView } from './studio-view.ts';
import type { Problem } from './view-store.ts';

type Kind = MapPoint['kind'];

/** One map takes the whole width; two share it. */
const wide: Frame = { width: 860, height: 360, margin: 30 };
const narrow: Frame = { width: 420, height: 320, margin: 26 };

const kindWords: Readonly<Record<Kind, string>> = {
  persona: 'The person',
  accepted: 'Accepted',
  rejected: 'Rejected',
  unjudged: 'Not judged',
};

/** The person and their offers as points: the closer, the better they fit. Before and after learning. */
export class OsMap extends LitElement {
  @property({ attribute: false }) map: MapView | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  /** No offers yet, so there is nothing to draw. */
  @property({ type: Boolean }) bare = false;
  @state() private pointed: MapPoint | undefined;

  override render() {
    return html`
      <p class="lede soft">Each offer is a point. Roughly, the closer it is to the person, the better the writer thinks it fits.</p>
      <os-problem .place=${'map'} .problem=${this.problem}></os-problem>
      ${this.#content()}
    `;
  }

  #content() {
    if (this.bare) return html`<p class="note">There is nothing to draw yet. Write a few offers first.</p>`;
    if (this.map === undefined || this.map.now.length === 0) {
      return this.problem === undefined ? html`<p class="soft" role="status">Drawing the map…</p>` : nothing;
    }
    const { before } = this.map;
    const now = before === undefined ? this.map.now : alignTo(this.map.now, before);
    const frame = before === undefined ? wide : narrow;
    const place = fitTo(frame, [...now, ...(before ?? [])]);
    return html`
      <ul class="key">
        ${(Object.keys(kindWords) as Kind[]).map(
          (kind) =>
            html`<li><svg viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true">${mark(kind)}</svg>${kindWords[kind]}</li>`,
        )}
      </ul>
      <div class="maps ${before === undefined ? '' : 'two'}">
        ${before === undefined ? nothing : this.#figure('Before learning', before, frame, place)}
        ${this.#figure(before === undefined ? 'Now' : 'After learning', now, frame, place)}
      </div>
      <p class="pointed small" aria-hidden="true">
        ${
          this.pointed === undefined
            ? html`<span class="soft">Point at a mark to read it. Directions mean nothing here, only closeness does.</span>`
            : html`<strong>${kindWords[this.pointed.kind]}:</strong> ${this.pointed.label}`
        }
      </p>
      ${this.#table(now, before)}
    `;
  }

  #figure(title: string, points: readonly MapPoint[], frame: Frame, place: ReturnType<typeof fitTo>) {
    // The person is drawn last, on top.
    const ordered = points.toSorted((a, b) => Number(a.kind === 'persona') - Number(b.kind === 'persona'));
    const person = points.find(({ kind }) => kind === 'persona');
    const home = person === undefined ? undefined : place(person);
    return html`
      <figure>
        <figcaption><strong>${title}</strong></figcaption>
        <svg
          viewBox="0 0 ${frame.width} ${frame.height}"
          role="img"
          aria-label=${`${title}: ${this.#summary(points)}`}
          @pointerleave=${() => {
            this.pointed = undefined;
          }}
        >
          ${
            home === undefined
              ? nothing
              : svg`${[45, 90, 135, 180, 240, 310, 390, 480].map((r) => svg`<circle class="halo" cx=${home.x} cy=${home.y} r=${r} />`)}`
          }
          ${ordered.map((point) => {
            const { x, y } = place(point);
            const show = () => {
              this.pointed = point;
            };
            return svg`<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" @pointerenter=${show} @pointerdown=${show}>
              <circle class="reach" r="16" />${mark(point.kind)}</g>`;
          })}
        </svg>
      </figure>
    `;
  }

  #summary(points: readonly MapPoint[]): string {
    const person = points.find(({ kind }) => kind === 'persona');
    if (person === undefined) return `${points.length} points.`;
    const near = (kind: Kind) => {
      const distances = points.filter((point) => point.kind === kind).map((point) => distance(point, person));
      if (distances.length === 0) return undefined;
      const average = distances.reduce((sum, value) => sum + value, 0) / distances.length;
      return `${distances.length} ${kindWords[kind].toLowerCase()} at an average distance of ${average.toFixed(2)}`;
    };
    const parts = [near('accepted'), near('rejected'), near('unjudged')].filter((part) => part !== undefined);
    return `the person and ${parts.join(', ')}.`;
  }

  #table(now: readonly MapPoint[], before: readonly MapPoint[] | undefined) {
    const person = now.find(({ kind }) => kind === 'persona');
    const oldPerson = before?.find(({ kind }) => kind === 'persona');
    const offers = now.filter(({ kind }) => kind !== 'persona');
    const rows = offers
      .map((point) => {
        const old = before?.find(({ kind, label }) => kind !== 'persona' && label === point.label);
        return {
          point,
          now: person === undefined ? undefined : distance(point, person),
          before: old === undefined || oldPerson === undefined ? undefined : distance(old, oldPerson),
        };
      })
      .toSorted((a, b) => (a.now ?? 0) - (b.now ?? 0));
    const number = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(2));
    return html`
      <details>
        <summary class="small">As a table</summary>
        ${dataTable(
          'Distance of each offer from the person',
          [
            ['Offer', 'words'],
            ['Verdict', 'words'],
            ...(before === undefined ? [] : [['Distance before', 'numbers'] as const]),
            [before === undefined ? 'Distance' : 'Distance after', 'numbers'],
          ],
          rows.map((row) => [
            row.point.label,
            kindWords[row.point.kind],
            ...(before === undefined ? [] : [number(row.before)]),
            number(row.now),
          ]),
        )}
      </details>
    `;
  }

  static override styles = [
    sharedStyles,
    figureStyles,
    css`
      :host {
        display: grid;
        gap: 1rem;
      }

      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem 1.25rem;
        font-size: 0.9375rem;
      }

      .key li {
        display: flex;
        align-items: center;
        gap: 0.375rem;
      }

      .maps {
        display: grid;
        gap: 1rem;
      }

      .maps.two {
        grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));
      }

      figure > svg {
        overflow: hidden;
      }

      .halo {
        fill: none;
        stroke: var(--line);
        stroke-dasharray: 2 5;
      }

      .reach {
        fill: #0000;
      }

      .mark {
        fill: var(--sheet-2);
        stroke: var(--edge);
        stroke-width: 2;
      }

      .mark.persona {
        fill: var(--text);
        stroke: var(--sheet-2);
        stroke-width: 1.5;
      }

      .mark.accepted {
        fill: var(--blue);
        stroke: var(--sheet-2);
        stroke-width: 1.5;
      }

      .mark.rejected {
        stroke: var(--coral-deep);
        stroke-width: 3;
        stroke-linecap: round;
      }

      .pointed {
        min-height: 1.6em;
      }
    `,
  ];
}

function distance(a: MapPoint, b: MapPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Shape as well as colour tells the kinds apart. */
function mark(kind: Kind) {
  if (kind === 'persona')
    return svg`<path class="mark persona" d="M0-11 3-4l8 1-6 5.5L6.5 11 0 7l-6.5 4L-5 2.5-11-3l8-1z" />`;
  if (kind === 'accepted') return svg`<circle class="mark accepted" r="7.5" />`;
  if (kind === 'rejected') return svg`<path class="mark rejected" d="M-5-5 5 5M5-5-5 5" />`;
  return svg`<circle class="mark" r="5.5" />`;
}
