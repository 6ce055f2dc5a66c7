import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CampaignChoices, CampaignDraft } from '../../../service/agent-campaign-contract.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { campaignWish } from './campaign-events.ts';
import { campaignStyles } from './campaign-styles.ts';
import { initialDraft } from './campaign-view.ts';
import { localMoment, readMoment, type ScheduleDraft, tomorrowMorning } from './schedule-fields.ts';

/** When it runs: by hand, at a time, or when an import shows that it is called for. */
export class OsCampaignSchedule extends LitElement {
  @property({ attribute: false }) choices: CampaignChoices | undefined;
  @property({ attribute: false }) draft: CampaignDraft = initialDraft;
  /** Milliseconds since 1970. */
  @property({ attribute: false }) now = 0;

  override render() {
    const { kind } = this.#schedule;
    return html`
      <fieldset class="block">
        <legend><h4>When</h4></legend>
        ${this.#choice('by-hand', kind, 'When you start it', { kind: 'by-hand' })}
        ${this.#choice('by-time', kind, 'At a time, while this page is open', { kind: 'by-time', first: tomorrowMorning(this.now) })}
        ${kind === 'by-time' ? this.#time() : nothing}
        ${this.#choice('by-behaviour', kind, 'When new customers are imported, for those whom it fits', { kind: 'by-behaviour', when: { event: 'silent', days: 60 } })}
        ${kind === 'by-behaviour' ? this.#behaviour() : nothing}
        ${
          kind === 'by-hand'
            ? nothing
            : html`<p class="soft small">
                <strong>What a browser cannot do:</strong> it wakes nothing. Once this page or this machine is closed,
                nothing starts; what was missed starts when you open the page again. Nothing is ever sent: every offer
                waits for your review. For a reminder, take the calendar with you under “Take out”.
              </p>`
        }
      </fieldset>
    `;
  }

  #choice(value: ScheduleDraft['kind'], chosen: string, words: string, schedule: ScheduleDraft) {
    return html`
      <label class="tick">
        <input type="radio" name="schedule" .checked=${value === chosen} @change=${() => this.#put(schedule)} />
        ${words}
      </label>
    `;
  }

  #time() {
    const schedule = this.#schedule;
    if (schedule.kind !== 'by-time') return nothing;
    return html`
      <div class="fields inner">
        <label class="field">
          First time
          <input type="datetime-local" .value=${localMoment(schedule.first)} @change=${this.#onFirst} />
        </label>
        <label class="field">
          Then again every … days
          <input type="number" min="1" max="3660" step="1" placeholder="only once" .value=${String(schedule.everyDays ?? '')} @change=${this.#onEvery} />
        </label>
      </div>
    `;
  }

  #behaviour() {
    const schedule = this.#schedule;
    if (schedule.kind !== 'by-behaviour') return nothing;
    const { when } = schedule;
    return html`
      <div class="fields inner">
        <label class="field">
          Whom it is for
          <select @change=${this.#onEvent}>
            <option value="silent" ?selected=${when.event === 'silent'}>Those who have bought nothing for some days</option>
            <option value="basket-above" ?selected=${when.event === 'basket-above'}>Those who have just bought for a large amount</option>
          </select>
        </label>
        ${
          when.event === 'silent'
            ? this.#number('Days without a purchase', when.days, 1, (days) => ({ event: 'silent', days }))
            : html`
                ${this.#number(`Purchase above (${this.choices?.currency ?? ''})`, when.amount, 0, (amount) => ({ ...when, amount }))}
                ${this.#number('In the last … days', when.withinDays, 0, (withinDays) => ({ ...when, withinDays }))}
              `
        }
      </div>
    `;
  }

  #number(
    label: string,
    value: number,
    least: number,
    when: (value: number) => Extract<ScheduleDraft, { kind: 'by-behaviour' }>['when'],
  ) {
    const onChange = ({ currentTarget }: Event): void => {
      if (!(currentTarget instanceof HTMLInputElement) || Number.isNaN(currentTarget.valueAsNumber)) return;
      this.#put({ kind: 'by-behaviour', when: when(Math.max(least, currentTarget.valueAsNumber)) });
    };
    return html`<label class="field">
      ${label}
      <input type="number" min=${least} .value=${String(value)} @change=${onChange} />
    </label>`;
  }

  get #schedule(): ScheduleDraft {
    return this.draft.schedule ?? { kind: 'by-hand' };
  }

  #put(schedule: ScheduleDraft): void {
    campaignWish(this, 'change-draft', { schedule: schedule.kind === 'by-hand' ? undefined : schedule });
  }

  readonly #onFirst = ({ currentTarget }: Event): void => {
    const schedule = this.#schedule;
    if (!(currentTarget instanceof HTMLInputElement) || schedule.kind !== 'by-time') return;
    const first = readMoment(currentTarget.value);
    if (first !== undefined) this.#put({ ...schedule, first });
  };

  readonly #onEvery = ({ currentTarget }: Event): void => {
    const schedule = this.#schedule;
    if (!(currentTarget instanceof HTMLInputElement) || schedule.kind !== 'by-time') return;
    const { everyDays: _, ...once } = schedule;
    const days = currentTarget.valueAsNumber;
    this.#put(Number.isNaN(days) ? once : { ...once, everyDays: days });
  };

  readonly #onEvent = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLSelectElement)) return;
    const silent = currentTarget.value === 'silent';
    this.#put({
      kind: 'by-behaviour',
      when: silent ? { event: 'silent', days: 60 } : { event: 'basket-above', amount: 100, withinDays: 7 },
    });
  };

  static override styles = [
    sharedStyles,
    campaignStyles,
    css`
      .block {
        gap: 0.25rem;
      }

      .inner {
        padding: 0.375rem 0 0.75rem 2.125rem;
      }

      legend {
        margin-bottom: 0.25rem;
      }
    `,
  ];
}
