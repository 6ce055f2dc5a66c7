import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CampaignChoices, CampaignDraft } from '../../../service/agent-campaign-contract.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { valueIn } from '../../value-in.ts';
import { percent } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import type { DraftChange } from './campaign-planning.ts';
import { campaignStyles } from './campaign-styles.ts';
import { initialDraft } from './campaign-view.ts';
import { channelWords } from './campaign-words.ts';

const holdOuts = [0, 0.05, 0.1, 0.2, 0.5];

const personCaps = ['personPerDay', 'personPerWeek', 'discountPct'] as const;
type PersonCap = (typeof personCaps)[number];

/** How people are reached, what it may cost, how many are left out to compare with. */
export class OsCampaignLimits extends LitElement {
  @property({ attribute: false }) choices: CampaignChoices | undefined;
  @property({ attribute: false }) draft: CampaignDraft = initialDraft;

  override render() {
    const { choices, draft } = this;
    if (choices === undefined) return nothing;
    return html`
      <fieldset class="block">
        <legend><h4>How, and how much</h4></legend>
        <div class="fields">
          <label class="field">
            How they are reached
            <select @change=${this.#onChannel}>
              <option value="" ?selected=${draft.channel === undefined}>Each the way they like best</option>
              ${choices.channels.map(
                ({ channel, title }) =>
                  html`<option value=${channel} ?selected=${channel === draft.channel}>${channelWords[channel] ?? title}</option>`,
              )}
            </select>
          </label>
          <label class="field">
            Budget (${choices.currency})
            <input type="number" min="0" step="any" placeholder="no limit" .value=${String(draft.caps?.budget ?? '')} @change=${(event: Event) => this.#onCap(event, 'budget')} />
            <span class="soft small">What all rewards may cost if everybody uses theirs.</span>
          </label>
          <label class="field">
            Offers at most
            <input type="number" min="1" step="1" placeholder="no limit" .value=${String(draft.caps?.offers ?? '')} @change=${(event: Event) => this.#onCap(event, 'offers')} />
            <span class="soft small">Each person gets one; those for whom it does most come first.</span>
          </label>
          <label class="field">
            Left out to compare with
            <select @change=${this.#onHoldOut}>
              ${holdOuts.map(
                (share) =>
                  html`<option value=${share} ?selected=${share === (draft.holdOut ?? 0.1)}>${share === 0 ? 'nobody' : `${percent(share)} of the people`}</option>`,
              )}
            </select>
            <span class="soft small">They are drawn by lot and get nothing. Only so can it be told later what the campaign itself has done.</span>
          </label>
          <label class="field">
            What you earn on a sale (%)
            <input type="number" min="0" max="100" step="any" .value=${String(100 * (draft.economics?.marginShare ?? 0.3))} @change=${this.#onMargin} />
            <span class="soft small">The part that is left to you before the reward.</span>
          </label>
          <label class="field">
            Name of the campaign
            <input maxlength="100" placeholder="may be left empty" .value=${draft.name ?? ''} @change=${this.#onName} />
          </label>
        </div>
        ${this.#person(choices)}
        <details>
          <summary class="small">Rules that always hold</summary>
          <ul class="rules small">${choices.policy.rules.map((rule) => html`<li>${rule}</li>`)}</ul>
        </details>
      </fieldset>
    `;
  }

  #person({ policy }: CampaignChoices) {
    const { perDay, perWeek, mostPerDay, mostPerWeek } = policy.person;
    const cap = (
      name: PersonCap,
      label: string,
      most: number,
      usual: number | undefined,
      words: string,
    ) => html`
      <label class="field">
        ${label}
        <input
          type="number"
          min=${name === 'discountPct' ? 0 : 1}
          max=${most}
          step=${name === 'discountPct' ? 'any' : 1}
          placeholder=${usual === undefined ? 'no limit' : `${usual}, as your rules say`}
          .value=${String(this.draft.caps?.[name] ?? '')}
          @change=${(event: Event) => this.#onCap(event, name)}
        />
        <span class="soft small">${words}</span>
      </label>
    `;
    return html`
      <details ?open=${personCaps.some((name) => this.draft.caps?.[name] !== undefined)}>
        <summary class="small">How much for one person</summary>
        <div class="fields inner">
          ${cap('personPerDay', 'Offers a day', mostPerDay, perDay, `From 1 to ${mostPerDay}. Who has had so many today, from any campaign, gets none from this one.`)}
          ${cap('personPerWeek', 'Offers a week', mostPerWeek, perWeek, `From 1 to ${mostPerWeek}, over seven days. Both numbers hold.`)}
          ${cap('discountPct', 'Deepest discount (%)', policy.mostDiscountPct, policy.mostDiscountPct, 'Rewards that take more off are not offered. Your rules still hold below it.')}
        </div>
      </details>
    `;
  }

  #change(change: DraftChange): void {
    campaignWish(this, 'change-draft', change);
  }

  readonly #onChannel = (event: Event): void => {
    const value = valueIn(event);
    // The worker offers only channels that it knows.
    this.#change({ channel: value === '' ? undefined : (value as CampaignDraft['channel']) });
  };

  #onCap(event: Event, cap: 'budget' | 'offers' | PersonCap): void {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    const { [cap]: _, ...rest } = this.draft.caps ?? {};
    const { valueAsNumber } = event.currentTarget;
    this.#change({ caps: Number.isNaN(valueAsNumber) ? rest : { ...rest, [cap]: valueAsNumber } });
  }

  readonly #onHoldOut = (event: Event): void => {
    this.#change({ holdOut: Number(valueIn(event)) });
  };

  readonly #onMargin = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    const { valueAsNumber } = event.currentTarget;
    const { marginShare: _, ...rest } = this.draft.economics ?? {};
    this.#change({
      economics: Number.isNaN(valueAsNumber) ? rest : { ...rest, marginShare: valueAsNumber / 100 },
    });
  };

  readonly #onName = (event: Event): void => {
    const name = valueIn(event).trim();
    this.#change({ name: name === '' ? undefined : name });
  };

  static override styles = [
    sharedStyles,
    campaignStyles,
    css`
      .rules {
        display: grid;
        gap: 0.25rem;
        padding: 0.5rem 0 0 1.125rem;
        list-style: disc;
      }

      .inner {
        padding-top: 0.5rem;
      }

      legend {
        margin-bottom: 0.5rem;
      }
    `,
  ];
}
