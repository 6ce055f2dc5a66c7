import { MONTHS } from './format-date.ts';

/** A day as a text names it; what it leaves open is absent. Months count from 1. */
export interface NamedDay {
  readonly day?: number;
  readonly month?: number;
  readonly year?: number;
  /** 0 for Sunday. */
  readonly weekday?: number;
}

export interface DateMention {
  /** What it may mean: `3/4` is two days. */
  readonly readings: readonly NamedDay[];
  readonly text: string;
  readonly index: number;
}

const MONTH = `(${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?${name === 'September' ? '|Sept' : ''}`).join('|')})\\.?`;
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?:,?\\s*(\\d{4}))?';
const EDGE = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

type Form = readonly [pattern: RegExp, read: (groups: readonly string[]) => readonly NamedDay[]];

/** Earlier forms take their text away from later ones. */
const FORMS: readonly Form[] = [
  [
    new RegExp(`${EDGE}(\\d{4})-(\\d{1,2})-(\\d{1,2})${END}`, 'giu'),
    ([y, m, d]) => [day(Number(d), Number(m), y)],
  ],
  [
    new RegExp(`${EDGE}${DAY}\\s*(?:of\\s+)?${MONTH}${YEAR}${END}`, 'giu'),
    ([d, m, y]) => [day(Number(d), monthOf(m), y)],
  ],
  [
    new RegExp(`${EDGE}${MONTH}\\s+(?:the\\s+)?${DAY}${END}(?!\\s*(?:%|percent|points))${YEAR}`, 'giu'),
    ([m, d, y]) => [day(Number(d), monthOf(m), y)],
  ],
  [
    new RegExp(`${EDGE}(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})${END}`, 'giu'),
    ([a, , b, y]) => eitherOrder(Number(a), Number(b), y?.length === 2 ? `20${y}` : y),
  ],
  [new RegExp(`${EDGE}(\\d{1,2})/(\\d{1,2})${END}`, 'giu'), ([a, b]) => eitherOrder(Number(a), Number(b))],
  [
    new RegExp(`${EDGE}${MONTH},?\\s+(\\d{4})${END}`, 'giu'),
    ([m, y]) => [{ month: monthOf(m), year: Number(y) }],
  ],
  [
    new RegExp(
      `(?<=${EDGE}(?:until|till|by|before|through|in|end of|ends|late|early|mid)[\\s-]+)${MONTH}${END}`,
      'giu',
    ),
    ([m]) => [{ month: monthOf(m) }],
  ],
  [
    new RegExp(
      `(?<=${EDGE}(?:until|till|by|before|through|ends?|ending|expires?)\\s+(?:on\\s+|this\\s+|next\\s+)?)(${WEEKDAYS.join('|')})${END}`,
      'giu',
    ),
    ([name]) => [{ weekday: WEEKDAYS.indexOf((name ?? '').toLowerCase()) }],
  ],
];

/** The days a text names, and the text with them blanked out, so that their numbers are not read again. */
export function readDates(text: string): { readonly dates: readonly DateMention[]; readonly rest: string } {
  const dates: DateMention[] = [];
  let rest = text;
  for (const [pattern, read] of FORMS) {
    rest = rest.replace(pattern, (found: string, ...more: unknown[]) => {
      const index = more.findIndex((each) => typeof each === 'number');
      const groups = more.slice(0, index).map((each) => (typeof each === 'string' ? each : ''));
      dates.push({ readings: read(groups), text: found, index: Number(more[index]) });
      return ' '.repeat(found.length);
    });
  }
  return { dates, rest };
}

/** Whether a moment, read as a day in UTC, is the named day as far as that is stated. */
export function isNamedDay(at: number, named: NamedDay): boolean {
  const date = new Date(at);
  return (
    (named.day === undefined || named.day === date.getUTCDate()) &&
    (named.month === undefined || named.month === date.getUTCMonth() + 1) &&
    (named.year === undefined || named.year === date.getUTCFullYear()) &&
    (named.weekday === undefined || named.weekday === date.getUTCDay())
  );
}

function day(dayOfMonth: number, month: number, year?: string): NamedDay {
  return { day: dayOfMonth, month, ...(year && { year: Number(year) }) };
}

function eitherOrder(a: number, b: number, year?: string): readonly NamedDay[] {
  return [day(a, b, year), day(b, a, year)];
}

function monthOf(name = ''): number {
  const start = name.slice(0, 3).toLowerCase();
  return MONTHS.findIndex((month) => month.toLowerCase().startsWith(start)) + 1;
}
