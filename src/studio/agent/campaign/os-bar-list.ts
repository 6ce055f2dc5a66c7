import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { sharedStyles } from '../../shared-styles.ts';

/** One bar with its words. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as it is said: `37 people`. */
  readonly said: string;
  /** The figure behind what is said, small below it. */
  readonly figure?: string;
  /** A sentence below the label. */
  readonly more?: string;
  /** Drawn in the other ink: something is taken away or stands against it. */
  readonly against?: boolean;
}

/** Words, numbers, and bars as long as the numbers; the list is the table of its own chart. */
export class OsBarList extends LitElement {
  @property({ attribute: false }) bars: readonly Bar[] = [];
  /** What the list is about, for who does not see it. */
  @property() label = '';

  override render() {
    const { bars } = this;
    const most = Math.max(...bars.map(({ value }) => Math.abs(value)), Number.MIN_VALUE);
    return html`
      <ul aria-label=${this.label}>
        ${bars.map(
          ({ label, value, said, figure, more, against }) => html`
            <li>
              <span class="words"><span>${label}</span><span class="said"><strong>${said}</strong>${figure === undefined ? nothing : html` <span class="soft small">${figure}</span>`}</span></span>
              <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect class="whole" width="100" height="4" />
                <rect class=${against ? 'against' : 'part'} width=${(100 * Math.abs(value)) / most} height="4" />
              </svg>
              ${more === undefined ? nothing : html`<span class="soft small">${more}</span>`}
            </li>
          `,
        )}
      </ul>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      ul {
        display: grid;
        gap: 0.875rem;
        max-width: 42rem;
      }

      li {
        display: grid;
        gap: 0.25rem;
      }

      .words {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 1rem;
      }

      .words > span {
        min-width: 0;
        overflow-wrap: anywhere;
      }

      .words strong {
        flex: none;
        font-variant-numeric: tabular-nums;
      }

      .words > .said {
        display: grid;
        flex: none;
        justify-items: end;
      }

      svg {
        display: block;
        width: 100%;
        height: 0.5rem;
        border-radius: 999px;
        overflow: hidden;
      }

      .whole {
        fill: var(--line);
      }

      .part {
        fill: var(--blue);
      }

      .against {
        fill: var(--coral);
      }
    `,
  ];
}
