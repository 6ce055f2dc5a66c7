import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Verdict } from '../domain/feedback.ts';
import type { LearnReport } from '../service/contract.ts';
import { emit } from './events.ts';
import { cross, square, tick } from './icons.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Batch, Learned, Learning, Problem } from './studio-view.ts';
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
        <h2 id="title"><span class="step" aria-hidden="true">3</span>Teach it</h2>
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

  static override styles = [
    sharedStyles,
    css`
      section {
        display: grid;
        gap: 1.25rem;
      }

      h2 {
        display: flex;
        align-items: center;
        gap: 0.625rem;
      }

      .step {
        display: grid;
        place-items: center;
        width: 2rem;
        height: 2rem;
        border-radius: 50%;
        background: var(--blue);
        color: var(--on-blue);
        font-size: 1.0625rem;
      }

      .sheet {
        display: grid;
        gap: 1.125rem;
        min-width: 0;
        padding: 1.375rem;
        border: 1px solid var(--line);
        border-radius: 20px;
        background: var(--sheet);
      }

      .sheet > * {
        min-width: 0;
      }

      .result {
        gap: 2rem;
      }

      .result h3 {
        margin-bottom: 0.375rem;
      }

      .pips {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem 2.5rem;
      }

      .pip-row {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        font-weight: 600;
      }

      .pip-row .soft {
        font-weight: 400;
      }

      .holes {
        display: flex;
        gap: 0.3125rem;
      }

      .hole {
        display: grid;
        place-items: center;
        width: 1.5rem;
        height: 1.5rem;
        border: 2px dashed var(--edge);
        border-radius: 50%;
      }

      .hole svg {
        width: 0.875rem;
      }

      .hole.full {
        border: 0;
        background: var(--blue);
        color: var(--on-blue);
      }

      .rejected .hole.full {
        background: var(--coral-deep);
        color: var(--sheet);
      }

      .verdict {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 1rem;
        align-items: start;
      }

      .badge {
        display: grid;
        place-items: center;
        width: 3rem;
        height: 3rem;
        border-radius: 50%;
        background: var(--blue);
        color: var(--on-blue);
      }

      .dropped .badge {
        background: var(--coral-deep);
        color: var(--sheet);
      }

      .badge svg {
        width: 1.5rem;
        height: 1.5rem;
      }

      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 1.5rem;
        margin-top: 0.75rem;
      }

      .column li {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0.75rem;
        padding: 0.625rem 0;
        border-top: 1px solid var(--line);
      }

      .column h4 {
        margin-bottom: 0.5rem;
      }

      .column .new span:first-child {
        font-weight: 600;
      }

      .column .same {
        color: var(--text-soft);
      }

      .fit {
        padding-top: 0.25rem;
      }

      @media (max-width: 640px) {
        .pair {
          grid-template-columns: 1fr;
        }

        .pip-row {
          flex-wrap: wrap;
        }
      }
    `,
  ];
}
