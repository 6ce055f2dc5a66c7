import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/guardrails/policy/default-policy.ts';
import { jsonSchemaOf } from '../../../src/guardrails/policy/json-schema.ts';
import { PolicySchema } from '../../../src/guardrails/policy/policy.ts';
import { canonicalJson, hashOf } from '../../../src/guardrails/policy/policy-hash.ts';
import { agrees } from './json-schema-check.ts';
import { publishedSchema } from './published-schema.ts';

const root = path.join(import.meta.dirname, '../../..');
const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const schema = read('src/guardrails/policy/policy.schema.json');
const byValibot = (document: unknown) => v.safeParse(PolicySchema, document).success;

interface Verdicts {
  readonly baseValid: boolean;
  readonly baseSha256: string;
  readonly cases: readonly {
    readonly path: readonly (string | number)[];
    readonly op: 'set' | 'remove';
    readonly value?: unknown;
    readonly valid: boolean;
  }[];
}

type Change = Omit<Verdicts['cases'][number], 'valid'>;

function changed(document: unknown, { path: keys, op, value }: Change): unknown {
  const copy = structuredClone(document);
  let parent = copy as Record<string | number, unknown>;
  for (const key of keys.slice(0, -1)) parent = parent[key] as typeof parent;
  const last = keys.at(-1) ?? '';
  if (op === 'remove' && Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (op === 'remove') delete parent[last];
  else Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

test('the published schema is the one that the checks are made from', () => {
  expect(schema, 'write it anew: npx tsx test/guardrails/policy/write-schema.ts').toEqual(publishedSchema());
});

/**
 * `verdicts.json` is made by `make_policy_verdicts.py` from the default policy, which
 * `npx tsx test/guardrails/policy/write-default.ts > FILE` prints.
 */
test("Python's jsonschema, the published schema and our own checks agree on altered policies", () => {
  const { baseValid, cases }: Verdicts = read('test/fixtures/policy/verdicts.json');
  expect([baseValid, byValibot(DEFAULT_POLICY), agrees(schema, DEFAULT_POLICY)]).toEqual([true, true, true]);
  for (const { valid, ...change } of cases) {
    const document = changed(DEFAULT_POLICY, change);
    const verdicts = [agrees(schema, document), byValibot(document)];
    expect(verdicts, JSON.stringify(change)).toEqual([valid, valid]);
  }
  const valid = cases.filter((each) => each.valid).length;
  expect(valid).toBeGreaterThan(200);
  expect(cases.length - valid).toBeGreaterThan(500);
});

function pathsOf(value: unknown, keys: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [keys];
  const inner = Array.isArray(value) ? [...value.slice(0, 3).entries()] : Object.entries(value);
  return [
    ...(keys.length === 0 ? [] : [keys]),
    ...inner.flatMap(([key, each]) => pathsOf(each, [...keys, key])),
  ];
}

test('both accept and refuse the same documents, whatever they hold', () => {
  const places = pathsOf(DEFAULT_POLICY);
  const words = fc.constantFrom(
    'above',
    'is',
    'is-true',
    'segment',
    'person',
    'markup',
    'reward.creditLike',
    'id',
  );
  const key = fc.oneof(words, fc.constantFrom('__proto__', 'toString', 'constructor', 'value', 'days'));
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
    words,
    fc.integer({ min: -2, max: 400 }),
    fc.array(words, { maxLength: 3 }),
    fc.record({ field: words, operator: words, value: fc.oneof(words, fc.nat(), fc.array(words)) }),
    fc.string({ unit: 'grapheme', minLength: 58, maxLength: 62 }),
  );
  const change: fc.Arbitrary<Change> = fc
    .tuple(fc.constantFrom(...places), fc.constantFrom('set', 'set', 'remove', 'add'), value, key)
    .map(([keys, op, given, name]) => {
      if (op === 'remove') return { path: keys, op };
      return { path: op === 'add' ? [...keys.slice(0, -1), name] : keys, op: 'set', value: given };
    });
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
      let document: unknown = DEFAULT_POLICY;
      for (const one of changes) {
        try {
          document = changed(document, one);
        } catch {
          // The first change took away the place of the second.
        }
      }
      const json = JSON.parse(JSON.stringify(document));
      const valid = byValibot(json);
      expect(agrees(schema, json), JSON.stringify(changes)).toBe(valid);
      if (valid) accepted++;
    }),
    { seed: 4, numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(150);
  expect(accepted).toBeLessThan(2000);
});

test('a form of schema that cannot be written down is no silent gap', () => {
  expect(() => jsonSchemaOf(v.date())).toThrow('no JSON Schema for "date"');
  expect(() => jsonSchemaOf(v.pipe(v.string(), v.email()))).toThrow('no JSON Schema for "email"');
});

test("the hash is the one that Python's hashlib gives, whatever the order of the fields", async () => {
  const { baseSha256 }: Verdicts = read('test/fixtures/policy/verdicts.json');
  expect(await hashOf(DEFAULT_POLICY)).toBe(baseSha256);
  const backwards = Object.fromEntries(Object.entries(DEFAULT_POLICY).reverse());
  expect(await hashOf(backwards)).toBe(baseSha256);
  expect(await hashOf({ ...DEFAULT_POLICY, version: '2' })).not.toBe(baseSha256);
  expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: -0, u: undefined })).toBe(
    '{"a":0,"b":[1,{"c":"é","d":null}]}',
  );
});
