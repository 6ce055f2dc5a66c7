import { expect, test } from 'vitest';
import { importFile } from '../../src/profiling/import-file.ts';
import { type FormByHand, inspectFile } from '../../src/profiling/inspect-file.ts';
import { failureOf, good, NOW } from './support.ts';

const inspectAs = (content: string | Uint8Array<ArrayBuffer>, byHand: FormByHand) =>
  inspectFile(new Blob([content]), byHand);

async function customersOf(content: string | Uint8Array<ArrayBuffer>, byHand: FormByHand) {
  const blob = new Blob([content]);
  const plan = good(await inspectFile(blob, { kind: 'customers', ...byHand }));
  const { data } = good(await importFile(blob, plan, { now: NOW }));
  if (data.kind !== 'customers') throw new Error(data.kind);
  return { plan, customers: data.customers };
}

test('a separator that nothing would guess, said by hand', async () => {
  const text = 'customer_id^name^city\n1^Ann, Bea^Rome\n2^Cem^Bonn\n';
  expect(failureOf(await inspectAs(text, {})).type).toBe('one-column');
  const { plan, customers } = await customersOf(text, { delimiter: '^' });
  expect(plan.delimiter).toEqual({ value: '^', why: 'chosen by hand' });
  expect(plan.byHand).toEqual({ kind: 'customers', delimiter: '^' });
  expect(customers.map(({ id, name }) => [id, name])).toEqual([
    ['1', 'Ann, Bea'],
    ['2', 'Cem'],
  ]);
});

test('a separator that parts nothing is said to do so', async () => {
  const failed = failureOf(await inspectAs('customer_id,name\n1,Ann\n2,Bea\n', { delimiter: '|' }));
  expect(failed.type).toBe('one-column');
  expect(failed.message).toContain('"vertical bar" does not part its first row');
});

test('cells in single quotes, and quotes that are letters', async () => {
  const quoted = "customer_id,name\n1,'Ann, the ''first'''\n2,'Bea'\n";
  expect((await customersOf(quoted, { quote: "'" })).customers.map(({ name }) => name)).toEqual([
    "Ann, the 'first'",
    'Bea',
  ]);
  // One inch is two strokes: under double quotes the row would be lost.
  const inches = 'customer_id,name\n1,"5 nails\n2,3" nails\n';
  const { customers } = await customersOf(inches, { quote: 'none', delimiter: ',' });
  expect(customers.map(({ name }) => name)).toEqual(['"5 nails', '3" nails']);
});

test('single quotes between blanks', async () => {
  const { customers } = await customersOf("customer_id name\n1 'Ann B.'\n2 Cem\n", {
    quote: "'",
    delimiter: 'blanks',
  });
  expect(customers.map(({ name }) => name)).toEqual(['Ann B.', 'Cem']);
});

test('a first row that is taken for names, or for values', async () => {
  const text = 'customer_id,name\n1,Ann\n2,Bea\n';
  const without = good(await inspectAs(text, { header: false }));
  expect(without.header).toEqual({ value: false, skip: 0, why: 'chosen by hand' });
  expect(without.columns.map(({ name }) => name)).toEqual(['column 1', 'column 2']);
  expect(without.sample[0]).toEqual({ line: 1, cells: ['customer_id', 'name'] });
  const bare = '17,2026-01-02,5\n18,2026-01-03,7\n19,2026-01-04,9\n';
  expect(good(await inspectAs(bare, {})).header.value).toBe(false);
  const named = good(await inspectAs(bare, { header: true }));
  expect(named.columns.map(({ name }) => name)).toEqual(['17', '2026-01-02', '5']);
  expect(named.sample.map(({ line }) => line)).toEqual([2, 3]);
});

test('an encoding that the bytes cannot tell', async () => {
  // "Łódź" in Windows-1250, which as Windows-1252 would be "£ódŸ".
  const bytes = new Uint8Array([...Buffer.from('customer_id,name\n1,'), 0xa3, 0xf3, 0x64, 0x9f, 10]);
  const guessed = good(await inspectAs(bytes, {}));
  expect([guessed.encoding.name, guessed.sample[0]?.cells[1]]).toEqual(['windows-1252', '£ódŸ']);
  const { plan, customers } = await customersOf(bytes, { encoding: 'windows-1250' });
  expect(plan.encoding).toEqual({
    name: 'windows-1250',
    byteOrderMark: false,
    why: 'chosen by hand',
    mixedLines: [],
  });
  expect(customers[0]?.name).toBe('Łódź');

  // 0x7C, the second byte of ポ in Shift JIS, is a vertical bar elsewhere.
  const japanese = new Uint8Array([...Buffer.from('customer_id|name\n1|'), 0x83, 0x7c, 10]);
  const read = await customersOf(japanese, { encoding: 'shift_jis', delimiter: '|' });
  expect(read.customers[0]?.name).toBe('ポ');
});

test('UTF-8 and UTF-16 said by hand are taken as said, and a workbook is still none', async () => {
  const wide = new Uint8Array([...Buffer.from('customer_id,name\n1,Ärger\n', 'utf16le')]);
  expect((await customersOf(wide, { encoding: 'utf-16le' })).customers[0]?.name).toBe('Ärger');
  const western = new Uint8Array([...Buffer.from('customer_id,name\n1,\xc4rger\n', 'latin1')]);
  expect((await customersOf(western, { encoding: 'utf-8' })).customers[0]?.name).toBe('\uFFFDrger');
  const workbook = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 10, 10, 10, 10]);
  expect(failureOf(await inspectAs(workbook, { encoding: 'utf-8' })).type).toBe('not-text');
});
