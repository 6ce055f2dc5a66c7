import type { Persona } from '../domain/persona.ts';
import type { Rule } from './rule.ts';
import { textWords } from './text-words.ts';

/** `25`, and `3x` as in `3x points`. */
const PLAIN_NUMBER = /^\d+x?$/;

/**
 * Every word is one that offers are made of, or the person's own. A model writes pieces of words, and now and then puts
 * some together that are none: `Buy Now Payiles`. Without a list of words there is nothing to compare with, and
 * `checkOffer` tells that the rule was left out.
 */
export const unknownWord: Rule = ({ text, persona, catalogue }) => {
  if (catalogue?.words === undefined) return [];
  return unknownWords(text, catalogue.words, ownWords(persona)).map((word) => ({
    type: 'unknown-word',
    message: `The text says "${word}", which is none of the words that offers are made of.`,
  }));
};

/** The words of a text, each once, that are neither known nor plain numbers nor said in one of the phrases. */
export function unknownWords(
  text: string,
  known: ReadonlySet<string>,
  phrases: readonly string[],
): readonly string[] {
  const own = new Set(phrases.flatMap(textWords));
  return [...new Set(textWords(text))].filter(
    (word) => !known.has(word) && !own.has(word) && !PLAIN_NUMBER.test(word),
  );
}

/** What the prompt tells of a person; a word of it may well come back. */
function ownWords(persona: Persona): readonly string[] {
  return [
    ...persona.interests,
    ...persona.financialGoals,
    persona.spendingPattern,
    persona.preferredPaymentMethod,
  ];
}
