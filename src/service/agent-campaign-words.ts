import type { Exclusion } from '../campaigns/audience.ts';
import { filterText, type ProfileFilter } from '../campaigns/profile-filter.ts';
import type { FilterChoice } from './agent-campaign-contract.ts';

type NumberField = Extract<FilterChoice, { kind: 'number' }>;

/** What an audience may be chosen by, in plain words. */
export const NUMBER_FIELDS: readonly {
  readonly field: Extract<ProfileFilter, { operator: 'at-least' | 'at-most' | 'above' | 'below' }>['field'];
  readonly title: string;
  readonly unit: NumberField['unit'];
}[] = [
  { field: 'valueRank', title: 'Place by value among all customers', unit: 'share' },
  { field: 'recencyDays', title: 'Days since the last purchase', unit: 'days' },
  { field: 'frequency', title: 'Purchases', unit: 'purchases' },
  { field: 'monetary', title: 'Spent in all', unit: 'money' },
  { field: 'averageBasket', title: 'Usual basket', unit: 'money' },
  { field: 'tenureDays', title: 'Days as a customer', unit: 'days' },
  { field: 'churnRisk', title: 'Risk of not coming back', unit: 'share' },
  { field: 'expectedLifetimeValue', title: 'Expected spending over a year', unit: 'money' },
  { field: 'discountAffinity', title: 'Share bought with a discount', unit: 'share' },
  { field: 'pointsBalance', title: 'Points', unit: 'points' },
  { field: 'monthlyIncome', title: 'Monthly income', unit: 'money' },
  { field: 'age', title: 'Age', unit: 'years' },
];

export const TEXT_FIELDS: readonly {
  readonly field: Extract<ProfileFilter, { operator: 'is' | 'is-not' }>['field'];
  readonly title: string;
}[] = [
  { field: 'loyaltyTier', title: 'Loyalty tier' },
  { field: 'zone', title: 'Zone' },
  { field: 'channelPreference', title: 'Preferred channel' },
  { field: 'gender', title: 'Gender' },
];

export const CHANNEL_TITLES: Readonly<Record<string, string>> = {
  sms: 'Text message',
  whatsapp: 'WhatsApp',
  email: 'E-mail',
  push: 'Push message',
  app: 'In the app',
};

/** A filter in plain words: `Risk of not coming back: at least 50%`. */
export function filterWords(filter: ProfileFilter): string {
  if (filter.operator === 'share-at-least') {
    return `Spends at least ${percent(filter.value)} on ${filter.category}`;
  }
  if ('values' in filter) {
    const { title } = TEXT_FIELDS.find(({ field }) => field === filter.field) ?? { title: filter.field };
    return `${title} ${filter.operator === 'is' ? 'is' : 'is not'} ${filter.values.join(' or ')}`;
  }
  if (filter.field === 'valueRank' && filter.operator === 'at-least') {
    return `The top ${percent(1 - filter.value)} of customers by value`;
  }
  const { title, unit } = NUMBER_FIELDS.find(({ field }) => field === filter.field) ?? {
    title: filter.field,
    unit: 'money',
  };
  const value = unit === 'share' ? percent(filter.value) : String(filter.value);
  return `${title}: ${filter.operator.replace('-', ' ')} ${value}`;
}

/** Who is left out, with reasons in plain words. */
export function plainExclusions(
  exclusions: readonly Exclusion[],
  filters: readonly ProfileFilter[],
): readonly Exclusion[] {
  const words = new Map(filters.map((filter) => [`filter:${filterText(filter)}`, filterWords(filter)]));
  return exclusions.map((exclusion) => {
    const wanted = words.get(exclusion.rule);
    return wanted === undefined
      ? exclusion
      : { ...exclusion, reason: `The audience asks for this: ${wanted}.` };
  });
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}
