import { css, html, LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import { sharedStyles } from '../../shared-styles.ts';

/** A button for what cannot be taken back: it asks once more in its own place, then sends `os-sure`. */
export class OsSureButton extends LitElement {
  @property() label = '';
  /** What will be gone, as a question. */
  @property() question = '';
  @property() yes = '';
  @state() private asking = false;

  override render() {
    if (!this.asking)
      return html`<button class="quiet" type="button" @click=${() => this.#ask(true)}>${this.label}</button>`;
    return html`
      <div class="row" role="group" aria-labelledby="question">
        <span id="question" class="small">${this.question}</span>
        <button class="danger" type="button" @click=${this.#onYes}>${this.yes}</button>
        <button class="no" type="button" @click=${() => this.#ask(false)}>No</button>
      </div>
    `;
  }

  async #ask(asking: boolean): Promise<void> {
    this.asking = asking;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(asking ? '.no' : 'button')?.focus();
  }

  readonly #onYes = (): void => {
    this.asking = false;
    this.dispatchEvent(new CustomEvent('os-sure'));
  };

  static override styles = [
    sharedStyles,
    css`
      .row button {
        min-height: 2.25rem;
        padding: 0.25rem 0.875rem;
      }
    `,
  ];
}
