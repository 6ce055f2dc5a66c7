import { failed, idle, passed, type RuleResult } from './audit.ts';
import { type OfferFacts, sameName } from './offer-facts.ts';
import type { EligibilityRule } from './policy.ts';
import type { PolicyRule } from './policy-rule.ts';

/** The customer is among those the reward is for, by the reward's own record and by the policy. */
export const eligibility: PolicyRule = (facts) => {
  const { candidate, context, policy } = facts;
  const { segments, channels } = candidate.reward;
  return [
    among('for-segment', 'segment', context.segment?.name, segments),
    among('for-channel', 'channel', context.channel, channels),
    ...policy.eligibility.map((rule) => byPolicy(rule, facts)),
  ];
};

function byPolicy(rule: EligibilityRule, facts: OfferFacts): RuleResult {
  const name = `eligibility:${rule.id}`;
  const { candidate, context } = facts;
  const own = candidate.reward[rule.covers.by];
  if (!rule.covers.values.some((value) => sameName(value, own))) {
    return idle(name, `The rule "${rule.id}" is not about this reward.`);
  }
  const results = [
    rule.segments && among(name, 'segment', context.segment?.name, rule.segments),
    rule.tiers && among(name, 'tier', context.customer.loyaltyTier, rule.tiers),
    rule.channels && among(name, 'channel', context.channel, rule.channels),
    rule.minimumAge === undefined ? undefined : oldEnough(name, rule.minimumAge, facts),
  ].filter((result) => result !== undefined);
  const wrong = results.find((result) => !result.passed);
  if (wrong !== undefined) return { ...wrong, reason: `${wrong.reason} ${rule.reason}` };
  return results[0] ?? idle(name, `The rule "${rule.id}" asks for nothing.`);
}

function among(
  rule: string,
  what: string,
  own: string | undefined,
  allowed: readonly string[] | undefined,
): RuleResult {
  if (allowed === undefined) return idle(rule, `The offer is for every ${what}.`);
  const limit = allowed.slice(0, 5).join(', ') + (allowed.length > 5 ? ', …' : '');
  if (own === undefined) {
    return failed(
      rule,
      null,
      limit,
      `The offer is only for the ${what} ${limit}, and the customer's is not known.`,
    );
  }
  return allowed.some((each) => sameName(each, own))
    ? passed(rule, own, limit, `The ${what} "${own}" is one that the offer is for.`)
    : failed(rule, own, limit, `The ${what} "${own}" is not one that the offer is for (${limit}).`);
}

/** Age may not decide on credit: there the reward goes to nobody, rather than to some by their age. */
function oldEnough(rule: string, minimum: number, { context, creditLike }: OfferFacts): RuleResult {
  const limit = `${minimum} years`;
  if (creditLike) {
    return failed(
      rule,
      null,
      limit,
      'The reward is sold like credit, where age may not decide; it is offered to nobody.',
    );
  }
  const { age } = context.customer;
  // The age itself stays out of the audit, which is kept and exported.
  if (age === undefined)
    return failed(rule, null, limit, `The product asks for ${minimum} years, and the age is not known.`);
  return age >= minimum
    ? passed(rule, 'old enough', limit, `The customer has the ${minimum} years that the product asks for.`)
    : failed(
        rule,
        'too young',
        limit,
        `The customer is younger than the ${minimum} years that the product asks for.`,
      );
}
