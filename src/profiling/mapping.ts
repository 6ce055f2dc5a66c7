import { type Failure, failure, type Result, success } from '../domain/result.ts';
import { FILE_KINDS, type FileKind, ROLE_NAMES, type Role, roleRow } from './roles.ts';

/** What one column means. */
export interface MappedColumn {
  /** Position in the file, from 0. */
  readonly column: number;
  /** The column's name in the file. */
  readonly name: string;
  readonly role: Role;
  /** The category, channel, offer or attribute that it tells of, where several columns have the role. */
  readonly label: string;
  /** What made it think so. */
  readonly why: string;
}

/** What a file's rows and columns mean. Plain data: change a role and preview or import again. */
export interface Mapping {
  readonly kind: FileKind;
  readonly kindWhy: string;
  /** One for each column of the file. */
  readonly columns: readonly MappedColumn[];
  /** Where no column identifies the customer: columns whose cells together do. */
  readonly identifiedBy?: readonly number[];
  /** Where amounts are in several currencies: the one whose rows are read. The others are refused. */
  readonly currency?: string;
}

/** Everything that stands in the way of importing with this mapping; the mapping itself where nothing does. */
export function checkMapping(mapping: Mapping): Result<Mapping> {
  if (!FILE_KINDS.includes(mapping.kind)) {
    return failure('unknown-kind', `"${mapping.kind}" is none of ${FILE_KINDS.join(', ')}.`, 'kind');
  }
  const failures: Failure[] = [];
  const used = new Map<Role, string>();
  for (const { role, name } of mapping.columns) {
    if (!ROLE_NAMES.includes(role)) {
      failures.push({
        type: 'unknown-role',
        message: `"${role}" is no meaning a column can have.`,
        path: name,
      });
      continue;
    }
    const row = roleRow(role);
    const before = used.get(role);
    if (!row.kinds.includes(mapping.kind)) {
      failures.push({
        type: 'role-elsewhere',
        message: `A file of ${mapping.kind} has no "${row.title}"; choose another meaning for "${name}" or another kind of file.`,
        path: name,
      });
    } else if (before !== undefined && row.many !== true) {
      failures.push({
        type: 'role-twice',
        message: `"${before}" and "${name}" both mean "${row.title}"; keep one and leave the other out.`,
        path: name,
      });
    }
    used.set(role, name);
  }
  const identified = mapping.identifiedBy !== undefined && mapping.identifiedBy.length > 0;
  for (const role of ROLE_NAMES) {
    const row = roleRow(role);
    if (row.required?.includes(mapping.kind) !== true || used.has(role)) continue;
    if (role === 'customerId' && identified) continue;
    failures.push({
      type: 'column-missing',
      message: `No column is known to hold the ${row.title}; choose it, or export the file with it.`,
      path: role,
    });
  }
  return failures.length === 0 ? success(mapping) : { ok: false, failures };
}

/** The mapping with another meaning for one column. */
export function withRole(mapping: Mapping, column: number, role: Role, label?: string): Mapping {
  return {
    ...mapping,
    columns: mapping.columns.map((one) =>
      one.column === column ? { ...one, role, label: label ?? one.label, why: 'chosen by hand' } : one,
    ),
  };
}
