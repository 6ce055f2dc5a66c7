import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRecords, unpackRecords } from '../../src/storage/packed-records.ts';

const cell = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);
const field = fc.oneof(fc.constantFrom('id', 'name', 'constructor', '__proto__'), fc.string());
const record = (value: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(field, value), { maxLength: 6 }).map((entries) => Object.fromEntries(entries));

test('whatever records are packed come out as they were', () => {
  fc.assert(
    fc.property(fc.array(record(fc.oneof(cell, record(cell))), { maxLength: 30 }), (records) => {
      const packed = structuredClone(packRecords(records));
      expect(unpackRecords(packed)).toEqual(records);
    }),
    { numRuns: 500 },
  );
});

test('what is absent stays absent, also within records and where another row has another kind', () => {
  const records = [
    { id: 'a', age: 0, attributes: { level: 3 } },
    { id: '', attributes: {} },
    { id: 'c', age: -2.5, vip: false, attributes: { level: 'gold' } },
  ];
  const back = unpackRecords<(typeof records)[number]>(packRecords(records));
  expect(back).toEqual(records);
  expect(back.map((one) => Object.keys(one).length)).toEqual([3, 2, 4]);
});

test('what has no column is a bug', () => {
  expect(() => packRecords([{ at: Number.NaN }])).toThrow(TypeError);
  expect(() => packRecords([{ list: [1] }])).toThrow('list');
});

test('records take less than half of what they do as JSON', () => {
  const records = Array.from({ length: 2000 }, (_, i) => ({
    id: `C${i}`,
    loyaltyTier: ['Gold', 'Silver'][i % 2],
    recencyDays: i % 365,
    monetary: i * 1.37,
    averageBasket: i / 3,
    categoryAffinity: { Grocery: 0.25, Travel: 0.75 },
  }));
  const { columns } = packRecords(records);
  const bytes = (column: (typeof columns)[number]): number => {
    if (column.kind === 'record')
      return column.there.byteLength + column.of.reduce((n, one) => n + bytes(one), 0);
    if (column.kind !== 'text') return column.values.byteLength;
    return column.codes.byteLength + column.names.join('').length;
  };
  const packed = columns.reduce((sum, column) => sum + bytes(column), 0);
  expect(packed).toBeLessThan(0.5 * JSON.stringify(records).length);
});
