import type { CustomerProfile } from '../../domain/customer.ts';
import { daysAgo, money, number, percent } from './agent-words.ts';

type Row = readonly [term: string, value: string];

const MOST_SHARES = 3;
const MOST_ATTRIBUTES = 8;

/** What is known of a customer, in words; what is not known has no row. */
export function detailRows(profile: CustomerProfile, currency: string | undefined): readonly Row[] {
  const amount = (value: number) => money(value, currency);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Number', profile.id],
    ['Last bought', told(profile.recencyDays, daysAgo)],
    ['How often', `${number(profile.frequency)} ${profile.frequency === 1 ? 'purchase' : 'purchases'}`],
    ['How much', `${amount(profile.monetary)}, ${amount(profile.averageBasket)} a purchase`],
    ['Customer for', told(profile.tenureDays, (days) => `${number(days)} days`)],
    ['Buys mostly', shares(profile.categoryAffinity)],
    ['Buys through', shares(profile.channelShares)],
    ['Likes to be reached by', profile.channelPreference],
    ['Bought with a discount', told(profile.discountAffinity, percent)],
    ['Chance of not coming back within a year', told(profile.churnRisk, percent)],
    ['Expected to spend within a year', told(profile.expectedLifetimeValue, amount)],
    ['Loyalty tier', profile.loyaltyTier],
    ['Points', told(profile.pointsBalance, (points) => number(points))],
    ['Income a month', told(profile.monthlyIncome, amount)],
    ['Age', told(profile.age, (years) => number(Math.floor(years)))],
    ['Gender', profile.gender],
    ['Zone', profile.zone],
    ...Object.entries(profile.attributes)
      .slice(0, MOST_ATTRIBUTES)
      .map(([name, value]) => [name.replaceAll('_', ' '), String(value)] as const),
  ];
  return rows.flatMap(([term, value]): readonly Row[] =>
    value === undefined || value === '' ? [] : [[term, value]],
  );
}

function told(value: number | undefined, words: (value: number) => string): string | undefined {
  return value === undefined ? undefined : words(value);
}

function shares(of: Readonly<Record<string, number>>): string | undefined {
  const largest = Object.entries(of)
    .filter(([, share]) => share > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_SHARES)
    .map(([name, share]) => `${name} ${percent(share)}`);
  return largest.length === 0 ? undefined : largest.join(', ');
}
