import { failed, idle, passed, type RuleResult } from './audit.ts';
import { centsOf, moneyText } from './cents.ts';
import { type LimitUse, limitUses } from './ledger.ts';
import type { OfferFacts } from './offer-facts.ts';
import type { Limit } from './policy.ts';
import type { PolicyRule } from './policy-rule.ts';

/** One more offer stays within every budget and cap, by what the ledger says was handed out. */
export const spendingLimits: PolicyRule = (facts) => {
  const { candidate, context, policy, now, fallback } = facts;
  const { limits } = policy;
  if (fallback)
    return limits.map((limit) => idle(ruleOf(limit), 'The fallback costs nothing and is not counted.'));
  const { costPerUse } = candidate.reward;
  const cents = costPerUse === undefined ? undefined : centsOf(costPerUse);
  const spending = {
    id: '',
    customerId: context.customer.id,
    campaignId: context.campaignId,
    rewardId: candidate.reward.id,
    cents: cents ?? 0,
    at: now,
  };
  return limitUses(context.ledger, spending, limits).map((use) =>
    use.limit.money !== undefined && cents === undefined ? unknownCost(use.limit, facts) : check(use),
  );
};

function check({ limit, count, cents, fits }: LimitUse): RuleResult {
  const rule = ruleOf(limit);
  const allowed = [
    limit.count === undefined ? undefined : offers(limit.count),
    limit.money === undefined ? undefined : `${moneyText(centsOf(limit.money) ?? 0)} in money`,
  ].filter((part) => part !== undefined);
  const period = limit.days === undefined ? 'in all' : limit.days === 1 ? 'a day' : `in ${limit.days} days`;
  const most = `${allowed.join(' and ')} ${SCOPES[limit.per]} ${period}`;
  const seen = `${offers(count)}, ${moneyText(cents)} in money`;
  return fits
    ? passed(rule, seen, most, `With this offer it comes to ${seen}; allowed are ${most}.`)
    : failed(rule, seen, most, `With this offer it would come to ${seen}; allowed are ${most}.`);
}

function unknownCost(limit: Limit, { candidate }: OfferFacts): RuleResult {
  const { costPerUse } = candidate.reward;
  const reason =
    costPerUse === undefined
      ? 'What one use costs is not in the record, so the budget cannot be checked; write it there.'
      : `A cost of ${costPerUse} is no amount of money.`;
  return failed(ruleOf(limit), costPerUse ?? null, limit.money ?? null, reason);
}

const SCOPES: Readonly<Record<Limit['per'], string>> = {
  person: 'for one person',
  campaign: 'for one campaign',
  'person-and-campaign': 'for one person in one campaign',
  reward: 'for one reward',
  everything: 'for everything together',
};

function ruleOf({ id }: Limit): string {
  return `limit:${id}`;
}

function offers(count: number): string {
  return count === 1 ? '1 offer' : `${count} offers`;
}
