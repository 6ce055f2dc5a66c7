import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { ListedReward, RewardPage } from '../../../service/agent-campaign-contract.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { valueIn } from '../../value-in.ts';
import { number } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import { campaignStyles, listStyles } from './campaign-styles.ts';
import { type CampaignView, initialCampaignView } from './campaign-view.ts';
import { poolWords } from './campaign-words.ts';
import { rewardFacts } from './reward-facts.ts';

/** The rewards with search, each with what it gives and why it cannot be offered today. */
export class OsRewardList extends LitElement {
  @property({ attribute: false }) query: CampaignView['rewardQuery'] = initialCampaignView.rewardQuery;
  @property({ attribute: false }) page: RewardPage | undefined;
  @property({ attribute: false }) currency: string | undefined;

  override render() {
    const { query, page } = this;
    const listed = page?.rewards ?? [];
    return html`
      <div class="fields">
        <label class="field">
          Search the rewards
          <input type="search" .value=${query.search} @input=${this.#onSearch} />
        </label>
        <label class="field">
          Show
          <select .value=${query.show} @change=${this.#onShow}>
            <option value="all">all</option>
            <option value="open">those that can be offered today</option>
            <option value="closed">those that cannot</option>
          </select>
        </label>
      </div>
      <div class="tall" tabindex="0" role="region" aria-label="The rewards">
        <table>
          <thead>
            <tr>
              <th scope="col">Reward</th>
              <th scope="col">What it gives and asks</th>
              <th class="wide" scope="col">Today</th>
            </tr>
          </thead>
          <tbody>${listed.map((reward) => this.#row(reward))}</tbody>
        </table>
        ${listed.length === 0 ? html`<p class="soft empty">No reward is called so.</p>` : nothing}
      </div>
      ${
        page !== undefined && page.found > listed.length
          ? html`<p class="soft small">The first ${listed.length} of ${number(page.found)}. Search to see others.</p>`
          : nothing
      }
    `;
  }

  #row(reward: ListedReward) {
    const { name, category, reasons } = reward;
    const [reason] = reasons;
    return html`
      <tr>
        <th scope="row">${name}<br /><span class="soft small">${category}</span>${reason === undefined ? nothing : html`<br /><span class="tag off narrow">${poolWords[reason.rule] ?? 'Cannot be offered'}</span>`}</th>
        <td class="small">${rewardFacts(reward, this.currency).join(', ')}</td>
        <td class="small wide">
          ${
            reason === undefined
              ? html`<span class="tag">Can be offered</span>`
              : html`<span class="tag off">${poolWords[reason.rule] ?? 'Cannot be offered'}</span><br /><span class="soft">${reason.reason}</span>`
          }
        </td>
      </tr>
    `;
  }

  readonly #onSearch = (event: Event): void => {
    campaignWish(this, 'find-rewards', { ...this.query, search: valueIn(event) });
  };

  readonly #onShow = (event: Event): void => {
    const value = valueIn(event);
    const show = value === 'open' || value === 'closed' ? value : 'all';
    campaignWish(this, 'find-rewards', { ...this.query, show });
  };

  static override styles = [
    sharedStyles,
    campaignStyles,
    listStyles,
    css`
      tbody th {
        min-width: 12rem;
      }

      @media (max-width: 560px) {
        tbody th {
          min-width: 8rem;
        }
      }
    `,
  ];
}
