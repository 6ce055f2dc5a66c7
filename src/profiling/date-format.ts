import type { Guess } from './number-format.ts';

/** In which order a date names year, month and day; a time of day may follow any of the first three. */
export type DateFormat =
  | 'YYYY-MM-DD'
  | 'DD-MM-YYYY'
  | 'MM-DD-YYYY'
  | 'YYYYMMDD'
  | 'unix s'
  | 'unix ms'
  | 'excel';

export const DAY_MS = 86_400_000;

const WRITTEN =
  /^(\d{1,4}|[a-z]{3,9})[-/. ]\s*(\d{1,2}|[a-z]{3,9})(?:st|nd|rd|th)?\.?[-/. ,]\s*(\d{1,4})(?:[t ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]m)?\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Of two-digit years, as POSIX `strptime` reads them. */
const FIRST_OF_1900S = 69;

/**
 * A function that reads a trimmed cell as milliseconds since 1970, NaN where it is no date of this format. A date
 * alone is its midnight in UTC, a time without a zone is taken for UTC.
 */
export function createDateReader(format: DateFormat): (cell: string) => number {
  switch (format) {
    case 'YYYYMMDD':
      return (cell) =>
        /^\d{8}(?:\d{6})?$/.test(cell)
          ? moment(Number(cell.slice(0, 4)), Number(cell.slice(4, 6)), Number(cell.slice(6, 8))) +
            clock(cell.slice(8))
          : Number.NaN;
    case 'unix s':
      return (cell) => (/^\d{9,10}(?:\.\d+)?$/.test(cell) ? Number(cell) * 1000 : Number.NaN);
    case 'unix ms':
      return (cell) => (/^\d{12,13}$/.test(cell) ? Number(cell) : Number.NaN);
    case 'excel':
      // Days since 1899-12-30, which makes up for the leap day of 1900 that never was.
      return (cell) =>
        /^[2-6]\d{4}(?:\.\d+)?$/.test(cell) ? Math.round((Number(cell) - 25_569) * DAY_MS) : Number.NaN;
    default:
      return (cell) => {
        const fast = fixedWidth(cell, format);
        return Number.isNaN(fast) ? written(cell, format) : fast;
      };
  }
}

function clock(digits: string): number {
  if (digits === '') return 0;
  const [h, m, s] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)].map(Number);
  return timeOfDay(h ?? 0, m ?? 0, s ?? 0);
}

/** Ten characters, the most frequent form by far, without a regular expression. */
function fixedWidth(cell: string, format: DateFormat): number {
  if (cell.length !== 10) return Number.NaN;
  const yearFirst = format === 'YYYY-MM-DD';
  const [at, other] = yearFirst ? [4, 7] : [2, 5];
  const separator = cell.charCodeAt(at);
  if (separator !== cell.charCodeAt(other) || separator < 45 || separator > 47) return Number.NaN;
  const first = digits(cell, 0, at);
  const middle = digits(cell, at + 1, other);
  const third = digits(cell, other + 1, 10);
  if (yearFirst) return moment(first, middle, third);
  return format === 'DD-MM-YYYY' ? moment(third, middle, first) : moment(third, first, middle);
}

function digits(cell: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = cell.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function written(cell: string, format: DateFormat): number {
  const parts = WRITTEN.exec(cell);
  if (parts === null) return Number.NaN;
  const [, first = '', second = '', third = '', hour, minute, seconds, half, zone] = parts;
  let date: number;
  if (format === 'YYYY-MM-DD') {
    date = first.length === 4 ? moment(Number(first), monthOf(second), Number(third)) : Number.NaN;
  } else if (first.length === 4 && /^\d/.test(first)) {
    return Number.NaN;
  } else {
    const [day, month] = format === 'DD-MM-YYYY' ? [first, second] : [second, first];
    date = moment(yearOf(third), monthOf(month), Number(day));
  }
  if (hour === undefined) return date;
  const wanted = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  return date + timeOfDay(wanted, Number(minute), Number(seconds ?? 0)) - zoneOffset(zone);
}

function moment(year: number, month: number, day: number): number {
  const valid = year >= 1800 && year <= 2200 && day >= 1 && day <= (DAYS[month - 1] ?? 0);
  if (!valid) return Number.NaN;
  const at = Date.UTC(year, month - 1, day);
  return month === 2 && day === 29 && new Date(at).getUTCDate() !== 29 ? Number.NaN : at;
}

function timeOfDay(hour: number, minute: number, seconds: number): number {
  return hour > 23 || minute > 59 || seconds > 60 ? Number.NaN : ((hour * 60 + minute) * 60 + seconds) * 1000;
}

function zoneOffset(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '') ?? [];
  if (hours === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0)) * 60_000;
}

function yearOf(text: string): number {
  const year = Number(text);
  if (text.length !== 2) return text.length === 4 ? year : Number.NaN;
  return year < FIRST_OF_1900S ? 2000 + year : 1900 + year;
}

function monthOf(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  return MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
}

/** Words in a column's name without which a plain number is not taken for a date. */
const DATE_NAME = /date|time|_at$|_on$|\bat$|\bday$|\bdt\b|created|joined|since/i;

/**
 * The date format of a column from some of its cells and its name, or undefined where fewer than 95% read as dates.
 * Whether day or month comes first is decided by numbers above 12; where none is, the guess says so.
 */
export function guessDateFormat(cells: readonly string[], name = ''): Guess<DateFormat> | undefined {
  if (cells.length === 0) return undefined;
  const readable = (format: DateFormat): boolean => {
    const read = createDateReader(format);
    return cells.filter((cell) => !Number.isNaN(read(cell))).length >= 0.95 * cells.length;
  };
  const [example = ''] = cells;
  if (readable('YYYYMMDD') && cells.every((cell) => !/^\d{8}$/.test(cell) || /^(?:19|20)/.test(cell))) {
    return { value: 'YYYYMMDD', why: `"${example}" is eight digits, a year first` };
  }
  if (readable('YYYY-MM-DD')) return { value: 'YYYY-MM-DD', why: `"${example}" begins with the year` };
  const order = guessOrder(cells);
  if (order !== undefined && readable(order.value)) return order;
  if (!DATE_NAME.test(name)) return undefined;
  for (const value of ['unix s', 'unix ms', 'excel'] as const) {
    if (readable(value)) return { value, why: `the name says a date and "${example}" fits ${value}` };
  }
  return undefined;
}

function guessOrder(cells: readonly string[]): Guess<DateFormat> | undefined {
  let dayFirst = 0;
  let monthFirst = 0;
  let shown = '';
  let dayExample = '';
  let monthExample = '';
  for (const cell of cells) {
    const [, first = '', second = ''] = WRITTEN.exec(cell) ?? [];
    if (first === '' || /^\d{3,4}$/.test(first)) continue;
    shown ||= cell;
    if (Number(first) > 12 || /^[a-z]/i.test(second)) {
      dayFirst++;
      dayExample ||= cell;
    } else if (Number(second) > 12 || /^[a-z]/i.test(first)) {
      monthFirst++;
      monthExample ||= cell;
    }
  }
  if (shown === '') return undefined;
  if (dayFirst > monthFirst)
    return { value: 'DD-MM-YYYY', why: `"${dayExample}" cannot have the month first` };
  if (monthFirst > dayFirst)
    return { value: 'MM-DD-YYYY', why: `"${monthExample}" cannot have the day first` };
  const value = shown.includes('/') ? 'MM-DD-YYYY' : 'DD-MM-YYYY';
  const custom = value === 'MM-DD-YYYY' ? 'with slashes the month mostly' : 'the day mostly';
  return {
    value,
    why: `"${shown}" and the others could have day or month first; ${custom} comes first`,
    ambiguous: true,
  };
}
