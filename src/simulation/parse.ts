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

/** One phrase to look for, as a pattern over lower-case text that is tried at one place. */
interface Matcher<T> {
  readonly phrase: string;
  readonly pattern: RegExp;
  /** Of the phrase alone, without what may not stand beside it. */
  readonly source: string;
  readonly value: T;
}

/** All phrases for one field; to look for any of them at once is many times quicker than one after the other. */
interface Phrases<T> {
  readonly any: RegExp;
  /** Those that are the same in every text. */
  readonly fixed: ReadonlyMap<string, T>;
  /** Those that hold a number or a name; longest first. */
  readonly open: readonly Matcher<T>[];
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
  return { pattern: new RegExp(bounded(source), 'y'), source, value, phrase };
}

function bounded(source: string): string {
  return `(?<![\\w$.])(?:${source})(?![\\w%])`;
}

function longestFirst<T>(all: readonly Matcher<T>[]): Phrases<T> {
  const matchers = [...all].sort((a, b) => b.phrase.length - a.phrase.length);
  const isOpen = ({ phrase }: Matcher<T>) => phrase.includes('{');
  return {
    any: new RegExp(bounded(matchers.map(({ source }) => source).join('|'))),
    fixed: new Map(
      matchers.filter((each) => !isOpen(each)).map(({ phrase, value }) => [phrase.toLowerCase(), value]),
    ),
    open: matchers.filter(isOpen),
  };
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
  take<T>(phrases: Phrases<T>): { value: T; captures: readonly string[]; index: number } | undefined {
    const found = phrases.any.exec(this.rest);
    if (found === null) return undefined;
    const { 0: words, index } = found;
    const known = phrases.fixed.get(words);
    if (known !== undefined) {
      this.blank(index, words.length);
      return { value: known, captures: [], index };
    }
    for (const { pattern, value } of phrases.open) {
      pattern.lastIndex = index;
      const match = pattern.exec(this.rest);
      if (match === null) continue;
      this.blank(index, match[0].length);
      return { value, captures: match.slice(1), index };
    }
    return undefined;
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
