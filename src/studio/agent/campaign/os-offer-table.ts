import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { ListedOffer, OfferPage } from '../../../service/agent-campaign-contract.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { valueIn } from '../../value-in.ts';
import { number, percent } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import { campaignStyles, listStyles } from './campaign-styles.ts';
import type { CampaignView } from './campaign-view.ts';
import { channelWords, getsWords } from './campaign-words.ts';

type Show = NonNullable<CampaignView['query']['show']>;

const shows: readonly (readonly [Show | '', string])[] = [
  ['', 'everybody'],
  ['offers', 'those who get a reward'],
  ['fallbacks', 'those who get a kind word'],
  ['none', 'those who get nothing'],
  ['held-out', 'those left out by lot'],
];

/** People and what each would get, with search; a name opens the whole offer. */
export class OsOfferTable extends LitElement {
  @property({ attribute: false }) page: OfferPage | undefined;
  @property() search = '';
  @property() show: Show | '' = '';

  override render() {
    const offers = this.page?.offers ?? [];
    const found = this.page?.found ?? 0;
    return html`
      <div class="fields">
        <label class="field">
          Search by name, number, reward or words
          <input type="search" .value=${this.search} @input=${this.#onSearch} />
        </label>
        <label class="field">
          Show
          <select @change=${this.#onShow}>
            ${shows.map(([show, words]) => html`<option value=${show} ?selected=${show === this.show}>${words}</option>`)}
          </select>
        </label>
      </div>
      <div class="tall" tabindex="0" role="region" aria-label="People and what each would get">
        <table>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Gets</th>
              <th class="number wide" scope="col">Chance</th>
            </tr>
          </thead>
          <tbody>${offers.map((offer) => this.#row(offer))}</tbody>
        </table>
        ${this.page !== undefined && found === 0 ? html`<p class="soft empty">Nobody is found.</p>` : nothing}
      </div>
      ${found > offers.length ? html`<p class="soft small">The first ${offers.length} of ${number(found)}, the most promising first. Search to see others.</p>` : nothing}
    `;
  }

  #row({ customerId, name, segment, channel, gets, reward, shown, probability }: ListedOffer) {
    return html`
      <tr>
        <th scope="row">
          <button class="quiet" type="button" @click=${() => campaignWish(this, 'show-person', { customerId })}>${name ?? customerId}</button>
          <br /><span class="soft small">${segment}</span>
        </th>
        <td>
          <strong>${reward !== undefined && gets === 'reward' ? reward.name : getsWords[gets]}</strong>
          ${probability === undefined ? nothing : html`<span class="narrow small"> · chance ${percent(probability)}</span>`}
          ${shown === undefined ? nothing : html`<br /><span class="soft small">${channelWords[channel] ?? channel}: “${shown}”</span>`}
        </td>
        <td class="number wide">${probability === undefined ? '–' : percent(probability)}</td>
      </tr>
    `;
  }

  #find(change: { readonly search?: string; readonly show?: Show | '' }): void {
    const { search, show } = { search: this.search, show: this.show, ...change };
    campaignWish(this, 'find-offers', { search, ...(show !== '' && { show }) });
  }

  readonly #onSearch = (event: Event): void => this.#find({ search: valueIn(event) });

  readonly #onShow = (event: Event): void => {
    const value = valueIn(event);
    this.#find({ show: shows.find(([show]) => show === value)?.[0] ?? '' });
  };

  static override styles = [
    sharedStyles,
    campaignStyles,
    listStyles,
    css`
      tbody th {
        min-width: 9.5rem;
      }

      tbody th button.quiet {
        margin-left: -0.75rem;
        text-align: left;
      }

      td.number {
        padding-right: 0.875rem;
      }

      @media (max-width: 560px) {
        tbody th {
          min-width: 6rem;
        }
      }
    `,
  ];
}
