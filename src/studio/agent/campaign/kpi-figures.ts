import type { Kpi, KpiName } from '../../../service/agent-campaign-contract.ts';
import { money, number } from '../agent-words.ts';
import type { Figure } from './os-figures.ts';

export const kpiTitles: Readonly<Record<KpiName, string>> = {
  conversion: 'Bought at least once',
  return: 'Earned, costs taken off',
  repeat: 'Bought again',
  lifetimeValue: 'Expected to be worth in a year',
};

/** How a value is said: shares in percent, their differences as people in a hundred, the rest as money. */
export function kpiSay(
  name: KpiName,
  currency: string,
  signed = false,
  total = false,
): (value: number) => string {
  const sign = (value: number) => (signed && value > 0 ? '+' : '');
  if (name === 'return' || name === 'lifetimeValue') {
    return (value) => `${sign(value)}${money(value, currency).replace('-', '−')}`;
  }
  if (total) return (value) => `${sign(value)}${number(value, 1).replace('-', '−')} people`;
  const unit = signed ? ' in 100' : '%';
  return (value) => `${sign(value)}${number(100 * value, 1).replace('-', '−')}${unit}`;
}

/** The difference between the two groups, in large. Only where they can be compared is it called the campaign's doing. */
export function kpiFigure({ name, difference, word }: Kpi, currency: string, sent: boolean): Figure {
  const sure = difference.low > 0 || difference.high < 0;
  const compared = word === 'uplift' ? 'the campaign did this' : 'the two groups cannot be compared';
  const claim = sent ? compared : 'but nothing is marked as sent';
  return {
    ...difference,
    label: kpiTitles[name],
    say: kpiSay(name, currency, true),
    more: sure ? `For one person; ${claim}.` : 'For one person; it may as well be chance.',
  };
}
