import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { OfferDetails } from '../../../service/agent-campaign-contract.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { plural } from '../../words.ts';
import { money, percent } from '../agent-words.ts';
import { campaignStyles } from './campaign-styles.ts';
import { byWords, getsWords, ruleTitle } from './campaign-words.ts';
import { driverBars } from './driver-bars.ts';
import { rewardFacts } from './reward-facts.ts';

/** What one person gets, how it would look, why this reward, and which rules were tried. */
export class OsCampaignPerson extends LitElement {
  @property({ attribute: false }) offer: OfferDetails | undefined;
  @property() currency = '';

  override render() {
    const { offer } = this;
    if (offer === undefined) return nothing;
    const { record, shown, rules } = offer;
    return html`
      <div class="columns">
        <div class="block">
          ${this.#message(offer)}
          ${
            record === undefined || shown === undefined
              ? nothing
              : html`
                  <details class="coupon">
                    <summary class="small">As a coupon, to save as a picture</summary>
                    <os-coupon
                      .content=${{
                        reward: record,
                        currency: this.currency,
                        message: shown,
                        segment: offer.segment,
                        ...(offer.name === undefined ? {} : { recipient: offer.name }),
                      }}
                      .name=${`coupon-${offer.customerId}`}
                    ></os-coupon>
                  </details>
                `
          }
        </div>
        <div class="block">
          ${this.#reward(offer)}
          ${this.#why(offer)}
          ${rules === null ? nothing : html`<div class="block"><h4>The rules</h4><os-rules-tried .rules=${rules.rules} closed></os-rules-tried></div>`}
          ${this.#refused(offer)}
        </div>
      </div>
    `;
  }

  #message({ shown, text, gets, channel, name, customerId, subject, by }: OfferDetails) {
    const words = shown ?? text;
    if (words === undefined) return html`<p class="note">${getsWords[gets]}.</p>`;
    return html`
      <os-message .channel=${channel} .text=${words} .name=${name ?? customerId} .subject=${subject}></os-message>
      ${by === undefined ? nothing : html`<p class="soft small">${byWords[by]}</p>`}
    `;
  }

  #reward({ record, reward, gets, probability, low, high, expectedValue }: OfferDetails) {
    if (gets !== 'reward') {
      return html`<div class="block"><h4>${getsWords[gets]}</h4></div>`;
    }
    return html`
      <div class="block">
        <h4>${reward?.name}</h4>
        ${record === undefined ? nothing : html`<p class="soft small">${rewardFacts(record, this.currency).join(', ')}</p>`}
        ${
          probability === undefined
            ? nothing
            : html`<p>
                <strong class="large">${percent(probability)}</strong> chance that they take it up
                <span class="soft small">(most likely ${percent(low ?? probability)} to ${percent(high ?? probability)})</span>
              </p>`
        }
        ${expectedValue === undefined ? nothing : html`<p class="small">Worth ${money(expectedValue, this.currency)} to you on average, costs taken off.</p>`}
      </div>
    `;
  }

  #why({ drivers, gets }: OfferDetails) {
    const { bars, notes } = driverBars(drivers, this.currency);
    if (gets !== 'reward' || (bars.length === 0 && notes.length === 0)) return nothing;
    return html`
      <div class="block">
        <h4>Why this chance</h4>
        ${bars.length === 0 ? nothing : html`<p class="soft small">Each beside what is usual. Odds are how many say yes for each who says no.</p>`}
        ${bars.length === 0 ? nothing : html`<os-bar-list label="What makes it more or less likely" .bars=${bars}></os-bar-list>`}
        ${notes.map((note) => html`<p class="small">${note}</p>`)}
      </div>
    `;
  }

  #refused({ refusedRewards, untried }: OfferDetails) {
    if (refusedRewards.length === 0 && untried === 0) return nothing;
    const behind =
      untried === 0 ? '' : `${plural(untried, 'reward')} behind it did not have to be looked at.`;
    if (refusedRewards.length === 0)
      return html`<p class="soft small">It was the first choice. ${behind}</p>`;
    return html`
      <details>
        <summary class="small">${plural(refusedRewards.length, 'reward')} that a rule refused before</summary>
        <ul class="refused small">
          ${refusedRewards.map(
            ({ name, reasons }) => html`<li>
              <strong>${name}</strong>: ${reasons.map(({ rule, reason }) => html`<span title=${reason}>${ruleTitle(rule)}. </span>`)}
              <span class="soft">${reasons[0]?.reason}</span>
            </li>`,
          )}
        </ul>
        <p class="soft small">${behind}</p>
      </details>
    `;
  }

  static override styles = [
    sharedStyles,
    campaignStyles,
    css`
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));
        gap: 1.5rem;
      }

      .columns > .block {
        align-content: start;
        gap: 1.125rem;
      }

      .large {
        font: 700 1.5rem var(--display);
      }

      .coupon os-coupon {
        padding-top: 0.75rem;
      }

      .refused {
        display: grid;
        gap: 0.375rem;
        padding: 0.5rem 0;
      }
    `,
  ];
}
