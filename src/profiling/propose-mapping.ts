import type { ColumnGuess } from './guess-columns.ts';
import type { MappedColumn, Mapping } from './mapping.ts';
import { bareName, type FileKind, inWords, type Role, roleRow, rolesFor } from './roles.ts';

/** Monthly incomes in any large currency are below it, yearly ones of the same people above. */
const YEARLY_INCOME_FROM = 12_000;

/**
 * What the columns most likely mean: by their usual names where there is a header, else by what their cells look
 * like. Every choice says what led to it; whether it suffices is for `checkMapping` to say.
 */
export function proposeMapping(
  columns: readonly ColumnGuess[],
  hasHeader: boolean,
  wanted?: FileKind,
): Mapping {
  if (!hasHeader) return byCells(columns, wanted);
  const { kind, kindWhy } =
    wanted === undefined ? guessKind(columns) : { kind: wanted, kindWhy: 'chosen by hand' };
  const taken = new Set<Role>();
  const mapped = columns.map((column): MappedColumn => {
    const found = namedRole(column, kind, taken);
    if (found === undefined) return leftOver(column, kind);
    if (roleRow(found.role).many !== true) taken.add(found.role);
    return { column: column.index, name: column.name, ...found };
  });
  const settled = mapped.map((one) => settleIncome(one, columns));
  return { kind, kindWhy, columns: settled, ...standIn(settled) };
}

/** A file without a customer number, as the deck's, still tells people apart by name and date of birth. */
function standIn(mapped: readonly MappedColumn[]): Pick<Mapping, 'identifiedBy'> {
  if (mapped.some(({ role }) => role === 'customerId')) return {};
  const parts = (['firstName', 'lastName', 'dateOfBirth'] as const).flatMap((wanted) =>
    mapped.filter(({ role }) => role === wanted),
  );
  return parts.length < 2 ? {} : { identifiedBy: parts.map(({ column }) => column) };
}

function namedRole(
  column: ColumnGuess,
  kind: FileKind,
  taken: ReadonlySet<Role>,
): Pick<MappedColumn, 'role' | 'label' | 'why'> | undefined {
  const bare = bareName(column.name);
  const words = inWords(column.name);
  for (const role of rolesFor(kind)) {
    const row = roleRow(role);
    if (taken.has(role) || !row.cells.includes(column.kind)) continue;
    if (row.names.includes(bare)) {
      return { role, label: column.name, why: `"${column.name}" is a usual name for it` };
    }
    const found = row.pattern?.exec(words);
    if (found !== null && found !== undefined) {
      // What was accepted is named by the whole column, as the marketer knows it.
      const label = role === 'response' ? column.name : (found[1] ?? column.name);
      return { role, label, why: `"${column.name}" is named like it` };
    }
  }
  return undefined;
}

function leftOver(column: ColumnGuess, kind: FileKind): MappedColumn {
  const shared = { column: column.index, name: column.name, label: column.name };
  if (column.kind === 'empty') return { ...shared, role: 'ignore', why: 'it is empty' };
  if (column.distinct === 1 && column.emptyShare === 0) {
    return { ...shared, role: 'ignore', why: `every row has "${column.examples[0]}"` };
  }
  return kind === 'customers'
    ? { ...shared, role: 'attribute', why: 'it has no meaning of its own here' }
    : { ...shared, role: 'ignore', why: 'it has no meaning here' };
}

/** Whether an income is a month's or a year's shows in its size where the name leaves it open. */
function settleIncome(one: MappedColumn, columns: readonly ColumnGuess[]): MappedColumn {
  if (one.role !== 'yearlyIncome' || bareName(one.name) !== 'income') return one;
  const amounts = (columns[one.column]?.examples ?? []).map((text) => Number(text.replace(/[^\d.]/g, '')));
  const middle = amounts.toSorted((a, b) => a - b)[Math.floor(amounts.length / 2)] ?? 0;
  return middle >= YEARLY_INCOME_FROM
    ? { ...one, why: `"${one.name}" near ${middle.toLocaleString('en')} is more than people earn in a month` }
    : {
        ...one,
        role: 'monthlyIncome',
        why: `"${one.name}" near ${middle.toLocaleString('en')} fits a month`,
      };
}

function guessKind(columns: readonly ColumnGuess[]): { readonly kind: FileKind; readonly kindWhy: string } {
  const has = (kind: FileKind, role: Role) =>
    columns.find((column) => namedRole(column, kind, NONE)?.role === role);
  const customer = columns.find((column) => namedRole(column, 'customers', NONE)?.role === 'customerId');
  const reward = has('responses', 'rewardId');
  const accepted = has('responses', 'accepted');
  const at = has('transactions', 'at');
  const amount = has('transactions', 'amount');
  if (reward !== undefined && accepted !== undefined && amount === undefined) {
    return {
      kind: 'responses',
      kindWhy: `"${reward.name}" and "${accepted.name}" tell what became of each offer`,
    };
  }
  if (at !== undefined && amount !== undefined) {
    const bill = has('transactions', 'billId');
    const row = bill === undefined ? 'each row' : `each row is a bill "${bill.name}" and`;
    // Where every customer comes once, columns that describe people make it a file of customers.
    if (bill !== undefined || customer?.unique !== true || !columns.some(describesPerson)) {
      return {
        kind: 'transactions',
        kindWhy: `${row} has a date "${at.name}" and an amount "${amount.name}"`,
      };
    }
  }
  return {
    kind: 'customers',
    kindWhy:
      customer?.unique === true
        ? `each "${customer.name}" comes once`
        : 'neither purchases nor offers are named in its columns',
  };
}

const NONE: ReadonlySet<Role> = new Set();
const NO_PERSON: readonly Role[] = ['customerId', 'spent', 'zone'];

function describesPerson(column: ColumnGuess): boolean {
  const role = namedRole(column, 'customers', NONE)?.role;
  return role !== undefined && !NO_PERSON.includes(role);
}

/** Without names: the first column that identifies, the first date, the money, the small counts. */
function byCells(columns: readonly ColumnGuess[], wanted: FileKind | undefined): Mapping {
  const date = columns.find(({ kind }) => kind === 'date');
  const rest = columns.filter(({ kind }) => kind === 'number' || kind === 'text' || kind === 'boolean');
  const [customer] = rest;
  const numbers = rest.filter(({ kind, index }) => kind === 'number' && index !== customer?.index);
  const money =
    numbers.find(
      ({ examples, currency }) => currency !== undefined || examples.some((cell) => /[.,]/.test(cell)),
    ) ?? numbers.at(-1);
  const items = numbers.find(({ index }) => index !== money?.index);
  const isBills = date !== undefined && money !== undefined;
  const kind = wanted ?? (isBills ? 'transactions' : 'customers');
  const meaning = (column: ColumnGuess): Pick<MappedColumn, 'role' | 'why'> => {
    if (column.index === customer?.index) return { role: 'customerId', why: 'it is the first column' };
    if (kind === 'transactions') {
      if (column.index === date?.index) return { role: 'at', why: 'it is the first column of dates' };
      if (column.index === money?.index) return { role: 'amount', why: 'its numbers look like money' };
      if (column.index === items?.index) return { role: 'items', why: 'its numbers are whole and small' };
    }
    return leftOver(column, kind);
  };
  const kindWhy =
    wanted !== undefined
      ? 'chosen by hand'
      : isBills
        ? 'each row has a date and an amount'
        : 'no column of the rows is a date with an amount beside it';
  const mapped = columns.map((column) => ({
    column: column.index,
    name: column.name,
    label: column.name,
    ...meaning(column),
  }));
  return { kind, kindWhy, columns: mapped };
}
