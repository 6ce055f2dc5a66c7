import { type Failure, failure, type Result, success } from '../domain/result.ts';
import { withDateFormat, withNumberFormat } from '../profiling/import-plan.ts';
import { type FormByHand, type Inspection, inspectFile } from '../profiling/inspect-file.ts';
import { withRole } from '../profiling/mapping.ts';
import { currencyOf } from '../profiling/number-format.ts';
import { previewImport } from '../profiling/preview.ts';
import { proposeMapping } from '../profiling/propose-mapping.ts';
import { FILE_KINDS, ROLE_NAMES, type Role, roleRow, rolesFor } from '../profiling/roles.ts';
import { DELIMITERS, QUOTES } from '../profiling/split-rows.ts';
import { ENCODINGS } from '../profiling/text-encoding.ts';
import type { InspectedFile, PlanChange, RoleChoice } from './agent-contract.ts';

const PREVIEW_ROWS = 8;

/**
 * Looks at a file, and at what its first rows would become. Fails as `inspectFile` does, with `form-unknown` for a form
 * that does not exist, and with `file-unreadable` where the browser cannot get at the bytes.
 */
export async function inspect(
  file: File,
  now: number,
  byHand: FormByHand = {},
): Promise<Result<InspectedFile>> {
  const fault = formFault(byHand);
  if (fault !== undefined) return failure('form-unknown', fault);
  try {
    const inspected = await inspectFile(file, byHand);
    return inspected.ok ? success(toInspectedFile(inspected.value, now)) : inspected;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return failure(
      'file-unreadable',
      'It cannot be read. If it is a folder, open it and choose the files in it; if the file was moved or changed since, choose it again.',
    );
  }
}

/** What a browser throws for a folder, and for a file that is no longer what was chosen (File API, section 7). */
function isUnreadable(error: unknown): boolean {
  return error instanceof DOMException && ['NotReadableError', 'NotFoundError'].includes(error.name);
}

const FORMS: Readonly<Record<keyof FormByHand, readonly unknown[]>> = {
  kind: FILE_KINDS,
  encoding: ENCODINGS,
  delimiter: DELIMITERS,
  quote: QUOTES,
  header: [true, false],
};

function formFault(byHand: FormByHand): string | undefined {
  for (const [name, value] of Object.entries(byHand)) {
    const allowed = FORMS[name as keyof FormByHand];
    if (allowed === undefined) return `A file has no "${name}" to choose.`;
    if (!allowed.includes(value)) return `"${value}" is no ${name} that a file can have.`;
  }
  return undefined;
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
      return {
        ...plan,
        byHand: { ...plan.byHand, kind: change.kind },
        mapping: proposeMapping(plan.columns, plan.header.value, change.kind),
      };
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
