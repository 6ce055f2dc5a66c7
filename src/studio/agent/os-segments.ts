import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CustomerOverview } from '../../service/agent-contract.ts';
import { sharedStyles } from '../shared-styles.ts';
import { plural } from '../words.ts';
import { inUnit, number, percent } from './agent-words.ts';
import { inkOf, segmentColours } from './segment-colours.ts';

/** The groups of customers: cards, a picture, a table, and why there are as many. */
export class OsSegments extends LitElement {
  @property({ attribute: false }) overview: CustomerOverview | undefined;

  override render() {
    const { overview } = this;
    if (overview === undefined) return nothing;
    const { segments, customers } = overview;
    return html`
      <ul class="cards">
        ${segments.map(
          ({ index, name, description, size }) => html`
            <li class=${inkOf(index)}>
              <h3><span class="badge" aria-hidden="true">${index + 1}</span>${name}</h3>
              <p>${description}</p>
              <p class="small share">
                <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="whole" width="100" height="6" /><rect class="part" width=${(100 * size) / customers} height="6" />
                </svg>
                <strong>${percent(size / customers)}</strong> · ${plural(size, 'customer')}
              </p>
            </li>
          `,
        )}
      </ul>
      <h3>The groups side by side</h3>
      ${this.#table(overview)}
      <h3>A picture of all of them</h3>
      <os-segment-picture .overview=${overview}></os-segment-picture>
      <h3>Why ${plural(segments.length, 'group')}</h3>
      <os-group-count .overview=${overview}></os-group-count>
    `;
  }

  #table({ table, currency }: CustomerOverview) {
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="The groups side by side">
        <table>
          <caption class="soft small">
            The customer in the middle of each group; half have more, half less.
          </caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th class="number" scope="col">Customers</th>
              ${table.columns.map(({ label }) => html`<th class="number wrap" scope="col">${capital(label)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${table.rows.map(
              ({ index, name, size, medians }) => html`
                <tr>
                  <th scope="row">${index === undefined ? 'Everybody' : `${index + 1}. ${name}`}</th>
                  <td class="number">${number(size)}</td>
                  ${table.columns.map(
                    ({ unit }, i) => html`<td class="number">${inUnit(medians[i], unit, currency)}</td>`,
                  )}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    segmentColours,
    css`
      :host {
        display: grid;
        gap: 1.25rem;
        min-width: 0;
      }

      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(16.5rem, 100%), 1fr));
        gap: 1rem;
      }

      .cards li {
        display: grid;
        gap: 0.625rem;
        align-content: start;
        padding: 1.125rem 1.25rem;
        border: 1px solid var(--line);
        border-top: 5px solid var(--ink);
        border-radius: var(--radius);
        background: var(--sheet);
      }

      .cards h3 {
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }

      .share svg {
        display: block;
        width: 100%;
        height: 0.5rem;
        margin-bottom: 0.375rem;
        border-radius: 999px;
      }

      .whole {
        fill: var(--line);
      }

      .part {
        fill: var(--ink);
      }

      caption {
        padding-bottom: 0.5rem;
        text-align: left;
      }

      thead th {
        vertical-align: bottom;
      }

      th.wrap {
        min-width: 6.5rem;
        white-space: normal;
      }

      tbody th {
        min-width: 9rem;
      }
    `,
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
