import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { OsProblem } from '../os-problem.ts';
import { sharedStyles } from '../shared-styles.ts';
import { wish } from './agent-events.ts';
import type { AgentPlace, AgentProblem } from './agent-view.ts';

/** What went wrong at one place of the customers page, and the way out. */
export class OsAgentProblem extends LitElement {
  @property({ attribute: false }) place: AgentPlace = 'open';
  @property({ attribute: false }) problem: AgentProblem | undefined;

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
              ? html`<button type="button" @click=${() => wish(this, 'retry', { place: this.place })}>Try again</button>`
              : nothing
          }
          <button class="quiet" type="button" @click=${() => wish(this, 'dismiss', { place: this.place })}>Dismiss</button>
        </div>
      </div>
    `;
  }

  static override styles = [sharedStyles, OsProblem.styles[1] ?? []];
}
