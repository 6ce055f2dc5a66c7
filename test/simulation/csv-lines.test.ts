import { expect, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { type Column, createCsvLines } from '../../src/simulation/csv-lines.ts';

interface Row {
  readonly id: string;
  readonly at?: number;
  readonly amount: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { name: 'id', cell: ({ id }) => id },
  { name: 'day', form: 'date', missing: 0.2, cell: ({ at }) => at },
  { name: 'amount', form: 'money', cell: ({ amount }) => amount },
  { name: 'share', cell: ({ amount }) => amount / 3 },
];
const AT = Date.UTC(2025, 11, 5, 13);

test('a clean file: commas, ISO days, two decimals of money, empty where nothing is known', () => {
  const csv = createCsvLines(COLUMNS);
  expect(csv.header()).toBe('id,day,amount,share\n');
  expect(csv.lines({ id: 'a', at: AT, amount: 3 })).toBe('a,2025-12-05,3.00,1\n');
  expect(csv.lines({ id: 'b', amount: -0.5 })).toBe('b,,-0.50,-0.1666666667\n');
  expect(csv.counts).toEqual({ rows: 2, repeatedRows: 0, paddedCells: 0, missing: {} });
});

test('text that would break the line goes in quotes', () => {
  const csv = createCsvLines(COLUMNS.slice(0, 1));
  const written = ['a,b', 'a"b', 'a\nb', 'a;b'].map((id) => csv.lines({ id, amount: 0 }));
  expect(written).toEqual(['"a,b"\n', '"a""b"\n', '"a\nb"\n', 'a;b\n']);
  const messy = createCsvLines(COLUMNS.slice(0, 1), createRandom(1));
  expect(messy.lines({ id: 'a;b', amount: 0 })).toBe('"a;b"\r\n');
});

test('a messy file: mark, semicolons, days first, and exactly the faults it counts', () => {
  const csv = createCsvLines(COLUMNS, createRandom(2));
  expect(csv.header()).toBe('\uFEFFid;day;amount;share\r\n');
  const rows = Array.from({ length: 3000 }, (_, i) => ({ id: `row${i}`, at: AT, amount: i + 1 }));
  const lines = rows
    .map((row) => csv.lines(row))
    .join('')
    .split('\r\n')
    .slice(0, -1);
  expect(lines).toHaveLength(csv.counts.rows);
  const cells = lines.map((line) => line.split(';'));
  const repeated = lines.filter((line, i) => i > 0 && line === lines[i - 1]);
  expect(repeated).toHaveLength(csv.counts.repeatedRows);
  expect(csv.counts.repeatedRows).toBe(csv.counts.rows - rows.length);
  expect(lines[3]).toBe(lines[2]);
  const padded = cells.flat().filter((cell) => cell !== cell.trim());
  expect(padded).toHaveLength(csv.counts.paddedCells);
  expect(Math.abs(padded.length / (4 * 3000) - 0.05)).toBeLessThan(0.01);
  const missing = cells.filter(([, day]) => day === '');
  expect(csv.counts.missing).toEqual({ day: missing.length });
  expect(Math.abs(missing.length / 3000 - 0.2)).toBeLessThan(0.03);
  const days = new Set(cells.flatMap(([, day = '']) => (day === '' ? [] : [day.trim()])));
  expect([...days]).toEqual(['05/12/2025']);
  expect(new Set(cells.map(([id = '']) => id.trim())).size).toBe(rows.length);
});
