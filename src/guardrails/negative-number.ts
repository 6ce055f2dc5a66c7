import { readNumbers } from './read-numbers.ts';
import type { Rule } from './rule.ts';

/** Points, money and periods are never below zero. */
export const negativeNumber: Rule = ({ text, record }) => {
  const stated = readNumbers(text).map(({ value }) => value);
  const typed = record === undefined ? [] : [record.benefitSize];
  const wrong = [...new Set([...stated, ...typed])].filter((value) => value < 0 || Number.isNaN(value));
  return wrong.map((value) => ({
    type: 'negative-number',
    message: `The number ${value} is below zero.`,
  }));
};
