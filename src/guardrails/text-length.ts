import type { Rule } from './rule.ts';

export const TEXT_LIMITS = { fewestWords: 3, mostWords: 45, mostCharacters: 280 } as const;

/** An offer has 3 to 45 words and at most 280 characters. */
export const textLength: Rule = ({ text }) => {
  const words = text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const characters = [...text].length;
  const wrong = (message: string) => [{ type: 'text-length', message }];
  if (words === 0) return wrong('The text is empty.');
  if (words < TEXT_LIMITS.fewestWords) {
    return wrong(`The text has ${words} words, fewer than ${TEXT_LIMITS.fewestWords}.`);
  }
  if (words > TEXT_LIMITS.mostWords) {
    return wrong(`The text has ${words} words, more than ${TEXT_LIMITS.mostWords}.`);
  }
  if (characters > TEXT_LIMITS.mostCharacters) {
    return wrong(`The text has ${characters} characters, more than ${TEXT_LIMITS.mostCharacters}.`);
  }
  return [];
};
