import { failure, type Result, success } from '../domain/result.ts';
import type { Campaign } from './campaign.ts';
import { BROWSER_LIMIT, nextRuns, scheduleText } from './schedule.ts';

const DAY_MS = 86_400_000;
const MINUTES = 15;

/**
 * The coming runs as an iCalendar file (RFC 5545) for any calendar: one event, repeated by rule where the campaign is.
 *
 * @returns `nothing-due` for a campaign that no calendar starts, or whose last run is over.
 */
export function toICalendar(
  campaign: Pick<Campaign, 'id' | 'name' | 'schedule'>,
  now: number,
): Result<string> {
  const { schedule } = campaign;
  const [first] = nextRuns(schedule, now, 1);
  if (schedule.kind !== 'by-time' || first === undefined) {
    return failure('nothing-due', `No run is due at a known time. ${scheduleText(schedule)}`, 'schedule');
  }
  const rule =
    schedule.everyDays === undefined
      ? []
      : [
          `RRULE:FREQ=DAILY;INTERVAL=${schedule.everyDays}${schedule.until === undefined ? '' : `;UNTIL=${stamp(schedule.until)}`}`,
        ];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Offersmith//Campaigns//EN',
    'CALSCALE:GREGORIAN',
    'BEGIN:VEVENT',
    `UID:${escapeText(campaign.id)}-${first}@offersmith`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(first)}`,
    `DURATION:PT${MINUTES}M`,
    ...rule,
    `SUMMARY:${escapeText(`Run the campaign ${campaign.name ?? campaign.id}`)}`,
    `DESCRIPTION:${escapeText(BROWSER_LIMIT)}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapeText(`Run the campaign ${campaign.name ?? campaign.id}`)}`,
    'TRIGGER:PT0M',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return success(lines.map((line) => `${folded(line)}\r\n`).join(''));
}

/** The coming runs for other programs, `count` at most. */
export function toRunList(campaign: Pick<Campaign, 'id' | 'name' | 'schedule'>, now: number, count = 10) {
  return {
    campaign: campaign.id,
    name: campaign.name ?? campaign.id,
    schedule: scheduleText(campaign.schedule),
    note: BROWSER_LIMIT,
    runs: nextRuns(campaign.schedule, now, count).map((at) => new Date(at).toISOString()),
    days: nextRuns(campaign.schedule, now, count).map((at) => Math.floor((at - now) / DAY_MS)),
  };
}

/** `20260131T080000Z` */
function stamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** RFC 5545, section 3.3.11. */
function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');
}

/** Lines of at most 75 octets, continued after a blank (RFC 5545, section 3.1); no character is cut in two. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    // The blank that begins a continued line counts as well.
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
