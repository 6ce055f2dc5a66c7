import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CampaignPreview } from '../../../service/agent-campaign-contract.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { sheetStyles } from '../../sheet-styles.ts';
import { plural } from '../../words.ts';
import { number } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import { campaignStyles } from './campaign-styles.ts';
import { type CampaignView, initialCampaignView, isFresh } from './campaign-view.ts';
import { forecastFigures } from './forecast-figures.ts';
import { leftOutBars, passedOverBars } from './left-out-bars.ts';

/** What would happen, without doing it: in all, by rule, and person by person. */
export class OsPreviewStep extends LitElement {
  @property({ attribute: false }) view: CampaignView = initialCampaignView;

  override render() {
    const { view } = this;
    const { preview, working, problems } = view;
    const busy = working?.what === 'preview';
    return html`
      <h3 tabindex="-1">What would happen</h3>
      ${busy ? html`<os-campaign-progress .working=${working}></os-campaign-progress>` : nothing}
      <os-campaign-problem .place=${'preview'} .problem=${problems.preview}></os-campaign-problem>
      ${busy ? nothing : preview === undefined ? this.#empty() : this.#made(preview.result)}
    `;
  }

  #empty() {
    const { rewards, hasWriter } = this.view;
    if (rewards === undefined) {
      return html`
        <p>There is nothing to give yet.</p>
        <div class="row"><button class="primary" type="button" @click=${() => campaignWish(this, 'go-to', { step: 'rewards' })}>First choose rewards</button></div>
      `;
    }
    return html`
      <p>Every offer is worked out, written and checked as in earnest. Nothing is kept and nothing goes out.</p>
      ${hasWriter ? this.#writer() : nothing}
      <div class="row"><button class="primary" type="button" @click=${() => campaignWish(this, 'preview', undefined)}>Show me</button></div>
    `;
  }

  #writer() {
    return html`
      <label class="tick">
        <input
          type="checkbox"
          .checked=${this.view.modelWrites}
          @change=${({ currentTarget }: Event) => {
            if (currentTarget instanceof HTMLInputElement)
              campaignWish(this, 'let-model-write', { on: currentTarget.checked });
          }}
        />
        <span>Let the model write the words <span class="soft small">(slower; every text is checked, and a template steps in where none passes)</span></span>
      </label>
    `;
  }

  #made(result: CampaignPreview) {
    const { totals, currency, holdOut, rewards } = result;
    const left = leftOutBars(result);
    const passed = passedOverBars(result);
    return html`
      ${
        isFresh(this.view)
          ? nothing
          : html`<div class="note row"><span>${this.view.preview?.used ? 'This was handed out already.' : 'You have changed the campaign since.'}</span>
              <button type="button" @click=${() => campaignWish(this, 'preview', undefined)}>Work it out again</button></div>`
      }
      <p>
        <strong>${plural(totals.offers, 'person', 'people')}</strong> would get a reward,
        ${number(totals.fallbacks)} a kind word without one, ${number(totals.none)} nothing, and
        ${number(totals.heldOut)} are left out by lot to compare with.
      </p>
      <os-figures .figures=${forecastFigures(result)}></os-figures>
      <p class="soft small">
        The range is where nine of ten such campaigns would end. ${result.basis.text} Whether they would have bought
        anyway, only those left out by lot can tell.
      </p>
      <details>
        <summary class="small">What the money rests on</summary>
        <ul class="dots small">${result.assumptions.map((one) => html`<li>${one}</li>`)}</ul>
      </details>
      ${holdOut.warnings.length === 0 ? nothing : html`<div class="note bad">${holdOut.warnings.map((one) => html`<p>${one}</p>`)}</div>`}
      <div class="pair">
        <div class="block">
          <h4>What they would get</h4>
          <os-bar-list
            label="Rewards by the number of people"
            .bars=${rewards.slice(0, 8).map(({ name, count }) => ({ label: name, value: count, said: number(count) }))}
          ></os-bar-list>
          ${rewards.length > 8 ? html`<p class="soft small">And ${plural(rewards.length - 8, 'other reward')}.</p>` : nothing}
        </div>
        <div class="block">
          <h4>Who is left out, and why</h4>
          ${
            left.length === 0
              ? html`<p class="soft">Nobody.</p>`
              : html`<os-bar-list label="People left out, by rule" .bars=${left}></os-bar-list>`
          }
          ${
            passed.length === 0
              ? nothing
              : html`<h4>Whom a rule gave the next best reward</h4>
                  <os-bar-list label="People who get the next best reward, by rule" .bars=${passed}></os-bar-list>`
          }
        </div>
      </div>
      ${this.#closed(result)}
      ${this.#people(currency)}
      ${this.#onward(totals.offers + totals.fallbacks)}
    `;
  }

  #onward(messages: number) {
    const ready = messages > 0 && isFresh(this.view);
    return html`
      <div class="block onward">
        ${this.view.hasWriter ? this.#writer() : nothing}
        <div class="row">
          <button class="primary" type="button" ?disabled=${!ready} @click=${() => campaignWish(this, 'go-to', { step: 'run' })}>Next: run it</button>
          <button type="button" @click=${() => campaignWish(this, 'preview', undefined)}>Work it out again</button>
          <button class="quiet" type="button" @click=${() => campaignWish(this, 'go-to', { step: 'goal' })}>Change something</button>
        </div>
      </div>
    `;
  }

  #closed({ pool }: CampaignPreview) {
    if (pool.closedCount === 0) return nothing;
    return html`
      <details>
        <summary class="small">${plural(pool.closedCount, 'reward')} that nobody of these people can get</summary>
        <ul class="dots small">
          ${pool.closed.slice(0, 30).map(({ name, reasons }) => html`<li><strong>${name}</strong>: ${reasons[0]?.reason ?? ''}</li>`)}
        </ul>
        ${pool.closedCount > 30 ? html`<p class="soft small">And ${number(pool.closedCount - 30)} more.</p>` : nothing}
      </details>
    `;
  }

  #people(currency: string) {
    const { offers, query, person } = this.view;
    return html`
      <div class="block">
        <h4>Person by person</h4>
        <os-offer-table .page=${offers} .search=${query.search} .show=${query.show ?? ''}></os-offer-table>
        <os-person-dialog .offer=${person} .currency=${currency}></os-person-dialog>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    sheetStyles,
    campaignStyles,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
        gap: 1.5rem 2.5rem;
      }

      .pair .block {
        align-content: start;
      }

      .pair os-bar-list + h4 {
        margin-top: 0.75rem;
      }

      .dots {
        display: grid;
        gap: 0.25rem;
        padding: 0.5rem 0 0 1.125rem;
        list-style: disc;
      }
    `,
  ];
}
