import type { Rule } from './rule.ts';

/**
 * A goal that a text says a product is for is one that the product serves: no charger `for a home purchase`. What is saved
 * on anything may go toward any goal. A text that names no product of the catalogue is not judged; where the catalogue
 * does not say which products serve a goal `checkOffer` tells that the rule was left out.
 */
export const goalMismatch: Rule = ({ text, catalogue }) => {
  if (catalogue === undefined || !catalogue.knowsAims) return [];
  const { products, aims } = catalogue.mentions(text);
  if (products.length === 0) return [];
  return aims
    .filter((goal) => !products.some((product) => catalogue.serves(product, goal)))
    .map((goal) => ({
      type: 'goal-mismatch',
      message: `The text says that ${products.join(' and ')} helps with the goal ${goal}, which the catalogue does not list for it.`,
    }));
};
