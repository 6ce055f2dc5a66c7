import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { FileKind, InspectedFile, PlanChange } from '../../service/agent-contract.ts';
import { sharedStyles } from '../shared-styles.ts';
import { valueIn } from '../value-in.ts';
import { plural } from '../words.ts';
import { wish } from './agent-events.ts';
import { fieldStyles } from './agent-field-styles.ts';
import type { ChosenFile } from './agent-view.ts';
import { delimiterWords, encodingWords, kindWords } from './agent-words.ts';

/** Columns of the preview; the table of meanings has them all. */
const COLUMNS_SHOWN = 40;

/** One file before its import: its form, what each column means, and what becomes of the first rows. */
export class OsPlannedFile extends LitElement {
  @property({ attribute: false }) chosen: ChosenFile | undefined;
  @property({ type: Boolean }) opened = false;

  override render() {
    const { chosen } = this;
    if (chosen === undefined) return nothing;
    const { file, inspected, failures, byHand } = chosen;
    return html`
      <section aria-labelledby="name">
        <div class="head">
          <h3 id="name">${file.name}</h3>
          <button class="quiet" type="button" @click=${() => wish(this, 'leave-out', { key: chosen.key })}>
            Leave out<span class="hidden-words"> ${file.name}</span>
          </button>
        </div>
        ${this.#failures(failures)}
        ${
          inspected === undefined
            ? failures.length === 0
              ? html`<p class="soft">Looking at it…</p>`
              : html`
                  <p class="soft small">
                    Nothing was kept of it, and nothing that was here is lost. Mend the file and choose it again, or say
                    below how it is written.
                  </p>
                  <os-file-form .key=${chosen.key} .byHand=${byHand}></os-file-form>
                `
            : this.#plan(inspected)
        }
      </section>
    `;
  }

  #failures(failures: readonly { readonly message: string; readonly path?: string }[]) {
    if (failures.length === 0) return nothing;
    return html`
      <div class="note bad" role="alert">
        <ul>
          ${failures.map(({ message }) => html`<li>${message}</li>`)}
        </ul>
      </div>
    `;
  }

  #plan(inspected: InspectedFile) {
    const { plan, preview, problems } = inspected;
    const { mapping, encoding, delimiter, header, columns } = plan;
    const marks = encoding.byteOrderMark ? ' with a byte-order mark' : '';
    const unsure = columns.filter(({ ambiguous }) => ambiguous);
    return html`
      <label class="field">
        <span>It holds</span>
        <select @change=${(event: Event) => this.#revise({ type: 'kind', kind: valueIn(event) as FileKind })}>
          ${(Object.keys(kindWords) as FileKind[]).map(
            (kind) =>
              html`<option value=${kind} ?selected=${kind === mapping.kind}>${kindWords[kind]}</option>`,
          )}
        </select>
      </label>
      <p class="soft small">
        ${plural(columns.length, 'column')} separated by ${delimiterWords[delimiter.value]},
        ${header.value ? 'named in the first row' : 'without names'}${header.skip > 0 ? ` below ${plural(header.skip, 'row')} left out` : ''},
        in ${encodingWords[encoding.name]}${marks}.
        ${encoding.mixedLines.length > 0 ? 'Some lines are in another encoding; each is read in its own.' : ''}
      </p>
      <details ?open=${Object.keys(this.chosen?.byHand ?? {}).some((name) => name !== 'kind')}>
        <summary>How the file is written</summary>
        <os-file-form .key=${this.chosen?.key ?? 0} .byHand=${this.chosen?.byHand ?? {}} .plan=${plan}></os-file-form>
      </details>
      ${this.#failures(problems)}
      ${
        unsure.length === 0
          ? nothing
          : html`<div class="note">
              <ul>
                ${unsure.map(({ name, why }) => html`<li><strong>Please look at ${name}:</strong> ${why}.</li>`)}
              </ul>
            </div>`
      }
      ${this.#currency(inspected)}
      <details ?open=${this.opened || problems.length > 0}>
        <summary>How each column is read</summary>
        <os-column-table .name=${this.chosen?.file.name ?? ''} .inspected=${inspected} .key=${this.chosen?.key ?? 0}></os-column-table>
      </details>
      ${preview === undefined ? nothing : this.#preview(preview)}
    `;
  }

  #currency({ plan, currencies }: InspectedFile) {
    if (plan.mapping.kind !== 'transactions') return nothing;
    const { currency } = plan.mapping;
    const known =
      currency === undefined || currencies.includes(currency) ? currencies : [...currencies, currency];
    return html`
      <label class="field">
        <span>Currency to read</span>
        <input
          list="currencies"
          placeholder=${known.length === 1 ? (known[0] ?? '') : 'Any, if there is only one'}
          .value=${currency ?? ''}
          @change=${(event: Event) => {
            const value = valueIn(event).trim();
            this.#revise({ type: 'currency', currency: value === '' ? undefined : value });
          }}
        />
        <datalist id="currencies">${known.map((code) => html`<option value=${code}></option>`)}</datalist>
      </label>
      ${
        known.length > 1 && currency === undefined
          ? html`<p class="note">
              The amounts are in ${known.join(' and ')}. They cannot be added up: type the one to read, and the other rows
              are left out and listed.
            </p>`
          : nothing
      }
    `;
  }

  #preview(preview: NonNullable<InspectedFile['preview']>) {
    const faults = preview.rows.flatMap(({ problems }) => problems);
    return html`
      <p class="small"><strong>The first rows, as they will be read</strong></p>
      <div class="scroll" tabindex="0" role="region" aria-label=${`The first rows of ${this.chosen?.file.name ?? ''}, as they will be read`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Line</th>
              ${preview.columns.slice(0, COLUMNS_SHOWN).map(({ title }) => html`<th scope="col">${title}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${preview.rows.map(
              ({ line, values }) => html`
                <tr>
                  <td>${line}</td>
                  ${values
                    .slice(0, COLUMNS_SHOWN)
                    .map(
                      (value) =>
                        html`<td>${value === null ? html`<span class="soft">–</span>` : shown(value)}</td>`,
                    )}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
      ${
        faults.length === 0
          ? nothing
          : html`<ul class="faults small">
              ${faults.slice(0, 5).map(({ message }) => html`<li>${message}</li>`)}
            </ul>`
      }
    `;
  }

  #revise(change: PlanChange): void {
    const { chosen } = this;
    if (chosen !== undefined) wish(this, 'revise', { key: chosen.key, change });
  }

  static override styles = [
    sharedStyles,
    fieldStyles,
    css`
      section {
        display: grid;
        gap: 0.875rem;
        padding: 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sheet);
        min-width: 0;
      }

      h3 {
        overflow-wrap: anywhere;
      }

      .scroll {
        max-width: 100%;
      }

      .field {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.375rem 0.75rem;
        font-weight: 600;
      }

      td,
      tbody th {
        white-space: nowrap;
      }

      .faults {
        padding-left: 1.125rem;
        list-style: disc;
      }
    `,
  ];
}

function shown(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number'
    ? value.toLocaleString('en', { maximumFractionDigits: 4, useGrouping: false })
    : value;
}
