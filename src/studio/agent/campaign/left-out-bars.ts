import type { CampaignPreview } from '../../../service/agent-campaign-contract.ts';
import { plural } from '../../words.ts';
import { ruleTitle } from './campaign-words.ts';
import type { Bar } from './os-bar-list.ts';

/** Who is not in it at all, and whom a rule kept from a reward that ranked well; the most people first. */
export function leftOutBars({ exclusions, refusals, passedOver }: CampaignPreview): readonly Bar[] {
  const excluded = exclusions
    .filter(({ count }) => count > 0)
    .map(
      ({ rule, count }): Bar => ({
        label: ruleTitle(rule),
        value: count,
        said: plural(count, 'person', 'people'),
        more: 'Not among the people you chose.',
        against: true,
      }),
    );
  const refused = refusals.map(
    ({ rule, people, offers, example }): Bar => ({
      label: ruleTitle(rule),
      value: people,
      said: plural(people, 'person', 'people'),
      more: `${plural(offers, 'offer')} refused, each person then got the next best. For instance: ${example}`,
      against: true,
    }),
  );
  const passed = passedOver.map(
    ({ rule, people, offers }): Bar => ({
      label: ruleTitle(rule),
      value: people,
      said: plural(people, 'person', 'people'),
      more: `${plural(offers, 'well-ranked reward')} made way for the next best.`,
    }),
  );
  const byPeople = (a: Bar, b: Bar) => b.value - a.value;
  return [...excluded.toSorted(byPeople), ...[...refused, ...passed].toSorted(byPeople)];
}
