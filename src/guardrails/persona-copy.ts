import type { Persona } from '../domain/persona.ts';
import type { Rule } from './rule.ts';

/** Labels of the prompt and of the paper's persona form; one alone may end a phrase, two are a form. */
const LABELS =
  /\b(?:name|age|gender|interests|goals|spending|spending pattern|payment|payment method|income)"?\s*:/gi;

/** Words in a row shared with the persona from which the text reads as a copy. */
const COPIED_RUN = 6;

/**
 * An untrained T5 gives the persona back as the offer (SLM4Offer, section 6). Refused are the labels and
 * delimiters of the prompt, and texts that mostly list the persona's own words.
 */
export const personaCopy: Rule = ({ text, persona }) => {
  const issue = [
    { type: 'persona-copy', message: 'The text repeats the persona instead of offering something.' },
  ];
  if ((text.match(LABELS)?.length ?? 0) >= 2 || text.includes(' | ')) return issue;
  const words = wordsOf(text);
  const run = longestSharedRun(words, wordsOf(personaText(persona)));
  return run >= COPIED_RUN || (words.length > 0 && run >= 3 && run >= 0.7 * words.length) ? issue : [];
};

function personaText(persona: Persona): string {
  return [
    ...persona.interests,
    ...persona.financialGoals,
    persona.spendingPattern,
    persona.preferredPaymentMethod,
  ].join(' ');
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Length of the longest run of words that stands in both lists. */
function longestSharedRun(a: readonly string[], b: readonly string[]): number {
  let longest = 0;
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (const [j, other] of b.entries()) {
      const run = word === other ? (row[j] ?? 0) + 1 : 0;
      next.push(run);
      longest = Math.max(longest, run);
    }
    row = next;
  }
  return longest;
}
