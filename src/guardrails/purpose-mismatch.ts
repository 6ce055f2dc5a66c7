import type { Rule } from './rule.ts';

/**
 * What a text says a product is good for is what that product is good for: no insurance `for a clean car every week`. A
 * text that names no product of the catalogue is not judged; without purposes in the catalogue `checkOffer` tells that the
 * rule was left out.
 */
export const purposeMismatch: Rule = ({ text, catalogue }) => {
  if (catalogue === undefined || !catalogue.knowsPurposes) return [];
  const { products, purposes } = catalogue.mentions(text);
  if (products.length === 0) return [];
  return purposes
    .filter((owner) => !products.includes(owner))
    .map((owner) => ({
      type: 'purpose-mismatch',
      message: `The text praises ${products.join(' and ')} for what ${owner} is good for.`,
    }));
};
