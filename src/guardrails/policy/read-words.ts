import { asksFor, isReduction } from './number-roles.ts';
import { plainText, wholeWords } from './plain-text.ts';
import { readDates, type StatedDate } from './stated-dates.ts';
import { mayCount, readStatedNumbers, type StatedNumber } from './stated-numbers.ts';

/** A number in its sentence. */
export interface SpokenNumber extends StatedNumber {
  /** Whether the customer has to bring it: a minimum spend, a price in points. */
  readonly asks: boolean;
  /** Whether it promises something. A percentage or a count inside the product's name does not: `100% cotton`. */
  readonly claim: boolean;
}

/** What a text says in numbers. */
export interface SpokenWords {
  readonly dates: readonly StatedDate[];
  /** Telephone numbers that no allowed phrase holds. */
  readonly phones: readonly string[];
  readonly numbers: readonly SpokenNumber[];
}

/**
 * Reads the dates, telephone numbers and other numbers of a text.
 * @param product what is offered, in words that the text may hold.
 * @param phrases allowed by the policy, whatever numbers are in them.
 */
export function readWords(text: string, product: string, phrases: readonly string[]): SpokenWords {
  const plain = plainText(text);
  if (!mayCount(plain)) return NOTHING;
  const allowed = phrases.flatMap((phrase) => spansOf(plain, phrase));
  // A product that is nothing but figures would excuse every number.
  const own = /\p{L}{3}/u.test(product) ? spansOf(plain, product) : [];
  const dates = readDates(plain).filter((date) => !isInside(date, allowed));
  const withoutDates = blank(plain, dates);
  const phones = readPhones(withoutDates);
  const numbers = readStatedNumbers(blank(withoutDates, phones)).map((number) => {
    const reduction = number.unit === 'percent' && isReduction(plain, number);
    const promised = number.unit === 'money' || number.unit === 'points';
    const excused = isInside(number, allowed) || (isInside(number, own) && !promised);
    return { ...number, asks: asksFor(plain, number), claim: reduction || !excused };
  });
  return {
    dates,
    phones: phones.filter((phone) => !isInside(phone, allowed)).map(({ written }) => written),
    numbers,
  };
}

const NOTHING: SpokenWords = { dates: [], phones: [], numbers: [] };

interface Span {
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

const PHONE =
  /(?<![\p{L}\p{N}.,%\p{Sc}])(?:\+ ?\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d{2,5}(?:[ .-]\d{2,5}){1,5}(?![\p{L}\p{N}%‰‱]|[.,]\d| ?[%‰‱]| ?-? ?per ?-?cent| ?pct)/giu;
const GROUPED = /^\d{1,3}(?:[ .]\d{3})+$/;

/** Telephone numbers: seven to fifteen digits in groups, joined by hyphens, points or spaces. */
function readPhones(plain: string): readonly Span[] {
  return [...plain.matchAll(PHONE)].flatMap(({ 0: written, index: start }) => {
    const digits = written.replace(/\D/g, '').length;
    if (digits < 7 || digits > 15 || GROUPED.test(written)) return [];
    return [{ written, start, end: start + written.length }];
  });
}

/** The text with the spans as spaces, so that places stay the same. */
function blank(text: string, spans: readonly Pick<Span, 'start' | 'end'>[]): string {
  return spans.reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
}

/** Where a phrase stands in a plain text. */
function spansOf(plain: string, phrase: string): readonly Span[] {
  const words = plainText(phrase).trim();
  // Looked for as it stands first, because making a pattern costs more.
  if (words === '' || !plain.toLowerCase().includes(words.toLowerCase())) return [];
  return [...plain.matchAll(wholeWords([words], 'giu'))].map(({ 0: written, index: start }) => ({
    written,
    start,
    end: start + written.length,
  }));
}

function isInside({ start, end }: Omit<Span, 'written'>, spans: readonly Span[]): boolean {
  return spans.some((span) => start >= span.start && end <= span.end);
}
