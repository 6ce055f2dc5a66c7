import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { emit } from './events.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Place, Problem } from './studio-view.ts';

/** What went wrong at one place of the page, what to do about it, and a way to try again. */
export class OsProblem extends LitElement {
  @property({ attribute: false }) place: Place = 'start';
  @property({ attribute: false }) problem: Problem | undefined;

  override render() {
    if (this.problem === undefined) return nothing;
    const { failures, canRetry } = this.problem;
    return html`
      <div class="note bad" role="alert">
        <ul>
          ${failures.map(
            ({ message, path }) =>
              html`<li>${path === undefined ? nothing : html`<strong>${path}:</strong> `}${message}</li>`,
          )}
        </ul>
        <div class="row">
          ${
            canRetry
              ? html`<button type="button" @click=${() => emit(this, 'os-retry', { place: this.place })}>Try again</button>`
              : nothing
          }
          <button class="quiet" type="button" @click=${() => emit(this, 'os-dismiss', { place: this.place })}>
            Dismiss
          </button>
        </div>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: contents;
      }

      .row {
        margin-top: 0.75rem;
      }

      li + li {
        margin-top: 0.5rem;
      }
    `,
  ];
}
