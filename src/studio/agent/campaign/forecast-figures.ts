import type { CampaignPreview, Estimate } from '../../../service/agent-campaign-contract.ts';
import { money, number } from '../agent-words.ts';
import type { Figure } from './os-figures.ts';

/** What is to be expected, in large: answers, cost, and what is left. */
export function forecastFigures({ forecast, totals, currency }: CampaignPreview): readonly Figure[] {
  const amount = (value: number) => money(value, currency);
  const { responses, cost, revenue, result } = forecast;
  const most = Math.max(cost.high, revenue.high, result.high);
  const least = Math.min(0, result.low);
  const figure = (label: string, of: Estimate, more: string): Figure => ({
    ...of,
    label,
    say: amount,
    more,
    // One scale for all three, so that their bars can be compared.
    scale: [least, most],
  });
  return [
    {
      ...responses,
      label: 'People who take it up',
      say: (value) => number(Math.round(value)),
      more: `of ${number(totals.offers)} who get a reward`,
      scale: [0, Math.max(totals.offers, responses.high)],
    },
    figure('What it costs', cost, `at most ${amount(totals.reservedCost)}, if everybody uses theirs`),
    figure('What is earned on their purchases', revenue, 'before the cost'),
    figure('What is left', result, 'earned less cost'),
  ];
}
