import { failed, idle, passed, type RuleResult } from './audit.ts';
import type { OfferFacts } from './offer-facts.ts';
import type { PolicyRule } from './policy-rule.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The offer holds now, ends in the future, and leaves the time that the policy asks for. */
export const expiry: PolicyRule = (facts) => [end(facts), start(facts)];

function end({ candidate, policy, now, fallback }: OfferFacts): RuleResult {
  const rule = 'expiry';
  const { validFrom, validUntil } = candidate.reward;
  const { required, longestDays, shortestHours } = policy.expiry;
  const limit = `after ${iso(now)}`;
  if (validUntil === undefined) {
    if (fallback) return idle(rule, 'The fallback gives nothing away, so it needs no end.', limit);
    if (!required) return idle(rule, 'The offer has no end, and the policy asks for none.', limit);
    return failed(rule, null, limit, 'The offer has no end, and the policy asks for one.');
  }
  const seen = iso(validUntil);
  if (!(validUntil > now)) return failed(rule, seen, limit, `The offer is over: it ended on ${seen}.`);
  if (validFrom !== undefined && !(validUntil >= validFrom)) {
    return failed(rule, seen, limit, `The offer ends on ${seen}, before it begins on ${iso(validFrom)}.`);
  }
  const left = validUntil - now;
  if (left < shortestHours * HOUR) {
    return failed(
      rule,
      seen,
      `${shortestHours} hours left`,
      `Only ${hours(left)} hours are left; the policy asks for ${shortestHours}.`,
    );
  }
  if (left > longestDays * DAY) {
    return failed(
      rule,
      seen,
      `${longestDays} days at most`,
      `The offer runs until ${seen}, longer than the ${longestDays} days that the policy allows.`,
    );
  }
  return passed(rule, seen, limit, `The offer ends on ${seen}, which is in the future.`);
}

function start({ candidate, policy, now }: OfferFacts): RuleResult {
  const rule = 'valid-from';
  const { validFrom } = candidate.reward;
  if (validFrom === undefined) return idle(rule, 'The offer has no first day.');
  const { startsWithinDays } = policy.expiry;
  const seen = iso(validFrom);
  const limit = `by ${iso(now + startsWithinDays * DAY)}`;
  return validFrom <= now + startsWithinDays * DAY
    ? passed(rule, seen, limit, `The offer holds from ${seen}.`)
    : failed(rule, seen, limit, `The offer does not hold yet: it begins on ${seen}.`);
}

/** Days left until the offer ends; undefined where it has no end. */
export function daysLeft({ candidate, now }: OfferFacts): number | undefined {
  const { validUntil } = candidate.reward;
  return validUntil === undefined ? undefined : (validUntil - now) / DAY;
}

/** `2026-11-30 12:00 UTC`; the number itself where no calendar has it. */
export function iso(at: number): string {
  if (!(Math.abs(at) <= 8.64e15)) return String(at);
  return `${new Date(at)
    .toISOString()
    .replace(/:\d\d\.\d+Z$/, '')
    .replace('T', ' ')} UTC`;
}

function hours(span: number): number {
  return Math.round((span / HOUR) * 10) / 10;
}
