import type { Persona } from '../domain/persona.ts';

/** Characters kept of each text field; longer text is cut, so that one field cannot push out the others. */
export const PROMPT_FIELD_LENGTH = 40;

/** Entries kept of each list field. */
export const PROMPT_LIST_LENGTH = 6;

/** Upper bounds in US dollars a month, exclusive; the last bracket is open. */
const INCOME_BRACKETS: readonly (readonly [limit: number, name: string])[] = [
  [40_000, 'under 40k'],
  [60_000, '40-60k'],
  [80_000, '60-80k'],
  [110_000, '80-110k'],
  [150_000, '110-150k'],
  [Number.POSITIVE_INFINITY, 'over 150k'],
];

/**
 * What would let a field imitate another one or a special token: control and line characters, halves of
 * characters, invisible marks (not the joiners that scripts and emoji need), delimiters, angle brackets.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF|,:<>]/gu;

/**
 * The income as the model sees it: a bracket, never the exact amount.
 * @param monthlyIncome US dollars a month.
 */
export function incomeBracket(monthlyIncome: number): string {
  return INCOME_BRACKETS.find(([limit]) => monthlyIncome < limit)?.[1] ?? 'over 150k';
}

/**
 * The encoder's text for one persona (the customer prompt of SLM4Offer, section 4, without what is
 * sensitive): interests, goals, spending pattern, payment method and income bracket in a fixed order.
 * Name, age and gender never reach the model.
 *
 * Field text is data. Control characters become spaces, the delimiters `|` `,` `:` and the angle
 * brackets of special tokens are removed, and each text is cut to {@link PROMPT_FIELD_LENGTH}
 * characters, each list to {@link PROMPT_LIST_LENGTH} entries, so no field can imitate another one.
 */
export function personaPrompt(persona: Persona): string {
  return [
    `interests: ${list(persona.interests)}`,
    `goals: ${list(persona.financialGoals)}`,
    `spending: ${clean(persona.spendingPattern)}`,
    `payment: ${clean(persona.preferredPaymentMethod)}`,
    `income: ${incomeBracket(persona.monthlyIncome)}`,
  ].join(' | ');
}

function list(values: readonly string[]): string {
  const cleaned = values.map(clean).filter((value) => value !== 'none');
  return cleaned.length === 0 ? 'none' : cleaned.slice(0, PROMPT_LIST_LENGTH).join(', ');
}

/** Plain text of at most `PROMPT_FIELD_LENGTH` characters on one line; `none` when nothing is left. */
function clean(text: string): string {
  const plain = text.normalize('NFC').replace(UNSAFE, ' ').replace(/\s+/gu, ' ').trim();
  const clipped = [...plain].slice(0, PROMPT_FIELD_LENGTH).join('').trim();
  return clipped === '' ? 'none' : clipped;
}
