import { MOST_PER_DAY, MOST_PER_WEEK } from '../campaigns/campaign.ts';
import { failure, type Result } from '../domain/result.ts';
import { DEFAULT_POLICY } from '../guardrails/policy/default-policy.ts';
import { loadPolicy } from '../guardrails/policy/load-policy.ts';
import type { LoadedPolicy, Policy } from '../guardrails/policy/policy.ts';
import type { CampaignChoices } from './agent-campaign-contract.ts';

const CURRENCY = 'USD';

/** The one currency of customers and rewards; `two-currencies` where they name different ones. */
export function sharedCurrency(customers: string | undefined, rewards: string | undefined): Result<string> {
  if (customers !== undefined && rewards !== undefined && customers !== rewards) {
    return failure(
      'two-currencies',
      `The purchases are in ${customers}, the rewards in ${rewards}: a least spend or a cost would mean nothing. Import rewards in ${customers}, or purchases in ${rewards}.`,
      'currency',
    );
  }
  return { ok: true, value: customers ?? rewards ?? CURRENCY };
}

/** The default policy in the business's currency. */
export function policyIn(currency: string): Promise<Result<LoadedPolicy>> {
  return loadPolicy({ ...DEFAULT_POLICY, currency });
}

/** What a marketer should know of the policy, in sentences. */
export function policySentences({
  bounds,
  limits,
  custom,
  reach,
  expiry,
  fairness,
}: Policy): readonly string[] {
  return [
    `Discounts from ${bounds.discountPct.min}% to ${bounds.discountPct.max}%.`,
    ...custom.map(({ reason }) => reason),
    ...limits.map(limitSentence),
    `A least spend of at most ${reach.timesAverageBasket} times the customer's usual basket.`,
    ...(reach.pointsWithinBalance ? ['No reward for more points than the customer has.'] : []),
    `A reward has to be valid for another ${expiry.shortestHours === 1 ? 'hour' : `${expiry.shortestHours} hours`} at least.`,
    ...(fairness.allowAge || fairness.allowGender ? [] : ['Age and gender choose nobody and nothing.']),
  ];
}

/** How many offers one person gets at most by the policy, and the most that a campaign may allow. */
export function personCaps({ limits }: Policy): CampaignChoices['policy']['person'] {
  const least = (days: number): number | undefined => {
    const counts = limits.flatMap((limit) =>
      limit.per === 'person' && limit.days === days && limit.count !== undefined ? [limit.count] : [],
    );
    return counts.length === 0 ? undefined : Math.min(...counts);
  };
  const [perDay, perWeek] = [least(1), least(7)];
  return {
    ...(perDay !== undefined && { perDay }),
    ...(perWeek !== undefined && { perWeek }),
    mostPerDay: MOST_PER_DAY,
    mostPerWeek: MOST_PER_WEEK,
  };
}

function limitSentence({ id, per, count, money, days }: Policy['limits'][number]): string {
  const most = [
    ...(count === undefined ? [] : [count === 1 ? 'one offer' : `${count} offers`]),
    ...(money === undefined ? [] : [`a cost of ${money}`]),
  ].join(' and ');
  const whose = per === 'everything' ? 'in all' : `for each ${per.replaceAll('-', ' ')}`;
  const time = days === undefined ? '' : days === 1 ? ' a day' : ` in ${days} days`;
  return `At most ${most} ${whose}${time} (${id}).`;
}
