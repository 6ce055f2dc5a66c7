import type { Person } from '../../src/campaigns/audience.ts';
import { type Campaign, readCampaign } from '../../src/campaigns/campaign.ts';
import { type CampaignInput, type CampaignPlan, planCampaign } from '../../src/campaigns/plan-campaign.ts';
import type { Result } from '../../src/domain/result.ts';
import { DEFAULT_POLICY } from '../../src/guardrails/policy/default-policy.ts';
import { loadPolicy } from '../../src/guardrails/policy/load-policy.ts';
import { trainMatching } from '../../src/matching/train-matching.ts';
import { buildProfiles } from '../../src/profiling/build-profiles.ts';
import { toTransactionTable } from '../../src/profiling/transaction-table.ts';
import { segmentCustomers } from '../../src/segmentation/segment-customers.ts';
import { SIMULATED_TODAY } from '../../src/simulation/business-customer.ts';
import { simulatePurchases } from '../../src/simulation/purchases.ts';
import { simulateRewards } from '../../src/simulation/rewards.ts';

export const SEED = 5;
export const CUSTOMERS = 70;
export const NOW = SIMULATED_TODAY;

/** The value of a result, or the test's end with what went wrong. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failures.map(({ message }) => message).join(' '));
  return result.value;
}

/** A simulated business as a campaign meets it: profiles from purchases, segments, a catalogue with usage rates. */
async function smallBusiness(): Promise<Omit<CampaignInput, 'campaign'>> {
  const years = [...simulatePurchases({ seed: SEED, customers: CUSTOMERS })].flat();
  const transactions = years.flatMap((year) => year.transactions);
  const { profiles } = must(
    await buildProfiles({
      transactions: toTransactionTable(transactions),
      customers: years.map(({ customer, pointsBalance }) => ({
        id: customer.id,
        name: customer.firstName,
        pointsBalance,
        categorySpend: {},
        channelCounts: {},
        attributes: { email: `${customer.id}@example.org` },
      })),
    }),
  );
  const { segments, assignments } = must(await segmentCustomers(profiles, { seed: SEED, k: 3 }));
  const people = profiles.map(
    (profile, i): Person => ({ profile, segment: segments[assignments[i] ?? -1]?.name ?? '' }),
  );
  // Some of all kinds, the earlier series at the end among them.
  const rewards = simulateRewards(SEED, NOW).filter((_, i) => i % 5 === 0);
  const { model } = must(await trainMatching({ profiles, rewards, responses: [] }));
  return { people, rewards, matching: model, policy: must(await loadPolicy(DEFAULT_POLICY)), now: NOW };
}

let made: Promise<Omit<CampaignInput, 'campaign'>> | undefined;

/** The same for every test of a file. */
export function business(): Promise<Omit<CampaignInput, 'campaign'>> {
  made ??= smallBusiness();
  return made;
}

export function campaign(fields: Partial<Campaign> = {}): Campaign {
  return must(readCampaign({ id: 'spring', goal: 'repeat', ...fields }));
}

export async function plan(
  fields: Partial<Campaign> = {},
  changes: Partial<CampaignInput> = {},
): Promise<Result<CampaignPlan>> {
  return planCampaign({ ...(await business()), campaign: campaign(fields), ...changes });
}
