import type { Rule } from './rule.ts';

/** Words that something must follow. */
const DANGLING = new Set(
  'a an the and or but of for with to from by on at your our their its plus get earn save when as than into per up no'.split(
    ' ',
  ),
);

/** Before such a word's end the thought is whole: "a fund for balances that earn". */
const RELATIVE = /\b(?:that|who|which)\s+[\p{L}]+$/iu;

const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['“', '”'],
];

/** The text ends where a thought ends: the model stopped by itself, and nothing is left open. */
export const incompleteText: Rule = ({ text, finished }) => {
  const trimmed = text.trim();
  const lastWord = /([\p{L}\p{N}'’-]+)[^\p{L}\p{N}]*$/u.exec(trimmed)?.[1]?.toLowerCase() ?? '';
  const endsOpen = /[,:;–—&$/+-]$/u.test(trimmed);
  const reasons = [
    finished === false && 'the model was cut off',
    endsOpen && `it ends with "${trimmed.at(-1)}"`,
    !endsOpen &&
      DANGLING.has(lastWord) &&
      !/[.!?]$/.test(trimmed) &&
      !RELATIVE.test(trimmed) &&
      `it ends with "${lastWord}"`,
    PAIRS.some(([open, close]) => count(trimmed, open) !== count(trimmed, close)) &&
      'a bracket or quotation mark is left open',
  ].filter((reason) => reason !== false);
  return reasons.map((reason) => ({
    type: 'incomplete-text',
    message: `The text is incomplete: ${reason}.`,
  }));
};

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
