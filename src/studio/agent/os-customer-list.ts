import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CustomerDetails, CustomerOverview, CustomerPage } from '../../service/agent-contract.ts';
import { formStyles } from '../form-styles.ts';
import { sharedStyles } from '../shared-styles.ts';
import { valueIn } from '../value-in.ts';
import type { Problem } from '../view-store.ts';
import { plural } from '../words.ts';
import { wish } from './agent-events.ts';
import { daysAgo, money, number } from './agent-words.ts';

/** A pause in typing after which the list is looked through. */
const TYPING_MS = 150;

/** Customers one by one: searched, shown in detail, and handed to the writer. */
export class OsCustomerList extends LitElement {
  @property({ attribute: false }) overview: CustomerOverview | undefined;
  @property({ attribute: false }) page: CustomerPage | undefined;
  @property({ attribute: false }) details: CustomerDetails | undefined;
  @property() search = '';
  @property({ attribute: false }) segment: number | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    clearTimeout(this.#typing);
    super.disconnectedCallback();
  }

  override render() {
    const { overview, page } = this;
    if (overview === undefined) return nothing;
    return html`
      <div class="row">
        <label class="field">
          <span>Search by name or number</span>
          <input type="search" .value=${this.search} autocomplete="off" @input=${this.#onSearch} />
        </label>
        <label class="field">
          <span>Group</span>
          <select @change=${this.#onSegment}>
            <option value="" .selected=${this.segment === undefined}>All groups</option>
            ${overview.segments.map(
              ({ index, name }) =>
                html`<option value=${index} .selected=${this.segment === index}>${index + 1}. ${name}</option>`,
            )}
          </select>
        </label>
      </div>
      <os-agent-problem .place=${'list'} .problem=${this.problem}></os-agent-problem>
      ${page === undefined ? html`<p class="soft">Looking…</p>` : this.#table(page, overview)}
      <os-customer-details .details=${this.details} .currency=${overview.currency}></os-customer-details>
    `;
  }

  #table({ found, customers }: CustomerPage, { segments, currency }: CustomerOverview) {
    if (found === 0)
      return html`<p class="note">Nobody fits that search. Take a part of the name or number.</p>`;
    const shown = customers.length < found ? `The first ${number(customers.length)} of ` : '';
    return html`
      <p class="soft small">${shown}${plural(found, 'customer')}, who spent most first.</p>
      <div class="scroll tall" tabindex="0" role="region" aria-label="Customers">
        <table>
          <thead>
            <tr>
              <th scope="col">Customer</th>
              <th scope="col">Group</th>
              <th class="number" scope="col">How recently</th>
              <th class="number" scope="col">How often</th>
              <th class="number" scope="col">How much</th>
            </tr>
          </thead>
          <tbody>
            ${customers.map(
              ({ id, name, segment, recencyDays, frequency, monetary }) => html`
                <tr>
                  <th scope="row">
                    <button class="quiet" type="button" @click=${() => wish(this, 'show-customer', { id })}>
                      ${name ?? id}${name === undefined ? nothing : html` <span class="soft mono">${id}</span>`}
                    </button>
                  </th>
                  <td>${segments[segment]?.name ?? ''}</td>
                  <td class="number">${recencyDays === undefined ? '–' : daysAgo(recencyDays)}</td>
                  <td class="number">${number(frequency)} ${frequency === 1 ? 'time' : 'times'}</td>
                  <td class="number">${money(monetary, currency)}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  readonly #onSearch = (event: Event): void => {
    const search = valueIn(event);
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => wish(this, 'find', { search, segment: this.segment }), TYPING_MS);
  };

  readonly #onSegment = (event: Event): void => {
    const value = valueIn(event);
    wish(this, 'find', { search: this.search, segment: value === '' ? undefined : Number(value) });
  };

  static override styles = [
    sharedStyles,
    formStyles,
    css`
      :host {
        display: grid;
        gap: 0.875rem;
        min-width: 0;
      }

      tbody th button.quiet {
        margin-left: -0.75rem;
        text-align: left;
      }

      td {
        vertical-align: middle;
      }

      .tall {
        max-height: 34rem;
        overflow: auto;
      }
    `,
  ];
}
