import type { Candidate, PolicyContext } from '../../../src/guardrails/policy/candidate.ts';
import { DEFAULT_POLICY } from '../../../src/guardrails/policy/default-policy.ts';
import { emptyLedger } from '../../../src/guardrails/policy/ledger.ts';
import { loadPolicy } from '../../../src/guardrails/policy/load-policy.ts';
import type { LoadedPolicy, Policy } from '../../../src/guardrails/policy/policy.ts';

export const NOW = Date.UTC(2026, 10, 22, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Passes every rule of the default policy. */
export const candidate: Candidate = {
  id: 'c1',
  text: 'Take 20% off hiking boots when you spend $50 or more, until 30 November.',
  reward: {
    id: 'r1',
    type: 'Coupon Series',
    name: 'Flat 20% off on hiking boots',
    product: 'hiking boots',
    category: 'Shoes',
    discountPct: 20,
    minSpend: 50,
    costPerUse: 8,
    validUntil: Date.UTC(2026, 10, 30, 23, 59),
  },
};

export const context: PolicyContext = {
  customer: {
    id: 'C-1001',
    name: 'Maya Miller',
    age: 30,
    gender: 'Female',
    monthlyIncome: 4200,
    averageBasket: 40,
    frequency: 3,
    pointsBalance: 900,
    loyaltyTier: 'Silver',
  },
  segment: { name: 'Standard Active', averageBasket: 30 },
  channel: 'email',
  campaignId: 'winback',
  ledger: emptyLedger(DEFAULT_POLICY),
};

export function withReward(change: Partial<Candidate['reward']>, text = candidate.text): Candidate {
  return { ...candidate, text, reward: { ...candidate.reward, ...change } };
}

/** The default policy with changes, loaded. Throws where it is refused. */
export async function policyWith(change: Partial<Policy> = {}): Promise<LoadedPolicy> {
  const loaded = await loadPolicy({ ...DEFAULT_POLICY, ...change });
  if (!loaded.ok) throw new Error(loaded.failures.map(({ message }) => message).join('\n'));
  return loaded.value;
}
