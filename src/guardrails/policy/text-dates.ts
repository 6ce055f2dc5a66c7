import { failed, idle, passed, type RuleResult } from './audit.ts';
import type { OfferFacts } from './offer-facts.ts';
import type { PolicyRule } from './policy-rule.ts';
import { type CalendarDay, calendarDay, type StatedDate } from './stated-dates.ts';

/** A day in the text is the record's last one and is not over, or is its first one. */
export const textDates: PolicyRule = (facts) => {
  const { dates } = facts;
  const days = daysOf(facts);
  const limit = limitOf(days);
  if (dates.length === 0) return [idle('text-dates', 'No date is written.', limit)];
  const results = dates.map((date) => check(date, days, limit));
  const wrong = results.find((result) => !result.passed);
  const seen = dates.map(({ written }) => written).join(', ');
  return [wrong ?? passed('text-dates', seen, limit, "Every date is one of the record's.")];
};

interface KnownDays {
  readonly first: Required<CalendarDay> | undefined;
  readonly last: Required<CalendarDay> | undefined;
  readonly today: Required<CalendarDay>;
}

function check(
  { written, readings }: StatedDate,
  { first, last, today }: KnownDays,
  limit: string,
): RuleResult {
  const rule = 'text-dates';
  const isFirst = first !== undefined && readings.some((day) => isSame(day, first));
  if (readings.length === 0) return failed(rule, written, limit, `"${written}" is no day of the calendar.`);
  if (!isFirst && readings.every((day) => isBefore(day, today))) {
    return failed(rule, written, `${dayText(today)} or later`, `The date "${written}" is over.`);
  }
  return isFirst || (last !== undefined && readings.some((day) => isSame(day, last)))
    ? passed(rule, written, limit, `The date "${written}" is the record's.`)
    : failed(
        rule,
        written,
        limit,
        `The date "${written}" is neither the last nor the first day of the offer.`,
      );
}

function daysOf({ candidate, policy, now }: OfferFacts): KnownDays {
  const { validFrom, validUntil } = candidate.reward;
  const dayOf = (at: number) => calendarDay(at, policy.utcOffsetMinutes ?? 0);
  return {
    first: validFrom === undefined ? undefined : dayOf(validFrom),
    last: validUntil === undefined ? undefined : dayOf(validUntil),
    today: dayOf(now),
  };
}

function limitOf({ first, last }: KnownDays): string {
  return [last, first].flatMap((day) => (day === undefined ? [] : dayText(day))).join(', ') || 'no dates';
}

function isSame({ year, month, day }: CalendarDay, known: Required<CalendarDay>): boolean {
  return month === known.month && day === known.day && (year === undefined || year === known.year);
}

/** A day without a year is never over: it may be the next one. */
function isBefore({ year, month, day }: CalendarDay, today: Required<CalendarDay>): boolean {
  if (year === undefined) return false;
  const order = (each: Required<CalendarDay>) => each.year * 10_000 + each.month * 100 + each.day;
  return order({ year, month, day }) < order(today);
}

function dayText({ year, month, day }: Required<CalendarDay>): string {
  return [year, month, day].map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0')).join('-');
}
