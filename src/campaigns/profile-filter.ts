import * as v from 'valibot';
import type { CustomerProfile } from '../domain/customer.ts';
import { type Failure, type Result, success } from '../domain/result.ts';
import type { Policy } from '../guardrails/policy/policy.ts';

const NUMBER_FIELDS = [
  'monthlyIncome',
  'pointsBalance',
  'recencyDays',
  'frequency',
  'monetary',
  'averageBasket',
  'tenureDays',
  'discountAffinity',
  'churnRisk',
  'expectedLifetimeValue',
  'age',
] as const satisfies readonly (keyof CustomerProfile)[];
const TEXT_FIELDS = [
  'loyaltyTier',
  'zone',
  'channelPreference',
  'gender',
] as const satisfies readonly (keyof CustomerProfile)[];

const unknown = v.optional(v.picklist(['keep', 'drop']));

/** One condition on a profile; all of an audience's hold together. */
export const ProfileFilterSchema = v.variant('operator', [
  v.strictObject({
    /** `valueRank`: share of the customers whose expected value, or spending where that is unknown, is no higher. */
    field: v.picklist([...NUMBER_FIELDS, 'valueRank']),
    operator: v.picklist(['at-least', 'at-most', 'above', 'below']),
    value: v.pipe(v.number(), v.finite()),
    /** What becomes of somebody whose value is not known; they are dropped where this is left out. */
    unknown,
  }),
  v.strictObject({
    field: v.picklist(TEXT_FIELDS),
    operator: v.picklist(['is', 'is-not']),
    values: v.pipe(v.array(v.string()), v.minLength(1)),
    unknown,
  }),
  v.strictObject({
    /** A category of the import; its share of the customer's spending, 0 to 1. */
    field: v.literal('categoryAffinity'),
    category: v.string(),
    operator: v.literal('share-at-least'),
    value: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    unknown,
  }),
]);
export type ProfileFilter = v.InferOutput<typeof ProfileFilterSchema>;

/** Who passes the filter; the ranks that `valueRank` asks for come with it. */
export function passesFilter(filter: ProfileFilter, profile: CustomerProfile, valueRank: number): boolean {
  const kept = filter.unknown === 'keep';
  if (filter.operator === 'share-at-least') {
    if (Object.keys(profile.categoryAffinity).length === 0) return kept;
    return (profile.categoryAffinity[filter.category] ?? 0) >= filter.value;
  }
  if ('values' in filter) {
    const own = profile[filter.field];
    if (own === undefined) return kept;
    const among = filter.values.some((value) => value.trim().toLowerCase() === own.trim().toLowerCase());
    return among === (filter.operator === 'is');
  }
  const own = filter.field === 'valueRank' ? valueRank : profile[filter.field];
  if (own === undefined || !Number.isFinite(own)) return kept;
  switch (filter.operator) {
    case 'at-least':
      return own >= filter.value;
    case 'at-most':
      return own <= filter.value;
    case 'above':
      return own > filter.value;
    case 'below':
      return own < filter.value;
  }
}

/** The filter in words, for counts of who was excluded: `churnRisk at least 0.5`. */
export function filterText(filter: ProfileFilter): string {
  if (filter.operator === 'share-at-least') {
    return `share of spending on ${filter.category} at least ${filter.value}`;
  }
  if ('values' in filter) {
    return `${filter.field} ${filter.operator === 'is' ? 'is' : 'is not'} ${filter.values.join(' or ')}`;
  }
  return `${filter.field} ${filter.operator.replace('-', ' ')} ${filter.value}`;
}

/** Age and gender choose nobody unless the policy says that they may. */
export function checkFilters(
  filters: readonly ProfileFilter[],
  { fairness }: Pick<Policy, 'fairness'>,
): Result<readonly ProfileFilter[]> {
  const failures = filters.flatMap((filter, i): Failure[] => {
    const { field } = filter;
    const refused = (field === 'age' && !fairness.allowAge) || (field === 'gender' && !fairness.allowGender);
    if (!refused) return [];
    const message = `The audience may not be chosen by ${field}: the policy does not allow it. Remove the filter, or allow ${field} in the policy's fairness settings.`;
    return [{ type: 'filter-unfair', message, path: `audience.filters[${i}].field` }];
  });
  return failures.length === 0 ? success(filters) : { ok: false, failures };
}

/**
 * For each profile the share of all whose value is no higher, 0 to 1: by expected lifetime value where it is known for
 * everybody, else by past spending.
 */
export function valueRanks(profiles: readonly CustomerProfile[]): Float64Array {
  const known = profiles.every(({ expectedLifetimeValue: value }) => value !== undefined);
  const values = Float64Array.from(profiles, (p) => (known ? (p.expectedLifetimeValue ?? 0) : p.monetary));
  const sorted = Float64Array.from(values).sort();
  return values.map((value) => upperBound(sorted, value) / sorted.length);
}

function upperBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
