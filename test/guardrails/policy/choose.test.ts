import { beforeAll, expect, test } from 'vitest';
import { choose } from '../../../src/guardrails/policy/choose.ts';
import type { LoadedPolicy } from '../../../src/guardrails/policy/policy.ts';
import { candidate, context, NOW, policyWith, withReward } from './examples.ts';

let policy: LoadedPolicy;
beforeAll(async () => {
  policy = await policyWith();
});

const bad = withReward({ discountPct: 120, name: 'Boots' }, 'Take 120% off hiking boots.');

test('the best that passes, with the better ones that were refused and why', () => {
  const choice = choose(
    [
      { ...candidate, id: 'worse', score: 1 },
      { ...bad, id: 'best', score: 3 },
      { ...candidate, id: 'second', score: 2 },
      { ...candidate, id: 'none' },
    ],
    context,
    policy,
    NOW,
  );
  expect(choice).toMatchObject({ source: 'candidate', index: 2, untried: 2 });
  expect(choice.offer).toEqual({ ...candidate, id: 'second', score: 2 });
  expect(choice.refused).toMatchObject([
    {
      index: 1,
      candidateId: 'best',
      rules: ['discount', 'custom:deep-discount', 'text-percentages'],
    },
  ]);
  expect(choice.refused[0]?.audit.rules).toHaveLength(40);
});

test('without scores the order given counts', () => {
  const choice = choose([bad, candidate, { ...candidate, id: 'c2' }], context, policy, NOW);
  expect([choice.index, choice.refused.length, choice.untried]).toEqual([1, 1, 1]);
});

test.each([
  ['no candidate', []],
  ['none that passes', [bad, bad]],
  ['candidates that are none', [null, 5, undefined] as never],
  ['no list', undefined as never],
])('the fallback: %s', (_, candidates) => {
  const choice = choose(candidates, context, policy, NOW);
  expect(choice).toMatchObject({ source: 'fallback', index: null, untried: 0 });
  expect(choice.offer.text).toBe(policy.policy.fallback.text);
  expect(choice.refused).toHaveLength((candidates as readonly unknown[] | undefined)?.length ?? 0);
  expect(choice.audit.rules.every(({ passed }) => passed)).toBe(true);
});

test('the fallback is there whoever comes, and whatever cannot be read', () => {
  const named = { ...context, customer: { ...context.customer, name: 'Arrivals Season' } };
  for (const where of [named, null as never, {} as never]) {
    expect(choose([candidate, bad], where, policy, Number.NaN).source).toBe('fallback');
  }
});
