import { failed, idle, passed, type RuleResult } from './audit.ts';
import { valuesOf } from './bounds.ts';
import type { OfferFacts } from './offer-facts.ts';
import type { PolicyRule } from './policy-rule.ts';

/** What the offer asks for is within the customer's reach: the minimum spend, and the points. */
export const reach: PolicyRule = (facts) => [minimumSpend(facts), points(facts)];

function minimumSpend(facts: OfferFacts): RuleResult {
  const rule = 'spend-within-reach';
  const { context, policy } = facts;
  const minSpend = Math.max(0, ...valuesOf('minSpend', facts));
  if (minSpend === 0) return idle(rule, 'The offer asks for no minimum spend.');
  const { timesAverageBasket: times, unknownBasket } = policy.reach;
  const { averageBasket, frequency } = context.customer;
  const own = frequency === 0 ? undefined : averageBasket;
  const [whose, basket] =
    own !== undefined
      ? ["the customer's average basket", own]
      : (["the segment's average basket", context.segment?.averageBasket] as const);
  const limit = basket === undefined ? unknownBasket : times * basket;
  const because =
    basket === undefined
      ? `where no average basket is known, ${limit} is allowed`
      : `${times} times ${whose} of ${round(basket)} is ${round(limit)}`;
  return minSpend <= limit
    ? passed(rule, minSpend, limit, `The minimum spend of ${minSpend} can be met: ${because}.`)
    : failed(rule, minSpend, limit, `The minimum spend of ${minSpend} is out of reach: ${because}.`);
}

function points(facts: OfferFacts): RuleResult {
  const rule = 'points-within-balance';
  const { context, policy } = facts;
  const pointsRequired = Math.max(0, ...valuesOf('pointsRequired', facts));
  const { pointsBalance } = context.customer;
  if (!policy.reach.pointsWithinBalance)
    return idle(rule, 'The policy does not compare points with the balance.');
  if (pointsRequired === 0) return idle(rule, 'The offer asks for no points.');
  if (pointsBalance === undefined) {
    return failed(
      rule,
      pointsRequired,
      null,
      `The offer asks for ${pointsRequired} points, and the customer's balance is not known.`,
    );
  }
  return pointsRequired <= pointsBalance
    ? passed(
        rule,
        pointsRequired,
        pointsBalance,
        `The ${pointsRequired} points are within the balance of ${pointsBalance}.`,
      )
    : failed(
        rule,
        pointsRequired,
        pointsBalance,
        `The ${pointsRequired} points are more than the balance of ${pointsBalance}.`,
      );
}

function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}
