export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const DAY_MS = 86_400_000;

/** Whether a moment, in milliseconds since 1970, has a date. */
export function isDate(at: number): boolean {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15;
}

/** `31 March 2027`, the day in UTC; no words for a moment outside the calendar. */
export function formatDate(at: number): string {
  const day = formatDay(at);
  return day === '' ? '' : `${day} ${new Date(at).getUTCFullYear()}`;
}

/** `31 March`, the day in UTC. */
export function formatDay(at: number): string {
  if (!isDate(at)) return '';
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`;
}
