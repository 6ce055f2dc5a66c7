import { mayHoldNumberWords, readNumberWords } from './number-words.ts';

export type NumberUnit = 'percent' | 'money' | 'points' | 'times' | 'duration' | 'ordinal' | 'plain';

/** A number as it stands in a text. */
export interface StatedNumber {
  /** With its unit, as it stands there. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
  readonly unit: NumberUnit;
  /** What it may mean: `1.000` is 1 or 1000, by the reader's habit. None where it cannot be read. */
  readonly values: readonly number[];
  /** ISO code or sign, where the text names one. */
  readonly currency?: string;
  /** `hour`, `day`, `week`, `month`, `year`: the unit of a duration. */
  readonly period?: string;
}

const CURRENCY = '\\p{Sc}|USD|EUR|GBP|INR|JPY|CNY|CHF|CAD|AUD|Rs\\.?';
const MONEY_WORDS = 'dollars?|bucks?|euros?|pounds?|rupees?|yen|francs?|cents?|pence';
/** Signs and words for percent and its smaller kin, in the languages that offers come in. */
const PERCENT =
  '%|‰|‱|per[ -]?cent(?!\\p{L})|pct(?!\\p{L})|percents(?!\\p{L})|prozent(?!\\p{L})|pour ?cent(?!\\p{L})|por ?ciento(?!\\p{L})|per ?cento(?!\\p{L})';
const ADJECTIVES = '(?:(?:bonus|extra|more|loyalty|reward|rewards|member|free|additional) )*';

const NUMERAL = /(?<![\d])\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,']\d+)*|(?<=^|[ (\p{Sc}-])\.\d+/gu;
const AFTER: readonly (readonly [NumberUnit, RegExp])[] = [
  ['percent', new RegExp(`^ *-? *(${PERCENT})`, 'iu')],
  ['ordinal', /^(?:st|nd|rd|th)(?!\p{L})/iu],
  ['money', new RegExp(`^[ -]?(${CURRENCY}|${MONEY_WORDS})(?!\\p{L})`, 'iu')],
  ['points', new RegExp(`^[ -]*${ADJECTIVES}(?:points?|pts)(?!\\p{L})`, 'iu')],
  ['times', /^ ?[x×](?!\p{L})/iu],
  ['duration', /^[ -]?(hour|day|week|month|year|minute)s?(?!\p{L})/iu],
];
const SCALE = /^ ?(k|m|mn|bn)(?!\p{L})/iu;
const SCALE_SIZES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mn: 1e6, bn: 1e9 };
const PER_MILLE: Readonly<Record<string, number>> = { '‰': 10, '‱': 100 };
/** What is left when all that can be read is taken out. */
const LOST = new RegExp(`${PERCENT}|[^\\P{N}\\d]`, 'giu');
const CURRENCY_BEFORE = new RegExp(`(${CURRENCY}) ?-?$`, 'u');
const COUNTS = new RegExp(`\\p{N}|${PERCENT}|(?:half|third|quarters?)[ -](?:off|price|the)`, 'iu');

/** Whether a plain text can hold a number at all. */
export function mayCount(plain: string): boolean {
  return COUNTS.test(plain) || mayHoldNumberWords(plain);
}

/** Figures that go on where words of scale stopped: `one hundred 50%`. */
const MIXED = new RegExp(`^[ ,-]*(?:and )?\\d[\\d.,]* *(?:${PERCENT})`, 'iu');
/** Shares of a price that are said without a number. */
const SHARES: readonly (readonly [RegExp, number])[] = [
  [/(?<!\p{L})(?:half[ -](?:price|off)|(?<=at )half the price)(?!\p{L})/giu, 50],
  [/(?<!\p{L})(?:an? |one )?third[ -]off(?!\p{L})/giu, 100 / 3],
  [/(?<!\p{L})two[ -]thirds[ -]off(?!\p{L})/giu, 200 / 3],
  [/(?<!\p{L})(?:an? |one )?quarter[ -]off(?!\p{L})/giu, 25],
  [/(?<!\p{L})three[ -]quarters[ -]off(?!\p{L})/giu, 75],
];

/**
 * The numbers of a plain text (see `plainText`), in figures or English words, with sign and unit. Dates and telephone
 * numbers are to be blanked out before. A percent sign that no readable number stands before comes back without values,
 * and so does a digit of a script that cannot be read, so that nothing passes for want of a reading.
 */
export function readStatedNumbers(plain: string): readonly StatedNumber[] {
  const found: StatedNumber[] = [];
  let rest = plain;
  const add = (number: StatedNumber) => {
    found.push(number);
    rest = rest.slice(0, number.start) + ' '.repeat(number.end - number.start) + rest.slice(number.end);
  };
  for (const [pattern, value] of SHARES) {
    for (const { 0: written, index: start } of rest.matchAll(pattern)) {
      add({ written, start, end: start + written.length, unit: 'percent', values: [value] });
    }
  }
  for (const { start, end, value } of readNumberWords(rest)) {
    const number = withUnit(plain, start, end, Number.isNaN(value) ? [] : [value]);
    if (MIXED.test(plain.slice(end)) && /hundred|thousand|million/i.test(number.written)) {
      add({ ...number, unit: 'percent', values: [] });
      continue;
    }
    // Words without a unit are mostly no numbers: `one more`, `for two`.
    if (number.unit !== 'plain' && number.unit !== 'ordinal') add(number);
    else if (/\d/.test(number.written)) add(number);
  }
  for (const { 0: numeral, index: start } of [...rest.matchAll(NUMERAL)]) {
    const end = start + numeral.length;
    const isPartOfWord = /[\p{L}_]$/u.test(plain.slice(0, start));
    const number = withUnit(plain, start, end, readings(numeral));
    const spaced = /(?:\d+ )+$/.exec(plain.slice(0, start))?.[0] ?? '';
    if (isPartOfWord) {
      if (number.unit === 'percent') add({ ...number, values: [] });
    } else if (number.unit === 'percent' && spaced !== '') {
      // Figures set apart may be meant as one number: `1 50%`.
      add({ ...number, values: [...number.values, Number(`${spaced}${numeral}`.replace(/[^\d.]/g, ''))] });
    } else add(number);
  }
  for (const { 0: written, index: start } of rest.matchAll(LOST)) {
    found.push({ written, start, end: start + written.length, unit: 'percent', values: [] });
  }
  return withRanges(
    found.sort((a, b) => a.start - b.start),
    plain,
  );
}

function withUnit(text: string, start: number, end: number, values: readonly number[]): StatedNumber {
  const before = text.slice(Math.max(0, start - 24), start);
  const sign = isNegative(before) ? -1 : 1;
  const scale = SCALE.exec(text.slice(end));
  const scaled = scale === null ? 1 : (SCALE_SIZES[scale[1]?.toLowerCase() ?? ''] ?? 1);
  const from = end + (scale?.[0].length ?? 0);
  const currency = CURRENCY_BEFORE.exec(before)?.[1];
  const after = unitAfter(text.slice(from)) ?? (scale === null ? undefined : unitAfter(text.slice(end)));
  const unit = after?.unit === 'percent' || currency === undefined ? (after?.unit ?? 'plain') : 'money';
  const certain = unit === 'percent' || unit === 'money' || unit === 'points';
  const sizes = values.flatMap((value) =>
    certain || scaled === 1 ? [value * scaled] : [value, value * scaled],
  );
  const mark = after?.mark.toLowerCase() ?? '';
  const divisor = PER_MILLE[mark] ?? (/^(?:cents?|pence)$/.test(mark) ? 100 : 1);
  const stop = from + (after?.length ?? 0);
  const signs = /(?:- ?)?(?:\p{Sc} ?)?-?$/u.exec(before)?.[0].length ?? 0;
  return {
    written: text.slice(sign === -1 || unit === 'money' ? start - signs : start, stop).trim(),
    start,
    end: stop,
    unit,
    values: sizes.map((value) => (sign * value) / divisor),
    ...(unit === 'money' && { currency: currency ?? mark }),
    ...(unit === 'duration' && { period: mark }),
  };
}

function unitAfter(text: string): { unit: NumberUnit; mark: string; length: number } | undefined {
  for (const [unit, pattern] of AFTER) {
    const match = pattern.exec(text);
    if (match !== null) return { unit, mark: match[1] ?? '', length: match[0].length };
  }
  return undefined;
}

/**
 * Whether what stands before a number makes it negative. A hyphen after a letter, a digit or a percent sign joins
 * (`10-20%`, `pre-2020`); one with spaces on both sides after a word is a dash (`Weekend sale - 20% off`).
 */
function isNegative(before: string): boolean {
  if (/(?<!\p{L})(?:minus|negative) (?:\p{Sc} ?)?$/iu.test(before)) return true;
  const match = /^(.*?)-( ?)(?:\p{Sc} ?)?$/su.exec(before);
  if (match === null) return false;
  const [, ahead = '', space] = match;
  if (space === '') return !/[\p{L}\p{N}%‰)\]]$/u.test(ahead);
  return /^ *$|[([{:;,=+*/<>~-] *$/.test(ahead);
}

/** What a numeral may mean: a comma, point, space or apostrophe groups thousands or begins decimals. */
function readings(numeral: string): readonly number[] {
  const marks = [...new Set(numeral.replace(/\d/g, ''))];
  const grouped = (mark: string, text: string) =>
    new RegExp(`^\\d{1,3}(?:[${mark}]\\d{3})+$`).test(text) ? Number(text.replaceAll(mark, '')) : undefined;
  const decimal = (mark: string) => {
    const parts = numeral.split(mark);
    if (parts.length !== 2 || mark === "'" || mark === ' ') return undefined;
    const [units = '', rest] = parts;
    const other = marks.find((each) => each !== mark);
    const size = other === undefined ? Number(units || '0') : grouped(other, units);
    return size === undefined ? undefined : Number(`${size}.${rest}`);
  };
  if (marks.length === 0) return [Number(numeral)];
  if (marks.length > 2) return [];
  const all = [
    ...(marks.length === 1 ? marks.map((mark) => grouped(mark, numeral)) : []),
    ...marks.map(decimal),
  ];
  const known = all.filter((value) => value !== undefined && Number.isFinite(value));
  return [...new Set(known)] as number[];
}

/** `10-20%` and `5 to 10%` are two percentages. */
function withRanges(numbers: readonly StatedNumber[], plain: string): readonly StatedNumber[] {
  return numbers.map((number, i) => {
    const next = numbers[i + 1];
    if (number.unit !== 'plain' || next === undefined) return number;
    const joined = /^ ?(?:-|to|\/|or|and) ?(?:\p{Sc} ?)?$/iu.test(plain.slice(number.end, next.start));
    return joined && next.unit !== 'ordinal' ? { ...number, unit: next.unit } : number;
  });
}
