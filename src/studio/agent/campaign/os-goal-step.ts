import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CampaignChoices, Goal, ProfileFilter } from '../../../service/agent-campaign-contract.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { valueIn } from '../../value-in.ts';
import { plural } from '../../words.ts';
import { number } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import type { DraftChange } from './campaign-planning.ts';
import { campaignStyles } from './campaign-styles.ts';
import { type CampaignView, initialCampaignView } from './campaign-view.ts';
import { goalWords, ruleTitle } from './campaign-words.ts';

/** For what and for whom: the goal, the people, the limits, and when. */
export class OsGoalStep extends LitElement {
  @property({ attribute: false }) view: CampaignView = initialCampaignView;

  override render() {
    const { choices, problems, campaigns, saved } = this.view;
    return html`
      <div class="head">
        <h3 tabindex="-1">What is it for, and for whom?</h3>
        ${campaigns.length === 0 ? nothing : this.#campaigns()}
      </div>
      ${choices === undefined ? html`<p class="soft">Looking who is here…</p>` : this.#form(choices)}
      ${choices === undefined ? nothing : this.#count()}
      <os-campaign-problem .place=${'goal'} .problem=${problems.goal}></os-campaign-problem>
      <div class="row onward">
        <button class="primary" type="button" @click=${() => campaignWish(this, 'preview', undefined)}>
          Next: see what would happen
        </button>
        ${
          saved === undefined
            ? html`<button class="quiet" type="button" @click=${() => campaignWish(this, 'save-campaign', undefined)}>Keep it for later</button>`
            : nothing
        }
        <span class="soft small">Nothing goes out; you see it first.</span>
      </div>
    `;
  }

  #campaigns() {
    const { campaigns, saved } = this.view;
    return html`
      <div class="row">
        <label class="row small">
          Campaign
          <select @change=${this.#onCampaign}>
            <option value="" ?selected=${saved === undefined}>a new one</option>
            ${campaigns.map(({ id, title, createdAt, draft }) => {
              const words = draft.name === undefined ? goalWords[draft.goal].title : title;
              return html`<option value=${id} ?selected=${id === saved?.id}>${words}, ${new Date(createdAt).toLocaleDateString('en', { dateStyle: 'medium' })}</option>`;
            })}
          </select>
        </label>
        ${
          saved === undefined
            ? nothing
            : html`<os-sure-button label="Remove it" question="Remove the campaign with all its runs?" yes="Remove" @os-sure=${() => campaignWish(this, 'remove-campaign', { id: saved.id })}></os-sure-button>`
        }
      </div>
    `;
  }

  #form(choices: CampaignChoices) {
    const { draft } = this.view;
    return html`
      <fieldset class="block">
        <legend><h4>The goal</h4></legend>
        <div class="goals">
          ${choices.goals.map(({ goal }) => this.#goal(goal, goal === draft.goal))}
        </div>
      </fieldset>
      <fieldset class="block">
        <legend><h4>The people</h4></legend>
        <p class="soft small">${this.#whoWords()}</p>
        <div class="chips">
          ${choices.segments.map(
            ({ name, customers }) => html`
              <label class="chip">
                <input type="checkbox" .checked=${draft.audience?.segments?.includes(name) ?? false} @change=${() => this.#toggle(name)} />
                ${name} <span class="soft">${number(customers)}</span>
              </label>
            `,
          )}
        </div>
        <os-campaign-filters .choices=${choices} .filters=${draft.audience?.filters ?? []} @os-filters=${this.#onFilters}></os-campaign-filters>
      </fieldset>
      <os-campaign-limits .choices=${choices} .draft=${draft}></os-campaign-limits>
      <os-campaign-schedule .choices=${choices} .draft=${draft} .now=${this.view.now}></os-campaign-schedule>
    `;
  }

  #goal(goal: Goal, chosen: boolean) {
    const { title, what } = goalWords[goal];
    return html`
      <label class="card">
        <span class="row"><input type="radio" name="goal" .checked=${chosen} @change=${() => this.#change({ goal })} /><strong>${title}</strong></span>
        <span class="small">${what}</span>
      </label>
    `;
  }

  #whoWords(): string {
    const { goal, audience } = this.view.draft;
    const chosen = (audience?.segments?.length ?? 0) + (audience?.filters?.length ?? 0) > 0;
    if (chosen)
      return 'Only those of the groups that are ticked, where any is, and for whom every condition holds.';
    return `As you choose neither groups nor conditions: ${goalWords[goal].whom.charAt(0).toLowerCase()}${goalWords[goal].whom.slice(1)}`;
  }

  #count() {
    const { audience } = this.view;
    if (audience === undefined) return nothing;
    const { members, customers, heldOut, exclusions } = audience;
    return html`
      <div class="note" role="status">
        <p>
          <strong class="large">${number(members - heldOut)}</strong> of ${plural(customers, 'customer')} would get an
          offer${heldOut > 0 ? html`, <strong>${number(heldOut)}</strong> are left out by lot to compare with` : nothing}.
        </p>
        ${exclusions
          .filter(({ count }) => count > 0)
          .map(
            ({ rule, count }) =>
              html`<p class="soft small">${number(count)} not meant: ${ruleTitle(rule).toLowerCase()}.</p>`,
          )}
      </div>
    `;
  }

  #change(change: DraftChange): void {
    campaignWish(this, 'change-draft', change);
  }

  #toggle(name: string): void {
    const { segments = [], ...rest } = this.view.draft.audience ?? {};
    const next = segments.includes(name) ? segments.filter((one) => one !== name) : [...segments, name];
    this.#change({ audience: next.length === 0 ? rest : { ...rest, segments: next } });
  }

  readonly #onFilters = ({ detail }: CustomEvent<ProfileFilter[]>): void => {
    const { filters: _, ...rest } = this.view.draft.audience ?? {};
    this.#change({ audience: detail.length === 0 ? rest : { ...rest, filters: detail } });
  };

  readonly #onCampaign = (event: Event): void => {
    const id = valueIn(event);
    if (id === '') campaignWish(this, 'new-campaign', undefined);
    else campaignWish(this, 'open-campaign', { id });
  };

  static override styles = [
    sharedStyles,
    campaignStyles,
    css`
      .goals {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: 0.75rem;
      }

      .card {
        display: grid;
        gap: 0.375rem;
        align-content: start;
        padding: 0.875rem 1rem;
        border: 1.5px solid var(--edge);
        border-radius: var(--radius);
        background: var(--sheet);
        cursor: pointer;
      }

      .card:has(input:checked) {
        border-color: var(--blue);
        background: var(--blue-wash);
      }

      .card .row {
        flex-wrap: nowrap;
      }

      .large {
        font: 700 1.5rem var(--display);
      }

      .head select {
        width: auto;
        max-width: 100%;
      }

      legend {
        margin-bottom: 0.5rem;
      }

      fieldset.block {
        margin-top: 0.5rem;
      }
    `,
  ];
}
