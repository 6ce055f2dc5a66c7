import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CampaignChoices, OfferRule } from '../../../service/agent-campaign-contract.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { number } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import { campaignStyles } from './campaign-styles.ts';
import { channelWords } from './campaign-words.ts';

/** One yes or no for all waiting offers that a rule is about, with their number before it is said. */
export class OsReviewRule extends LitElement {
  @property({ attribute: false }) choices: CampaignChoices | undefined;
  /** How many waiting offers the rule is about; undefined until it was counted. */
  @property({ attribute: false }) counted: number | undefined;
  @property({ type: Number }) waiting = 0;
  @state() private rule: OfferRule = {};

  override render() {
    const all = Object.keys(this.rule).length === 0;
    const count = all ? this.waiting : this.counted;
    const said = count === undefined ? 'them' : `${number(count)} ${count === 1 ? 'offer' : 'offers'}`;
    return html`
      <details>
        <summary>Many at once, by a rule</summary>
        <div class="block inner">
          <div class="fields">
            <label class="field">
              Chance of at least (%)
              <input type="number" min="0" max="100" placeholder="any" @change=${this.#onChance} />
            </label>
            <label class="field">
              Group
              <select @change=${(event: Event) => this.#onSelect(event, 'segment')}>
                <option value="">any</option>
                ${this.choices?.segments.map(({ name }) => html`<option value=${name}>${name}</option>`)}
              </select>
            </label>
            <label class="field">
              Reached by
              <select @change=${(event: Event) => this.#onSelect(event, 'channel')}>
                <option value="">any way</option>
                ${this.choices?.channels.map(({ channel, title }) => html`<option value=${channel}>${channelWords[channel] ?? title}</option>`)}
              </select>
            </label>
            <label class="field">
              Gets
              <select @change=${(event: Event) => this.#onSelect(event, 'source')}>
                <option value="">anything</option>
                <option value="candidate">a reward</option>
                <option value="fallback">a kind word</option>
              </select>
            </label>
          </div>
          <p role="status">${count === undefined ? nothing : html`The rule is about <strong>${said}</strong>.`}</p>
          <div class="row">
            <button class="primary" type="button" ?disabled=${count === 0} @click=${() => campaignWish(this, 'approve', { select: { rule: this.rule } })}>Approve ${said}</button>
            <button class="danger" type="button" ?disabled=${count === 0} @click=${() => campaignWish(this, 'refuse', { select: { rule: this.rule } })}>Refuse ${said}</button>
          </div>
        </div>
      </details>
    `;
  }

  #put(rule: OfferRule): void {
    this.rule = rule;
    campaignWish(this, 'count-rule', { rule });
  }

  readonly #onChance = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    const { probabilityAbove: _, ...rest } = this.rule;
    const percent = currentTarget.valueAsNumber;
    // "At least 60" takes 60 in; the rule asks for more than its number.
    this.#put(Number.isNaN(percent) ? rest : { ...rest, probabilityAbove: percent / 100 - 1e-9 });
  };

  #onSelect({ currentTarget }: Event, field: 'segment' | 'channel' | 'source'): void {
    if (!(currentTarget instanceof HTMLSelectElement)) return;
    const { [field]: _, ...rest } = this.rule;
    const { value } = currentTarget;
    this.#put(value === '' ? rest : { ...rest, [field]: value });
  }

  static override styles = [
    sharedStyles,
    campaignStyles,
    css`
      details {
        padding: 0.75rem 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }

      .inner {
        padding-top: 0.75rem;
      }
    `,
  ];
}
