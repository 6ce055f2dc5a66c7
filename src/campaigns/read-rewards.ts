import * as v from 'valibot';
import { findJsonError } from '../domain/json-error.ts';
import { nearestName } from '../domain/nearest.ts';
import { type Failure, failure, type Result, success } from '../domain/result.ts';
import { REWARD_TYPES, type Reward, type RewardType } from '../domain/reward.ts';
import { readBoolean } from '../profiling/boolean-format.ts';
import { createBreathe } from '../profiling/breathe.ts';
import { createDateReader, DAY_MS } from '../profiling/date-format.ts';
import type { ColumnGuess } from '../profiling/guess-columns.ts';
import { isMissing } from '../profiling/guess-columns.ts';
import { inspectFile } from '../profiling/inspect-file.ts';
import { createNumberReader, currencyOf, PLAIN_NUMBERS } from '../profiling/number-format.ts';
import { readRows } from '../profiling/read-rows.ts';
import { type Refusal, refusal } from '../profiling/refusal.ts';

/** A catalogue as it was read, with every row that was not. */
export interface RewardCatalogue {
  readonly rewards: readonly Reward[];
  readonly refused: readonly Refusal[];
  /** Of its amounts, an ISO 4217 code where it is told; absent where nothing is said. */
  readonly currency?: string;
}

type Cell = 'text' | 'number' | 'date' | 'flag' | 'list';

/** Columns by their usual names, without case and signs; the deck's first. */
const COLUMNS: Readonly<Record<string, { readonly cell: Cell; readonly names: readonly string[] }>> = {
  id: { cell: 'text', names: ['offerid', 'rewardid', 'id', 'couponid'] },
  type: { cell: 'text', names: ['offertype', 'rewardtype', 'type'] },
  name: { cell: 'text', names: ['offername', 'rewardname', 'name', 'title'] },
  product: { cell: 'text', names: ['product', 'productname', 'item'] },
  category: { cell: 'text', names: ['category', 'productcategory'] },
  discountPct: { cell: 'number', names: ['discountpct', 'discount', 'discountpercent', 'percentoff'] },
  amountOff: { cell: 'number', names: ['amountoff', 'moneyoff', 'discountamount'] },
  bonusPoints: { cell: 'number', names: ['bonuspoints', 'points', 'pointsgiven'] },
  pointsRequired: { cell: 'number', names: ['pointsrequired', 'pointscost'] },
  minSpend: { cell: 'number', names: ['minspend', 'minimumspend', 'threshold'] },
  paymentMethod: { cell: 'text', names: ['paymentmethod', 'payment'] },
  validFrom: { cell: 'date', names: ['validfrom', 'startdate', 'start', 'from'] },
  validUntil: { cell: 'date', names: ['validuntil', 'validto', 'expirydate', 'expiry', 'enddate', 'until'] },
  segments: { cell: 'list', names: ['segments', 'segment'] },
  channels: { cell: 'list', names: ['channels', 'channel'] },
  costPerUse: { cell: 'number', names: ['costperuse', 'cost', 'unitcost'] },
  creditLike: { cell: 'flag', names: ['creditlike', 'credit'] },
  totalValue: { cell: 'number', names: ['totalvalue'] },
  customersCount: { cell: 'number', names: ['customerscount', 'customers'] },
  usageCount: { cell: 'number', names: ['usagecount', 'uses', 'usage'] },
  currency: { cell: 'text', names: ['currency', 'currencycode', 'curr'] },
};

/** Columns whose cells are money and may say in which currency. */
const MONEY = ['currency', 'amountOff', 'minSpend', 'costPerUse', 'totalValue'];

const amount = v.optional(v.pipe(v.number(), v.finite()));
const count = v.pipe(v.number(), v.finite(), v.minValue(0));
const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300));

const RewardSchema = v.strictObject({
  id: text,
  type: v.picklist(REWARD_TYPES),
  name: text,
  product: text,
  category: text,
  discountPct: amount,
  amountOff: amount,
  bonusPoints: amount,
  pointsRequired: amount,
  minSpend: amount,
  paymentMethod: v.optional(text),
  validFrom: amount,
  validUntil: amount,
  segments: v.optional(v.array(text)),
  channels: v.optional(v.array(text)),
  costPerUse: amount,
  creditLike: v.optional(v.boolean()),
  usage: v.optional(v.strictObject({ totalValue: count, customersCount: count, usageCount: count })),
});

/**
 * Reads a catalogue: CSV, TSV and the like with a header, whose form is guessed, or a JSON list of rewards.
 * Rows that cannot be read are reported with line and reason and left out.
 *
 * @returns failures of the file itself, `columns-missing`, `json-invalid`, `two-currencies` with a row of each, or
 *   `no-rewards` with the first reason.
 */
export async function readRewards(file: Blob): Promise<Result<RewardCatalogue>> {
  const head = (await file.slice(0, 64).text()).replace(/^\uFEFF/, '').trimStart();
  if (/^[[{]/.test(head)) return rewardsFromJson(await file.text());
  const inspected = await inspectFile(file);
  if (!inspected.ok) return inspected.failures[0]?.type === 'one-column' ? oneColumn() : inspected;
  const { columns, delimiter, header } = inspected.value;
  if (!header.value) {
    return failure('no-header', 'The catalogue has no header; name its columns in the first line.');
  }
  const found = Object.entries(COLUMNS).flatMap(([field, { names, cell }]) => {
    const column = names.flatMap((name) => columns.filter((each) => bare(each.name) === name))[0];
    return column === undefined ? [] : [{ field, read: cellReader(cell, column), column }];
  });
  const missing = ['id', 'name'].filter((field) => !found.some((each) => each.field === field));
  if (missing.length > 0) {
    const near = nearestName(
      missing[0] === 'id' ? 'offer_id' : 'offer_name',
      columns.map(({ name }) => name),
    );
    return failure(
      'columns-missing',
      `The catalogue has no column for the ${missing.join(' nor the ')} of a reward (offer_id, offer_name)${near === undefined ? '' : `; is it "${near}"?`} Its columns are ${columns
        .map(({ name }) => name)
        .slice(0, 20)
        .join(', ')}.`,
      missing[0],
    );
  }
  const rewards: Reward[] = [];
  const refused: Refusal[] = [];
  const seen = new Map<string, number>();
  const currencies = new Map<string, number>();
  let skip = header.skip + 1;
  await readRows(
    file,
    {
      row: (cells, line) => {
        if (skip > 0) {
          skip -= 1;
          return;
        }
        const values: Record<string, unknown> = {};
        for (const { field, read, column } of found) {
          const cell = (cells[column.index] ?? '').trim();
          if (isMissing(cell)) continue;
          if (MONEY.includes(field)) noteCurrency(currencies, field, cell, line);
          const value = read(cell);
          // A day is its last moment where something ends on it.
          const ends = field === 'validUntil' && typeof value === 'number' && value % DAY_MS === 0;
          values[field] = ends ? value + DAY_MS - 1 : value;
        }
        addRow(values, line, rewards, refused, seen);
      },
      refuse: (one) => refused.push(one),
    },
    { delimiter: delimiter.value, breathe: createBreathe() },
  );
  return finished(rewards, refused, currencies);
}

/** The general message speaks of customers. */
function oneColumn(): Result<never> {
  return failure(
    'one-column',
    'The catalogue has a single column: its lines share no delimiter (tab, semicolon, vertical bar, comma, blanks). Export it with at least offer_id and offer_name.',
  );
}

function rewardsFromJson(json: string): Result<RewardCatalogue> {
  const clean = json.replace(/^\uFEFF/, '');
  const error = findJsonError(clean);
  if (error !== undefined) {
    const place = `line ${error.line}, column ${error.column}`;
    return failure('json-invalid', `This is not JSON: ${place} should hold ${error.expected}.`, place);
  }
  const list: unknown = JSON.parse(clean);
  if (!Array.isArray(list)) return failure('json-wrong-type', 'A catalogue in JSON is a list of rewards.');
  const rewards: Reward[] = [];
  const refused: Refusal[] = [];
  const seen = new Map<string, number>();
  const currencies = new Map<string, number>();
  for (const [i, each] of list.entries()) {
    const values: Record<string, unknown> = typeof each === 'object' && each !== null ? { ...each } : {};
    if (typeof values.currency === 'string') noteCurrency(currencies, 'currency', values.currency, i + 1);
    addRow(values, i + 1, rewards, refused, seen);
  }
  return finished(rewards, refused, currencies);
}

function addRow(
  values: Record<string, unknown>,
  line: number,
  rewards: Reward[],
  refused: Refusal[],
  seen: Map<string, number>,
): void {
  const { totalValue, customersCount, usageCount, currency: _, ...rest } = values;
  const isCounted = usageCount !== undefined && customersCount !== undefined && Number(customersCount) > 0;
  const candidate = {
    product: rest.name,
    category: 'General',
    ...rest,
    type: typeOf(rest.type),
    ...(isCounted && { usage: { totalValue: totalValue ?? 0, customersCount, usageCount } }),
  };
  const parsed = v.safeParse(RewardSchema, candidate);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const path = v.getDotPath(issue) ?? 'reward';
    const message = `Row ${line} was left out: its "${path}" is ${issue.received}, but must be ${issue.expected ?? 'another value'}.`;
    refused.push(refusal('reward-invalid', message, line, path, String(rest[path] ?? '')));
    return;
  }
  const before = seen.get(parsed.output.id);
  if (before !== undefined) {
    const message = `Row ${line} was left out: the reward "${parsed.output.id}" stands on row ${before} already.`;
    refused.push(refusal('reward-twice', message, line, 'id', parsed.output.id));
    return;
  }
  seen.set(parsed.output.id, line);
  // valibot gives optional fields the type "or undefined"; it adds none that was not there.
  rewards.push(parsed.output as Reward);
}

/** The first row of each currency that the catalogue names. */
function noteCurrency(currencies: Map<string, number>, field: string, cell: string, line: number): void {
  const text = cell.trim();
  const named = currencyOf(text) ?? (field === 'currency' && text !== '' ? text.toUpperCase() : undefined);
  if (named !== undefined && !currencies.has(named)) currencies.set(named, line);
}

function finished(
  rewards: readonly Reward[],
  refused: readonly Refusal[],
  currencies: ReadonlyMap<string, number>,
): Result<RewardCatalogue> {
  const [[currency, row] = [], [other, otherRow] = []] = [...currencies];
  if (other !== undefined) {
    return failure(
      'two-currencies',
      `The catalogue holds amounts in two currencies: row ${row} is in ${currency}, row ${otherRow} in ${other}. Give it one currency, or import each part by itself.`,
      'currency',
    );
  }
  const [first] = refused;
  if (rewards.length > 0) {
    return success({ rewards, refused, ...(currency !== undefined && { currency }) });
  }
  const why: Failure['message'] = first?.message ?? 'It is empty.';
  return failure('no-rewards', `The catalogue has no reward that can be read. ${why}`);
}

function cellReader(cell: Cell, { numberFormat, dateFormat }: ColumnGuess): (cell: string) => unknown {
  switch (cell) {
    case 'number': {
      const read = createNumberReader(numberFormat ?? PLAIN_NUMBERS);
      return (text) => read(text.replace(/\s*%$/, ''));
    }
    case 'date':
      return createDateReader(dateFormat ?? 'YYYY-MM-DD');
    case 'flag':
      return readBoolean;
    case 'list':
      return (text) =>
        text
          .split('|')
          .map((part) => part.trim())
          .filter((part) => part !== '');
    case 'text':
      return (text) => text;
  }
}

function typeOf(given: unknown): RewardType | undefined {
  if (given === undefined) return 'Coupon Series';
  return REWARD_TYPES.find((type) => bare(type) === bare(String(given)));
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}
