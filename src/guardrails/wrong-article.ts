import type { Rule } from './rule.ts';

/**
 * No article of one before what is more than one: `a hiking boots`. Only the products of the catalogue are looked at, so
 * without one `checkOffer` tells that the rule was left out.
 */
export const wrongArticle: Rule = ({ text, catalogue }) =>
  (catalogue?.articledPlurals(text) ?? []).map(({ words, product }) => ({
    type: 'wrong-article',
    message: `The text says "${words}", but "${product}" is more than one.`,
  }));
