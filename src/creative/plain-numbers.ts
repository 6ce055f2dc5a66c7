import type { Claim, ClaimUnit } from './claim.ts';
import { roleOf } from './claim-role.ts';

const CURRENCIES: readonly (readonly [words: string, code: string])[] = [
  ['US\\$|\\$|USD|dollars?|bucks?', 'USD'],
  ['€|EUR|euros?', 'EUR'],
  ['£|GBP|pounds?|quid', 'GBP'],
  ['₹|INR|Rs\\.?|rupees?', 'INR'],
  ['¥|JPY|yen', 'JPY'],
  ['cents?|pence|¢', 'cents'],
  ...'AED AUD BRL CAD CHF CNY CZK DKK EGP HKD HUF IDR ILS KES KRW MXN MYR NGN NOK NZD PHP PLN SAR SEK SGD THB TRY VND ZAR'
    .split(' ')
    .map((code) => [code, code] as const),
  ['\\p{Sc}', 'other'],
];

const MONEY = CURRENCIES.map(([words]) => words).join('|');
const FILLER =
  '(?:[\\s-]+(?:free|bonus|extra|more|reward|rewards|loyalty|whole|full|additional|interest-free))*[\\s-]*';
const UNITS: readonly (readonly [pattern: RegExp, unit: ClaimUnit])[] = [
  [/^\s*(?:%|٪|percent\b|per\s?cent\b|pct\b|percentage\b)/iu, 'percent'],
  [new RegExp(`^${FILLER}(?:points?|pts)(?!\\p{L})`, 'iu'), 'points'],
  [new RegExp(`^${FILLER}(?:minutes?|mins?)(?!\\p{L})`, 'iu'), 'minute'],
  [new RegExp(`^${FILLER}(?:hours?|hrs?)(?!\\p{L})`, 'iu'), 'hour'],
  [new RegExp(`^${FILLER}(?:days?|nights?)(?!\\p{L})`, 'iu'), 'day'],
  [new RegExp(`^${FILLER}weeks?(?!\\p{L})`, 'iu'), 'week'],
  [new RegExp(`^${FILLER}(?:months?|mos?)(?!\\p{L})`, 'iu'), 'month'],
  [new RegExp(`^${FILLER}(?:years?|yrs?)(?!\\p{L})`, 'iu'), 'year'],
  [/^\s?(?:x|×|times)(?![\p{L}\p{N}])|^-?\s?fold(?!\p{L})/iu, 'times'],
];

const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}])([-−]\\s?)?((?:${MONEY})\\s?)?((?:\\d{1,3}(?:[, '’]\\d{3})+|\\d{1,3}(?:\\.\\d{3}){2,}|\\d{1,3}(?:\\.\\d{3})+(?=,\\d{1,2}(?!\\d))|\\d+)(?:[.,]\\d+)?|\\.\\d+)(\\s?[km](?![\\p{L}\\p{N}]))?`,
  'gu',
);

/** The numbers of a text in ASCII digits, each with the unit that its neighbours give it. */
export function numbersIn(text: string): readonly Claim[] {
  const found = [...text.matchAll(NUMBER)].map((match) => {
    const [whole, minus, sign, digits = '', scale] = match;
    const end = match.index + whole.length;
    const after = text.slice(end);
    const unit = UNITS.find(([pattern]) => pattern.test(after));
    const named = currencyOf(sign?.trim()) ?? (unit ? undefined : currencyOf(/^\s?(\S+)/u.exec(after)?.[1]));
    const size = numberOf(digits) * (scale === undefined ? 1 : /k/i.test(scale) ? 1000 : 1_000_000);
    const value = (minus === undefined ? size : -size) / (named === 'cents' ? 100 : 1);
    const shown =
      whole + (unit?.[0].exec(after)?.[0] ?? (named && !sign ? (/^\s?\S+/u.exec(after)?.[0] ?? '') : ''));
    return {
      unit: (named ? 'money' : (unit?.[1] ?? 'count')) as ClaimUnit,
      value,
      ...(named && named !== 'cents' && { currency: named }),
      start: match.index,
      end: match.index + shown.length,
      text: shown.trim(),
    };
  });
  return found.map(({ start, end, ...claim }, i) => {
    const shared = claim.unit === 'count' ? (unitOfRange(text, found, i) ?? claim) : claim;
    const role = roleOf({ ...claim, ...shared }, text.slice(0, start), text.slice(end));
    return { ...claim, ...shared, text: claim.text, value: claim.value, ...(role && { role }) };
  });
}

interface Place {
  readonly unit: ClaimUnit;
  readonly start: number;
  readonly end: number;
  readonly currency?: string;
}

/** `10-20%` and `$10-20`: the number without a unit has that of its neighbour. */
function unitOfRange(
  text: string,
  all: readonly Place[],
  i: number,
): Pick<Claim, 'unit' | 'currency'> | undefined {
  const here = all[i];
  const next = all[i + 1];
  const before = all[i - 1];
  if (here === undefined) return undefined;
  const joined = (a: Place, b: Place) => /^\s*(?:[-–—]|to|or)\s*$/u.test(text.slice(a.end, b.start));
  const neighbour =
    next && next.unit !== 'count' && joined(here, next)
      ? next
      : before && before.unit === 'money' && joined(before, here)
        ? before
        : undefined;
  return neighbour && { unit: neighbour.unit, ...(neighbour.currency && { currency: neighbour.currency }) };
}

function currencyOf(word: string | undefined): string | undefined {
  if (word === undefined || word === '') return undefined;
  const bare = word.replace(/[,.;:!?)]+$/u, '');
  // Codes in capitals only: `try` and `all` are words.
  return CURRENCIES.find(([words]) =>
    new RegExp(`^(?:${words})$`, /^[A-Z]{3}$/.test(words) ? 'u' : 'iu').test(bare),
  )?.[1];
}

/** `1,500` and `1.500,50` and `1 500`: the last mark with one or two digits behind it is the decimal one. */
function numberOf(digits: string): number {
  const decimals = /[.,](\d{1,2}|\d{4,})$/u.exec(digits);
  const whole = decimals ? digits.slice(0, decimals.index) : digits;
  const grouped = /[, '’]/u.test(whole) || /^\d{1,3}(?:\.\d{3})+$/u.test(whole);
  const start = grouped ? whole.replace(/\D/gu, '') : whole;
  return Number(`${start || '0'}${decimals ? `.${decimals[1]}` : ''}`);
}
