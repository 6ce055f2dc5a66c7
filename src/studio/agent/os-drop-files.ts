import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { fileButton } from '../file-button.ts';
import { dropStyles, FileDrop } from '../file-drop.ts';
import { tray } from '../icons.ts';
import { sharedStyles } from '../shared-styles.ts';
import { wish } from './agent-events.ts';
import { droppedFiles } from './dropped-files.ts';

/** Where files of customers are dropped, on it or beside it, or chosen. */
export class OsDropFiles extends LitElement {
  /** Where something is chosen or kept already, so that it is not the first thing to do. */
  @property({ type: Boolean }) small = false;
  readonly #drop = new FileDrop(
    this,
    (data) => {
      const dropped = droppedFiles(data);
      if (dropped.files.length + dropped.folders.length > 0) wish(this, 'choose-files', dropped);
    },
    { everywhere: true },
  );

  override render() {
    return html`
      <div class="drop ${this.#drop.over ? 'over' : ''} ${this.small ? 'small-drop' : ''}">
        <p>
          <strong>Drop files here</strong>: customers, purchases, past offers, as your system exports them (CSV, TSV, or
          separated by blanks).
        </p>
        <div class="row">
          ${fileButton({
            words: html`${tray}Choose files`,
            accept: '.csv,.tsv,.txt,.tab,text/csv,text/plain,text/tab-separated-values',
            multiple: true,
            take: (files) => {
              if (files.length > 0) wish(this, 'choose-files', { files, folders: [] });
            },
          })}
          <button class="quiet" type="button" @click=${() => wish(this, 'use-sample', undefined)}>
            Try it with simulated customers
          </button>
        </div>
        <p class="soft small">They are read on this device and go nowhere.</p>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    dropStyles,
    css`
      .drop {
        padding: 2rem 1.5rem;
        background: var(--sheet);
      }

      .small-drop {
        padding: 1rem 1.25rem;
      }

      .over {
        background: var(--blue-wash);
      }
    `,
  ];
}
