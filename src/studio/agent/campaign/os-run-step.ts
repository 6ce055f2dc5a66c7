import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { RunDetails, RunOverview } from '../../../service/agent-campaign-contract.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { plural, when } from '../../words.ts';
import { money, number } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import { campaignStyles } from './campaign-styles.ts';
import { type CampaignView, initialCampaignView, isFresh, unfinishedRun } from './campaign-view.ts';
import { runWords } from './campaign-words.ts';

/** The run: begun from the preview, paused, taken up again after a reload, ended. */
export class OsRunStep extends LitElement {
  @property({ attribute: false }) view: CampaignView = initialCampaignView;

  override render() {
    const { view } = this;
    const { working, run, problems, runs } = view;
    const busy = working?.what === 'run';
    return html`
      <h3 tabindex="-1">Hand out the offers</h3>
      <p>Each person’s offer is decided, checked and written into a record on this device. <strong>Nothing is sent:</strong> you approve every offer first, and your own tools send it.</p>
      ${busy ? html`<os-campaign-progress .working=${working}></os-campaign-progress>` : nothing}
      <os-campaign-problem .place=${'run'} .problem=${problems.run}></os-campaign-problem>
      ${busy || run === undefined ? nothing : this.#run(run)}
      ${busy || unfinishedRun(view) !== undefined ? nothing : this.#start()}
      ${busy || runs.length < 2 ? nothing : this.#runs(runs)}
    `;
  }

  #start() {
    const { preview, run } = this.view;
    const ready = preview !== undefined && isFresh(this.view);
    if (!ready) {
      return html`
        <div class="row">
          <button class=${run === undefined ? 'primary' : ''} type="button" @click=${() => campaignWish(this, 'preview', undefined)}>
            ${run === undefined ? 'First see what would happen' : 'Prepare another run'}
          </button>
        </div>
      `;
    }
    const { totals, currency } = preview.result;
    return html`
      <div class="block">
        <p>
          Just as the preview showed: <strong>${plural(totals.offers, 'reward')}</strong> and
          ${plural(totals.fallbacks, 'kind word')}, at most ${money(totals.reservedCost, currency)} if everybody uses theirs.
        </p>
        <div class="row">
          <button class="primary" type="button" @click=${() => campaignWish(this, 'start-run', undefined)}>Start the run</button>
        </div>
      </div>
    `;
  }

  #run(run: RunDetails) {
    const { status, done, members, totals, title, startedAt, currency, writer } = run;
    const open = status === 'paused' || status === 'interrupted' || status === 'running';
    return html`
      <div class="block sheet">
        <div class="head">
          <h4>${title}, ${when(startedAt)}</h4>
          <span class="tag ${status === 'finished' ? '' : 'off'}">${runWords[status]}</span>
        </div>
        ${
          open
            ? html`
                <progress max="1" .value=${members === 0 ? 0 : done / members} aria-label="How far the run has come"></progress>
                <p>${number(done)} of ${number(members)} people are done.
                  ${status === 'interrupted' ? 'The page was closed in the middle; nothing is lost and nothing is done twice.' : nothing}</p>
                <div class="row">
                  ${
                    status === 'running'
                      ? html`<button type="button" @click=${() => campaignWish(this, 'look-at-run', { id: run.id })}>Look again</button>`
                      : html`<button class="primary" type="button" @click=${() => campaignWish(this, 'resume-run', undefined)}>Go on</button>
                          <os-sure-button label="End it" question="End it for good? Nothing of it goes out." yes="End it" @os-sure=${() => campaignWish(this, 'cancel-run', undefined)}></os-sure-button>`
                  }
                </div>
              `
            : html`
                <p>
                  ${plural(totals.offers, 'reward')}, ${plural(totals.fallbacks, 'kind word')},
                  ${number(totals.heldOut)} left out by lot; at most ${money(totals.reservedCost, currency)} if everybody uses theirs.
                  Words by ${writer === 'model' ? 'the model' : 'templates'}.
                </p>
                <div class="row">
                  ${
                    status === 'finished'
                      ? html`<button class="primary" type="button" @click=${() => campaignWish(this, 'go-to', { step: 'review' })}>Next: review the offers</button>`
                      : nothing
                  }
                  <os-sure-button label="Remove this run and its record" question="Remove the run, its offers and its record?" yes="Remove" @os-sure=${() => campaignWish(this, 'remove-run', { id: run.id })}></os-sure-button>
                </div>
              `
        }
      </div>
    `;
  }

  #runs(runs: readonly RunOverview[]) {
    return html`
      <div class="block">
        <h4>Earlier runs</h4>
        <div class="scroll" tabindex="0" role="region" aria-label="Earlier runs">
          <table>
            <thead>
              <tr><th scope="col">Run</th><th scope="col">State</th><th class="number" scope="col">Rewards</th><th class="number" scope="col">Waiting</th></tr>
            </thead>
            <tbody>
              ${runs.map(
                ({ id, title, startedAt, status, totals, review }) => html`
                  <tr>
                    <th scope="row">
                      <button class="quiet" type="button" aria-current=${id === this.view.run?.id ? 'true' : 'false'} @click=${() => campaignWish(this, 'look-at-run', { id })}>
                        ${title}, ${when(startedAt)}
                      </button>
                    </th>
                    <td>${runWords[status]}</td>
                    <td class="number">${number(totals.offers)}</td>
                    <td class="number">${number(review.waiting)}</td>
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    campaignStyles,
    css`
      .sheet {
        padding: 1.125rem 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sheet-2);
      }

      tbody th button.quiet {
        margin-left: -0.75rem;
        text-align: left;
      }
    `,
  ];
}
