import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Verdict } from '../domain/feedback.ts';
import { emit } from './events.ts';
import { cross, square, tick } from './icons.ts';
import { learnPanelStyles } from './os-learn-panel-styles.ts';
import { sharedStyles } from './shared-styles.ts';
import { sheetStyles } from './sheet-styles.ts';
import type { Learned, Learning, Writing } from './studio-view.ts';
import type { Problem } from './view-store.ts';
import { seconds } from './words.ts';

/** Enough for the result to be trusted; one of each is enough to begin. */
const wanted: Readonly<Record<Verdict, number>> = { accepted: 3, rejected: 5 };

/** From verdicts to a writer that knows the person better: what is needed, what goes on, what came of it. */
export class OsLearnPanel extends LitElement {
  @property({ attribute: false }) counts: Readonly<Record<Verdict, number>> = { accepted: 0, rejected: 0 };
  @property({ attribute: false }) learning: Learning | undefined;
  @property({ attribute: false }) learned: Learned | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  /** The round that is being written again for the comparison. */
  @property({ attribute: false }) rewriting: Writing | undefined;
  @property() name = '';
  /** A graphics processor compiles what it runs, which takes time once. */
  @property({ type: Boolean }) graphics = false;
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
    const next = this.learning === undefined ? 'os-learned, .primary' : '.stop';
    this.renderRoot.querySelector<HTMLElement>(next)?.focus();
  }

  override render() {
    return html`
      <section aria-labelledby="title">
        <h2 id="title" class="numbered"><span class="step" aria-hidden="true">3</span>Teach it</h2>
        <os-problem .place=${'learn'} .problem=${this.problem}></os-problem>
        ${this.learned === undefined ? nothing : html`<os-learned .learned=${this.learned} .rewriting=${this.rewriting}></os-learned>`}
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
      : this.#droppedAt(accepted + rejected)
        ? 'Judge a few more offers first: the same verdicts may well end the same way.'
        : enough
          ? 'Enough to start learning; more makes it surer.'
          : `It can begin to learn. ${wanted.accepted} accepted and ${wanted.rejected} rejected work better.`;
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

  /** Whether what was learned from as many verdicts has just not been kept. */
  #droppedAt(verdicts: number): boolean {
    const report = this.learned?.report;
    return report !== undefined && !report.kept && verdicts <= report.version.feedbackCount;
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
        <span class="soft small">
          ${count}${count < goal ? html` <span class="hidden-words">so far,</span> of ${goal}` : nothing}
        </span>
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
        ${
          stage === 'preparing' && this.graphics
            ? html`<p class="soft small">The first time takes longer on a graphics processor.</p>`
            : nothing
        }
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

  static override styles = [sharedStyles, sheetStyles, learnPanelStyles];
}
