import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { DateFormat, InspectedFile, PlanChange, Role } from '../../service/agent-contract.ts';
import { sharedStyles } from '../shared-styles.ts';
import { valueIn } from '../value-in.ts';
import { plural } from '../words.ts';
import { wish } from './agent-events.ts';
import { fieldStyles } from './agent-field-styles.ts';
import { dateFormats, numberFormats } from './agent-words.ts';

/** Columns shown at once; a thousand lists of meanings would hold the page up. */
const COLUMNS_AT_ONCE = 40;

/** What each column of a file means and how it is written, each to be changed by hand. */
export class OsColumnTable extends LitElement {
  @property({ attribute: false }) inspected: InspectedFile | undefined;
  /** Of the file. */
  @property({ attribute: false }) name = '';
  /** The file's place among those that were chosen. */
  @property({ attribute: false }) key = 0;
  @state() private shown = COLUMNS_AT_ONCE;

  override render() {
    return this.inspected === undefined ? nothing : this.#columns(this.inspected);
  }

  #columns(inspected: InspectedFile) {
    const { plan, roles } = inspected;
    const rows = plan.columns.slice(0, this.shown);
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${`How each column of ${this.name} is read`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">First values</th>
              <th scope="col">Means</th>
              <th scope="col">Written as</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map((column) => {
              const mapped = plan.mapping.columns.find((one) => one.column === column.index);
              return html`
                <tr>
                  <th scope="row">${column.name}</th>
                  <td class="values">${column.examples.join(' · ') || html`<span class="soft">empty</span>`}</td>
                  <td>
                    <select
                      aria-label=${`Meaning of ${column.name}`}
                      title=${mapped?.why ?? ''}
                      @change=${(event: Event) =>
                        this.#revise({ type: 'role', column: column.index, role: valueIn(event) as Role })}
                    >
                      ${roles.map(
                        ({ role, title }) =>
                          html`<option value=${role} .selected=${role === mapped?.role}>${title}</option>`,
                      )}
                    </select>
                  </td>
                  <td>${this.#format(inspected, column, mapped?.role)}</td>
                </tr>
              `;
            })}
          </tbody>
        </table>
      </div>
      ${
        plan.columns.length <= this.shown
          ? nothing
          : html`<button
              class="quiet"
              type="button"
              @click=${() => {
                this.shown += COLUMNS_AT_ONCE;
              }}
            >
              Show more of ${plural(plan.columns.length, 'column')}
            </button>`
      }
    `;
  }

  #format(
    inspected: InspectedFile,
    column: InspectedFile['plan']['columns'][number],
    role: Role | undefined,
  ) {
    const reads = inspected.roles.find((one) => one.role === role)?.reads;
    if (reads === 'date') {
      return html`
        <select
          aria-label=${`Form of the dates in ${column.name}`}
          @change=${(event: Event) =>
            this.#revise({
              type: 'date-format',
              column: column.index,
              format: valueIn(event) as DateFormat,
            })}
        >
          ${column.dateFormat === undefined ? html`<option value="" selected disabled>Choose…</option>` : nothing}
          ${Object.entries(dateFormats).map(
            ([format, words]) =>
              html`<option value=${format} .selected=${format === column.dateFormat}>${words}</option>`,
          )}
        </select>
      `;
    }
    if (reads !== 'number') return nothing;
    const { decimal = '.', group = '' } = column.numberFormat ?? {};
    return html`
      <select
        aria-label=${`Form of the numbers in ${column.name}`}
        @change=${(event: Event) => {
          const format = numberFormats[Number(valueIn(event))]?.[0];
          if (format !== undefined) this.#revise({ type: 'number-format', column: column.index, format });
        }}
      >
        ${numberFormats.map(
          ([format, words], i) =>
            html`<option value=${i} .selected=${format.decimal === decimal && format.group === group}>${words}</option>`,
        )}
      </select>
    `;
  }

  #revise(change: PlanChange): void {
    wish(this, 'revise', { key: this.key, change });
  }

  static override styles = [
    sharedStyles,
    fieldStyles,
    css`
      td,
      tbody th {
        white-space: nowrap;
      }

      .values {
        max-width: 16rem;
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];
}
