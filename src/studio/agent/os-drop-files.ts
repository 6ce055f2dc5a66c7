import { css, html, LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import { tray } from '../icons.ts';
import { sharedStyles } from '../shared-styles.ts';
import { wish } from './agent-events.ts';
import { dragsFiles, droppedFiles } from './dropped-files.ts';

/** Where files are dropped or chosen. A drop beside it counts as well: a browser would leave the page for the file. */
export class OsDropFiles extends LitElement {
  /** Where something is chosen or kept already, so that it is not the first thing to do. */
  @property({ type: Boolean }) small = false;
  @state() private over = false;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('dragover', this.#onOver);
    window.addEventListener('dragleave', this.#onLeave);
    window.addEventListener('drop', this.#onDrop);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('dragover', this.#onOver);
    window.removeEventListener('dragleave', this.#onLeave);
    window.removeEventListener('drop', this.#onDrop);
    super.disconnectedCallback();
  }

  override render() {
    return html`
      <div class="drop ${this.over ? 'over' : ''} ${this.small ? 'small-drop' : ''}">
        <p>
          <strong>Drop files here</strong>: customers, purchases, past offers, as your system exports them (CSV, TSV, or
          separated by blanks).
        </p>
        <div class="row">
          <label class="button">
            ${tray}Choose files
            <input
              class="hidden-words"
              type="file"
              multiple
              accept=".csv,.tsv,.txt,.tab,text/csv,text/plain,text/tab-separated-values"
              @change=${this.#onChoice}
            />
          </label>
          <button class="quiet" type="button" @click=${() => wish(this, 'use-sample', undefined)}>
            Try it with simulated customers
          </button>
        </div>
        <p class="soft small">They are read on this device and go nowhere.</p>
      </div>
    `;
  }

  readonly #onOver = (event: DragEvent): void => {
    if (!dragsFiles(event)) return;
    event.preventDefault();
    this.over = true;
  };

  /** Out of the window: from one element to another there is a related target. */
  readonly #onLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.over = false;
  };

  readonly #onDrop = (event: DragEvent): void => {
    if (!dragsFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    this.over = false;
    const dropped = droppedFiles(event.dataTransfer);
    if (dropped.files.length + dropped.folders.length > 0) wish(this, 'choose-files', dropped);
  };

  readonly #onChoice = (event: Event): void => {
    const input = event.currentTarget;
    if (!(input instanceof HTMLInputElement)) return;
    const files = [...(input.files ?? [])];
    // So that the same file can be chosen again after it was mended.
    input.value = '';
    if (files.length > 0) wish(this, 'choose-files', { files, folders: [] });
  };

  static override styles = [
    sharedStyles,
    css`
      .drop {
        display: grid;
        gap: 0.875rem;
        justify-items: start;
        padding: 2rem 1.5rem;
        border: 2px dashed var(--edge);
        border-radius: var(--radius);
        background: var(--sheet);
      }

      .small-drop {
        padding: 1rem 1.25rem;
      }

      .over {
        border-color: var(--blue);
        background: var(--blue-wash);
      }

      .button:focus-within {
        outline: 3px solid var(--blue);
        outline-offset: 2px;
      }

      .button {
        position: relative;
      }
    `,
  ];
}
