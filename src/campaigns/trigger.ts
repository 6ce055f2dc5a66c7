import type { CustomerProfile, Transaction } from '../domain/customer.ts';
import type { Schedule } from './schedule.ts';

type Trigger = Extract<Schedule, { kind: 'by-behaviour' }>['when'];

/** By customer: the largest purchase of the last days, in the import's currency. */
export type BehaviourFacts = ReadonlyMap<string, number>;

const DAY_MS = 86_400_000;

/**
 * The largest single purchase of each customer in the last days before `now`, for triggers by basket.
 *
 * @param now milliseconds since 1970; purchases after it do not count.
 */
export function recentBaskets(
  transactions: Iterable<Pick<Transaction, 'customerId' | 'at' | 'amount'>>,
  withinDays: number,
  now: number,
): BehaviourFacts {
  const largest = new Map<string, number>();
  const from = now - withinDays * DAY_MS;
  for (const { customerId, at, amount } of transactions) {
    if (at < from || at > now) continue;
    if (amount > (largest.get(customerId) ?? 0)) largest.set(customerId, amount);
  }
  return largest;
}

/** Whether the customer's behaviour calls for the campaign; somebody of whom nothing is known does not. */
export function isTriggered(when: Trigger, profile: CustomerProfile, facts: BehaviourFacts): boolean {
  if (when.event === 'silent') return profile.recencyDays !== undefined && profile.recencyDays >= when.days;
  return (facts.get(profile.id) ?? 0) > when.amount;
}
