import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { LogRow, RunDetails } from '../../../service/agent-campaign-contract.ts';
import { tick, tray } from '../../icons.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { plural } from '../../words.ts';
import { number } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import { LOG_LISTED } from './campaign-outcome.ts';
import { campaignStyles } from './campaign-styles.ts';
import { type CampaignView, initialCampaignView } from './campaign-view.ts';

/** The record of a run: every step in it, whether any was changed since, and any decision made once more. */
export class OsRecordStep extends LitElement {
  @property({ attribute: false }) view: CampaignView = initialCampaignView;

  override render() {
    const { run, problems } = this.view;
    return html`
      <h3 tabindex="-1">The record</h3>
      ${
        run === undefined
          ? html`<os-no-run what="Every decision of a run stands here, with what led to it."></os-no-run>`
          : this.#record(run)
      }
      <os-campaign-problem .place=${'record'} .problem=${problems.record}></os-campaign-problem>
    `;
  }

  #record({ log, id }: RunDetails) {
    const { working, verdict } = this.view;
    // What was reviewed since has come behind the run's own entries.
    const entries = this.view.log?.entries ?? log.entries;
    return html`
      <p>
        ${plural(entries, 'entry', 'entries')}. Each carries a fingerprint of the one before it, so nothing can be
        changed or taken out later without it showing.
      </p>
      <div class="row">
        <button class="primary" type="button" ?disabled=${working !== undefined} @click=${() => campaignWish(this, 'check-log', undefined)}>Check the chain</button>
        <button type="button" @click=${() => campaignWish(this, 'save-log', undefined)}>${tray}Save the record</button>
      </div>
      ${working?.what === 'check' ? html`<os-campaign-progress .working=${working}></os-campaign-progress>` : nothing}
      ${
        verdict === undefined
          ? nothing
          : verdict.whole
            ? html`<p class="note" role="status">${tick} All ${number(verdict.entries)} entries are as they were written, none is missing.
                <span class="mono soft">Last fingerprint ${verdict.hash.slice(0, 16)}…</span></p>`
            : html`<p class="note bad" role="alert"><strong>Entry ${verdict.broken} is not as it was written.</strong> ${verdict.message}</p>`
      }
      <p class="soft small">Run <span class="mono">${id}</span></p>
      ${this.#entries()}
    `;
  }

  #entries() {
    const { log } = this.view;
    if (log === undefined) {
      return html`<div class="row"><button type="button" @click=${() => campaignWish(this, 'show-log', { offset: 0 })}>Show the entries</button></div>`;
    }
    const first = log.rows[0]?.index ?? 0;
    const last = log.rows.at(-1)?.index ?? 0;
    return html`
      <div class="tall" tabindex="0" role="region" aria-label="Entries of the record">
        <table>
          <thead>
            <tr><th class="number" scope="col">Entry</th><th scope="col">What happened</th><th class="wide" scope="col">Fingerprint</th></tr>
          </thead>
          <tbody>${log.rows.map((row) => this.#row(row))}</tbody>
        </table>
      </div>
      <div class="row">
        <button type="button" ?disabled=${first === 0} @click=${() => campaignWish(this, 'show-log', { offset: Math.max(0, first - LOG_LISTED) })}>Earlier</button>
        <span class="soft small">${number(first + 1)} to ${number(last + 1)} of ${number(log.entries)}</span>
        <button type="button" ?disabled=${last + 1 >= log.entries} @click=${() => campaignWish(this, 'show-log', { offset: last + 1 })}>Later</button>
      </div>
    `;
  }

  #row({ index, kind, words, hash }: LogRow) {
    const { replayed } = this.view;
    return html`
      <tr>
        <td class="number">${number(index + 1)}</td>
        <td>
          ${words}
          ${
            kind === 'decided'
              ? html`<button class="quiet" type="button" @click=${() => campaignWish(this, 'replay', { entry: index })}>Make it again<span class="hidden-words">, entry ${index + 1}</span></button>`
              : nothing
          }
          ${replayed?.entry === index ? this.#replayed() : nothing}
        </td>
        <td class="wide mono soft" title=${hash}>${hash.slice(0, 8)}…</td>
      </tr>
    `;
  }

  #replayed() {
    const result = this.view.replayed?.result;
    if (result === undefined) return nothing;
    const { same, differences, audit } = result;
    return html`
      <div class="note ${same ? '' : 'bad'}" role="status">
        ${
          same
            ? html`<p><strong>The same again,</strong> to the last character, from what the record holds.</p>`
            : html`<p><strong>It comes out otherwise now:</strong></p><ul class="small">${differences.map(({ message }) => html`<li>${message}</li>`)}</ul>`
        }
        <details>
          <summary class="small">What led to it</summary>
          <ul class="small dots">${audit.map((one) => html`<li>${one}</li>`)}</ul>
        </details>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    campaignStyles,
    css`
      .dots {
        padding-left: 1.125rem;
        list-style: disc;
      }

      @media (max-width: 560px) {
        .wide {
          display: none;
        }
      }

      td .note {
        margin-top: 0.5rem;
      }

      .note svg {
        vertical-align: -3px;
        color: var(--blue);
      }
    `,
  ];
}
