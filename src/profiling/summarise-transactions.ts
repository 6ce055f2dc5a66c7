import type { Breathe } from './breathe.ts';
import { DAY_MS } from './date-format.ts';
import type { Coded, TransactionTable } from './transaction-table.ts';

/** What the purchases of one customer come to. */
export interface PurchaseSummary {
  /** Days with at least one purchase that was no return. */
  readonly occasions: number;
  /** Days since 1970 of the first and the last of them. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Sum of all amounts, returns subtracted. */
  readonly monetary: number;
  readonly categoryAffinity: Readonly<Record<string, number>>;
  readonly channelShares: Readonly<Record<string, number>>;
  /** Share of purchases with a discount, where that is known of any. */
  readonly discountAffinity?: number;
  /** Points earned less points redeemed, where the import tells of points. */
  readonly points?: number;
  /** Where most purchases were made. */
  readonly zone?: string;
}

/**
 * Sums up a table customer by customer, in the order of `table.customers`. Rows later than the reference date are left
 * out; a customer with returns only has no occasion, and NaN for both days. Pauses where one is due.
 */
export async function summariseTransactions(
  table: TransactionTable,
  reference: number,
  breathe: Breathe,
): Promise<readonly PurchaseSummary[]> {
  const { starts, rows } = await byCustomer(table, breathe);
  const summarise = createSummary(table, reference);
  const summaries: PurchaseSummary[] = [];
  for (let customer = 0; customer < table.customers.length; customer++) {
    summaries.push(summarise(rows.subarray(starts[customer], starts[customer + 1])));
    if (customer % 100 === 0) await breathe();
  }
  return summaries;
}

/** The rows of each customer side by side (counting sort): those of customer c from `starts[c]` on. */
async function byCustomer(table: TransactionTable, breathe: Breathe) {
  const starts = new Uint32Array(table.customers.length + 1);
  // By index: an iterator over two million numbers takes many times as long.
  for (let row = 0; row < table.length; row++) {
    const after = (table.customer[row] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let c = 0; c < table.customers.length; c++) starts[c + 1] = (starts[c + 1] ?? 0) + (starts[c] ?? 0);
  await breathe();
  const next = starts.slice();
  const rows = new Uint32Array(table.length);
  for (let row = 0; row < table.length; row++) {
    const customer = table.customer[row] ?? 0;
    const place = next[customer] ?? 0;
    rows[place] = row;
    next[customer] = place + 1;
    if (row % 50_000 === 0) await breathe();
  }
  return { starts, rows };
}

function createSummary(table: TransactionTable, reference: number): (rows: Uint32Array) => PurchaseSummary {
  const spend = createShares(table.texts.category);
  const channels = createShares(table.texts.channel);
  const zones = createShares(table.texts.zone);
  const { pointsEarned, pointsRedeemed } = table.numbers;
  return (rows) => {
    const days: number[] = [];
    let monetary = 0;
    let told = 0;
    let discounted = 0;
    let points = 0;
    for (const row of rows) {
      const at = table.at[row] ?? 0;
      if (at > reference) continue;
      const amount = table.amount[row] ?? 0;
      monetary += amount;
      spend.add(row, amount);
      points += (pointsEarned?.[row] || 0) - (pointsRedeemed?.[row] || 0);
      // A return is neither a purchase nor a visit to a channel.
      if (amount < 0) continue;
      days.push(Math.floor(at / DAY_MS));
      channels.add(row, 1);
      zones.add(row, 1);
      const flag = table.discounted?.[row] ?? -1;
      if (flag >= 0) told++;
      if (flag === 1) discounted++;
    }
    const different = [...new Set(days)].sort((a, b) => a - b);
    const [zone] = Object.entries(zones.take()).sort(([, a], [, b]) => b - a);
    return {
      occasions: different.length,
      firstDay: different[0] ?? Number.NaN,
      lastDay: different.at(-1) ?? Number.NaN,
      monetary,
      categoryAffinity: spend.take(),
      channelShares: channels.take(),
      ...(told > 0 ? { discountAffinity: discounted / told } : {}),
      ...(pointsEarned === undefined ? {} : { points }),
      ...(zone === undefined ? {} : { zone: zone[0] }),
    };
  };
}

/** Adds up by name and hands out shares; one store serves all customers in turn. */
function createShares(coded: Coded | undefined) {
  const sums = new Float64Array(coded?.names.length ?? 0);
  const touched: number[] = [];
  return {
    add(row: number, value: number): void {
      const code = coded?.codes[row] ?? -1;
      if (code < 0) return;
      if (sums[code] === 0) touched.push(code);
      sums[code] = (sums[code] ?? 0) + value;
    },
    take(): Readonly<Record<string, number>> {
      const counts = new Map<string, number>();
      for (const code of touched) counts.set(coded?.names[code] ?? '', sums[code] ?? 0);
      for (const code of touched) sums[code] = 0;
      touched.length = 0;
      return toShares(counts);
    },
  };
}

/** Shares adding up to 1; what is not above 0, such as a category with more returned than bought, has none. */
export function toShares(sums: Iterable<readonly [string, number]>): Readonly<Record<string, number>> {
  const positive = [...sums].filter(([, sum]) => sum > 0);
  const total = positive.reduce((all, [, sum]) => all + sum, 0);
  return Object.fromEntries(positive.map(([name, sum]) => [name, sum / total]));
}
