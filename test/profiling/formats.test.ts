import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDateReader, guessDateFormat } from '../../src/profiling/date-format.ts';
import { createNumberReader, currencyOf, guessNumberFormat } from '../../src/profiling/number-format.ts';

describe('numbers', () => {
  test.each([
    [['1,234.56', '12.00'], { decimal: '.', group: ',' }, '1,234.56', 1234.56],
    [['1.234,56', '7,10'], { decimal: ',', group: '.' }, '12.345.678,90', 12345678.9],
    [['1 234,56', '99,90'], { decimal: ',', group: ' ' }, '1\u00a0234,56', 1234.56],
    [["1'234.50"], { decimal: '.', group: "'" }, "1'234.50", 1234.5],
    [['12,34,567.00'], { decimal: '.', group: ',' }, '12,34,567.00', 1234567],
    [['€ 12,50', '€ 1.000,00'], { decimal: ',', group: '.' }, '€ 1.000,00', 1000],
    [['($5.50)', '$1.25'], { decimal: '.', group: ',' }, '($5.50)', -5.5],
    [['12.00-'], { decimal: '.', group: ',' }, '12.00-', -12],
  ])('%j are read by their own format', (cells, format, cell, value) => {
    expect(guessNumberFormat(cells)?.value).toEqual(format);
    expect(createNumberReader(format as { decimal: '.'; group: ',' })(cell)).toBeCloseTo(value, 9);
  });

  test('one separator before three digits is said to be ambiguous', () => {
    expect(guessNumberFormat(['1,234', '5,678'])).toMatchObject({ ambiguous: true, value: { decimal: '.' } });
    expect(guessNumberFormat(['1.234'])).toMatchObject({ ambiguous: true });
    expect(guessNumberFormat(['1.234', '1,5', '22,75'])).toMatchObject({ value: { decimal: ',' } });
  });

  test('words, dates and malformed groups are no numbers', () => {
    expect(guessNumberFormat(['Graduation', 'PhD'])).toBeUndefined();
    const read = createNumberReader({ decimal: '.', group: ',' });
    for (const cell of ['', '1,23', '1,5', '12-13', '0x10', 'Infinity', '1.2.3', 'NaN', '--5']) {
      expect(read(cell), cell).toBeNaN();
    }
  });

  test('every amount is read back from every format', () => {
    const formats = [
      { decimal: '.', group: ',' },
      { decimal: ',', group: '.' },
      { decimal: ',', group: ' ' },
      { decimal: '.', group: "'" },
    ] as const;
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(...formats), (cents, format) => {
        const [whole = '', rest = ''] = (Math.abs(cents) / 100).toFixed(2).split('.');
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, format.group);
        const written = `${cents < 0 ? '-' : ''}${grouped}${format.decimal}${rest}`;
        expect(createNumberReader(format)(written)).toBeCloseTo(cents / 100, 6);
      }),
    );
  });

  test('currencies by sign and code', () => {
    expect(['$5', 'US$ 5', '5 €', 'EUR 5', '₹5', '5 kr', '5'].map(currencyOf)).toEqual([
      ...['USD', 'USD', 'EUR', 'EUR', 'INR', 'kr'],
      undefined,
    ]);
  });
});

describe('dates', () => {
  test.each([
    [['20210101', '20211231'], 'YYYYMMDD', '20211231', '2021-12-31T00:00:00.000Z'],
    [['2021-01-05', '2021-02-03'], 'YYYY-MM-DD', '2021-02-03', '2021-02-03T00:00:00.000Z'],
    [['2021-01-05T10:11:12Z'], 'YYYY-MM-DD', '2021-01-05T10:11:12+02:00', '2021-01-05T08:11:12.000Z'],
    [['04-09-2012', '21-08-2013'], 'DD-MM-YYYY', '04-09-2012', '2012-09-04T00:00:00.000Z'],
    [['04/09/2012', '08/21/2013'], 'MM-DD-YYYY', '04/09/2012', '2012-04-09T00:00:00.000Z'],
    [['31.12.99', '1.2.05'], 'DD-MM-YYYY', '1.2.05', '2005-02-01T00:00:00.000Z'],
    [['Jan 5, 2021', 'Sep 13, 2021'], 'MM-DD-YYYY', 'Sep 13, 2021', '2021-09-13T00:00:00.000Z'],
    [['5 March 2021'], 'DD-MM-YYYY', '5 March 2021', '2021-03-05T00:00:00.000Z'],
    [['12/25/2021 1:05 PM'], 'MM-DD-YYYY', '12/25/2021 1:05 PM', '2021-12-25T13:05:00.000Z'],
  ])('%j', (cells, format, cell, iso) => {
    const guess = guessDateFormat(cells);
    expect(guess).toMatchObject({ value: format });
    expect(guess?.ambiguous).toBeUndefined();
    expect(new Date(createDateReader(format as 'YYYYMMDD')(cell)).toISOString()).toBe(iso);
  });

  test('an open order of day and month is said', () => {
    expect(guessDateFormat(['01-02-2021', '03-04-2021'])).toMatchObject({
      ambiguous: true,
      value: 'DD-MM-YYYY',
    });
    expect(guessDateFormat(['01/02/2021'])).toMatchObject({ ambiguous: true, value: 'MM-DD-YYYY' });
  });

  test('days that do not exist are no dates', () => {
    const read = createDateReader('DD-MM-YYYY');
    for (const cell of ['30-02-2021', '29-02-2021', '00-01-2021', '01-13-2021', '2021-01-01', '1-1-21x']) {
      expect(read(cell), cell).toBeNaN();
    }
    expect(read('29-02-2020')).toBe(Date.UTC(2020, 1, 29));
  });

  test('numbers are times only where the name says so', () => {
    expect(guessDateFormat(['1609459200'], 'amount')).toBeUndefined();
    expect(guessDateFormat(['1609459200'], 'created_at')).toMatchObject({ value: 'unix s' });
    expect(createDateReader('excel')('44197')).toBe(Date.UTC(2021, 0, 1));
  });
});
