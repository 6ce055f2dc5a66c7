import { failure, type Result } from '../domain/result.ts';
import { loadPolicy } from '../guardrails/policy/load-policy.ts';
import type { LoadedPolicy, Policy } from '../guardrails/policy/policy.ts';
import type { Campaign } from './campaign.ts';

/**
 * The policy with a campaign's caps among its limits: they are limits like any other, so that every audit names them.
 *
 * @returns `cap-zero` where the campaign may hand out no offer; what {@link loadPolicy} returns.
 */
export async function withCaps(
  { policy }: LoadedPolicy,
  caps: Campaign['caps'],
): Promise<Result<LoadedPolicy>> {
  const { budget, offers, discountPct } = caps;
  const limits: Policy['limits'] = [
    ...personLimits(policy.limits, caps),
    ...(budget === undefined
      ? []
      : [{ id: 'campaign-budget', per: 'campaign' as const, money: Math.round(budget * 100) / 100 }]),
    ...(offers === undefined || offers === 0
      ? []
      : [{ id: 'campaign-offers', per: 'campaign' as const, count: offers }]),
  ];
  if (offers === 0) {
    return failure('cap-zero', 'The campaign may hand out 0 offers; raise "caps.offers".', 'caps.offers');
  }
  const { min, max } = policy.bounds.discountPct;
  const bounds =
    discountPct === undefined
      ? policy.bounds
      : {
          ...policy.bounds,
          discountPct: { min: Math.min(min, discountPct), max: Math.min(max, discountPct) },
        };
  return loadPolicy({ ...policy, bounds, limits });
}

/** The policy's limits, with the campaign's own number where it caps the days of one person. */
function personLimits(limits: Policy['limits'], caps: Campaign['caps']): Policy['limits'] {
  const wanted = [
    { id: 'daily', days: 1, count: caps.personPerDay },
    { id: 'weekly', days: 7, count: caps.personPerWeek },
  ].flatMap(({ count, ...rest }) =>
    count === undefined ? [] : [{ ...rest, per: 'person' as const, count }],
  );
  const isReplaced = (limit: Policy['limits'][number]) =>
    limit.per === 'person' && limit.count !== undefined && wanted.some(({ days }) => days === limit.days);
  // A cap in money beside the count stays.
  const kept = limits.flatMap((limit) => {
    if (!isReplaced(limit)) return [limit];
    const { count: _, ...rest } = limit;
    return rest.money === undefined ? [] : [{ ...rest, id: `${rest.id}-money` }];
  });
  return [...kept, ...wanted];
}
