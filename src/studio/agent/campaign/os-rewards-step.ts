import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { RewardOverview } from '../../../service/agent-campaign-contract.ts';
import { fileButton } from '../../file-button.ts';
import { dropStyles, FileDrop } from '../../file-drop.ts';
import { tray } from '../../icons.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { plural } from '../../words.ts';
import { number } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import { campaignStyles } from './campaign-styles.ts';
import { type CampaignView, initialCampaignView } from './campaign-view.ts';
import { poolWords } from './campaign-words.ts';

/** What can be given: where the rewards come from, which cannot be offered now, and why. */
export class OsRewardsStep extends LitElement {
  @property({ attribute: false }) view: CampaignView = initialCampaignView;
  // Kept from the rest of the page, which takes every file for one of customers.
  readonly #drop = new FileDrop(this, ({ files }) => this.#choose([...files]));

  override render() {
    const { rewards, rewardFile } = this.view;
    return html`
      <h3 tabindex="-1">What can you give?</h3>
      <p>
        Your rewards: discounts, points, gifts, services. Bring a list from your system, or try it with rewards that are
        made up.
      </p>
      <os-campaign-problem .place=${'rewards'} .problem=${this.view.problems.rewards}></os-campaign-problem>
      ${rewards === undefined ? nothing : this.#overview(rewards)}
      ${rewardFile === undefined ? this.#place() : this.#inspected()}
      ${this.#refusals()}
      ${
        rewards === undefined
          ? nothing
          : html`<os-reward-list .query=${this.view.rewardQuery} .page=${this.view.rewardPage} .currency=${rewards.currency ?? this.view.choices?.currency}></os-reward-list>`
      }
      ${
        rewards === undefined
          ? nothing
          : html`<div class="row onward">
              <button class="primary" type="button" @click=${() => campaignWish(this, 'go-to', { step: 'goal' })}>
                Next: goal and people
              </button>
            </div>`
      }
    `;
  }

  #overview({ source, name, rewards, open, closed, withUsage }: RewardOverview) {
    return html`
      ${
        source === 'simulated'
          ? html`<p class="note"><strong>Simulated:</strong> nobody gives these rewards. Put your own list in their place at any time.</p>`
          : nothing
      }
      <p>
        <strong>${plural(rewards, 'reward')}</strong>${name === undefined ? '' : ` from ${name}`},
        <strong>${number(open)}</strong> of them can be offered today.
        <span class="soft">
          ${withUsage === 0 ? 'Nothing is known of how often they were used.' : `How often ${number(withUsage)} of them were used so far is known.`}
        </span>
      </p>
      ${
        closed.length === 0
          ? nothing
          : html`
              <div class="block">
                <h4>Cannot be offered today</h4>
                <os-bar-list
                  label="Rewards that cannot be offered today, by reason"
                  .bars=${closed.map(({ rule, words, count }) => ({
                    label: poolWords[rule] ?? words,
                    value: count,
                    said: plural(count, 'reward'),
                    against: true,
                  }))}
                ></os-bar-list>
              </div>
            `
      }
    `;
  }

  #place() {
    const first = this.view.rewards === undefined;
    return this.#drop.place(html`
        <p>
          ${first ? html`<strong>Drop a list of rewards here</strong>` : html`Drop <strong>another list</strong> here to put it in the place of this one`}:
          one reward a row with a number and a name (CSV), or a JSON list.
        </p>
        <div class="row">
          ${
            first
              ? html`<button class="primary" type="button" @click=${() => campaignWish(this, 'simulate-rewards', undefined)}>
                  Use simulated rewards
                </button>`
              : nothing
          }
          ${fileButton({
            words: html`${tray}Choose a file`,
            accept: '.csv,.tsv,.txt,.json,text/csv,application/json',
            take: (files) => this.#choose(files),
          })}
          ${
            first
              ? nothing
              : html`<button class="quiet" type="button" @click=${() => campaignWish(this, 'simulate-rewards', undefined)}>
                    Use simulated rewards
                  </button>
                  <os-sure-button label="Remove these rewards" question="Remove all of them from this device?" yes="Remove" @os-sure=${() => campaignWish(this, 'erase-rewards', undefined)}></os-sure-button>`
          }
        </div>
    `);
  }

  #inspected() {
    const inspected = this.view.rewardFile?.inspected;
    if (inspected === undefined) return nothing;
    const { name, rewards, open, refused, first } = inspected;
    return html`
      <div class="block sheet">
        <h4>${name}</h4>
        <p>
          ${plural(rewards, 'reward')} can be read, ${number(open)} of them can be offered
          today.${refused.count > 0 ? ` ${plural(refused.count, 'row')} cannot be read.` : ''}
        </p>
        <p class="soft small">The first: ${first
          .slice(0, 3)
          .map((reward) => reward.name)
          .join(' · ')}</p>
        ${
          refused.count > 0
            ? html`<ul class="small">${refused.first.slice(0, 5).map(({ message }) => html`<li>${message}</li>`)}</ul>`
            : nothing
        }
        <div class="row">
          <button class="primary" type="button" @click=${() => campaignWish(this, 'take-rewards', undefined)}>
            Use these ${plural(rewards, 'reward')}
          </button>
          <button type="button" @click=${() => campaignWish(this, 'leave-rewards', undefined)}>Leave them</button>
        </div>
      </div>
    `;
  }

  #refusals() {
    const { rewardRefusals } = this.view;
    if (rewardRefusals === undefined) return nothing;
    return html`
      <details>
        <summary class="small">${plural(rewardRefusals.count, 'row')} left out, and why</summary>
        <ul class="small">${rewardRefusals.first.slice(0, 20).map(({ message }) => html`<li>${message}</li>`)}</ul>
      </details>
    `;
  }

  #choose([file]: readonly File[]): void {
    if (file !== undefined) campaignWish(this, 'choose-rewards', { file });
  }

  static override styles = [sharedStyles, campaignStyles, dropStyles];
}
