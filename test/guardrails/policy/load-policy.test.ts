import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/guardrails/policy/default-policy.ts';
import { decideFallback } from '../../../src/guardrails/policy/fallback.ts';
import { loadPolicy, policyFromJson } from '../../../src/guardrails/policy/load-policy.ts';
import type { Policy } from '../../../src/guardrails/policy/policy.ts';
import { NOW } from './examples.ts';

/** The failures of the default policy with changes, as `path: message`. */
async function problems(change: Record<string, unknown>): Promise<readonly string[]> {
  const result = await loadPolicy({ ...DEFAULT_POLICY, ...change });
  return result.ok ? [] : result.failures.map(({ message }) => message);
}

const { bounds, text, fallback, expiry, fairness } = DEFAULT_POLICY;
const rule = DEFAULT_POLICY.custom[0];
const says = (words: string, change: Partial<Policy['fallback']> = {}) => ({
  fallback: { ...fallback, text: words, ...change },
});

test('the default policy loads from JSON, with or without a byte-order mark', async () => {
  const json = JSON.stringify(DEFAULT_POLICY, null, 2);
  for (const given of [json, `\uFEFF${json}`]) {
    const result = await policyFromJson(given);
    expect(result).toMatchObject({ ok: true, value: { policy: DEFAULT_POLICY } });
  }
});

describe('what is wrong, where, and how to mend it', () => {
  test.each([
    [
      { bounds: { ...bounds, discountPct: { min: 0, max: 120 } } },
      '"bounds.discountPct.max" is 120; write 100 or less.',
    ],
    [
      { bounds: { ...bounds, discountPct: { min: -1, max: 50 } } },
      '"bounds.discountPct.min" is -1; write 0 or more.',
    ],
    [{ bounds: { ...bounds, minSpend: { max: 5 } } }, '"bounds.minSpend.min" is missing; add it.'],
    [{ bounds: { ...bounds, minSpend: '5' } }, '"bounds.minSpend" is "5"; write an object in braces.'],
    [{ expiry: { ...expiry, required: 'yes' } }, '"expiry.required" is "yes"; write true or false.'],
    [{ blockedWords: [] }, '"blockedWords" is not known; remove it.'],
    [{ boundz: {} }, '"boundz" is not known; did you mean "bounds".'],
    [
      { limits: [{ id: 'l', per: 'persons', count: 1 }] },
      '"limits[0].per" is "persons"; did you mean "person".',
    ],
    [{ limits: [{ id: 'l', per: 'person', count: 1.5 }] }, '"limits[0].count" is 1.5; write a whole number.'],
    [{ name: '' }, '"name" has 0 characters; write 1 to 100.'],
    [{ custom: {} }, '"custom" is an object; write a list in square brackets.'],
    [
      { custom: [{ ...rule, refuse: { field: 'reward.discountPct', operator: 'over', value: 1 } }] },
      '"custom[0].refuse.operator" is "over"; write one of "above", "at-least", "below", "at-most", "equals", "is", "is-not", "one-of", "none-of", "is-true", "is-false".',
    ],
    [
      { custom: [{ ...rule, refuse: { field: 'customer.age', operator: 'above', value: 1 } }] },
      /^"custom\[0\]\.refuse\.field" is "customer\.age"; /,
    ],
    [
      { custom: [{ ...rule, refuse: { field: 'reward.discountPct', operator: 'above', value: '30' } }] },
      '"custom[0].refuse.value" is "30"; write a number without quotes.',
    ],
    [{ format: 'x' }, '"format" is "x"; write "offersmith-policy".'],
  ])('%j', async (change, expected) => {
    const found = await problems(change);
    expect(found).toHaveLength(1);
    if (typeof expected === 'string') expect(found[0]).toBe(expected);
    else expect(found[0]).toMatch(expected);
  });

  test('several at once, each with its path', async () => {
    const result = await loadPolicy({
      ...DEFAULT_POLICY,
      name: 5,
      version: undefined,
      text: { ...text, slots: 'x' },
    });
    expect(result.ok ? [] : result.failures.map(({ type, path }) => [type, path])).toEqual([
      ['policy-wrong-type', 'name'],
      ['policy-wrong-type', 'version'],
      ['policy-wrong-type', 'text.slots'],
    ]);
  });

  test.each([
    ['', /^This is not JSON: line 1, column 1 should hold a value/],
    ['{"name": "x",}', /line 1, column 14/],
    ['[]', 'A policy is an object in braces, not a list.'],
    ['null', 'The policy is null; write an object in braces.'],
    ['{}', '"format" is missing; add it.'],
  ])('%j', async (json, expected) => {
    const result = await policyFromJson(json);
    const message = result.ok ? '' : (result.failures[0]?.message ?? '');
    if (typeof expected === 'string') expect(message).toBe(expected);
    else expect(message).toMatch(expected);
  });
});

describe('contradictions', () => {
  test.each([
    [
      { bounds: { ...bounds, amountOff: { min: 9, max: 5 } } },
      '"bounds.amountOff.min" is 9, above the max of 5; lower it.',
    ],
    [
      { text: { ...text, fewestWords: 20, mostWords: 10 } },
      '"text.fewestWords" is above mostWords (10); lower it.',
    ],
    [
      { expiry: { ...expiry, longestDays: 1, shortestHours: 25 } },
      '"expiry.shortestHours" leaves no offer, because longestDays is 1; lower it.',
    ],
    [{ custom: [rule, rule] }, '"custom[1].id" is "deep-discount" a second time; give each its own.'],
    [{ limits: [{ id: 'l', per: 'person' }] }, '"limits[0]" limits nothing; add "count" or "money".'],
    [
      { limits: [{ id: 'l', per: 'person', money: 10.005 }] },
      '"limits[0].money" is 10.005; write at most two decimals.',
    ],
    [
      { eligibility: [{ id: 'e', reason: 'r', covers: { by: 'id', values: ['x'] } }] },
      '"eligibility[0]" limits nothing; add "segments", "tiers", "channels" or "minimumAge".',
    ],
    [{ currency: 'usd' }, '"currency" is "usd"; write an ISO code such as "USD".'],
    [{ text: { ...text, blockedWords: ['\u200B'] } }, '"text.blockedWords[0]" has no letters; write a word.'],
    [
      { text: { ...text, slots: ['a b'] } },
      '"text.slots[0]" is no slot name; use letters, digits and _ only.',
    ],
  ])('%j', async (change, expected) => {
    expect(await problems(change)).toEqual([expected]);
  });

  test('amounts of money with cents are no contradiction', async () => {
    expect(await problems({ limits: [{ id: 'l', per: 'person', money: 1234.56 }] })).toEqual([]);
  });
});

describe('age and gender', () => {
  const using = (field: string, more: unknown[] = []) => ({
    custom: [{ ...rule, id: 'r', when: [{ field, ...conditionOn(field) }, ...more] }],
  });
  const conditionOn = (field: string) =>
    field === 'customer.age' ? { operator: 'above', value: 40 } : { operator: 'is', value: 'Female' };

  test('are not used by default', async () => {
    expect(await problems(using('customer.gender'))).toEqual([
      '"custom[0].when[0].field" makes the rule "r" use gender; take it out, or set "fairness.allowGender" to true if the law allows it.',
    ]);
    expect(
      await problems({ ...using('customer.age'), fairness: { ...fairness, allowGender: true } }),
    ).toHaveLength(1);
  });

  test('never decide on credit, whatever the policy allows', async () => {
    const allowed = { fairness: { ...fairness, allowAge: true } };
    expect(await problems({ ...using('customer.age'), ...allowed })).toEqual([
      '"custom[0].when[0].field" makes the rule "r" use age, which may never decide on credit; add the condition {"field": "reward.creditLike", "operator": "is-false"}.',
    ]);
    const spared = using('customer.age', [{ field: 'reward.creditLike', operator: 'is-false' }]);
    expect(await problems({ ...spared, ...allowed })).toEqual([]);
    const turned = using('customer.age', [{ field: 'reward.creditLike', operator: 'is-true' }]);
    expect(await problems({ ...turned, ...allowed })).toHaveLength(1);
  });
});

describe('a fallback that does not pass for everybody', () => {
  test.each([
    ['states a number', says('Take 20% off our latest arrivals.'), /"text-numbers"/],
    [
      'promises by its name',
      says(fallback.text, { name: '20% off boots' }),
      /"fallback" .* promises something/,
    ],
    ['is urgent', says('Hurry and have a look at our latest arrivals.'), /"urgency"/],
    ['has a date', says('Have a look at our arrivals until 2026-12-24.'), /"text-dates"/],
    ['has a blocked word', says('A miracle waits among our latest arrivals.'), /"blocked-words"/],
    [
      'is too long by one channel',
      { text: { ...text, channelCharacters: [{ channel: 'push', mostCharacters: 40 }] } },
      /By push a text has at most 40 characters; the fallback has 70/,
    ],
    [
      'is limited to some',
      {
        eligibility: [
          { id: 'e', reason: 'r', covers: { by: 'category', values: ['everything'] }, tiers: ['Gold'] },
        ],
      },
      /"eligibility:e"/,
    ],
    [
      'is refused for some segment',
      { custom: [{ ...rule, refuse: { field: 'reward.discountPct', operator: 'below', value: 5 } }] },
      /"custom:deep-discount" .*discount \(percent\) is below 5/,
    ],
    [
      'is refused for its cost',
      { custom: [{ ...rule, refuse: { field: 'reward.costPerUse', operator: 'at-least', value: 0 } }] },
      /"custom:deep-discount"/,
    ],
    ['needs a discount', { bounds: { ...bounds, discountPct: { min: 5, max: 50 } } }, undefined],
  ])('%s', async (_, change, expected) => {
    const found = await problems(change);
    if (expected === undefined) return expect(found).toEqual([]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^The fallback has to pass for everybody, but the rule /);
    expect(found[0]).toMatch(expected);
  });

  test('a rule that spares it by a condition on the reward is fine', async () => {
    const when = [{ field: 'reward.category', operator: 'is', value: 'Shoes' }];
    const refuse = { field: 'reward.discountPct', operator: 'below', value: 5 };
    expect(await problems({ custom: [{ ...rule, when, refuse }] })).toEqual([]);
  });

  test('money limits, an end that is asked for, and strict caps leave it in place', async () => {
    const result = await loadPolicy({
      ...DEFAULT_POLICY,
      expiry: { ...expiry, required: true },
      limits: [{ id: 'l', per: 'everything', money: 0 }],
    });
    if (!result.ok) throw new Error(result.failures[0]?.message);
    expect(decideFallback(result.value, NOW).decision).toBe('offer');
  });
});
