import type { Rule } from './rule.ts';

/**
 * Whom a text addresses follows something that the product is for: no yoga pass `for gamers`. A text that names no product
 * of the catalogue is not judged; without audiences in the catalogue `checkOffer` tells that the rule was left out.
 */
export const audienceMismatch: Rule = ({ text, catalogue }) => {
  if (catalogue === undefined || !catalogue.knowsAudiences) return [];
  const { product, audiences } = catalogue.read(text);
  const messages = audiences
    .filter(({ served }) => !served)
    .map(
      ({ interest, words }) =>
        `The text addresses ${words}, but the catalogue does not list ${product} for ${interest}.`,
    );
  return [...new Set(messages)].map((message) => ({ type: 'audience-mismatch', message }));
};
