import type { Rule } from './rule.ts';

const SMALL = new Set('a an the and or of for with to from by in on at your our when you'.split(' '));

/** No word twice in a row, and no three words in a row twice, two of them bearing meaning: the marks of a model that goes in circles. */
export const repeatedWords: Rule = ({ text }) => {
  const words = wordsOf(text);
  const found = (phrase: string) => [{ type: 'repeated-words', message: `The text repeats "${phrase}".` }];
  // Across a comma or a full stop the same word may well come again: "for balances that earn: earn 1%".
  const clauses = text.split(/[,:;.?!–—]\s/u).map(wordsOf);
  const doubled = clauses.flatMap((clause) => clause.filter((word, i) => word === clause[i + 1]))[0];
  if (doubled !== undefined) return found(doubled);
  const seen = new Set<string>();
  for (let i = 0; i + 3 <= words.length; i++) {
    const three = words.slice(i, i + 3);
    if (three.filter((word) => !SMALL.has(word)).length < 2) continue;
    const phrase = three.join(' ');
    if (seen.has(phrase)) return found(phrase);
    seen.add(phrase);
  }
  return [];
};

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}$%]+(?:[-'’.,][\p{L}\p{N}]+)*/gu) ?? [];
}
