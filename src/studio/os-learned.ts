import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { LearnReport } from '../service/contract.ts';
import { cross, tick } from './icons.ts';
import { learnedStyles } from './os-learned-styles.ts';
import { sharedStyles } from './shared-styles.ts';
import { sheetStyles } from './sheet-styles.ts';
import type { Batch, Comparison, Learned, Writing } from './studio-view.ts';
import { plural, seconds, versionName } from './words.ts';

/** What came of learning: whether it was kept, how far liked and disliked have come apart, and what it writes now. */
export class OsLearned extends LitElement {
  @property({ attribute: false }) learned: Learned | undefined;
  /** The round that is being written again for the comparison. */
  @property({ attribute: false }) rewriting: Writing | undefined;

  /** Moves the keyboard to the outcome. */
  override focus(): void {
    // It may have been put into the page just now.
    void this.updateComplete.then(() => this.renderRoot.querySelector('h3')?.focus());
  }

  override render() {
    if (this.learned === undefined) return nothing;
    const { report, comparison } = this.learned;
    return html`
      <div class="sheet">
        ${this.#verdict(report)}
        <div>
          <h3>${report.kept ? 'What changed' : 'What it would have changed'}</h3>
          <os-gap .changes=${report.similarities} ?kept=${report.kept}></os-gap>
          <details>
            <summary class="small">The fit of each offer, before and after</summary>
            <os-similarity-chart .changes=${report.similarities}></os-similarity-chart>
          </details>
        </div>
        ${comparison === undefined ? this.#pending() : this.#comparison(comparison)}
      </div>
    `;
  }

  #verdict({ kept, reason, version, seconds: took }: LearnReport) {
    return html`
      <div class="verdict ${kept ? 'kept' : 'dropped'}">
        <span class="badge" aria-hidden="true">${kept ? tick : cross}</span>
        <div>
          <h3 tabindex="-1">${kept ? `Learned: ${versionName(version.version).toLowerCase()} is now in use` : 'Not kept: nothing has changed'}</h3>
          <p>${reason}</p>
          ${kept ? nothing : html`<p><strong>What to do:</strong> judge a few more offers, then learn again.</p>`}
          <p class="soft small">
            ${plural(version.feedbackCount, 'verdict')}, ${plural(version.steps, 'step')}, ${seconds(took)}.
          </p>
        </div>
      </div>
    `;
  }

  #pending() {
    if (!this.rewriting?.again) return nothing;
    const { round } = this.rewriting;
    return html`
      <div>
        <h3>Round ${round}, before and after</h3>
        <p class="soft">The round is being written again, to show what learning has changed…</p>
      </div>
    `;
  }

  #comparison({ before, after, closer }: Comparison) {
    return html`
      <div>
        <h3>Round ${before.round} again, before and after</h3>
        <p class="soft small">
          Both began the same way. What differs comes from learning and from the answers given since: the offers to show
          are chosen by them as well.
        </p>
        ${closer === undefined ? nothing : closerSentence(before, after, closer)}
        <div class="pair">
          ${this.#column('Before', before, after, closer)} ${this.#column('After', after, before, closer)}
        </div>
      </div>
    `;
  }

  /** Without the fits: those of two versions are not to be compared. */
  #column(title: string, { offers, adapterVersion }: Batch, other: Batch, closer: Comparison['closer']) {
    const known = new Set(other.offers.map(({ text }) => text));
    return html`
      <div class="column">
        <h4>${title} <span class="soft small">${versionName(adapterVersion).toLowerCase()}</span></h4>
        <ol>
          ${shown(offers).map(
            ({ text }) => html`<li class=${known.has(text) ? 'same' : 'new'}>
              <span>${text}</span>
              ${closer?.has(text) ? html`<span class="closer">${tick}<span class="hidden-words">closer to what was accepted</span></span>` : nothing}
            </li>`,
          )}
        </ol>
      </div>
    `;
  }

  static override styles = [sharedStyles, sheetStyles, learnedStyles];
}

function shown(offers: Batch['offers']): Batch['offers'] {
  return offers.filter(({ decision }) => decision === 'offer');
}

/** Whether the new offers are more like what was accepted: counted, over what the rules let through. */
function closerSentence(before: Batch, after: Batch, closer: ReadonlySet<string>) {
  const share = ({ offers }: Batch) => {
    const counted = shown(offers);
    return `${counted.filter(({ text }) => closer.has(text)).length} of ${counted.length}`;
  };
  return html`
    <p class="counted">
      <strong>${share(after)}</strong> are now closer to what was accepted than to what was rejected
      (<span class="closer">${tick}</span>); before, ${share(before)}.
    </p>
  `;
}
