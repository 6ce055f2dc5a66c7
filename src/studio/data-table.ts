import { html } from 'lit';

/** A column's title, and what its cells are. */
export type Column = readonly [title: string, cells: 'names' | 'words' | 'numbers'];

/** A table that can be scrolled sideways, by the keyboard too; a column of names says what each row is about. */
export function dataTable(label: string, columns: readonly Column[], rows: readonly (readonly unknown[])[]) {
  const cell = (value: unknown, i: number) => {
    const cells = columns[i]?.[1];
    if (cells === 'names') return html`<th scope="row">${value}</th>`;
    return html`<td class=${cells === 'numbers' ? 'number' : ''}>${value}</td>`;
  };
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${label}>
      <table>
        <thead>
          <tr>
            ${columns.map(([title, cells]) => html`<th class=${cells === 'numbers' ? 'number' : ''} scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}
        </tbody>
      </table>
    </div>
  `;
}
