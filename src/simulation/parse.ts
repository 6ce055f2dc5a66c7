import { PAYMENT_METHODS, PAYMENT_NAMES } from '../domain/payment-method.ts';
import { BENEFIT_KINDS, BENEFITS, type BenefitKind } from './benefits.ts';
import { PRODUCTS } from './catalogue.ts';
import type { Channel, OfferRecord } from './offer-record.ts';
import {
  AUDIENCE_PHRASES,
  CHANNEL_PHRASES,
  CONDITION_PHRASES,
  type ConditionKind,
  GOAL_PHRASES,
} from './phrases.ts';

/** One phrase to look for, as a pattern over lower-case text. */
interface Matcher<T> {
  readonly pattern: RegExp;
  readonly value: T;
  readonly length: number;
}

const NUMBER = '(\\d[\\d,]*(?:\\.\\d+)?)';

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A phrase with `{n}`, `{$n}` and `{item}` as a pattern; longer phrases are tried first. */
function matcher<T>(phrase: string, value: T, items: readonly string[] = []): Matcher<T> {
  const alternatives = [...items]
    .sort((a, b) => b.length - a.length)
    .map((item) => escapePattern(item.toLowerCase()));
  const source = escapePattern(phrase.toLowerCase())
    .replace(escapePattern('{n}'), NUMBER)
    .replace(escapePattern('{$n}'), `\\$${NUMBER}`)
    .replace(escapePattern('{item}'), `(${alternatives.join('|')})`);
  return { pattern: new RegExp(`(?<![\\w$.])${source}(?![\\w%])`), value, length: phrase.length };
}

function longestFirst<T>(matchers: readonly Matcher<T>[]): readonly Matcher<T>[] {
  return [...matchers].sort((a, b) => b.length - a.length);
}

const ITEMS: Partial<Record<BenefitKind, readonly string[]>> = {
  gift: [...new Set(PRODUCTS.flatMap((product) => product.gifts))],
  upgrade: [...new Set(PRODUCTS.flatMap((product) => product.upgrades))],
  feeWaiver: [...new Set(PRODUCTS.map((product) => product.fee).filter((fee) => fee !== ''))],
};

const BENEFIT_MATCHERS = longestFirst(
  BENEFIT_KINDS.flatMap((kind) =>
    [...BENEFITS[kind].nouns, ...BENEFITS[kind].verbs].map((form) => matcher(form.text, kind, ITEMS[kind])),
  ),
);

const GOAL_MATCHERS = longestFirst(
  Object.entries(GOAL_PHRASES).flatMap(([goal, phrases]) =>
    [phrases.noun, phrases.toward, phrases.act].map((phrase) => matcher(phrase, goal)),
  ),
);

const PAYMENT_MATCHERS = longestFirst(
  PAYMENT_METHODS.flatMap((method) => PAYMENT_NAMES[method].map((name) => matcher(name, method as string))),
);

const CONDITION_MATCHERS = longestFirst(
  (Object.entries(CONDITION_PHRASES) as [ConditionKind, readonly string[]][]).flatMap(([kind, phrases]) =>
    phrases.map((phrase) => matcher(phrase, kind)),
  ),
);

const CHANNEL_MATCHERS = longestFirst(
  (Object.entries(CHANNEL_PHRASES) as [Channel, readonly string[]][]).flatMap(([channel, phrases]) =>
    phrases.map((phrase) => matcher(phrase, channel)),
  ),
);

const AUDIENCE_MATCHERS = longestFirst(
  Object.entries(AUDIENCE_PHRASES).flatMap(([interest, phrases]) =>
    phrases.map((phrase) => matcher(phrase, interest)),
  ),
);

const PRODUCT_MATCHERS = longestFirst(PRODUCTS.map((product) => matcher(product.name, product)));

/** Takes phrases out of the text as they are found, so that no words count twice. */
class Reader {
  constructor(private rest: string) {}

  /** The earliest phrase of the table, the longest one where several start there. */
  take<T>(
    matchers: readonly Matcher<T>[],
  ): { value: T; captures: readonly string[]; index: number } | undefined {
    let best: { matcher: Matcher<T>; match: RegExpExecArray } | undefined;
    for (const candidate of matchers) {
      const match = candidate.pattern.exec(this.rest);
      if (match !== null && (best === undefined || match.index < best.match.index)) {
        best = { matcher: candidate, match };
      }
    }
    if (best === undefined) return undefined;
    const { match } = best;
    this.blank(match.index, match[0].length);
    return { value: best.matcher.value, captures: match.slice(1), index: match.index };
  }

  remove(phrase: string): void {
    const index = this.rest.indexOf(phrase.toLowerCase());
    if (index >= 0) this.blank(index, phrase.length);
  }

  private blank(index: number, length: number): void {
    this.rest = this.rest.slice(0, index) + '\u00a7'.repeat(length) + this.rest.slice(index + length);
  }
}

/**
 * Reads an offer's text back into its record, the inverse of `renderOffer`. Also reads text that no
 * template made, as far as it uses the catalogue's words: a product of the catalogue must be named,
 * everything else is optional (`benefitKind` is then `none`). Returns undefined without a product.
 */
export function parseOffer(text: string): OfferRecord | undefined {
  const reader = new Reader(text.toLowerCase().replace(/\s+/g, ' '));
  const benefit = reader.take(BENEFIT_MATCHERS);
  const product = reader.take(PRODUCT_MATCHERS)?.value;
  if (product === undefined) return undefined;
  reader.remove(product.hook);
  const condition = reader.take(CONDITION_MATCHERS);
  const paymentTieIn = reader.take(PAYMENT_MATCHERS)?.value;
  const goals: string[] = [];
  for (let goal = reader.take(GOAL_MATCHERS); goal !== undefined; goal = reader.take(GOAL_MATCHERS)) {
    if (!goals.includes(goal.value)) goals.push(goal.value);
  }
  const channel = reader.take(CHANNEL_MATCHERS)?.value;
  const audience = reader.take(AUDIENCE_MATCHERS)?.value;
  return {
    product: product.name,
    category: product.category,
    interests: product.interests,
    priceTier: product.tier,
    ...benefitOf(benefit),
    ...(condition && {
      condition: { kind: condition.value, amount: numberOf(condition.captures[0]) },
    }),
    ...(paymentTieIn !== undefined && { paymentTieIn }),
    goals,
    ...(channel !== undefined && { channel }),
    ...(audience !== undefined && { audience }),
  };
}

function benefitOf(
  benefit: { value: BenefitKind; captures: readonly string[] } | undefined,
): Pick<OfferRecord, 'benefitKind' | 'benefitSize' | 'benefitItem'> {
  if (benefit === undefined) return { benefitKind: 'none', benefitSize: 0 };
  const kind = benefit.value;
  const captured = benefit.captures[0];
  if (ITEMS[kind] !== undefined) {
    return { benefitKind: kind, benefitSize: 0, ...(captured !== undefined && { benefitItem: captured }) };
  }
  return { benefitKind: kind, benefitSize: kind === 'twoForOne' ? 2 : numberOf(captured) };
}

function numberOf(text: string | undefined): number {
  return text === undefined ? 0 : Number(text.replaceAll(',', ''));
}
