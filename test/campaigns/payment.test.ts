import { expect, test, vi } from 'vitest';
import { dryRun } from '../../src/campaigns/dry-run.ts';
import { DEFAULT_POLICY } from '../../src/guardrails/policy/default-policy.ts';
import { emptyLedger } from '../../src/guardrails/policy/ledger.ts';
import { paymentOf } from '../../src/matching/payment-of.ts';
import { business, must, plan } from './small-business.ts';

vi.setConfig({ testTimeout: 60_000 });

test('a reward that holds with one way of paying goes to nobody who pays another way', async () => {
  const { people, rewards } = await business();
  const tied = rewards.slice(0, 12).map((reward) => ({ ...reward, paymentMethod: 'Bank Transfer' }));
  const paying = people.map(({ profile, segment }, i) => ({
    segment,
    profile: { ...profile, attributes: { payment_method: i % 2 === 0 ? 'Bank transfer' : 'Cash' } },
  }));
  const made = must(
    await plan(
      { holdOut: 0, explore: 0 },
      { people: paying, rewards: tied.map(({ segments: _, ...one }) => one) },
    ),
  );
  const ran = must(await dryRun(made, emptyLedger(DEFAULT_POLICY), { previews: 1000 }));
  const ways = new Map(paying.map(({ profile }) => [profile.id, paymentOf(profile)]));
  const sources = new Map<string, Set<string>>();
  for (const { customerId, decision } of ran.previews) {
    const way = ways.get(customerId) ?? 'unknown';
    sources.set(way, (sources.get(way) ?? new Set()).add(decision.source));
    if (way !== 'Cash') continue;
    const rules = new Set(decision.refused.flatMap((each) => each.rules.map(({ rule }) => rule)));
    expect([...rules]).toContain('payment-mismatch');
  }
  expect(sources.get('Cash')).toEqual(new Set(['fallback']));
  expect(sources.get('Bank Transfer')?.has('candidate')).toBe(true);
});
