import type { Issue } from '../domain/offer.ts';
import { paymentMethodsIn } from '../domain/payment-method.ts';
import type { Reward } from '../domain/reward.ts';
import type { Claim } from './claim.ts';
import { readClaims } from './read-claims.ts';
import { isNamedDay } from './read-dates.ts';
import { type FactContext, type RewardFact, rewardFacts } from './reward-facts.ts';

export interface CopyTrace {
  /** Everything the text states in numbers. */
  readonly claims: readonly Claim[];
  /** One for each claim that the record does not make; none where every number is traceable. */
  readonly issues: readonly Issue[];
}

/**
 * Whether all that a text promises stands in the reward's record: each number in its unit, what is given apart from
 * what is asked for, dates, "free", and the payment method. Numbers of any script and spelt-out English ones are read.
 */
export function traceCopy(text: string, reward: Reward, context: FactContext): CopyTrace {
  const facts = rewardFacts(reward, context);
  const claims = readClaims(text);
  const lost = claims.filter((claim) => !facts.some((fact) => supports(fact, claim, context.currency)));
  const payments = new Set(paymentMethodsIn([reward.paymentMethod, reward.name, reward.product].join(' · ')));
  const otherPayments = paymentMethodsIn(text).filter((method) => !payments.has(method));
  return {
    claims,
    issues: [
      ...lost.map((claim) => ({
        type: 'untraceable-number',
        message: `The text says "${claim.text}", which the record of the reward does not: ${said(facts, claim)}.`,
      })),
      ...otherPayments.map((method) => ({
        type: 'untraceable-payment',
        message: `The text asks for ${method}, which the record of the reward does not.`,
      })),
    ],
  };
}

function supports(fact: RewardFact, claim: Claim, currency: string): boolean {
  if (fact.unit !== claim.unit) return false;
  if (claim.unit === 'label') return fact.text?.toLowerCase() === claim.text.toLowerCase();
  if (claim.unit === 'free') return true;
  if (claim.unit === 'date') return isSameDay(fact, claim);
  if (fact.role !== undefined && claim.role !== undefined && fact.role !== claim.role) return false;
  // Thirds are written in words; money and percentages to the hundredth.
  if (Math.abs(fact.value - claim.value) > 1e-6) return false;
  return claim.unit !== 'money' || (claim.currency ?? currency) === (fact.currency ?? currency);
}

function isSameDay({ at, readings }: RewardFact, claim: Claim): boolean {
  if (at !== undefined) return (claim.readings ?? []).some((named) => isNamedDay(at, named));
  return JSON.stringify(readings) === JSON.stringify(claim.readings);
}

const KINDS: Partial<Record<Claim['unit'], string>> = {
  percent: 'percentage',
  money: 'amount of money',
  points: 'number of points',
  date: 'date',
  day: 'number of days',
};

/** What the record says instead, in words. */
function said(facts: readonly RewardFact[], { unit }: Claim): string {
  const kind = KINDS[unit];
  const same = facts.filter((fact) => fact.unit === unit);
  if (kind === undefined) return unit === 'free' ? 'nothing in it is free' : 'it holds no such number';
  if (same.length === 0) return `it holds no ${kind}`;
  return `its ${kind} is ${same.map(({ value, at, role }) => `${at === undefined ? value : new Date(at).toISOString().slice(0, 10)}${role === 'asks' ? ' to be spent' : ''}`).join(' or ')}`;
}
