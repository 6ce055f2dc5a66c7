import type { Persona } from '../domain/persona.ts';
import type { RewardBrief } from '../domain/reward-brief.ts';

/** Characters kept of each text field; longer text is cut, so that one field cannot push out the others. */
export const PROMPT_FIELD_LENGTH = 40;

/** Characters kept of an offer that a person has judged. */
const PROMPT_OFFER_LENGTH = 140;

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

/** What a person has said about earlier offers, newest first. */
export interface OfferHistory {
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
}

/** Judged offers that {@link historyPrompt} keeps of each kind. */
export const PROMPT_HISTORY_LENGTH = 2;

/** {@link personaPrompt}, followed by a few of the offers the person accepted and rejected. */
export function historyPrompt(persona: Persona, { accepted, rejected }: OfferHistory): string {
  const told = (name: string, offers: readonly string[]) =>
    offers.slice(0, PROMPT_HISTORY_LENGTH).map((offer) => `${name}: ${clean(offer, PROMPT_OFFER_LENGTH)}`);
  return [personaPrompt(persona), ...told('liked', accepted), ...told('disliked', rejected)].join(' | ');
}

/** Asks for a few products that would suit the persona, instead of an offer. */
export function ideasPrompt(persona: Persona): string {
  return `${personaPrompt(persona)} | list: products`;
}

/** The encoder's text for the copy of one reward: what it has to say, then how. */
export function rewardPrompt(brief: RewardBrief): string {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['product', brief.product],
    ['benefit', brief.benefit],
    ['condition', brief.condition],
    ['payment', brief.payment],
    ['goals', brief.goals.length === 0 ? undefined : list(brief.goals)],
    ['place', brief.place],
    ['audience', brief.audience],
    ['tone', brief.tone],
    ['medium', brief.medium],
    ['named', brief.named ? 'yes' : undefined],
  ];
  return fields
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}: ${name === 'goals' ? value : clean(value)}`],
    )
    .join(' | ');
}

function list(values: readonly string[]): string {
  const cleaned = values.map((value) => clean(value)).filter((value) => value !== 'none');
  return cleaned.length === 0 ? 'none' : cleaned.slice(0, PROMPT_LIST_LENGTH).join(', ');
}

/** Plain text of at most `length` characters on one line; `none` when nothing is left. */
function clean(text: string, length = PROMPT_FIELD_LENGTH): string {
  const plain = text.normalize('NFC').replace(UNSAFE, ' ').replace(/\s+/gu, ' ').trim();
  const clipped = [...plain].slice(0, length).join('').trim();
  return clipped === '' ? 'none' : clipped;
}
