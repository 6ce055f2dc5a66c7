import type { CustomerRecord } from './customer-record.ts';
import { refusal } from './refusal.ts';
import type { Role } from './roles.ts';
import type { Column, RowReader } from './row-reader.ts';

type Text = 'gender' | 'loyaltyTier' | 'zone' | 'favouriteCategory' | 'preferredChannel';
type Amount =
  | 'monthlyIncome'
  | 'pointsBalance'
  | 'recencyDays'
  | 'purchases'
  | 'discountedPurchases'
  | 'age'
  | 'yearOfBirth';
type Moment = 'dateOfBirth' | 'enrolledAt' | 'lastPurchaseAt';

const TEXTS: readonly Text[] = ['gender', 'loyaltyTier', 'zone', 'favouriteCategory', 'preferredChannel'];
const AMOUNTS: readonly Amount[] = [
  'monthlyIncome',
  'pointsBalance',
  'recencyDays',
  'purchases',
  'discountedPurchases',
  'age',
  'yearOfBirth',
];
const MOMENTS: readonly Moment[] = ['dateOfBirth', 'enrolledAt', 'lastPurchaseAt'];
const OLDEST = 110;
const YEAR_MS = 365.2425 * 86_400_000;

/** Roles by which a row tells of a person rather than of a purchase. */
const PERSON_ROLES: readonly Role[] = [
  ...TEXTS,
  ...AMOUNTS,
  ...MOMENTS,
  'firstName',
  'lastName',
  'attribute',
];

/** Reads the person that a row tells of. Made once for a file, for it runs once for each of its rows. */
export class PersonReader {
  readonly #reader: RowReader;
  readonly #roles: readonly { readonly role: Role; readonly column: Column }[];

  constructor(reader: RowReader) {
    this.#reader = reader;
    const roles: readonly Role[] = [
      ...PERSON_ROLES,
      'yearlyIncome',
      'spent',
      'categorySpend',
      'channelCount',
    ];
    this.#roles = roles.flatMap((role) => reader.all(role).map((column) => ({ role, column })));
  }

  /** Whether the file tells of persons at all. */
  get reads(): boolean {
    return this.#roles.length > 0;
  }

  read(id: string, cells: readonly string[], line: number): CustomerRecord {
    const reader = this.#reader;
    const fields: Record<string, string | number> = {};
    const spend: Record<string, number> = {};
    const counts: Record<string, number> = {};
    const attributes: Record<string, string | number> = {};
    const set = (
      target: Record<string, string | number>,
      key: string,
      value: string | number | undefined,
    ) => {
      if (value !== undefined && !(typeof value === 'number' && Number.isNaN(value))) target[key] = value;
    };
    for (const { role, column } of this.#roles) {
      if (includes(TEXTS, role)) set(fields, role, reader.text(cells, column));
      else if (includes(AMOUNTS, role)) set(fields, role, reader.positive(cells, column, line));
      else if (includes(MOMENTS, role)) set(fields, role, reader.date(cells, column, line));
      else if (role === 'firstName' || role === 'lastName') {
        const part = reader.text(cells, column);
        set(fields, 'name', part === undefined ? undefined : [fields.name, part].filter(Boolean).join(' '));
      } else if (role === 'yearlyIncome') {
        set(fields, 'monthlyIncome', reader.positive(cells, column, line) / 12);
      } else if (role === 'spent') set(fields, 'spent', reader.number(cells, column, line));
      else if (role === 'categorySpend') set(spend, column.label, reader.positive(cells, column, line));
      else if (role === 'channelCount') set(counts, column.label, reader.positive(cells, column, line));
      else if (role === 'attribute')
        set(attributes, column.label, readAttribute(reader, column, cells, line));
    }
    return { id, ...fields, categorySpend: spend, channelCounts: counts, attributes };
  }
}

function includes<T extends Role>(roles: readonly T[], role: Role): role is T {
  return (roles as readonly Role[]).includes(role);
}

function readAttribute(
  reader: RowReader,
  column: Column,
  cells: readonly string[],
  line: number,
): string | number | undefined {
  if (column.isNumber) return reader.number(cells, column, line);
  const text = reader.text(cells, column);
  return text === '0' || text === '1' ? Number(text) : text;
}

/** Years at a moment, from whichever field tells; undefined where none does. May lie outside what people reach. */
export function ageAt(record: CustomerRecord, at: number): number | undefined {
  if (record.dateOfBirth !== undefined) return Math.floor((at - record.dateOfBirth) / YEAR_MS);
  if (record.yearOfBirth !== undefined) return new Date(at).getUTCFullYear() - record.yearOfBirth;
  return record.age;
}

/** The record without an age that nobody has, which is logged: exports hold birth years such as 1893 or 2099. */
export function withPlausibleAge(
  record: CustomerRecord,
  at: number,
  reader: RowReader,
  line: number,
): CustomerRecord {
  const age = ageAt(record, at);
  if (age === undefined || (age >= 0 && age <= OLDEST)) return record;
  const column = reader.one('dateOfBirth') ?? reader.one('yearOfBirth') ?? reader.one('age');
  const message = `"${column?.name ?? 'age'}" on line ${line} makes the customer ${age} years old, so the age was left out; correct it.`;
  reader.leftOut.add(
    refusal('age-implausible', message, line, column?.name, String(record.yearOfBirth ?? age)),
  );
  const { dateOfBirth: _born, yearOfBirth: _year, age: _age, ...rest } = record;
  return rest;
}
