import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { formatDate, isDate } from '../../creative/format-date.ts';
import type { Reward } from '../../domain/reward.ts';
import { sharedStyles } from '../shared-styles.ts';
import { valueIn } from '../value-in.ts';
import { plural } from '../words.ts';
import { wish } from './coupon-events.ts';
import { couponFormStyles } from './coupon-form-styles.ts';
import type { RewardShelf } from './coupon-view.ts';

/** The rewards that there are, to search and to choose one from. */
export class OsRewardPicker extends LitElement {
  @property({ attribute: false }) shelf: RewardShelf | undefined;
  @property() search = '';
  @property({ attribute: false }) chosen: Reward | undefined;

  override render() {
    const { shelf } = this;
    return html`
      <div class="field">
        <label for="search">Search by name, product or category</label>
        <input
          id="search"
          type="search"
          autocomplete="off"
          placeholder="shoes, dinner, delivery…"
          .value=${this.search}
          @input=${(event: Event) => wish(this, 'find', { search: valueIn(event) })}
        />
      </div>
      ${shelf === undefined ? html`<p class="soft">Looking for rewards…</p>` : this.#list(shelf)}
    `;
  }

  #list(shelf: RewardShelf) {
    const { rewards, found, closed, simulated } = shelf;
    const hidden = this.chosen !== undefined && !rewards.some(({ id }) => id === this.chosen?.id);
    return html`
      <fieldset>
        <legend class="hidden-words">Reward</legend>
        ${rewards.map((reward) => this.#reward(reward))}
      </fieldset>
      ${hidden ? html`<p class="small">On the coupon now: <strong>${this.chosen?.name}</strong></p>` : nothing}
      <p class="soft small" role="status">
        ${found === 0 ? 'Nothing of this name. Try a shorter word.' : nothing}
        ${found > rewards.length ? `The first ${rewards.length} of ${plural(found, 'reward')}; search to see the others.` : nothing}
        ${closed > 0 ? `${plural(closed, 'reward')} left out that cannot be had today.` : nothing}
        ${simulated ? 'These rewards are simulated.' : nothing}
      </p>
    `;
  }

  #reward({ id, name, category, validUntil }: Reward) {
    const until =
      validUntil !== undefined && isDate(validUntil) ? `until ${formatDate(validUntil)}` : 'without an end';
    return html`
      <label>
        <input
          type="radio"
          name="reward"
          class="hidden-words"
          .checked=${id === this.chosen?.id}
          @change=${() => wish(this, 'choose-reward', { id })}
        />
        <span><strong>${name}</strong><span class="soft small">${category}, ${until}</span></span>
      </label>
    `;
  }

  static override styles = [
    sharedStyles,
    couponFormStyles,
    css`
      fieldset {
        display: grid;
        max-height: 17.5rem;
        overflow-y: auto;
        border: 1px solid var(--line);
        border-radius: 10px;
      }

      label {
        position: relative;
      }

      fieldset label > span {
        display: grid;
        padding: 0.5rem 0.875rem;
        border-left: 5px solid transparent;
        cursor: pointer;
      }

      label + label > span {
        border-top: 1px solid var(--line);
      }

      fieldset label > span:hover {
        background: var(--sheet-2);
      }

      strong {
        font-weight: 600;
      }

      input:checked + span {
        border-left-color: var(--blue);
        background: var(--blue-wash);
      }

      input:focus-visible + span {
        outline: 3px solid var(--blue);
        outline-offset: -3px;
      }
    `,
  ];
}
