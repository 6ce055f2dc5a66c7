import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CampaignChoices, CampaignDraft } from '../../../service/agent-campaign-contract.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { percent } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import type { DraftChange } from './campaign-planning.ts';
import { campaignStyles } from './campaign-styles.ts';
import { initialDraft } from './campaign-view.ts';
import { channelWords } from './campaign-words.ts';

const holdOuts = [0, 0.05, 0.1, 0.2, 0.5];

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
        <details>
          <summary class="small">Rules that always hold</summary>
          <ul class="rules small">${choices.policy.rules.map((rule) => html`<li>${rule}</li>`)}</ul>
        </details>
      </fieldset>
    `;
  }

  #change(change: DraftChange): void {
    campaignWish(this, 'change-draft', change);
  }

  readonly #onChannel = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    const { value } = event.currentTarget;
    // The worker offers only channels that it knows.
    this.#change({ channel: value === '' ? undefined : (value as CampaignDraft['channel']) });
  };

  #onCap(event: Event, cap: 'budget' | 'offers'): void {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    const { [cap]: _, ...rest } = this.draft.caps ?? {};
    const { valueAsNumber } = event.currentTarget;
    this.#change({ caps: Number.isNaN(valueAsNumber) ? rest : { ...rest, [cap]: valueAsNumber } });
  }

  readonly #onHoldOut = (event: Event): void => {
    if (event.currentTarget instanceof HTMLSelectElement)
      this.#change({ holdOut: Number(event.currentTarget.value) });
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
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    const name = event.currentTarget.value.trim();
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

      legend {
        margin-bottom: 0.5rem;
      }
    `,
  ];
}
