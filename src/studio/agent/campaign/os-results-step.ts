import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Kpi, RunResults } from '../../../service/agent-campaign-contract.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { plural } from '../../words.ts';
import { day, number, percent } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import { campaignStyles } from './campaign-styles.ts';
import { type CampaignView, initialCampaignView } from './campaign-view.ts';
import { kpiFigure, kpiSay, kpiTitles } from './kpi-figures.ts';

const FOUR_WEEKS = 28;

/** For who has no purchases of their own yet. */
function simulation(element: OsResultsStep) {
  return html`
    <div class="row">
      <button type="button" @click=${() => campaignWish(element, 'measure', { days: FOUR_WEEKS, simulated: true })}>
        Simulate four weeks
      </button>
      <span class="soft small">These customers are simulated, so what they would do next can be as well.</span>
    </div>
  `;
}

/** What the campaign changed, against those who were left out by lot. */
export class OsResultsStep extends LitElement {
  @property({ attribute: false }) view: CampaignView = initialCampaignView;
  @state() private days = 30;

  override render() {
    const { run, problems, results } = this.view;
    return html`
      <h3 tabindex="-1">What came of it</h3>
      ${
        run?.status === 'finished'
          ? html`
              <p>
                Those who got an offer against those left out by lot: only the difference between the two is the
                campaign’s doing. To see it, let some days pass, then add a newer export of purchases
                <a href="#customers" @click=${this.#toFiles}>at the top of this page</a>.
              </p>
              <div class="row">
                <label class="row">
                  Count purchases for
                  <input class="days" type="number" min="1" max="365" .value=${String(this.days)} @change=${this.#onDays} />
                  days
                </label>
                <button class="primary" type="button" @click=${() => campaignWish(this, 'measure', { days: this.days })}>Compare</button>
              </div>
              ${this.view.choices?.simulated && run.simulated ? simulation(this) : nothing}
              <os-campaign-problem .place=${'results'} .problem=${problems.results}></os-campaign-problem>
              ${results === undefined ? nothing : this.#results(results)}
            `
          : html`<os-no-run .run=${run} what="Here you compare those who got an offer with those who were left out."></os-no-run>`
      }
    `;
  }

  #results(results: RunResults) {
    const { report, from, until, known, notes, currency, responses } = results;
    const { sampleRatio, kpis, warnings } = report;
    return html`
      ${results.simulated ? html`<p class="note" role="status"><strong>Simulated:</strong> this is what the simulator’s customers would have done. Nobody bought anything.</p>` : nothing}
      <p class="soft small">
        Purchases from ${day(from)} to ${day(until)}${results.simulated ? '' : `; what is imported reaches to ${day(known)}`}.
        ${plural(sampleRatio.offered, 'person', 'people')} got an offer, ${number(sampleRatio.heldOut)} did not.
      </p>
      ${
        warnings.length === 0
          ? nothing
          : html`<div class="note bad" role="alert"><strong>Do not trust these numbers yet.</strong>${warnings.map((one) => html`<p>${one}</p>`)}</div>`
      }
      ${
        responses === undefined
          ? nothing
          : html`<p><strong>${percent(responses.share)}</strong> of the offers were taken up
              (${number(responses.accepted)} of ${number(responses.offered)}; surely between ${percent(responses.low)} and ${percent(responses.high)}).
              Expected were ${percent(responses.expected)}.</p>`
      }
      ${
        kpis.length === 0
          ? nothing
          : html`
              <os-figures .figures=${kpis.map((kpi) => kpiFigure(kpi, currency, (this.view.run?.review.sent ?? 0) > 0))}></os-figures>
              ${this.#table(kpis, currency)}
              <p class="soft small">
                Each range holds the truth in 95 of 100 cases. Where it reaches across zero, chance alone may have done it.
              </p>
            `
      }
      ${notes.map((note) => html`<p class="soft small">${note}</p>`)}
    `;
  }

  #table(kpis: readonly Kpi[], currency: string) {
    const cell = (kpi: Kpi, of: Kpi['offered'], signed = false) => {
      const say = kpiSay(kpi.name, currency, signed);
      return html`<td class="number">${say(of.value)}<br /><span class="soft small">${say(of.low)} to ${say(of.high)}</span></td>`;
    };
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="The comparison">
        <table>
          <thead>
            <tr>
              <th scope="col">For one person</th>
              <th class="number" scope="col">Got an offer</th>
              <th class="number" scope="col">Left out by lot</th>
              <th class="number" scope="col">Difference</th>
              <th class="number" scope="col">For all who got one</th>
            </tr>
          </thead>
          <tbody>
            ${kpis.map(
              (kpi) => html`<tr>
                <th scope="row">${kpiTitles[kpi.name]}</th>
                ${cell(kpi, kpi.offered)} ${cell(kpi, kpi.heldOut)} ${cell(kpi, kpi.difference, true)}
                <td class="number">${kpiSay(kpi.name, currency, true, true)(kpi.total.value)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  readonly #onDays = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLInputElement && currentTarget.valueAsNumber >= 1)
      this.days = Math.min(365, Math.round(currentTarget.valueAsNumber));
  };

  readonly #toFiles = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('os-to-files', { bubbles: true, composed: true }));
  };

  static override styles = [
    sharedStyles,
    campaignStyles,
    css`
      input.days:not([type='checkbox'], [type='radio'], [type='file']) {
        width: 5.5rem;
      }

      .note.bad p {
        margin-top: 0.375rem;
      }
    `,
  ];
}
