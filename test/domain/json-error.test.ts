import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonError } from '../../src/domain/json-error.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('finds nothing in JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(findJsonError(text)).toBeUndefined();
    }),
  );
});

test('agrees with JSON.parse on damaged JSON', () => {
  const damaged = fc
    .tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', ':', '0', '\n', '\\', ' ', '-', '.'),
    )
    .map(([text, at, insert]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + insert + text.slice(index + (insert === '' ? 1 : 0));
    });
  fc.assert(
    fc.property(damaged, (text) => {
      expect(findJsonError(text) === undefined).toBe(parses(text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['', 1, 1, 'a value'],
  ['{"a": 1', 1, 8, 'a comma or "}"'],
  ['{"a": 1,\n"b" 2}', 2, 5, 'a colon'],
  ['[1, 2', 1, 6, 'a comma or "]"'],
  ['{“a”: 1}', 1, 2, 'a field name in double quotes'],
  ["{'a': 1}", 1, 2, 'a field name in double quotes'],
  ['{} x', 1, 4, 'the end of the text'],
  ['[NaN]', 1, 2, 'a value'],
  ['[['.repeat(5000), 1, 201, 'less deeply nested'],
])('%j stops being JSON at line %d, column %d', (text, line, column, expected) => {
  expect(findJsonError(text)).toEqual({ line, column, expected: expect.stringContaining(expected) });
});
