import type { ReadCandidate, ReadContext, StatedFact } from './candidate.ts';
import { foldedText } from './plain-text.ts';
import type { Policy } from './policy.ts';
import { readWords, type SpokenNumber } from './read-words.ts';
import type { StatedDate } from './stated-dates.ts';

/** A number that the text may state. */
export type GivenFact = Required<StatedFact>;

/** One candidate, read once, with what its texts say; every rule looks at this and at nothing else. */
export interface OfferFacts {
  readonly candidate: ReadCandidate;
  readonly context: ReadContext;
  readonly policy: Policy;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether this is the policy's own fallback, which was written before any customer was known. */
  readonly fallback: boolean;
  /** The text as phrases are looked for in it. */
  readonly folded: string;
  readonly dates: readonly StatedDate[];
  readonly phones: readonly string[];
  /** Numbers of the text, those of its dates and telephone numbers left out. */
  readonly numbers: readonly SpokenNumber[];
  /** Numbers of the reward's own words: its name and its product. */
  readonly named: readonly SpokenNumber[];
  /** What the text may state. What the reward's words promise counts where no typed field says it. */
  readonly given: readonly GivenFact[];
  readonly creditLike: boolean;
}

export type FactsInput = Pick<OfferFacts, 'candidate' | 'context' | 'policy' | 'now' | 'fallback'>;

/** Reads everything the rules need out of a candidate, once. */
export function offerFacts(input: FactsInput): OfferFacts {
  const { candidate, policy } = input;
  const { reward, text } = candidate;
  const wordsOf = (each: string) => readWords(each, reward.product, policy.text.allowedPhrases);
  const { dates, phones, numbers } = wordsOf(text);
  const named = [reward.name, reward.product].flatMap((each) => wordsOf(each).numbers);
  return {
    ...input,
    folded: foldedText(text),
    dates,
    phones,
    numbers,
    named,
    given: givenFacts(candidate, named),
    creditLike: isCreditLike(reward, policy),
  };
}

function givenFacts(candidate: ReadCandidate, named: readonly SpokenNumber[]): readonly GivenFact[] {
  const { discountPct, amountOff, minSpend, bonusPoints, pointsRequired } = candidate.reward;
  const typed: readonly GivenFact[] = [
    ...factOf('percent', false, discountPct),
    ...factOf('money', false, amountOff),
    ...factOf('money', true, minSpend),
    ...factOf('points', false, bonusPoints),
    ...factOf('points', true, pointsRequired),
    ...(candidate.facts ?? []).map(({ value, unit, asks = false }) => ({ value, unit, asks })),
  ];
  const words = named.flatMap(({ unit, values, asks, claim }): GivenFact[] => {
    const kind = unit === 'percent' || unit === 'money' || unit === 'points' ? unit : undefined;
    if (kind === undefined || !claim) return [];
    if (typed.some((fact) => fact.unit === kind && fact.asks === asks)) return [];
    return values.map((value) => ({ value, unit: kind, asks }));
  });
  return [...typed, ...words];
}

function factOf(unit: StatedFact['unit'], asks: boolean, value: number | undefined): readonly GivenFact[] {
  return value === undefined ? [] : [{ value, unit, asks }];
}

function isCreditLike({ creditLike, category }: ReadCandidate['reward'], { fairness }: Policy): boolean {
  return creditLike === true || fairness.creditLikeCategories.some((each) => sameName(each, category));
}

/** Names of segments, tiers and channels are the same whatever their case and accents. */
export function sameName(a: string, b: string): boolean {
  return foldedText(a) === foldedText(b);
}
