import { expect, test } from 'vitest';
import { sensitiveKind } from '../../src/matching/sensitive-columns.ts';

test.each([
  ['Year_Birth', 'age'],
  ['date_of_birth', 'age'],
  ['dateOfBirth', 'age'],
  ['AGE', 'age'],
  ['DOB', 'age'],
  ['Gender', 'gender'],
  ['sex', 'gender'],
  ['name', 'name'],
  ['First_name', 'name'],
  ['customerName', 'name'],
  ['surname', 'name'],
  ['store_name', undefined],
  ['average', undefined],
  ['Teenhome', undefined],
  ['message', undefined],
  ['percentage', undefined],
  ['', undefined],
])('%s tells %s', (column, kind) => {
  expect(sensitiveKind(column)).toBe(kind);
});
