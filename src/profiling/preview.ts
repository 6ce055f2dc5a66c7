import { type Result, success } from '../domain/result.ts';
import { createSink } from './import-file.ts';
import type { ImportPlan } from './import-plan.ts';
import type { Inspection } from './inspect-file.ts';
import { checkMapping } from './mapping.ts';
import type { Refusal } from './refusal.ts';
import { type Role, roleRow } from './roles.ts';
import { type Column, RowReader } from './row-reader.ts';

/** How the first rows would be read. */
export interface Preview {
  /** One for each column that is read. */
  readonly columns: readonly { readonly name: string; readonly title: string; readonly role: Role }[];
  readonly rows: readonly {
    readonly line: number;
    /** As read, one for each of `columns`; dates as `2021-12-31`, null where nothing could be read. */
    readonly values: readonly (string | number | boolean | null)[];
    /** What would be refused or left out of this row. */
    readonly problems: readonly Refusal[];
  }[];
}

/**
 * The first rows as the plan reads them; call it again after each change of the plan. Fails with everything that
 * `checkMapping` finds.
 */
export function previewImport(
  plan: ImportPlan & Pick<Inspection, 'sample'>,
  options: { readonly now: number; readonly rows?: number },
): Result<Preview> {
  const checked = checkMapping(plan.mapping);
  if (!checked.ok) return checked;
  const reader = new RowReader(headless(plan), options.now);
  const shown = plan.mapping.columns.filter(({ role }) => role !== 'ignore');
  const sink = createSink(plan.mapping, reader);
  const columns = shown.map(({ name, role, label }) => {
    const { title, many } = roleRow(role);
    return { name, role, title: many === true ? `${title}: ${label}` : title };
  });
  const rows = plan.sample.slice(0, options.rows ?? 10).map(({ line, cells }) => {
    sink.row(cells, line);
    const problems = [...reader.refused.result().first, ...reader.leftOut.result().first].filter(
      (one) => one.line === line,
    );
    const values = shown.map(({ role, column }) => {
      const found = reader.all(role).find(({ index }) => index === column);
      return found === undefined ? null : shownValue(plan, role, found, cells);
    });
    return { line, values, problems };
  });
  return success({ columns, rows });
}

/** The sample begins below the header. */
function headless(plan: ImportPlan): ImportPlan {
  return { ...plan, header: { ...plan.header, value: false, skip: 0 } };
}

function shownValue(
  plan: ImportPlan,
  role: Role,
  column: Column,
  cells: readonly string[],
): string | number | boolean | null {
  const quiet = new RowReader(plan, Number.POSITIVE_INFINITY);
  const kinds = roleRow(role).cells;
  if (role === 'response' || role === 'accepted') return quiet.flag(cells, column, 0) ?? null;
  if (kinds.includes('date') && !kinds.includes('text')) {
    const at = quiet.date(cells, { ...column }, 0);
    return Number.isNaN(at) ? null : new Date(at).toISOString().replace('T00:00:00.000Z', '');
  }
  if (!kinds.includes('text')) {
    const value = quiet.number(cells, column, 0);
    return Number.isNaN(value) ? null : value;
  }
  return quiet.text(cells, column) ?? null;
}
