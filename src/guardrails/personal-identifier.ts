import type { Issue } from '../domain/offer.ts';
import { namesPerson } from './names-person.ts';
import { readNumbers } from './read-numbers.ts';
import type { OfferCheck, Rule } from './rule.ts';

/** No name, exact income or age of the person stands in the text. */
export const personalIdentifier: Rule = (check) => [
  ...(namesPerson(check) ? [found("The text contains the person's name.")] : []),
  ...incomeIn(check),
  ...ageIn(check),
];

function found(message: string): Issue {
  return { type: 'personal-identifier', message };
}

/** The exact income, as dollars or as a number that stands alone; `500 bonus points` is none. */
function incomeIn({ text, persona }: OfferCheck): readonly Issue[] {
  const income = persona.monthlyIncome;
  const stated = readNumbers(text).some(
    ({ value, unit, index }) =>
      value === income &&
      (unit === 'dollar' ||
        (unit === 'plain' && income >= 1000 && !/^[\d,.]+(?:x|-|\s\w*\s?points)/.test(text.slice(index)))),
  );
  return stated ? [found("The text states the person's exact income.")] : [];
}

/** The age where it reads as one: `30 years old`, `30-year-old`, `aged 30`, `at 30`. */
function ageIn({ text, persona }: OfferCheck): readonly Issue[] {
  const age = String(persona.age);
  const after = new RegExp(`(?<![\\d.,$])${age}[- ]?years?[- ](?:old|of age)`, 'i');
  const before = new RegExp(`\\b(?:age|aged|turning|are|at)\\s+${age}(?!\\d|[.,]\\d|%|[- ]\\p{L})`, 'iu');
  return after.test(text) || before.test(text) ? [found("The text states the person's age.")] : [];
}
