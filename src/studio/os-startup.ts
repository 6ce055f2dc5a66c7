import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Backend, ModelInfo } from '../service/contract.ts';
import { emit } from './events.ts';
import { showProgress } from './load-progress.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Startup } from './studio-view.ts';
import type { Problem } from './view-store.ts';

/** How far the writer is from ready, what kept it from starting, and whether anything can be kept. */
export class OsStartup extends LitElement {
  @property({ attribute: false }) startup: Startup | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  @property({ type: Boolean }) queued = false;
  /** What might start in its place where it did not. */
  @property({ attribute: false }) models: readonly ModelInfo[] = [];

  override render() {
    const { startup } = this;
    if (startup === undefined) return nothing;
    if (startup.phase === 'failed') return this.#failed();
    if (startup.phase === 'loading') return this.#loading(startup.progress);
    return html`
      ${
        startup.engine.persistent
          ? nothing
          : html`<p class="note">
              <strong>Nothing is kept.</strong> This window does not let pages store anything (private browsing, most
              likely). All works, and is gone when you close it.
            </p>`
      }
      ${this.problem === undefined ? nothing : this.#remark(this.problem)}
    `;
  }

  #loading(progress: Extract<Startup, { phase: 'loading' }>['progress']) {
    const { stage, bytes, share } = showProgress(progress);
    return html`
      <div class="loading">
        <div class="head">
          <p id="stage"><strong>${stage}</strong></p>
          <p class="soft mono">${bytes}</p>
        </div>
        <progress
          aria-labelledby="stage"
          max="1"
          value=${ifDefined(share === undefined ? undefined : String(share))}
        ></progress>
        <p class="soft small">
          ${progress?.stage === 'build' ? buildHint(progress.backend) : downloadHint(progress?.stage === 'runtime' && share === undefined)}
          ${this.queued ? 'Your offers are written as soon as this is done.' : 'You can choose a person meanwhile.'}
        </p>
      </div>
    `;
  }

  #failed() {
    return html`
      <div class="note bad" role="alert">
        <h2>The writer did not start</h2>
        <ul>
          ${this.problem?.failures.map(
            ({ message, path }) =>
              html`<li>${message}${path === undefined ? nothing : html` <span class="mono">(${path})</span>`}</li>`,
          )}
        </ul>
        <button class="primary" type="button" @click=${() => emit(this, 'os-retry', { place: 'start' })}>Try again</button>
      </div>
      ${this.models.length < 2 ? nothing : html`<div class="loading others"><os-models .models=${this.models}></os-models></div>`}
    `;
  }

  #remark(problem: Problem) {
    return html`
      <div class="note row" role="status">
        <span class="remark">${problem.failures.map(({ message }) => message).join(' ')}</span>
        <button class="quiet" type="button" @click=${() => emit(this, 'os-dismiss', { place: 'start' })}>Dismiss</button>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: contents;
      }

      .loading {
        display: grid;
        gap: 0.625rem;
        padding: 1.125rem 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sheet);
      }

      .others {
        margin-top: 1rem;
      }

      .bad {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
      }

      .remark {
        flex: 1;
      }

      progress:indeterminate {
        background: linear-gradient(90deg, var(--blue-wash) 35%, var(--blue) 50%, var(--blue-wash) 65%) 0 0 / 300% 100%;
      }

      progress:indeterminate::-webkit-progress-bar {
        background: none;
      }

      progress:indeterminate::-moz-progress-bar {
        background: none;
      }

      @media (prefers-reduced-motion: no-preference) {
        progress:indeterminate {
          animation: slide 1.6s linear infinite;
        }
      }

      @keyframes slide {
        from {
          background-position: 100% 0;
        }
        to {
          background-position: -50% 0;
        }
      }
    `,
  ];
}

/** What the browser has stored it still asks after, so the site has to answer; what is the same is not sent again. */
function downloadHint(sizeUnknown: boolean): string {
  const size = sizeUnknown ? 'About 14 MB, 27 MB with a graphics processor. ' : '';
  return `${size}This is downloaded on the first visit only; later ones just ask this site whether it has changed.`;
}

function buildHint(backend: Backend | undefined): string {
  return backend === 'webgpu'
    ? 'It is being prepared for your graphics processor. The first time takes longer.'
    : 'This takes a moment.';
}
