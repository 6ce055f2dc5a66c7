import type { Campaign } from '../campaigns/campaign.ts';
import { campaignTitle } from './agent-campaign-draft.ts';

/** `spring-sale-email.csv`: letters and digits alone, so that every system takes it. */
export function fileName(campaign: Pick<Campaign, 'name' | 'goal'>, what: string, ending: string): string {
  const words = campaignTitle(campaign)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${words || 'campaign'}-${what}.${ending}`;
}
