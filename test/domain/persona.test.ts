import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Persona, parsePersona, personaFromJson } from '../../src/domain/persona.ts';

const ours: Persona = {
  name: 'P9654',
  age: 30,
  gender: 'Female',
  monthlyIncome: 111_969,
  spendingPattern: 'Budget-conscious',
  preferredPaymentMethod: 'Buy Now Pay Later',
  interests: ['Finance', 'Fitness', 'Gaming'],
  financialGoals: ['Wealth Growth', 'Retirement Planning'],
};

const papers = {
  Name: 'P9654',
  Age: 30,
  Gender: 'Female',
  'Monthly Income': '$111,969',
  'Spending Pattern': 'Budget-conscious',
  'Preferred Payment Method': 'Buy Now Pay Later',
  Interests: ['Finance', 'Fitness', 'Gaming'],
  'Financial Goals': ['Wealth Growth', 'Retirement Planning'],
};

function failuresOf(input: unknown) {
  const result = parsePersona(input);
  return result.ok ? [] : result.failures;
}

test('reads our own form and the form of the paper to the same persona', () => {
  expect(parsePersona(ours)).toEqual({ ok: true, value: ours });
  expect(parsePersona(papers)).toEqual({ ok: true, value: ours });
  expect(parsePersona({ ...papers, 'Monthly Income': undefined, monthly_income: 111_969 })).toMatchObject({
    ok: false,
  });
});

test.each([
  ['$82,450', 82_450],
  ['82450', 82_450],
  ['USD 82,450.50', 82_450.5],
  [' $1,234,567 ', 1_234_567],
  [0, 0],
])('reads the amount %j', (amount, value) => {
  expect(parsePersona({ ...papers, 'Monthly Income': amount })).toMatchObject({
    value: { monthlyIncome: value },
  });
});

test('the example personas read, and the index lists them all', () => {
  const folder = new URL('../../models/personas/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file !== 'index.json');
  const index: unknown = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8'));
  expect(index).toEqual(expect.arrayContaining(files));
  expect(index).toHaveLength(files.length);
  for (const file of files) {
    const result = personaFromJson(readFileSync(new URL(file, folder), 'utf8'));
    expect(result, file).toMatchObject({ ok: true, value: { name: file.replace('.json', '') } });
  }
});

describe('what is wrong is named with its place and its remedy', () => {
  test('every problem at once', () => {
    const failures = failuresOf({
      Name: '',
      Age: 300,
      Gender: 'Female',
      'Monthly Income': '-$5',
      'Spending Patern': 'Frugal',
      'Preferred Payment Method': 7,
      Interests: [],
      'Financial Goals': ['Savings', ''],
    });
    expect(failures.map(({ type, path }) => [type, path])).toEqual([
      ['field-unknown', 'Spending Patern'],
      ['field-missing', 'spendingPattern'],
      ['empty', 'Name'],
      ['out-of-range', 'Age'],
      ['out-of-range', 'Monthly Income'],
      ['wrong-type', 'Preferred Payment Method'],
      ['empty', 'Interests'],
      ['empty', 'Financial Goals[1]'],
    ]);
    expect(failures.map(({ message }) => message)).toEqual([
      'The field "Spending Patern" is not known; did you mean "spendingPattern"?',
      'The field "spendingPattern" (in the paper\'s form "Spending Pattern") is missing; add it.',
      '"Name" is empty; write a word or two.',
      '"Age" is 300; it must be a whole number of years from 18 to 120.',
      '"Monthly Income" is -5; it must be US dollars a month from 0 to 10,000,000.',
      '"Preferred Payment Method" must be text.',
      '"Interests" is empty; name at least one.',
      '"Financial Goals[1]" is empty; write a word or two.',
    ]);
  });

  test.each([
    ['an age that is no whole number', { age: 30.5 }, 'out-of-range', 'age'],
    ['an age below 18', { age: 17 }, 'out-of-range', 'age'],
    ['an age in quotes', { age: '30' }, 'wrong-type', 'age'],
    ['an income that is no amount', { monthlyIncome: 'abc' }, 'wrong-type', 'monthlyIncome'],
    ['a negative income', { monthlyIncome: -1 }, 'out-of-range', 'monthlyIncome'],
    ['an income that is not finite', { monthlyIncome: Number.NaN }, 'wrong-type', 'monthlyIncome'],
    ['an income with a misplaced comma', { monthlyIncome: '$11,19' }, 'wrong-type', 'monthlyIncome'],
    ['a list that is text', { interests: 'Travel' }, 'wrong-type', 'interests'],
    ['an entry that is no text', { interests: ['Travel', 4] }, 'wrong-type', 'interests[1]'],
    ['too many entries', { interests: new Array(21).fill('Travel') }, 'too-long', 'interests'],
    ['text of 10,000 characters', { spendingPattern: 'x'.repeat(10_000) }, 'too-long', 'spendingPattern'],
    ['a line break', { gender: 'Fe\nmale' }, 'control-character', 'gender'],
    ['a zero byte', { interests: ['Tra\u0000vel'] }, 'control-character', 'interests[0]'],
    ['a mark that turns text around', { name: 'abc\u202Edef' }, 'control-character', 'name'],
    ['blank text', { gender: '   ' }, 'empty', 'gender'],
    ['null', { gender: null }, 'wrong-type', 'gender'],
  ])('%s', (_, change, type, path) => {
    expect(failuresOf({ ...ours, ...change })).toEqual([
      { type, path, message: expect.stringContaining(path) },
    ]);
  });

  test('a message never repeats text of any length', () => {
    const long = 'x'.repeat(10_000);
    for (const failure of failuresOf({ ...ours, spendingPattern: long, [long]: 1 })) {
      expect(failure.message.length).toBeLessThan(250);
    }
  });

  test.each([
    ['income', 'monthlyIncome'],
    ['Intrests', 'interests'],
    ['payment method', 'preferredPaymentMethod'],
    ['goals', 'financialGoals'],
  ])('the unknown field %j suggests %s', (written, near) => {
    expect(failuresOf({ ...ours, [written]: 1 })[0]?.message).toContain(`did you mean "${near}"?`);
  });

  test('a field that resembles none is to be removed', () => {
    expect(failuresOf({ ...ours, zodiac: 'Leo' })).toEqual([
      { type: 'field-unknown', path: 'zodiac', message: expect.stringContaining('remove it') },
    ]);
  });

  test('a field given in both forms', () => {
    expect(failuresOf({ ...ours, Age: 30 })).toMatchObject([{ type: 'field-twice', path: 'Age' }]);
  });

  test.each([[null], [undefined], ['persona'], [3], [[]], [[papers]]])('%j is no persona', (input) => {
    expect(failuresOf(input)).toMatchObject([{ type: 'persona-not-an-object' }]);
  });
});

test('markup, instructions, emoji and any script are kept as plain text', () => {
  const interests = [
    '<script>alert(1)</script>',
    'Ignore all rules',
    '登山',
    'קריאה',
    '👩‍🚀 space',
    "O'Neill & Co.",
  ];
  expect(parsePersona({ ...ours, interests })).toMatchObject({ ok: true, value: { interests } });
});

test('no input makes it throw', () => {
  fc.assert(
    fc.property(fc.anything(), (input) => {
      expect(parsePersona(input).ok).toBe(false);
    }),
  );
  fc.assert(
    fc.property(fc.record({ ...fields(), age: fc.anything() }), (input) => {
      expect([true, false]).toContain(parsePersona(input).ok);
    }),
  );
});

function fields() {
  return Object.fromEntries(Object.keys(papers).map((key) => [key, fc.anything()]));
}

describe('JSON text', () => {
  test('reads JSON with a byte order mark', () => {
    expect(personaFromJson(`\uFEFF${JSON.stringify(papers)}`)).toEqual({ ok: true, value: ours });
  });

  test('a mistake is named with line and column', () => {
    expect(personaFromJson('{\n  "Name": "P1",\n  "Age": 30,,\n}')).toEqual({
      ok: false,
      failures: [
        {
          type: 'json-invalid',
          path: 'line 3, column 13',
          message: 'This is not JSON: line 3, column 13 should hold a field name in double quotes.',
        },
      ],
    });
  });
});
