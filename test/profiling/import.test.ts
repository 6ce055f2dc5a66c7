import { describe, expect, test } from 'vitest';
import { importFile } from '../../src/profiling/import-file.ts';
import { withDateFormat } from '../../src/profiling/import-plan.ts';
import { inspectFile } from '../../src/profiling/inspect-file.ts';
import { withRole } from '../../src/profiling/mapping.ts';
import { previewImport } from '../../src/profiling/preview.ts';
import { toTransactionTable, transactionAt, transactionsOf } from '../../src/profiling/transaction-table.ts';
import { failureOf, good, imported, inspected, NOW } from './support.ts';

const inspectText = (text: string) => inspectFile(new Blob([text]));
const roles = async (text: string) =>
  Object.fromEntries((await inspected(text)).mapping.columns.map(({ name, role }) => [name, role]));

describe('guesses', () => {
  test.each([
    ['a,b\n1,2\n3,4\n', ','],
    ['a;b\n1,5;2,5\n3,0;4,5\n', ';'],
    ['a\tb c\n1\tx, y\n3\tz, w\n', '\t'],
    ['a|b\n1|2\n', '|'],
    [' 00001 20210101  1   11.77\n 00002 20210112  1   12.00\n', 'blanks'],
  ])('delimiter of %j', async (text, value) => {
    const { delimiter } = await inspected(text);
    expect(delimiter.value).toBe(value);
    expect(delimiter.why).toMatch(/makes [24] columns in all/);
  });

  test('header or none, and a title above it', async () => {
    expect((await inspected('id,amount\n1,2.50\n')).header).toMatchObject({ value: true, skip: 0 });
    expect((await inspected('1,2.50\n2,3.50\n')).header).toMatchObject({ value: false });
    const titled = await inspected('Export of May\nid,amount\n1,2.50\n2,4.50\n');
    expect(titled.header).toMatchObject({ value: true, skip: 1 });
    expect(titled.columns.map(({ name }) => name)).toEqual(['id', 'amount']);
  });

  test("the deck's columns, without a customer number", async () => {
    const header =
      'First_name,loyalty_tier,Bill_id,bill_amount,points_earned,points_redeemed,total_coupons_issued,coupons_redeemed_in_bill,store_name,zone,transaction_date,last_transaction_date,date_of_birth';
    const text = `${header}\nAnn,Gold,B1,"1,200.50",12,0,2,1,Mall,North,13/05/2024,20/05/2024,01/02/1980\nAnn,Gold,B2,80,1,5,2,0,Mall,North,20/05/2024,20/05/2024,01/02/1980\nBo,Silver,B3,10,1,0,1,0,High Street,South,01/05/2024,01/05/2024,30/07/1990\n`;
    const found = await inspected(text);
    expect(found.mapping).toMatchObject({ kind: 'transactions', identifiedBy: [0, 12] });
    expect(found.mapping.columns.map(({ role }) => role)).toEqual([
      ...['firstName', 'loyaltyTier', 'billId', 'amount', 'pointsEarned', 'pointsRedeemed', 'couponsIssued'],
      ...['couponsRedeemed', 'store', 'zone', 'at', 'lastPurchaseAt', 'dateOfBirth'],
    ]);
    const { data } = await imported(text);
    if (data.kind !== 'transactions') throw new Error(data.kind);
    expect(transactionAt(data.transactions, 0)).toEqual({
      customerId: 'Ann / 01/02/1980',
      at: Date.UTC(2024, 4, 13),
      amount: 1200.5,
      pointsEarned: 12,
      pointsRedeemed: 0,
      couponsIssued: 2,
      couponsRedeemed: 1,
      store: 'Mall',
      zone: 'North',
      discounted: true,
    });
    expect(data.customers).toMatchObject([
      { name: 'Ann', loyaltyTier: 'Gold', zone: 'North', dateOfBirth: Date.UTC(1980, 1, 1) },
      { name: 'Bo', loyaltyTier: 'Silver', dateOfBirth: Date.UTC(1990, 6, 30) },
    ]);
  });

  test('usual names of other systems', async () => {
    expect(
      await roles(
        'Order ID,Customer No.,Order Date,Grand Total,Qty\n1,7,2024-01-02,9.50,2\n2,7,2024-01-03,1.50,1\n',
      ),
    ).toEqual({
      'Order ID': 'billId',
      'Customer No.': 'customerId',
      'Order Date': 'at',
      'Grand Total': 'amount',
      Qty: 'items',
    });
    expect(await roles('member_id;offer_id;redeemed\n1;A;yes\n1;B;no\n')).toEqual({
      member_id: 'customerId',
      offer_id: 'rewardId',
      redeemed: 'accepted',
    });
  });
});

describe('responses', () => {
  test('words and numbers say yes or no; others are refused', async () => {
    const { data, report } = await imported(
      'customer_id,offer_id,outcome,sent_at\n1,A,redeemed,2024-01-13\n2,A,expired,2024-01-14\n3,B,perhaps,2024-01-15\n4,,redeemed,2024-01-15\n',
    );
    expect(data).toEqual({
      kind: 'responses',
      responses: [
        { customerId: '1', rewardId: 'A', accepted: true, at: Date.UTC(2024, 0, 13) },
        { customerId: '2', rewardId: 'A', accepted: false, at: Date.UTC(2024, 0, 14) },
      ],
    });
    expect(report.refused.first).toMatchObject([
      { type: 'flag-unreadable', line: 4, column: 'outcome', value: 'perhaps' },
      { type: 'offer-missing', line: 5 },
    ]);
  });
});

describe('bad input', () => {
  test.each([
    ['', 'empty-file'],
    ['\n\n  \n', 'empty-file'],
    ['id,amount\n', 'no-rows'],
    ['email\nann@example.org\nbo@example.org\n', 'one-column'],
    [`${'c,'.repeat(5000)}\n`, 'too-many-columns'],
  ])('%j fails as %s', async (text, type) => {
    const { type: found, message } = failureOf(await inspectText(text.slice(0, 20_000)));
    expect(found).toBe(type);
    expect(message).toMatch(/export|Export/);
  });

  test('a quote that never closes in the header fails the file and names the line', async () => {
    const { type, message } = failureOf(await inspectText('id,"amount\n1,2.50\n2,3.50\n'));
    expect(type).toBe('quote-never-closes');
    expect(message).toContain('Line 1');
  });

  test('each bad row is refused with line, column, value and reason, the others are kept', async () => {
    const { data, report } = await imported(
      [
        'customer_id,transaction_date,bill_amount,bill_id',
        '1,2024-05-01,10.00,a',
        '1,2024-05-02,-4.00,b',
        '2,2031-05-01,10.00,c',
        '2,soon,10.00,d',
        ',2024-05-03,10.00,e',
        '3,2024-05-03,much,f',
        '3,2024-05-03,,g',
        '3,2024-05-03,7.00',
        '1,2024-05-01,10.00,a',
        '3,"2024-05-03,7.00,h',
        ...Array.from({ length: 100 }, (_, i) => `4,2024-06-01,${i}.50,x${i}`),
      ].join('\n'),
    );
    if (data.kind !== 'transactions') throw new Error(data.kind);
    expect(report).toMatchObject({ rows: 110, kept: 102 });
    expect(report.refused.first.map(({ type, line, column, value }) => [type, line, column, value])).toEqual([
      ['future-date', 4, 'transaction_date', '2031-05-01'],
      ['date-unreadable', 5, 'transaction_date', 'soon'],
      ['customer-missing', 6, 'customer_id', ''],
      ['number-unreadable', 7, 'bill_amount', 'much'],
      ['amount-missing', 8, 'bill_amount', ''],
      ['cell-count', 9, undefined, '3 | 2024-05-03 | 7.00'],
      ['duplicate-row', 10, 'bill_id', 'a'],
      ['quote-never-closes', 11, undefined, '"2024-05-03,7.00,h'],
    ]);
    expect(report.refused.first.every(({ message }) => message.length > 40)).toBe(true);
    expect(data.returns).toBe(1);
    expect(report.notices).toMatchObject([{ type: 'negative-amounts' }]);
  });

  test('a second row of a customer is refused and named with the first', async () => {
    const { data, report } = await imported(
      'customer_id,age,city\nA,30,Bonn\nB,-3,Kiel\nA,31,Bonn\nC,200,Trier\n',
    );
    if (data.kind !== 'customers') throw new Error(data.kind);
    expect(data.customers.map(({ id, age }) => [id, age])).toEqual([
      ['A', 30],
      ['B', undefined],
      ['C', undefined],
    ]);
    expect(report.refused.first).toMatchObject([
      {
        type: 'duplicate-customer',
        line: 4,
        value: 'A',
        message: expect.stringContaining('first on line 2'),
      },
    ]);
    expect(report.leftOut.byType).toEqual({ 'negative-value': 1, 'age-implausible': 1 });
  });

  test('two currencies fail until one is chosen', async () => {
    const text = 'customer_id,date,amount\n1,2024-05-13,€5.00\n1,2024-05-14,$7.00\n2,2024-05-15,€1.00\n';
    const blob = new Blob([text]);
    const plan = await inspected(text);
    const { type, message } = failureOf(await importFile(blob, plan, { now: NOW }));
    expect(type).toBe('two-currencies');
    expect(message).toContain('EUR in 2 rows (first on line 2), USD in 1 rows (first on line 3)');
    const chosen = { ...plan, mapping: { ...plan.mapping, currency: 'EUR' } };
    const { data, report } = good(await importFile(blob, chosen, { now: NOW }));
    expect(data).toMatchObject({ kind: 'transactions', currency: 'EUR', transactions: { length: 2 } });
    expect(report.refused.first).toMatchObject([{ type: 'other-currency', line: 3, value: '$7.00' }]);
  });

  test('a file of which no row can be read fails as a whole', async () => {
    const text = 'customer_id,date,amount\n1,2024-05-13,5\n2,2024-05-13,5\n';
    const plan = withDateFormat(await inspected(text), 1, 'YYYYMMDD');
    expect(failureOf(await importFile(new Blob([text]), plan, { now: NOW })).type).toBe('nothing-read');
  });

  test('mixed encodings are reported with the line', async () => {
    const head = new TextEncoder().encode('customer_id,name,age\n1,Zoë,30\n');
    const odd = [0x32, 0x2c, 0x5a, 0x6f, 0xeb, 0x2c, 0x33, 0x31, 0x0a];
    const { data, report } = await imported(Uint8Array.from([...head, ...odd]));
    expect(report.notices).toMatchObject([{ type: 'mixed-encodings', path: 'line 3' }]);
    expect(data).toMatchObject({ customers: [{ name: 'Zoë' }, { name: 'Zoë' }] });
  });

  test('a mapping that cannot work is told before anything is read', async () => {
    const plan = await inspected('customer_id,date,amount\n1,2024-05-13,5\n2,2024-05-14,6\n');
    const without = { ...plan, mapping: withRole(plan.mapping, 2, 'ignore') };
    expect(failureOf(previewImport(without, { now: NOW }))).toMatchObject({
      type: 'column-missing',
      message: expect.stringContaining('amount'),
    });
    const twice = { ...plan, mapping: withRole(plan.mapping, 0, 'amount') };
    expect(failureOf(await importFile(new Blob(['']), twice, { now: NOW })).type).toBe('role-twice');
  });
});

describe('large files', () => {
  const early = Array.from({ length: 30_000 }, (_, i) => `${i % 97},0${1 + (i % 9)}/05/2023,${i}.25`);
  const late = Array.from({ length: 30_000 }, (_, i) => `${i % 97},25/05/2023,${i}.25`);
  const text = `customer_id,date,amount\n${early.join('\n')}\n${late.join('\n')}\n`;

  test('places spread over the file decide what its beginning leaves open', async () => {
    const { columns } = await inspected(text);
    expect(columns[1]).toMatchObject({ dateFormat: 'DD-MM-YYYY', ambiguous: false });
  });

  test('a guess that a later row contradicts is corrected, or told where it cannot be', async () => {
    const head = `customer_id,date,amount\n${early.slice(0, 100).join('\n')}\n`;
    const plan = await inspected(head);
    expect(plan.columns[1]).toMatchObject({ dateFormat: 'MM-DD-YYYY', ambiguous: true });
    const { data, report } = good(await importFile(new Blob([text]), plan, { now: NOW }));
    if (data.kind !== 'transactions') throw new Error(data.kind);
    expect(report).toMatchObject({ rows: 60_000, kept: 60_000, notices: [{ type: 'date-order' }] });
    expect(data.transactions.at[0]).toBe(Date.UTC(2023, 4, 1));
    const stream = new Blob([text]).stream();
    expect(failureOf(await importFile(stream, plan, { now: NOW })).type).toBe('date-order');
  });

  test('progress rises to the end; a cancel ends it with nothing kept, and other tasks run between', async () => {
    const blob = new Blob([text]);
    const plan = good(await inspectFile(blob));
    const seen: number[] = [];
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await importFile(blob, plan, { now: NOW, onProgress: ({ bytesRead }) => seen.push(bytesRead) });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
    expect(seen.at(-1)).toBe(blob.size);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));

    const stop = new AbortController();
    const cancelled = await importFile(blob, plan, {
      now: NOW,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(failureOf(cancelled).type).toBe('cancelled');
  });
});

describe('preview', () => {
  test('shows the rows as read, and again after a change', async () => {
    const plan = await inspected('customer_id,date,amount\n1,03-04-2024,"1.234,50"\n2,05-06-2024,"7,00"\n');
    const first = good(previewImport(plan, { now: NOW }));
    expect(first.columns.map(({ role }) => role)).toEqual(['customerId', 'at', 'amount']);
    expect(first.rows.map(({ values }) => values)).toEqual([
      ['1', '2024-04-03', 1234.5],
      ['2', '2024-06-05', 7],
    ]);
    const changed = good(previewImport(withDateFormat(plan, 1, 'MM-DD-YYYY'), { now: NOW, rows: 1 }));
    expect(changed.rows.map(({ values }) => values)).toEqual([['1', '2024-03-04', 1234.5]]);
  });
});

test('a table of purchases gives back what was put in', () => {
  const list = [
    { customerId: 'a', at: 1, amount: 2.5, category: 'Food', discounted: false },
    { customerId: 'b', at: 2, amount: -1, items: 3, channel: 'web' },
    { customerId: 'a', at: 3, amount: 0, store: 'Mall', zone: 'N', discounted: true, pointsEarned: 4 },
  ];
  expect([...transactionsOf(toTransactionTable(list))]).toEqual(list);
  expect(() => transactionAt(toTransactionTable(list), 3)).toThrow(RangeError);
});
