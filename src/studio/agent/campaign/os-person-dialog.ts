import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { OfferDetails } from '../../../service/agent-campaign-contract.ts';
import { dialogStyles, sharedStyles } from '../../shared-styles.ts';
import { campaignWish } from './campaign-events.ts';

/** One person's offer over the page. */
export class OsPersonDialog extends LitElement {
  @property({ attribute: false }) offer: OfferDetails | undefined;
  @property() currency = '';

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog === null || dialog.open === (this.offer !== undefined)) return;
    if (this.offer === undefined) {
      dialog.close();
      return;
    }
    dialog.showModal();
    this.renderRoot.querySelector<HTMLElement>('h3')?.focus();
  }

  override render() {
    const { offer } = this;
    return html`
      <dialog aria-labelledby="who" @close=${this.#onClose}>
        ${
          offer === undefined
            ? nothing
            : html`
                <div class="head">
                  <h3 id="who" tabindex="-1">${offer.name ?? offer.customerId} <span class="soft small">${offer.segment}</span></h3>
                  <button type="button" @click=${this.#onClose}>Close</button>
                </div>
                <os-campaign-person .offer=${offer} .currency=${this.currency}></os-campaign-person>
              `
        }
      </dialog>
    `;
  }

  readonly #onClose = (): void => {
    if (this.offer !== undefined) campaignWish(this, 'close-person', undefined);
  };

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      :host {
        display: contents;
      }

      h3:focus-visible {
        outline: none;
      }

      h3 span {
        font: 400 0.9375rem var(--body);
      }

      dialog {
        width: min(60rem, calc(100vw - 1.5rem));
        max-height: calc(100vh - 1.5rem);
      }

      dialog[open] {
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
      }

      @media (max-width: 480px) {
        dialog {
          padding: 1rem;
        }
      }
    `,
  ];
}
