import { describe, expect, test } from 'vitest';
import { toICalendar, toRunList } from '../../src/campaigns/run-calendar.ts';
import { missedRuns, nextRuns, type Schedule, scheduleText } from '../../src/campaigns/schedule.ts';

const at = (text: string) => Date.parse(text);
const iso = (moments: readonly number[]) =>
  moments.map((moment) => new Date(moment).toISOString().slice(0, 16));
const weekly: Schedule = { kind: 'by-time', first: at('2026-01-05T08:00Z'), everyDays: 7 };

describe('the next runs', () => {
  test('count from the first, whatever the moment', () => {
    expect(iso(nextRuns(weekly, at('2026-01-01'), 3))).toEqual([
      '2026-01-05T08:00',
      '2026-01-12T08:00',
      '2026-01-19T08:00',
    ]);
    expect(iso(nextRuns(weekly, at('2026-01-12T08:00Z'), 1))).toEqual(['2026-01-12T08:00']);
    expect(iso(nextRuns(weekly, at('2026-01-12T08:00Z') + 1, 1))).toEqual(['2026-01-19T08:00']);
  });

  test('end with the schedule, and there is one of a single date and none by hand', () => {
    expect(iso(nextRuns({ ...weekly, until: at('2026-01-12T08:00Z') }, at('2026-01-01')))).toHaveLength(2);
    const once: Schedule = { kind: 'by-time', first: at('2026-03-01') };
    expect(nextRuns(once, at('2026-02-01'))).toEqual([at('2026-03-01')]);
    expect(nextRuns(once, at('2026-03-02'))).toEqual([]);
    expect(nextRuns({ kind: 'by-hand' }, 0)).toEqual([]);
    expect(nextRuns({ kind: 'by-behaviour', when: { event: 'silent', days: 30 } }, 0)).toEqual([]);
  });

  test('those that a closed page missed are told', () => {
    expect(iso(missedRuns(weekly, at('2026-01-05T08:00Z'), at('2026-01-20')))).toEqual([
      '2026-01-12T08:00',
      '2026-01-19T08:00',
    ]);
    expect(missedRuns(weekly, at('2026-01-19T08:00Z'), at('2026-01-20'))).toEqual([]);
    expect(iso(missedRuns(weekly, undefined, at('2026-01-06')))).toEqual(['2026-01-05T08:00']);
  });
});

describe('the calendar', () => {
  test('is an event with its rule, in lines of at most 75 octets', () => {
    const made = toICalendar(
      { id: 'spring', name: 'Spring; for, Zoë\\all', schedule: { ...weekly, until: at('2026-06-01') } },
      at('2026-01-06'),
    );
    const text = made.ok ? made.value : '';
    const lines = text.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
    const unfolded = text.replaceAll('\r\n ', '').split('\r\n');
    expect(unfolded).toContain('DTSTART:20260112T080000Z');
    expect(unfolded).toContain('RRULE:FREQ=DAILY;INTERVAL=7;UNTIL=20260601T000000Z');
    expect(unfolded).toContain('SUMMARY:Run the campaign Spring\\; for\\, Zoë\\\\all');
    expect(unfolded[0]).toBe('BEGIN:VCALENDAR');
  });

  test('has nothing to say of a campaign by hand', () => {
    const made = toICalendar({ id: 'a', schedule: { kind: 'by-hand' } }, 0);
    expect(made).toMatchObject({ ok: false, failures: [{ type: 'nothing-due' }] });
    expect(toRunList({ id: 'a', schedule: weekly }, at('2026-01-01'), 2).runs).toEqual([
      '2026-01-05T08:00:00.000Z',
      '2026-01-12T08:00:00.000Z',
    ]);
    expect(scheduleText(weekly)).toBe('Runs at 2026-01-05 08:00 UTC, then every 7 days.');
  });
});
