import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { ImportedFile } from '../../service/agent-contract.ts';
import { sharedStyles } from '../shared-styles.ts';
import { plural } from '../words.ts';
import { wish } from './agent-events.ts';
import { number } from './agent-words.ts';

const SHOWN = 10;

/** What became of the rows of imported files, with every refused one's line and reason. */
export class OsImportReport extends LitElement {
  @property({ attribute: false }) files: readonly ImportedFile[] = [];

  override render() {
    return html`<ul class="files">${this.files.map((file) => html`<li>${this.#file(file)}</li>`)}</ul>`;
  }

  #file(file: ImportedFile) {
    const { name, report } = file;
    const { rows, kept, refused, leftOut, notices } = report;
    const cases = [...refused.first, ...leftOut.first].toSorted((a, b) => a.line - b.line);
    const faults = refused.count + leftOut.count;
    return html`
      <p>
        <strong>${name}</strong>: ${number(kept)} of ${plural(rows, 'row')} read${refused.count > 0 ? `, ${number(refused.count)} refused` : ''}${
          leftOut.count > 0 ? `, ${plural(leftOut.count, 'single value')} left out` : ''
        }.
      </p>
      ${notices.map(({ message }) => html`<p class="small">${message}</p>`)}
      ${
        faults === 0
          ? nothing
          : html`
              <details>
                <summary class="small">What was not read, and why<span class="hidden-words"> in ${name}</span></summary>
                <div class="scroll" tabindex="0" role="region" aria-label=${`What was not read in ${name}`}>
                  <table>
                    <thead>
                      <tr>
                        <th class="number" scope="col">Line</th>
                        <th scope="col">Reason</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${cases.slice(0, SHOWN).map(
                        ({ line, message }) =>
                          html`<tr>
                            <td class="number">${line}</td>
                            <td>${message}</td>
                          </tr>`,
                      )}
                    </tbody>
                  </table>
                </div>
                ${faults > SHOWN ? html`<p class="soft small">And ${number(faults - SHOWN)} more.</p>` : nothing}
              </details>
              <button type="button" @click=${() => wish(this, 'save-refusals', { file })}>
                Save ${faults > cases.length ? `the first ${number(cases.length)}` : 'the list'} as CSV<span
                  class="hidden-words"
                >
                  of ${name}</span
                >
              </button>
            `
      }
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      .files {
        display: grid;
        gap: 1.25rem;
      }

      li {
        display: grid;
        gap: 0.375rem;
        justify-items: start;
        min-width: 0;
      }

      details {
        max-width: 100%;
        min-width: 0;
      }
    `,
  ];
}
