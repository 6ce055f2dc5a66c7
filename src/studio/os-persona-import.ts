import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Persona } from '../domain/persona.ts';
import type { Failure } from '../domain/result.ts';
import { emit } from './events.ts';
import { fileButton } from './file-button.ts';
import { importPersonas, largestImportBytes } from './import-personas.ts';
import { sharedStyles } from './shared-styles.ts';
import { plural } from './words.ts';

/** Imports people as JSON: by file, by dropping, or pasted; every failure is listed. */
export class OsPersonaImport extends LitElement {
  @property({ attribute: false }) failures: readonly Failure[] = [];
  @state() private done = 0;

  /** Reads files, from the chooser or dropped anywhere on the panel. */
  async take(files: Iterable<File>): Promise<void> {
    const failures: Failure[] = [];
    const personas: Persona[] = [];
    for (const file of files) {
      if (file.size > largestImportBytes) {
        const message = 'This file is larger than 2 MB. Split it, or paste the part that you need.';
        failures.push({ type: 'file-too-large', message, path: file.name });
        continue;
      }
      const read = importPersonas(await file.text(), file.name);
      personas.push(...read.personas);
      failures.push(...read.failures);
    }
    this.#finish(personas, failures);
  }

  override render() {
    return html`
      <div class="import">
        <h3>Import people</h3>
        <p class="small soft">
          As JSON, one person or a list. Drop a file anywhere on this panel, choose one, or paste the text.
        </p>
        ${fileButton({
          words: 'Choose a file',
          accept: '.json,application/json',
          multiple: true,
          take: (files) => void this.take(files),
        })}
        <label for="pasted">Or paste it here</label>
        <textarea
          id="pasted"
          rows="6"
          spellcheck="false"
          placeholder='{"Name": "Ada", "Age": 30, …}'
          aria-describedby=${this.failures.length > 0 ? 'failures' : nothing}
        ></textarea>
        <div role="status">
          ${this.done === 0 ? nothing : html`<p class="note">${plural(this.done, 'person', 'people')} imported.</p>`}
          ${
            this.failures.length === 0
              ? nothing
              : html`<div id="failures" class="note bad">
                  <p><strong>${plural(this.failures.length, 'problem')} to fix</strong></p>
                  <ul>
                    ${this.failures.map(
                      ({ message, path }) =>
                        html`<li>${path ? html`<strong>${path}:</strong> ` : nothing}${message}</li>`,
                    )}
                  </ul>
                </div>`
          }
        </div>
        <div class="row">
          <button class="primary" type="button" @click=${this.#onPaste}>Import</button>
          <button class="quiet" type="button" @click=${() => emit(this, 'os-close-form', undefined)}>Close</button>
        </div>
      </div>
    `;
  }

  #finish(personas: readonly Persona[], failures: readonly Failure[]): void {
    this.done = personas.length;
    this.failures = failures;
    if (personas.length === 0) return;
    emit(this, 'os-import-people', { personas });
    if (failures.length === 0) emit(this, 'os-close-form', undefined);
  }

  readonly #onPaste = (): void => {
    const text = this.renderRoot.querySelector('textarea')?.value ?? '';
    if (text.trim() === '') {
      const message = 'There is nothing to read yet. Paste the JSON of a person first.';
      this.#finish([], [{ type: 'nothing-pasted', message }]);
      return;
    }
    const { personas, failures } = importPersonas(text, 'Pasted text');
    this.#finish(personas, failures);
  };

  static override styles = [
    sharedStyles,
    css`
      .import {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
      }

      .import > * {
        max-width: 100%;
      }

      label:not(.button) {
        font-weight: 600;
        font-size: 0.9375rem;
      }

      textarea,
      [role='status'] {
        width: 100%;
      }

      [role='status'] {
        display: grid;
        gap: 0.5rem;
      }

      textarea {
        padding: 0.625rem 0.75rem;
        border: 1.5px solid var(--edge);
        border-radius: 10px;
        background: var(--sheet);
        color: inherit;
        font: 0.875rem / 1.5 var(--mono);
        resize: vertical;
      }

      textarea::placeholder {
        color: var(--text-soft);
        opacity: 1;
      }

      .note ul {
        margin-top: 0.375rem;
        font-size: 0.9375rem;
        overflow-wrap: anywhere;
      }

      li + li {
        margin-top: 0.375rem;
      }
    `,
  ];
}
