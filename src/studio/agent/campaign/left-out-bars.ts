import type { CampaignPreview } from '../../../service/agent-campaign-contract.ts';
import { plural } from '../../words.ts';
import { ruleTitle } from './campaign-words.ts';
import type { Bar } from './os-bar-list.ts';

/** Who is not among those that are meant, or gets nothing; the most people first. */
export function leftOutBars({ exclusions, totals }: CampaignPreview): readonly Bar[] {
  const excluded = exclusions.map(({ rule, count }) => against(ruleTitle(rule), count));
  const others = [
    against('Drawn by lot, to compare with', totals.heldOut),
    against('Nothing may go to them now', totals.none),
  ];
  return [...excluded, ...others].filter(({ value }) => value > 0).toSorted((a, b) => b.value - a.value);
}

/** Whom a rule kept from a reward that ranked well, so that they get the next best; the most people first. */
export function passedOverBars({ refusals, passedOver }: CampaignPreview): readonly Bar[] {
  const refused = refusals.map(
    ({ rule, people, offers, example }): Bar => ({
      ...against(ruleTitle(rule), people),
      more: `${plural(offers, 'reward')} refused. For instance: ${example}`,
    }),
  );
  const passed = passedOver.map(
    ({ rule, people, offers }): Bar => ({
      ...against(ruleTitle(rule), people),
      more: `${plural(offers, 'reward')} made way.`,
    }),
  );
  return [...refused, ...passed].toSorted((a, b) => b.value - a.value);
}

function against(label: string, people: number): Bar {
  return { label, value: people, said: plural(people, 'person', 'people'), against: true };
}
