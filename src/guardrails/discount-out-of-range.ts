import { readNumbers } from './read-numbers.ts';
import type { Rule } from './rule.ts';

const PERCENT_KINDS: ReadonlySet<string> = new Set(['percentOff', 'cashback', 'rateBonus']);

/** A percentage is a number from 0 to 100; both ends are allowed. */
export const discountOutOfRange: Rule = ({ text, record }) => {
  const stated = readNumbers(text).flatMap(({ unit, value }) => (unit === 'percent' ? [value] : []));
  const typed = record !== undefined && PERCENT_KINDS.has(record.benefitKind) ? [record.benefitSize] : [];
  const wrong = [...new Set([...stated, ...typed])].filter((value) => !(value >= 0 && value <= 100));
  return wrong.map((value) => ({
    type: 'discount-out-of-range',
    message: `${value}% is not a percentage from 0% to 100%.`,
  }));
};
