import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { cross, tick } from '../../icons.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { plural } from '../../words.ts';

/** What one rule made of one offer. */
export interface TriedRule {
  readonly rule: string;
  readonly passed: boolean;
  readonly applies: boolean;
  readonly reason: string;
}

/** Every rule that was tried on an offer, in plain words: those against it first, idle ones by their number. */
export class OsRulesTried extends LitElement {
  @property({ attribute: false }) rules: readonly TriedRule[] = [];
  @property({ type: Boolean }) closed = false;

  override render() {
    const against = this.rules.filter(({ passed }) => !passed);
    const kept = this.rules.filter(({ passed, applies }) => passed && applies);
    const idle = this.rules.length - against.length - kept.length;
    const words =
      against.length === 0
        ? `${plural(kept.length, 'rule')} looked at it, and all let it through`
        : `${plural(against.length, 'rule')} stood against it, ${kept.length} did not`;
    return html`
      <details ?open=${!this.closed}>
        <summary class="small">${words}</summary>
        <ul class="small">
          ${against.map(
            ({ reason }) =>
              html`<li class="bad">${cross}<span><span class="hidden-words">Against: </span>${reason}</span></li>`,
          )}
          ${kept.map(
            ({ reason }) =>
              html`<li>${tick}<span><span class="hidden-words">Passed: </span>${reason}</span></li>`,
          )}
        </ul>
        ${idle === 0 ? nothing : html`<p class="soft small">${plural(idle, 'more rule')} had nothing to look at here.</p>`}
      </details>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      ul {
        display: grid;
        gap: 0.375rem;
        padding: 0.5rem 0;
      }

      li {
        display: grid;
        grid-template-columns: 1.25rem minmax(0, 1fr);
        gap: 0.5rem;
        overflow-wrap: anywhere;
      }

      li svg {
        width: 1rem;
        height: 1rem;
        margin-top: 0.25rem;
        color: var(--blue);
      }

      li.bad svg {
        color: var(--coral-deep);
      }
    `,
  ];
}
