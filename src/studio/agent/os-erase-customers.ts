import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CustomerOverview } from '../../service/agent-contract.ts';
import { bin } from '../icons.ts';
import { dialogStyles, sharedStyles } from '../shared-styles.ts';
import type { Problem } from '../view-store.ts';
import { keptWords, plural, when } from '../words.ts';
import { wish } from './agent-events.ts';

/** What is kept of the customers, and the way to be rid of it. */
export class OsEraseCustomers extends LitElement {
  @property({ attribute: false }) overview: CustomerOverview | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  /** Whether campaigns are made for them, which go as well. */
  @property({ type: Boolean }) campaigns = false;

  override updated(): void {
    const dialog = this.#dialog();
    if (this.overview === undefined && dialog?.open) dialog.close();
  }

  override render() {
    const { overview } = this;
    if (overview === undefined) return nothing;
    return html`
      <p class="soft small">
        ${keptWords(overview.persistent, undefined)}; imported ${when(overview.savedAt)} from
        ${overview.files.map(({ name }) => name).join(', ')}.
      </p>
      <os-agent-problem .place=${'erase'} .problem=${this.problem}></os-agent-problem>
      <button class="danger" type="button" @click=${() => this.#dialog()?.showModal()}>${bin}Erase the customers…</button>
      <dialog aria-labelledby="question">
        <h3 id="question">Erase all imported customers?</h3>
        <p>For good, from this device:</p>
        <ul>
          <li>${plural(overview.customers, 'profile')} and their groups</li>
          <li>${plural(overview.purchases, 'purchase')}</li>
          <li>${plural(overview.responses, 'past answer')} to offers</li>
          ${this.campaigns ? html`<li>Every campaign made for them, with its runs and records</li>` : nothing}
        </ul>
        <p class="soft small">Your files stay where they are. People that you kept on the offers page stay there.</p>
        <div class="row">
          <button class="danger" type="button" @click=${() => wish(this, 'erase', undefined)}>Erase them</button>
          <button type="button" autofocus @click=${() => this.#dialog()?.close()}>Keep them</button>
        </div>
      </dialog>
    `;
  }

  #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      :host {
        display: grid;
        gap: 0.875rem;
        justify-items: start;
      }

      dialog ul {
        padding-left: 1.125rem;
        list-style: disc;
      }
    `,
  ];
}
