import { beforeAll, describe, expect, test } from 'vitest';
import { decide } from '../../../src/guardrails/policy/decide.ts';
import type { LoadedPolicy } from '../../../src/guardrails/policy/policy.ts';
import { context, NOW, policyWith, withReward } from './examples.ts';

/** The two patterns as the deck prints them: what they find is to be blocked. */
const ABOVE_100 = /(1[0-9]{2,}|[2-9][0-9]{2,})%/;
const NEGATIVE = /-[0-9]+/;

let policy: LoadedPolicy;
beforeAll(async () => {
  policy = await policyWith({ custom: [] });
});

function rulesAgainst(text: string, discountPct: number): readonly string[] {
  const candidate = withReward({ discountPct, name: 'Off boots' }, text);
  const { audit } = decide(candidate, context, policy, NOW);
  return audit.rules.filter(({ passed }) => !passed).map(({ rule }) => rule);
}

describe('what the deck refuses and may not', () => {
  test.each([
    ['an ISO date', 'Take 20% off hiking boots until 2026-11-30.', 20, NEGATIVE],
    ['a range', 'Take 20% off hiking boots for a 2-2 pair.', 20, NEGATIVE],
    ['100%', 'Take 100% off hiking boots.', 100, ABOVE_100],
  ])('%s', (_, text, discount, pattern) => {
    expect(pattern.test(text)).toBe(true);
    expect(rulesAgainst(text, discount).filter((rule) => rule !== 'text-numbers')).toEqual([]);
  });

  test('an ISO date and 100% together are an offer', () => {
    const text = 'Take 100% off hiking boots until 2026-11-30.';
    expect(ABOVE_100.test(text) && NEGATIVE.test(text)).toBe(true);
    expect(rulesAgainst(text, 100)).toEqual([]);
  });
});

describe('what the deck lets pass and may not', () => {
  test.each([
    ['100.5%', 100.5],
    ['150 %', 150],
    ['１５０％', 150],
    ['150 percent', 150],
    ['one hundred and fifty percent', 150],
    ['1\u200B50%', 150],
  ])('%s', (written, value) => {
    const text = `Take ${written} off hiking boots.`;
    expect(ABOVE_100.test(text)).toBe(false);
    // In the words alone, and in the record as well.
    expect(rulesAgainst(text, 20)).toEqual(['text-percentages', 'text-numbers']);
    expect(rulesAgainst(text, value)).toEqual(expect.arrayContaining(['discount', 'text-percentages']));
  });

  test.each(['−20%', '– 20%', 'minus 20%', '－２０％'])('negative: %s', (written) => {
    const text = written.startsWith('–') ? `${written} on hiking boots.` : `Take ${written} on hiking boots.`;
    expect(NEGATIVE.test(text)).toBe(false);
    expect(rulesAgainst(text, 20)).toContain('text-negatives');
  });
});
