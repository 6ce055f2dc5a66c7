import type { Rule } from './rule.ts';

const SMALL = new Set('a an the and or of for with to from by in on at your our when you'.split(' '));

/** No word twice in a row, and no three words in a row twice, two of them bearing meaning: the marks of a model that goes in circles. */
export const repeatedWords: Rule = ({ text }) => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}$%]+(?:[-'’.,][\p{L}\p{N}]+)*/gu) ?? [];
  const found = (phrase: string) => [{ type: 'repeated-words', message: `The text repeats "${phrase}".` }];
  const doubled = words.find((word, index) => word === words[index + 1]);
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
