import type { RewardType } from '../domain/reward.ts';
import type { DeckSegment } from '../domain/segment.ts';
import { acceptance } from './acceptance.ts';
import type { BusinessCustomer } from './business-customer.ts';
import { customerKind } from './customer-kinds.ts';
import { logistic, logit } from './distributions.ts';
import type { OfferRecord } from './offer-record.ts';
import { rewardType } from './reward-record.ts';

/** What each kind of customer makes of the type of a reward, in log-odds; the deck says which type suits which. */
const TYPE_LIKING: Readonly<Record<DeckSegment, Readonly<Record<RewardType, number>>>> = {
  'Premium VIP': { 'Points Promotion': 0.6, 'Coupon Series': -0.5, Gift: 0.2, Service: 0.2 },
  'Active Frequent': { 'Points Promotion': 0.4, 'Coupon Series': 0.4, Gift: 0, Service: -0.2 },
  'Growing Potential': { 'Points Promotion': -0.5, 'Coupon Series': 0.6, Gift: 0, Service: -0.2 },
  'Standard Active': { 'Points Promotion': -0.5, 'Coupon Series': 0.6, Gift: 0, Service: -0.2 },
};

/** A least spend of up to this many usual bills deters nobody. */
const EASY_SPEND = 1.5;

/** Rewards that match at least this much suit the customer well. */
export const WELL_MATCHED = 0.6;

/** Mean match of the pairs that match well, over simulated customers and rewards; a test holds it up to date. */
export const MEAN_WELL_MATCHED = 0.833;

/** Accepted out of curiosity, whatever the reward. */
const CURIOSITY = 0.02;

/**
 * How well the reward suits the customer, 0 to 1: the acceptance model's log-odds plus the kind's liking of the
 * type, minus the logarithm of a least spend above one and a half usual bills.
 */
export function rewardMatch(customer: BusinessCustomer, record: OfferRecord): number {
  const accepted = acceptance(customer.persona, customer.taste, record);
  const least = record.condition?.kind === 'minSpend' ? record.condition.amount : 0;
  const burden = Math.max(0, Math.log(least / (EASY_SPEND * customer.habits.meanBill)));
  return logistic(logit(accepted) + TYPE_LIKING[customer.kind][rewardType(record)] - burden);
}

/**
 * The true probability, 0 to 1, that the customer accepts the reward when it is offered: rises evenly with the
 * match, so that well-matched rewards are accepted as often as the deck says of the customer's segment.
 */
export function responseProbability(customer: BusinessCustomer, record: OfferRecord): number {
  const { response } = customerKind(customer.kind);
  const slope = (response - CURIOSITY) / MEAN_WELL_MATCHED;
  return Math.min(1, CURIOSITY + slope * rewardMatch(customer, record));
}
