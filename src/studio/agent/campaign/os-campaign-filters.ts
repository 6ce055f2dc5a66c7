import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type {
  CampaignChoices,
  FilterChoice,
  ProfileFilter,
} from '../../../service/agent-campaign-contract.ts';
import { cross, plus } from '../../icons.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { valueIn } from '../../value-in.ts';
import { campaignStyles } from './campaign-styles.ts';
import {
  choiceOf,
  firstFilter,
  type Operator,
  operatorsOf,
  operatorWords,
  readNumber,
  shownNumber,
  spreadWords,
  unitWords,
} from './draft-filters.ts';

/** Conditions on the people of the audience; all of them hold together. */
export class OsCampaignFilters extends LitElement {
  @property({ attribute: false }) choices: CampaignChoices | undefined;
  @property({ attribute: false }) filters: readonly ProfileFilter[] = [];

  override render() {
    const { choices } = this;
    if (choices === undefined) return nothing;
    const left = choices.filters.filter(({ field }) => !this.filters.some((one) => one.field === field));
    return html`
      <ul>${this.filters.map((filter, i) => this.#filter(filter, i, choices))}</ul>
      ${
        left.length === 0
          ? nothing
          : html`<label class="add">
              ${plus}<span>Add a condition</span>
              <select aria-label="Add a condition on" @change=${this.#onAdd}>
                <option value="">on…</option>
                ${left.map(({ field, title }) => html`<option value=${field}>${title}</option>`)}
              </select>
            </label>`
      }
      ${
        choices.withheld.length === 0
          ? nothing
          : html`<p class="soft small">${choices.withheld.map(({ title, reason }) => `${title}: ${reason}`).join(' ')}</p>`
      }
    `;
  }

  #filter(filter: ProfileFilter, i: number, { filters, currency }: CampaignChoices) {
    const choice = choiceOf(filter, filters);
    if (choice === undefined) return nothing;
    const spread = spreadWords(choice, currency);
    return html`
      <li>
        <strong>${choice.title}</strong>
        ${choice.kind === 'category' ? this.#category(filter, choice, i) : nothing}
        <select aria-label=${`${choice.title}: how to compare`} @change=${(event: Event) => this.#onOperator(event, i)}>
          ${operatorsOf(choice).map(
            (operator) =>
              html`<option value=${operator} ?selected=${operator === filter.operator}>${operatorWords[operator]}</option>`,
          )}
        </select>
        ${
          'values' in filter && choice.kind === 'text'
            ? html`<select aria-label=${choice.title} @change=${(event: Event) => this.#onText(event, i)}>
                ${choice.values.map(
                  ({ value, customers }) =>
                    html`<option value=${value} ?selected=${value === filter.values[0]}>${value} (${customers})</option>`,
                )}
              </select>`
            : nothing
        }
        ${
          'value' in filter
            ? html`<span class="amount"
                ><input
                  type="number"
                  step="any"
                  aria-label=${choice.title}
                  .value=${String(shownNumber(filter.value, choice))}
                  @change=${(event: Event) => this.#onNumber(event, i, choice)}
                />${unitWords(choice, currency)}</span
              >`
            : nothing
        }
        <button class="quiet" type="button" aria-label=${`Remove the condition on ${choice.title}`} @click=${() => this.#put(this.filters.toSpliced(i, 1))}>
          ${cross}
        </button>
        ${spread === undefined ? nothing : html`<span class="soft small spread">${spread}</span>`}
      </li>
    `;
  }

  #category(filter: ProfileFilter, { categories }: Extract<FilterChoice, { kind: 'category' }>, i: number) {
    const current = 'category' in filter ? filter.category : '';
    return html`<select aria-label="Category" @change=${(event: Event) => this.#onCategory(event, i)}>
      ${categories.map((one) => html`<option value=${one} ?selected=${one === current}>${one}</option>`)}
    </select>`;
  }

  readonly #onAdd = (event: Event): void => {
    const select = event.currentTarget;
    if (!(select instanceof HTMLSelectElement)) return;
    const choice = this.choices?.filters.find(({ field }) => field === select.value);
    select.value = '';
    const filter = choice && firstFilter(choice);
    if (filter !== undefined) this.#put([...this.filters, filter]);
  };

  #onOperator(event: Event, i: number): void {
    this.#change(i, { operator: valueIn(event) as Operator });
  }

  #onCategory(event: Event, i: number): void {
    this.#change(i, { category: valueIn(event) });
  }

  #onText(event: Event, i: number): void {
    this.#change(i, { values: [valueIn(event)] });
  }

  #onNumber(event: Event, i: number, choice: FilterChoice): void {
    const value = readNumber(valueIn(event), choice);
    if (value !== undefined) this.#change(i, { value });
  }

  #change(i: number, change: Readonly<Record<string, unknown>>): void {
    // The worker reads every condition against its schema, and says what is wrong with one.
    this.#put(
      this.filters.map((one, place) => (place === i ? ({ ...one, ...change } as ProfileFilter) : one)),
    );
  }

  #put(filters: readonly ProfileFilter[]): void {
    this.dispatchEvent(new CustomEvent('os-filters', { detail: filters }));
  }

  static override styles = [
    sharedStyles,
    campaignStyles,
    css`
      ul {
        display: grid;
        gap: 0.75rem;
      }

      ul:empty {
        display: none;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        padding: 0.625rem 0.875rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }

      li select,
      .add select {
        flex: 0 1 auto;
        width: auto;
        min-width: 0;
        max-width: 100%;
      }

      .amount {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
      }

      .amount input:not([type='checkbox'], [type='radio'], [type='file']) {
        width: 7rem;
      }

      .spread {
        flex-basis: 100%;
      }

      .add {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        font-weight: 600;
      }
    `,
  ];
}
