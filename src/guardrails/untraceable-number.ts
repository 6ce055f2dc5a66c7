import type { Issue } from '../domain/offer.ts';
import type { CatalogueReading, NumberFact, StatedTerm } from './catalogue-reader.ts';
import { readNumbers, type TextNumber } from './read-numbers.ts';
import type { Rule } from './rule.ts';

/**
 * Every number is one that the catalogue has for the product and the benefit or condition that the text names, or stands
 * in a name. Without a catalogue there is nothing to compare with, and `checkOffer` tells that the rule was left out.
 */
export const untraceableNumber: Rule = ({ text, catalogue }) => {
  if (catalogue === undefined) return [];
  const reading = catalogue.read(text);
  const allowed = [
    ...(reading.benefit?.allowed ?? []),
    ...(reading.condition?.allowed ?? []),
    ...reading.inNames,
  ];
  return readNumbers(reading.text)
    .filter((number) => reading.product === undefined || !allowed.some((fact) => isSame(fact, number)))
    .map((number) => issue(number, reading, allowed));
};

function issue(number: TextNumber, reading: CatalogueReading, allowed: readonly NumberFact[]): Issue {
  const { product, benefit, condition } = reading;
  const found = (message: string): Issue => ({ type: 'untraceable-number', message });
  const seen = inWords(number);
  if (product === undefined) {
    return found(`The text states ${seen} and names no product of the catalogue that has such a number.`);
  }
  const within = [benefit, condition].find((term) => term !== undefined && covers(term, number));
  if (within === undefined) {
    return found(
      `The text states ${seen} for ${product}, where the catalogue ${allowed.length === 0 ? 'has no number' : `has ${list(allowed)}`}.`,
    );
  }
  return found(
    within.allowed === undefined
      ? `The text says "${within.words}" for ${product}, which the catalogue does not offer there.`
      : `The text says "${within.words}" for ${product}, where the catalogue has ${list(within.allowed)}.`,
  );
}

function isSame(fact: NumberFact, number: TextNumber): boolean {
  return fact.value === number.value && fact.unit === number.unit;
}

function covers({ index, words }: StatedTerm, number: TextNumber): boolean {
  return number.index >= index && number.index < index + words.length;
}

function inWords({ value, unit }: NumberFact): string {
  const digits = value.toLocaleString('en-US', { maximumFractionDigits: 2 });
  return { percent: `${digits}%`, dollar: `$${digits}`, plain: digits }[unit];
}

/** `$20, $25 or $40`; `no number` of none. */
function list(facts: readonly NumberFact[]): string {
  const words = [...new Set(facts.map(inWords))];
  const last = words.pop();
  if (last === undefined) return 'no number';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}
