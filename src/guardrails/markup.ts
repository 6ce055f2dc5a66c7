import type { Rule } from './rule.ts';

/** Tags, entities, Markdown links and code, and the model's own special tokens. A lone `<` or `&` is text. */
const FORMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['a tag', /<\/?[a-z!][^<>]*>?/i],
  ['a character entity', /&(?:#\d+|#x[\da-f]+|[a-z]{2,}\d*);/i],
  ['a Markdown link', /\[[^\]]*\]\([^)]*\)/],
  ['code marks', /`|\{\{|\}\}|\$\{/],
  ['emphasis marks', /\*\*|__/],
];

/** An offer is plain text. */
export const markup: Rule = ({ text }) =>
  FORMS.filter(([, pattern]) => pattern.test(text)).map(([name]) => ({
    type: 'markup',
    message: `The text contains ${name}; an offer is plain text.`,
  }));
