import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BusinessFile, writeBusinessData } from '../../src/cli/business-data.ts';
import { readDataOptions } from '../../src/cli/data.ts';
import { rewardColumns } from '../../src/domain/reward.ts';
import { SIMULATED_TODAY } from '../../src/simulation/business-customer.ts';
import type { MessCounts } from '../../src/simulation/csv-lines.ts';
import { simulatePurchases } from '../../src/simulation/purchases.ts';
import { simulateResponses } from '../../src/simulation/responses.ts';
import { simulateRewardCatalogue } from '../../src/simulation/rewards.ts';

const CUSTOMERS = 400;
const FILES: readonly BusinessFile[] = ['customers.csv', 'transactions.csv', 'rewards.csv', 'responses.csv'];
const base = { seed: 3, customers: CUSTOMERS, days: 365, today: SIMULATED_TODAY };

let folder = '';
let counts: Readonly<Record<BusinessFile, MessCounts>>;
let messCounts: Readonly<Record<BusinessFile, MessCounts>>;
const reported: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-business-'));
  counts = await writeBusinessData({ ...base, out: path.join(folder, 'clean'), messy: false }, () => {});
  const messy = { ...base, out: path.join(folder, 'messy'), messy: true };
  messCounts = await writeBusinessData(messy, (line) => reported.push(line));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Row = Readonly<Record<string, string>>;

function text(kind: string, file: BusinessFile): Promise<string> {
  return readFile(path.join(folder, kind, file), 'utf8');
}

async function rowsOf(kind: string, file: BusinessFile): Promise<Row[]> {
  const parsed = Papa.parse<Row>((await text(kind, file)).replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  });
  expect(parsed.errors).toEqual([]);
  return parsed.data;
}

function day(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString().slice(0, 10);
}

const years = [...simulatePurchases(base)].flat();

describe('clean files hold what was simulated', () => {
  test('customers', async () => {
    const rows = await rowsOf('clean', 'customers.csv');
    expect(counts['customers.csv']).toEqual({
      rows: CUSTOMERS,
      repeatedRows: 0,
      paddedCells: 0,
      missing: {},
    });
    expect(rows.map((row) => Object.values(row))).toEqual(
      years.map(({ customer, pointsBalance }) => [
        customer.id,
        customer.firstName,
        customer.persona.gender,
        day(customer.dateOfBirth),
        customer.loyaltyTier,
        String(pointsBalance),
        customer.zone,
        String(customer.persona.monthlyIncome),
        customer.persona.preferredPaymentMethod,
        customer.contactChannel,
        day(customer.enrolledAt),
      ]),
    );
  });

  test("transactions, under the deck's names", async () => {
    const rows = await rowsOf('clean', 'transactions.csv');
    expect(Object.keys(rows[0] ?? {})).toEqual([
      ...['customer_id', 'First_name', 'loyalty_tier', 'Bill_id', 'bill_amount', 'points_earned'],
      ...['points_redeemed', 'total_coupons_issued', 'coupons_redeemed_in_bill', 'store_name', 'zone'],
      ...['transaction_date', 'last_transaction_date', 'date_of_birth', 'category', 'channel'],
    ]);
    expect(counts['transactions.csv'].rows).toBe(rows.length);
    expect(new Set(rows.map(({ Bill_id }) => Bill_id)).size).toBe(rows.length);
    expect(rows.map(({ Bill_id, ...row }) => Object.values(row))).toEqual(
      years.flatMap(({ customer, transactions }) =>
        transactions.map((each) => [
          each.customerId,
          customer.firstName,
          customer.loyaltyTier,
          each.amount.toFixed(2),
          String(each.pointsEarned),
          String(each.pointsRedeemed),
          String(each.couponsIssued),
          String(each.couponsRedeemed),
          each.store,
          each.zone,
          day(each.at),
          day(transactions.at(-1)?.at),
          day(customer.dateOfBirth),
          each.category,
          each.channel,
        ]),
      ),
    );
  });

  test("rewards, the deck's fourteen columns first", async () => {
    const rows = await rowsOf('clean', 'rewards.csv');
    const rewards = simulateRewardCatalogue(3).map(({ reward }) => reward);
    const columns = rewardColumns(rewards);
    expect(rows).toHaveLength(rewards.length);
    for (const [i, row] of rows.entries()) {
      const [expected, reward] = [columns[i], rewards[i]];
      if (expected === undefined || reward === undefined) throw new Error(`no reward ${i}`);
      const names = Object.keys(expected);
      expect(Object.keys(row).slice(0, 14)).toEqual(names);
      const wrong = Object.entries(expected).filter(([name, value]) =>
        typeof value === 'number'
          ? Math.abs(Number(row[name]) - value) > 1e-9 * Math.max(1, value)
          : row[name] !== value,
      );
      expect(wrong).toEqual([]);
      expect(row.valid_until).toBe(day(reward.validUntil));
      expect(row.min_spend).toBe(String(reward.minSpend ?? ''));
      expect(row.segments).toBe((reward.segments ?? []).join('|'));
    }
  });

  test('responses', async () => {
    const rows = await rowsOf('clean', 'responses.csv');
    const catalogue = simulateRewardCatalogue(3);
    expect(rows).toEqual(
      [...simulateResponses({ ...base, catalogue })].flat().map((each) => ({
        customer_id: each.customerId,
        offer_id: each.rewardId,
        offered_on: day(each.at),
        accepted: each.accepted ? '1' : '0',
      })),
    );
  });

  test('are the same when written again', async () => {
    const again = path.join(folder, 'again');
    await writeBusinessData({ ...base, out: again, messy: false }, () => {});
    for (const file of FILES) expect(await text('again', file)).toBe(await text('clean', file));
  });
});

describe.each(FILES)('messy %s', (file) => {
  test('has the faults it reports, and no others', async () => {
    const raw = await text('messy', file);
    expect(raw.startsWith('\uFEFF')).toBe(true);
    expect(raw.split('\n').every((line) => line === '' || line.endsWith('\r'))).toBe(true);
    const rows = await rowsOf('messy', file);
    const clean = await rowsOf('clean', file);
    const found = messCounts[file];
    expect(rows).toHaveLength(found.rows);
    const kept = rows.filter((row, i) => i === 0 || JSON.stringify(row) !== JSON.stringify(rows[i - 1]));
    expect(kept).toHaveLength(clean.length);
    expect(rows.length - kept.length).toBe(found.repeatedRows);
    expect(found.repeatedRows).toBeGreaterThan(0);
    const padded = rows.flatMap((row) => Object.values(row).filter((cell) => cell !== cell.trim()));
    expect(padded).toHaveLength(found.paddedCells);

    const tidy = (row: Row, other: Row): Row =>
      Object.fromEntries(
        Object.entries(row).map(([name, cell]) => {
          const value = cell.trim().replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$2-$1');
          return [name, value === '' ? (other[name] ?? '') : value];
        }),
      );
    expect(kept.map((row, i) => tidy(row, clean[i] ?? {}))).toEqual(clean);
    let at = -1;
    const missing: Record<string, number> = {};
    for (const [i, row] of rows.entries()) {
      if (i === 0 || JSON.stringify(row) !== JSON.stringify(rows[i - 1])) at += 1;
      for (const [name, cell] of Object.entries(row)) {
        if (cell === '' && clean[at]?.[name] !== '') missing[name] = (missing[name] ?? 0) + 1;
      }
    }
    expect(missing).toEqual(found.missing);
    const line = reported.find((each) => each.includes(file)) ?? '';
    expect(line).toContain(`${found.rows} rows; ${found.repeatedRows} of them repeated`);
  });
});

test('a folder that cannot be written rejects', async () => {
  const taken = path.join(folder, 'taken');
  await writeFile(taken, '');
  const options = { ...base, customers: 2, out: taken, messy: false };
  await expect(writeBusinessData(options, () => {})).rejects.toThrow(/EEXIST|ENOTDIR/);
});

describe('the command line', () => {
  test('asks for a business', () => {
    expect(readDataOptions(['--business', '80000', '--out', 'x'])).toMatchObject({
      ok: true,
      value: { out: 'x', seed: 1, business: { ...choices, customers: 80_000 } },
    });
    const all = ['--business', '5', '--seed', '9', '--days', '90', '--today', '2026-03-31', '--messy'];
    expect(readDataOptions(all)).toMatchObject({
      ok: true,
      value: {
        seed: 9,
        business: { customers: 5, days: 90, today: Date.UTC(2026, 2, 31), messy: true },
      },
    });
  });
  const choices = { days: 365, today: SIMULATED_TODAY, messy: false };

  test.each([
    [['--business', '0'], '--business is "0"'],
    [['--business', '1000001'], '--business is "1000001"'],
    [['--business', '1.5'], '--business is "1.5"'],
    [['--business', '10', '--days', '0'], '--days is "0"'],
    [['--business', '10', '--today', '31.12.2025'], '--today is "31.12.2025"'],
    [['--business', '10', '--today', '2026-02-30'], '--today is "2026-02-30"'],
    [['--business', '10', '--train', '4'], '--train has a meaning only without --business'],
    [['--messy'], '--messy has a meaning only with --business'],
    [['--days', '3', '--messy'], '--days and --messy have a meaning only with --business'],
  ])('%j is refused with a reason', (args, reason) => {
    expect(readDataOptions(args)).toMatchObject({
      ok: false,
      failures: [{ message: expect.stringContaining(reason) }],
    });
  });
});
