import type { CampaignDraft } from '../../../service/agent-campaign-contract.ts';

export type ScheduleDraft = NonNullable<CampaignDraft['schedule']>;

/** A moment as a field for date and time holds it, in the time of this device. */
export function localMoment(at: number): string {
  const moved = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return moved.toISOString().slice(0, 16);
}

/** The moment that such a field tells, in milliseconds since 1970; undefined where it tells none. */
export function readMoment(text: string): number | undefined {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** Nine o'clock on the day after, in the time of this device. */
export function tomorrowMorning(now: number): number {
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(9, 0, 0, 0);
  return morning.getTime();
}
