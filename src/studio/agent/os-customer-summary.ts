import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CustomerOverview } from '../../service/agent-contract.ts';
import { sharedStyles } from '../shared-styles.ts';
import { plural } from '../words.ts';
import { day, daysAgo, money, number } from './agent-words.ts';

/** All customers in four numbers, where these come from, and what is not known. */
export class OsCustomerSummary extends LitElement {
  @property({ attribute: false }) overview: CustomerOverview | undefined;

  override render() {
    return this.overview === undefined ? nothing : this.#summary(this.overview);
  }

  #summary(overview: CustomerOverview) {
    const { customers, buyers, purchases, responses, currency, recencyDays, frequency, monetary } = overview;
    const facts: readonly (readonly [string, string, string])[] = [
      [
        'Customers',
        number(customers),
        buyers < customers ? `${number(buyers)} of them bought something` : 'all of them bought',
      ],
      ...(recencyDays === undefined
        ? []
        : ([
            [
              'How recently',
              daysAgo(recencyDays.median),
              `half of them between ${number(recencyDays.lower)} and ${number(recencyDays.upper)} days`,
            ],
          ] as const)),
      [
        'How often',
        `${number(frequency.median, 1)} ${frequency.median === 1 ? 'time' : 'times'}`,
        `half of them between ${number(frequency.lower, 1)} and ${number(frequency.upper, 1)}`,
      ],
      [
        'How much',
        money(monetary.median, currency),
        `half of them between ${money(monetary.lower, currency)} and ${money(monetary.upper, currency)}`,
      ],
    ];
    const rows = [
      ...(purchases > 0 ? [plural(purchases, 'purchase')] : []),
      ...(responses > 0 ? [`${plural(responses, 'past answer')} to offers`] : []),
    ];
    return html`
      ${
        overview.files.some(({ simulated }) => simulated)
          ? html`<p class="note"><strong>Simulated:</strong> nobody here exists. Erase them or put your own files in their place at any time.</p>`
          : nothing
      }
      <dl>
        ${facts.map(
          ([term, value, more]) => html`
            <div>
              <dt>${term}</dt>
              <dd><strong>${value}</strong><span class="soft small">${more}</span></dd>
            </div>
          `,
        )}
      </dl>
      <p class="soft small">
        ${rows.length > 0 ? html`From ${rows.join(' and ')}. ` : nothing}Days are counted to ${day(overview.reference)}.
        Large values are those of the customer in the middle.
      </p>
      ${
        overview.notes.length === 0
          ? nothing
          : html`<details>
              <summary class="small">What is estimated or not known</summary>
              <ul class="notes small">
                ${overview.notes.map((note) => html`<li>${note}</li>`)}
              </ul>
            </details>`
      }
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.125rem;
      }

      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
        gap: 1rem;
      }

      dl div {
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sheet);
      }

      dd {
        display: grid;
      }

      dd strong {
        font: 700 1.5rem var(--display);
      }

      .notes {
        display: grid;
        gap: 0.25rem;
        max-width: 46rem;
        padding-left: 1.125rem;
        list-style: disc;
      }
    `,
  ];
}
