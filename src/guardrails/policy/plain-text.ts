import { withoutLookAlikes } from './look-alikes.ts';

/** Hyphens, minus signs and dashes of every kind. */
const DASHES = /[\p{Pd}\u2212\u02D7\u2796\u2052]/gu;
const ASCII = /^[\x20-\x7e]*$/;
const FRACTION = /(\p{Nd}\s*)?([\u00BC-\u00BE\u2150-\u215E\u2189])/gu;

/**
 * The text as its numbers are read: one spelling for each of the many that Unicode has for a digit, a percent sign, a
 * minus or a space, and nothing invisible in between. `１５０％`, `١٥٠٪`, `1\u200B50 %` and keycap digits all come out
 * as plain ASCII, and so do letters of other scripts that pose as Latin ones within a word. Letters keep their case and lose their accents' marks where these stand apart.
 */
export function plainText(text: string): string {
  const simple = ASCII.test(text) ? text.replaceAll('`', "'") : plainUnicode(text);
  return simple.replace(/(?<=\d) point (?=\d)/giu, '.');
}

function plainUnicode(text: string): string {
  const composed = text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(FRACTION, (_, before: string | undefined, sign: string) => fraction(before, sign))
    .normalize('NFKC')
    .replace(/\p{M}/gu, '');
  return withoutLookAlikes(composed)
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\u066A]/gu, '%')
    .replace(/[\u066B\u00B7](?=\d)/gu, '.')
    .replace(/\u066C(?=\d)/gu, ',')
    .replace(/[’ʼ`´]/gu, "'")
    .replace(DASHES, '-')
    .replace(/[\s\p{Z}]/gu, ' ');
}

/** The text as words are compared: without case, accents, look-alikes and invisible characters, words apart by one space. */
export function foldedText(text: string): string {
  // Most texts are plain English, and names are compared a great many times.
  if (ASCII.test(text)) return text.toLowerCase().replaceAll('`', "'").replace(/ {2,}/g, ' ').trim();
  const bare = text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  return withoutLookAlikes(bare)
    .toLowerCase()
    .replace(/[’ʼ`´]/gu, "'")
    .replace(DASHES, '-')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim();
}

/** The first of the phrases that stands in the folded text as whole words, as the list writes it. */
export function firstPhrase(folded: string, phrases: readonly string[]): string | undefined {
  const found = phrasesPattern(phrases)?.exec(folded)?.[0];
  return found === undefined ? undefined : (phrases.find((phrase) => foldedText(phrase) === found) ?? found);
}

const compiled = new WeakMap<readonly string[], RegExp | null>();

/** One pattern for a list of phrases, made once for each list. */
function phrasesPattern(phrases: readonly string[]): RegExp | null {
  const known = compiled.get(phrases);
  if (known !== undefined) return known;
  // The longest first, so that of two that begin alike the longer is found.
  const words = phrases
    .map(foldedText)
    .filter((phrase) => phrase !== '')
    .sort((a, b) => b.length - a.length);
  const pattern = words.length === 0 ? null : wholeWords(words, 'u');
  compiled.set(phrases, pattern);
  return pattern;
}

/** A pattern for any of the phrases as whole words. */
export function wholeWords(phrases: readonly string[], flags: string): RegExp {
  const escaped = phrases.map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, flags);
}

/** `1½` is 1.5, `½` alone 0.5. */
function fraction(before: string | undefined, sign: string): string {
  const [top = '0', bottom = '1'] = sign.normalize('NFKC').split('\u2044');
  const value = String(Number(top) / Number(bottom || '1')).slice(0, 8);
  return before === undefined ? value : `${before.trim()}${value.replace(/^0/, '')}`;
}

/** Decimal digits of a script stand in order, and before each zero stands no digit of the same script. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}
