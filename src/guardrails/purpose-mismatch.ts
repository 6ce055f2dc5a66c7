import type { Rule } from './rule.ts';

/**
 * What a text says a product is good for is what that product is good for, to the end: no insurance `for a clean car every
 * week`, and no purpose that is begun and goes on otherwise. A text that names no product of the catalogue is not judged;
 * without purposes in the catalogue `checkOffer` tells that the rule was left out.
 */
export const purposeMismatch: Rule = ({ text, catalogue }) => {
  if (catalogue === undefined || !catalogue.knowsPurposes) return [];
  const { products, purposes, brokenPurposes } = catalogue.mentions(text);
  if (products.length === 0) return [];
  const sold = products.join(' and ');
  const messages = [
    ...purposes
      .filter((owner) => !products.includes(owner))
      .map((owner) => `The text praises ${sold} for what ${owner} is good for.`),
    ...brokenPurposes.map((words) => `The text praises ${sold} with "${words}" and nothing that goes on so.`),
  ];
  return messages.map((message) => ({ type: 'purpose-mismatch', message }));
};
