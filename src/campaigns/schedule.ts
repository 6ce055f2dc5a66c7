import * as v from 'valibot';

const moment = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const days = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(3660));

/** What starts a run. */
export const ScheduleSchema = v.variant('kind', [
  /** Somebody starts it. */
  v.strictObject({ kind: v.literal('by-hand') }),
  /** At fixed moments. */
  v.strictObject({
    kind: v.literal('by-time'),
    /** The first run, in milliseconds since 1970. */
    first: moment,
    /** Days between runs; a single run where left out. */
    everyDays: v.optional(days(1)),
    /** No run after this moment. */
    until: v.optional(moment),
  }),
  /** For each customer, when their behaviour calls for it; looked at in the data of each import. */
  v.strictObject({
    kind: v.literal('by-behaviour'),
    when: v.variant('event', [
      v.strictObject({ event: v.literal('silent'), days: days(1) }),
      v.strictObject({
        event: v.literal('basket-above'),
        amount: v.pipe(v.number(), v.finite(), v.minValue(0)),
        /** How many days the purchase may lie back. */
        withinDays: days(0),
      }),
    ]),
  }),
]);
export type Schedule = v.InferOutput<typeof ScheduleSchema>;

/** What a page cannot do, to stand beside every schedule. */
export const BROWSER_LIMIT =
  'A browser starts a run only while this page is open: nothing wakes it once the tab or the machine is closed, so export the calendar, or run the command line from a scheduler, for runs that must not be missed.';

const DAY_MS = 86_400_000;

/**
 * The next moments at which the campaign is due, from `now` on, earliest first: at most `count` (10 where left out).
 * None for a schedule by hand or by behaviour, and none after `until`.
 */
export function nextRuns(schedule: Schedule, now: number, count = 10): readonly number[] {
  if (schedule.kind !== 'by-time') return [];
  const { first, everyDays, until = Number.POSITIVE_INFINITY } = schedule;
  if (everyDays === undefined) return first >= now && first <= until && count > 0 ? [first] : [];
  const step = everyDays * DAY_MS;
  const start = first >= now ? first : first + Math.ceil((now - first) / step) * step;
  return Array.from({ length: Math.max(0, count) }, (_, i) => start + i * step).filter((at) => at <= until);
}

/** Moments that were due after the last run and at or before `now`: what a closed page missed, latest last. */
export function missedRuns(schedule: Schedule, lastRun: number | undefined, now: number): readonly number[] {
  if (schedule.kind !== 'by-time') return [];
  const from = lastRun === undefined ? schedule.first : lastRun + 1;
  const most = schedule.everyDays === undefined ? 1 : Math.ceil((now - schedule.first) / DAY_MS) + 1;
  return nextRuns(schedule, from, Math.max(0, most)).filter((at) => at <= now);
}

/** The schedule in a sentence. */
export function scheduleText(schedule: Schedule): string {
  if (schedule.kind === 'by-hand') return 'Runs when somebody starts it.';
  if (schedule.kind === 'by-time') {
    const first = `${new Date(schedule.first).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const again =
      schedule.everyDays === undefined
        ? ''
        : `, then every ${schedule.everyDays === 1 ? 'day' : `${schedule.everyDays} days`}`;
    return `Runs at ${first}${again}.`;
  }
  const { when } = schedule;
  return when.event === 'silent'
    ? `Runs for customers who have bought nothing for ${when.days} days.`
    : `Runs for customers with a basket above ${when.amount} in the last ${when.withinDays} days.`;
}
