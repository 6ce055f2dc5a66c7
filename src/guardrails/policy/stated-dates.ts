/** A day as it stands in a text; two readings where day and month cannot be told apart. */
export interface StatedDate {
  readonly written: string;
  readonly start: number;
  readonly end: number;
  /** None where it is no day of the calendar. */
  readonly readings: readonly CalendarDay[];
}

export interface CalendarDay {
  /** Absent where the text leaves it out. */
  readonly year?: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const MONTH = `(${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')}|sept)\\.?`;
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?:,? (\\d{4}))?';
const END = '(?![\\p{L}\\p{N}%]|[.,]\\d| ?%| percent)';

const ISO = /(?<![\p{L}\p{N}])(\d{4})-(\d{1,2})-(\d{1,2})(?:T[\d:.]+Z?)?(?![\d%])/gu;
const SLASHED = /(?<![\p{L}\p{N}.,])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\p{L}\p{N}%]|[.,/-]\d| ?%)/gu;
const DAY_FIRST = new RegExp(`(?<![\\p{L}\\p{N}.,$-])${DAY} (?:of )?${MONTH}${YEAR}${END}`, 'giu');
const MONTH_FIRST = new RegExp(`(?<![\\p{L}\\p{N}])${MONTH} ${DAY}${YEAR}${END}`, 'giu');

/** The dates of a plain text (see `plainText`): 2026-11-30, 30/11/2026, 30 November, Nov 30th, 2026. */
export function readDates(plain: string): readonly StatedDate[] {
  const found: StatedDate[] = [];
  const add = (match: RegExpExecArray, readings: readonly CalendarDay[]) => {
    const [start, end] = [match.index, match.index + match[0].length];
    if (found.some((each) => start < each.end && each.start < end)) return;
    found.push({ written: match[0], start, end, readings: readings.filter(exists) });
  };
  for (const match of plain.matchAll(ISO)) {
    add(match, [{ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }]);
  }
  for (const match of plain.matchAll(SLASHED)) {
    const [a, b, last = ''] = [Number(match[1]), Number(match[3]), match[4]];
    const year = Number(last.length === 2 ? `20${last}` : last);
    add(match, [
      { year, month: b, day: a },
      { year, month: a, day: b },
    ]);
  }
  for (const match of plain.matchAll(DAY_FIRST)) add(match, [named(match[2], match[1], match[3])]);
  for (const match of plain.matchAll(MONTH_FIRST)) add(match, [named(match[1], match[2], match[3])]);
  return found.sort((a, b) => a.start - b.start);
}

function named(month = '', day = '', year?: string): CalendarDay {
  const index = MONTHS.findIndex((name) => name.startsWith(month.toLowerCase().slice(0, 3)));
  return { month: index + 1, day: Number(day), ...(year !== undefined && { year: Number(year) }) };
}

function exists({ year, month, day }: CalendarDay): boolean {
  // A leap year stands in for a year that is not told.
  const date = new Date(Date.UTC(year ?? 2024, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The calendar day of a moment, where days begin `utcOffsetMinutes` ahead of UTC. */
export function calendarDay(at: number, utcOffsetMinutes: number): Required<CalendarDay> {
  const date = new Date(at + utcOffsetMinutes * 60_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
