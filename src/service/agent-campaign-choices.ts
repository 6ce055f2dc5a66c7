import { CAMPAIGN_CHANNELS } from '../campaigns/campaign.ts';
import { channelOf } from '../campaigns/contenders.ts';
import { GOAL_TABLE, GOALS } from '../campaigns/goal.ts';
import { valueRanks } from '../campaigns/profile-filter.ts';
import { BROWSER_LIMIT } from '../campaigns/schedule.ts';
import type { CustomerProfile } from '../domain/customer.ts';
import type { Policy } from '../guardrails/policy/policy.ts';
import type { CampaignChoices, FilterChoice } from './agent-campaign-contract.ts';
import { personCaps, policySentences } from './agent-campaign-policy.ts';
import { CHANNEL_TITLES, filterWords, NUMBER_FIELDS, TEXT_FIELDS } from './agent-campaign-words.ts';
import type { LoadedCustomers } from './agent-customers.ts';
import { spreadOf } from './agent-overview.ts';

const MOST_VALUES = 100;
const WITHHELD = 'The policy lets nobody be chosen by it.';

/** What a marketer can choose from, given these customers. */
export function choicesOf({ about, profiles, segments }: LoadedCustomers, policy: Policy): CampaignChoices {
  const channels = new Map<string, number>();
  for (const profile of profiles) {
    const channel = channelOf(profile, undefined);
    channels.set(channel, (channels.get(channel) ?? 0) + 1);
  }
  const { allowAge, allowGender } = policy.fairness;
  const forbidden = [...(allowAge ? [] : ['age']), ...(allowGender ? [] : ['gender'])];
  const fields = fieldsOf(profiles);
  return {
    goals: GOALS.map((goal) => {
      const { title, audience, ranking } = GOAL_TABLE[goal];
      return { goal, title, audience: `${audience.map(filterWords).join('; ')}.`, ranking };
    }),
    segments: segments.map(({ name, size }) => ({ name, customers: size })),
    channels: CAMPAIGN_CHANNELS.map((channel) => ({
      channel,
      title: CHANNEL_TITLES[channel] ?? channel,
      customers: channels.get(channel) ?? 0,
    })),
    filters: fields.filter(({ field }) => !forbidden.includes(field)),
    withheld: fields
      .filter(({ field }) => forbidden.includes(field))
      .map(({ title }) => ({ title, reason: WITHHELD })),
    currency: policy.currency,
    simulated: about.simulated,
    policy: {
      name: policy.name,
      version: policy.version,
      rules: policySentences(policy),
      person: personCaps(policy),
      mostDiscountPct: policy.bounds.discountPct.max,
    },
    scheduleLimit: BROWSER_LIMIT,
  };
}

/** Fields that are known of somebody. */
function fieldsOf(profiles: readonly CustomerProfile[]): readonly FilterChoice[] {
  const ranks = valueRanks(profiles);
  const rankOf = new Map(profiles.map((profile, i) => [profile, ranks[i]]));
  const numbers = NUMBER_FIELDS.flatMap(({ field, title, unit }): FilterChoice[] => {
    const value = (profile: CustomerProfile) =>
      field === 'valueRank' ? rankOf.get(profile) : profile[field];
    const spread = spreadOf(profiles, value);
    return spread.known === 0 ? [] : [{ kind: 'number', field, title, unit, spread }];
  });
  const texts = TEXT_FIELDS.flatMap(({ field, title }): FilterChoice[] => {
    const counts = new Map<string, number>();
    for (const { [field]: value } of profiles) {
      if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const values = [...counts]
      .map(([value, customers]) => ({ value, customers }))
      .sort((a, b) => b.customers - a.customers)
      .slice(0, MOST_VALUES);
    return values.length === 0 ? [] : [{ kind: 'text', field, title, values }];
  });
  const categories = [...new Set(profiles.flatMap(({ categoryAffinity }) => Object.keys(categoryAffinity)))];
  const title = 'Share of spending on a category';
  return [
    ...numbers,
    ...texts,
    ...(categories.length === 0
      ? []
      : [
          {
            kind: 'category' as const,
            field: 'categoryAffinity' as const,
            title,
            categories: categories.sort(),
          },
        ]),
  ];
}
