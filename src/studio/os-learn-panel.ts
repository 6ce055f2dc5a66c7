import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Verdict } from '../domain/feedback.ts';
import type { LearnReport } from '../service/contract.ts';
import { emit } from './events.ts';
import { cross, square, tick } from './icons.ts';
import { learnPanelStyles } from './os-learn-panel-styles.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Batch, Comparison, Learned, Learning, Problem } from './studio-view.ts';
import { fitText, plural, seconds, versionName } from './words.ts';

/** Enough for the result to be trusted; one of each is enough to begin. */
const wanted: Readonly<Record<Verdict, number>> = { accepted: 3, rejected: 5 };

/** From verdicts to a writer that knows the person better: what is needed, what goes on, what came of it. */
export class OsLearnPanel extends LitElement {
  @property({ attribute: false }) counts: Readonly<Record<Verdict, number>> = { accepted: 0, rejected: 0 };
  @property({ attribute: false }) learning: Learning | undefined;
  @property({ attribute: false }) learned: Learned | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  @property() name = '';
  /** False while the writer is not ready or writes. */
  @property({ type: Boolean }) ready = false;
  #followKeyboard = false;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const turned =
      changed.has('learning') && (changed.get('learning') === undefined) !== (this.learning === undefined);
    this.#followKeyboard = turned && this.shadowRoot?.activeElement instanceof HTMLElement;
  }

  /** The button that had the keyboard is gone; what came in its place takes over. */
  override updated(): void {
    if (!this.#followKeyboard) return;
    const next = this.learning === undefined ? '.result h3, .primary' : '.stop';
    this.renderRoot.querySelector<HTMLElement>(next)?.focus();
  }

  override render() {
    return html`
      <section aria-labelledby="title">
        <h2 id="title" class="numbered"><span class="step" aria-hidden="true">3</span>Teach it</h2>
        <os-problem .place=${'learn'} .problem=${this.problem}></os-problem>
        ${this.learned === undefined ? nothing : this.#result(this.learned)}
        ${this.learning === undefined ? this.#invitation() : this.#progress(this.learning)}
      </section>
    `;
  }

  #invitation() {
    const { accepted, rejected } = this.counts;
    const possible = accepted >= 1 && rejected >= 1;
    const enough = accepted >= wanted.accepted && rejected >= wanted.rejected;
    const missing = [
      ...(accepted < 1 ? ['accept at least one offer'] : []),
      ...(rejected < 1 ? ['reject at least one'] : []),
    ].join(' and ');
    const advice = !possible
      ? `First ${missing}.`
      : enough
        ? 'That is plenty to learn from.'
        : `This is enough to begin. ${wanted.accepted} accepted and ${wanted.rejected} rejected work better.`;
    const can = possible && this.ready;
    return html`
      <div class="sheet">
        <p>Say which offers fit ${this.name || 'the person'}. The writer then practises on your verdicts, here on this device.</p>
        <div class="pips">${this.#pips('accepted', 'Accepted')} ${this.#pips('rejected', 'Rejected')}</div>
        <div class="row">
          <button
            class="primary"
            type="button"
            aria-disabled=${can ? 'false' : 'true'}
            aria-describedby="advice"
            @click=${() => can && emit(this, 'os-learn', undefined)}
          >
            ${this.learned === undefined ? 'Learn from this' : 'Learn again'}
          </button>
          <p id="advice" class="soft small">${advice}</p>
        </div>
      </div>
    `;
  }

  #pips(verdict: Verdict, label: string) {
    const count = this.counts[verdict];
    const goal = wanted[verdict];
    return html`
      <p class="pip-row ${verdict}">
        <span>${label}</span>
        <span class="holes" aria-hidden="true">
          ${Array.from(
            { length: Math.max(goal, Math.min(count, 8)) },
            (_, index) =>
              html`<span class="hole ${index < count ? 'full' : ''}">${index < count ? (verdict === 'accepted' ? tick : cross) : nothing}</span>`,
          )}
        </span>
        <span class="soft small">${count} <span class="hidden-words">so far,</span> of ${goal}</span>
      </p>
    `;
  }

  #progress(learning: Learning) {
    const { done, steps, secondsLeft, stage, stopping } = learning;
    const words = {
      preparing: 'Looking at your verdicts',
      practising: `Practising: step ${done.length} of ${steps ?? '…'}`,
      checking: 'Checking on verdicts that it has not practised on',
    };
    return html`
      <div class="sheet">
        <div class="head">
          <p id="stage"><strong>${stopping ? 'Stopping…' : words[stage]}</strong></p>
          <p class="soft mono">${secondsLeft === undefined || stage === 'checking' ? nothing : `about ${seconds(secondsLeft)} left`}</p>
        </div>
        <progress
          aria-labelledby="stage"
          max="1"
          value=${steps === undefined ? nothing : done.length / steps}
        ></progress>
        <os-loss-chart .done=${done} .steps=${steps ?? 1}></os-loss-chart>
        <div class="row">
          <button
            class="stop"
            type="button"
            aria-disabled=${stopping ? 'true' : 'false'}
            @click=${() => stopping || emit(this, 'os-stop-learning', undefined)}
          >
            ${square}Stop
          </button>
          <p class="soft small">Stopping leaves the writer as it was.</p>
        </div>
      </div>
    `;
  }

  #result({ report, comparison }: Learned) {
    return html`
      <div class="sheet result">
        ${this.#verdict(report)}
        <div>
          <h3>How the fit changed</h3>
          <os-similarity-chart .changes=${report.similarities}></os-similarity-chart>
        </div>
        ${
          comparison === undefined
            ? nothing
            : html`<div>
                <h3>Round ${comparison.before.round} again, before and after</h3>
                <p class="soft small">The same start, so whatever differs comes from learning.</p>
                ${closerSentence(comparison)}
                <div class="pair">
                  ${this.#column('Before', comparison.before, comparison.after)}
                  ${this.#column('After', comparison.after, comparison.before)}
                </div>
              </div>`
        }
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
          <p class="soft small">
            ${plural(version.feedbackCount, 'verdict')}, ${plural(version.steps, 'step')}, ${seconds(took)}.
          </p>
        </div>
      </div>
    `;
  }

  #column(title: string, { offers, adapterVersion }: Batch, other: Batch) {
    const shown = offers.filter(({ decision }) => decision === 'offer');
    const known = new Set(other.offers.map(({ text }) => text));
    return html`
      <div class="column">
        <h4>${title} <span class="soft small">${versionName(adapterVersion).toLowerCase()}</span></h4>
        <ol>
          ${shown.map(
            ({ text, score }) => html`<li class=${known.has(text) ? 'same' : 'new'}>
              <span>${text}</span>
              <span class="fit mono"><span class="hidden-words">fit </span>${fitText(score)}</span>
            </li>`,
          )}
        </ol>
      </div>
    `;
  }

  static override styles = [sharedStyles, learnPanelStyles];
}

/** Whether the new offers are more like what was accepted: counted, over what the rules let through. */
function closerSentence({ before, after, closer }: Comparison) {
  if (closer === undefined) return nothing;
  const share = ({ offers }: Batch) => {
    const shown = offers.filter(({ decision }) => decision === 'offer');
    return `${shown.filter(({ text }) => closer.has(text)).length} of ${shown.length}`;
  };
  return html`
    <p>
      <strong>${share(after)}</strong> are now closer to what was accepted than to what was rejected; before,
      ${share(before)}.
    </p>
  `;
}
