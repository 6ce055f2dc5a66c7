import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CustomerDetails } from '../../service/agent-contract.ts';
import { pen } from '../icons.ts';
import { dialogStyles, sharedStyles } from '../shared-styles.ts';
import { wish } from './agent-events.ts';
import { detailRows } from './detail-rows.ts';

/** One customer in a dialog, which is open while there are details. */
export class OsCustomerDetails extends LitElement {
  @property({ attribute: false }) details: CustomerDetails | undefined;
  @property() currency: string | undefined;

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.details !== undefined && dialog?.open === false) dialog.showModal();
    if (this.details === undefined && dialog?.open === true) dialog.close();
  }

  override render() {
    return html`
      <dialog aria-labelledby="who" @close=${this.#onClose}>
        ${this.details === undefined ? nothing : this.#shown(this.details)}
      </dialog>
    `;
  }

  #shown({ profile, segment, persona }: CustomerDetails) {
    return html`
      <h3 id="who" tabindex="-1" autofocus>${profile.name ?? profile.id}</h3>
      <p><strong>${segment.name}.</strong> ${segment.description}</p>
      <dl>
        ${detailRows(profile, this.currency).map(
          ([term, value]) => html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
        )}
      </dl>
      <p class="small">
        Offers would be written for somebody with the spending pattern “${persona.persona.spendingPattern}”, interested in
        ${persona.persona.interests.join(', ').toLowerCase()}.
        ${persona.withheld.length > 0 ? `Not passed on, to be fair: ${persona.withheld.join(' and ')}.` : ''}
        ${persona.assumed.length > 0 ? 'What the files do not tell has a middle-of-the-road value there.' : ''}
      </p>
      <div class="row">
        <button
          class="primary"
          type="button"
          @click=${() => wish(this, 'write-offers', { persona: persona.persona })}
        >
          ${pen}Write offers for this person
        </button>
        <button type="button" @click=${() => wish(this, 'close-customer', undefined)}>Close</button>
      </div>
    `;
  }

  readonly #onClose = (): void => {
    if (this.details !== undefined) wish(this, 'close-customer', undefined);
  };

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      h3:focus-visible {
        outline: none;
      }

      dialog {
        width: min(34rem, calc(100vw - 2rem));
      }

      dl div {
        display: grid;
        grid-template-columns: minmax(8rem, 2fr) 3fr;
        gap: 0.75rem;
        padding: 0.25rem 0;
        border-bottom: 1px solid var(--line);
      }

      dt {
        color: var(--text-soft);
      }

      dd {
        overflow-wrap: anywhere;
      }
    `,
  ];
}
