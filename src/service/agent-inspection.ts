import { type Failure, failure, type Result, success } from '../domain/result.ts';
import { withDateFormat, withNumberFormat } from '../profiling/import-plan.ts';
import { type Inspection, inspectFile } from '../profiling/inspect-file.ts';
import { withRole } from '../profiling/mapping.ts';
import { currencyOf } from '../profiling/number-format.ts';
import { previewImport } from '../profiling/preview.ts';
import { proposeMapping } from '../profiling/propose-mapping.ts';
import { FILE_KINDS, ROLE_NAMES, type Role, roleRow, rolesFor } from '../profiling/roles.ts';
import type { InspectedFile, PlanChange, RoleChoice } from './agent-contract.ts';

const PREVIEW_ROWS = 8;

/** Looks at a file, and at what its first rows would become. Fails as `inspectFile` does. */
export async function inspect(file: File, now: number): Promise<Result<InspectedFile>> {
  const inspected = await inspectFile(file);
  return inspected.ok ? success(toInspectedFile(inspected.value, now)) : inspected;
}

/** The plan with one change, previewed anew; `change-unknown` for a column or meaning that does not exist. */
export function revise(plan: Inspection, change: PlanChange, now: number): Result<InspectedFile> {
  const fault = faultOf(plan, change);
  return fault === undefined
    ? success(toInspectedFile(applied(plan, change), now))
    : failure('change-unknown', fault);
}

/** What comes from a page may be anything, whatever its type says. */
function faultOf({ columns }: Inspection, change: PlanChange): string | undefined {
  if ('column' in change && columns[change.column] === undefined) {
    return `The file has no column ${change.column + 1}; it has ${columns.length}.`;
  }
  if (change.type === 'role' && !ROLE_NAMES.includes(change.role)) {
    return `"${change.role}" is no meaning a column can have.`;
  }
  if (change.type === 'kind' && !FILE_KINDS.includes(change.kind)) {
    return `"${change.kind}" is none of ${FILE_KINDS.join(', ')}.`;
  }
  return undefined;
}

function applied(plan: Inspection, change: PlanChange): Inspection {
  switch (change.type) {
    case 'kind':
      return { ...plan, mapping: proposeMapping(plan.columns, plan.header.value, change.kind) };
    case 'role':
      return { ...plan, mapping: withRole(plan.mapping, change.column, change.role, labelOf(plan, change)) };
    case 'date-format':
      return withDateFormat(plan, change.column, change.format);
    case 'number-format':
      return withNumberFormat(plan, change.column, change.format);
    case 'currency': {
      const { currency: _, ...mapping } = plan.mapping;
      const { currency } = change;
      return { ...plan, mapping: currency === undefined ? mapping : { ...mapping, currency } };
    }
  }
}

/** Where several columns have a role, each needs a label: the column's own name is always there and is its own. */
function labelOf(
  { columns, mapping }: Inspection,
  { column, role }: Extract<PlanChange, { type: 'role' }>,
): string {
  const before = mapping.columns.find((one) => one.column === column);
  if (before !== undefined && before.role === role) return before.label;
  return roleRow(role).many === true ? (columns[column]?.name ?? '') : (before?.label ?? '');
}

function toInspectedFile(plan: Inspection, now: number): InspectedFile {
  const preview = previewImport(plan, { now, rows: PREVIEW_ROWS });
  const roles = rolesFor(plan.mapping.kind).map((role) => ({
    role,
    title: roleRow(role).title,
    reads: readsOf(role),
  }));
  const problems: readonly Failure[] = preview.ok ? [] : preview.failures;
  return {
    plan,
    ...(preview.ok ? { preview: preview.value } : {}),
    problems,
    roles,
    currencies: currenciesOf(plan),
  };
}

function readsOf(role: Role): RoleChoice['reads'] {
  const { cells } = roleRow(role);
  if (cells.includes('text')) return 'anything';
  return cells.includes('date') ? 'date' : cells.includes('number') ? 'number' : 'anything';
}

function currenciesOf({ mapping, sample, columns }: Inspection): readonly string[] {
  const money = mapping.columns.filter(({ role }) => role === 'currency' || role === 'amount');
  const named = money.flatMap(({ column, role }) => {
    const cells = sample.map(({ cells }) => cells[column]?.trim() ?? '');
    const codes = cells.map((cell) => currencyOf(cell) ?? (role === 'currency' ? cell : undefined));
    return [columns[column]?.currency, ...codes].filter((code) => code !== undefined && code !== '');
  });
  return [...new Set(named)].filter((code) => code !== undefined);
}
