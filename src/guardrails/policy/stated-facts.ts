import { failed, idle, passed, type RuleResult } from './audit.ts';
import { daysLeft } from './expiry.ts';
import type { GivenFact, OfferFacts } from './offer-facts.ts';
import type { PolicyRule } from './policy-rule.ts';
import type { SpokenNumber } from './read-words.ts';
import { calendarDay } from './stated-dates.ts';

/** What the words say in numbers is possible, and is what the record says. */
export const statedFacts: PolicyRule = (facts) => [percentages(facts), negatives(facts), traced(facts)];

const everyNumber = ({ numbers, named }: OfferFacts): readonly SpokenNumber[] => [...numbers, ...named];

function percentages(facts: OfferFacts): RuleResult {
  const rule = 'text-percentages';
  const limit = '0% to 100%';
  const stated = everyNumber(facts).filter(({ unit }) => unit === 'percent');
  if (stated.length === 0) return idle(rule, 'No percentage is written.', limit);
  const isPossible = ({ values }: SpokenNumber) =>
    values.length > 0 && values.every((each) => each >= 0 && each <= 100);
  const wrong = stated.find((number) => !isPossible(number));
  if (wrong === undefined) {
    return passed(rule, listed(stated), limit, `Every percentage that is written lies within ${limit}.`);
  }
  const reason =
    wrong.values.length === 0
      ? `"${wrong.written}" cannot be read as a percentage; write it in figures, such as 20%.`
      : `"${wrong.written}" is no percentage from ${limit}.`;
  return failed(rule, wrong.written, limit, reason);
}

function negatives(facts: OfferFacts): RuleResult {
  const rule = 'text-negatives';
  const limit = '0 or more';
  const stated = everyNumber(facts);
  if (stated.length === 0) return idle(rule, 'No number is written.', limit);
  const wrong = stated.find(({ values }) => values.some((each) => each < 0));
  return wrong === undefined
    ? passed(rule, listed(stated), limit, 'No number that is written is below zero.')
    : failed(rule, wrong.written, limit, `"${wrong.written}" is below zero.`);
}

/** Every number of the text, and every promise of the reward's own words, is one of the record's. */
function traced(facts: OfferFacts): RuleResult {
  const rule = 'text-numbers';
  const limit = facts.given.map(factText).join(', ') || 'no numbers';
  const all = everyNumber(facts);
  if (all.length === 0) return idle(rule, 'No number is written.', limit);
  const claims = [
    ...facts.numbers.filter(({ claim }) => claim),
    ...facts.named.filter((number) => number.claim && isPromise(number)),
  ];
  const wrong = claims.find((number) => !isTraced(number, facts));
  if (wrong === undefined) {
    return passed(rule, listed(all), limit, "Every number that is written is one of the record's.");
  }
  const where = facts.numbers.includes(wrong) ? 'the text' : "the reward's name";
  const reason = `"${wrong.written}" of ${where} is not in the record; write it into the reward's fields or take it out.`;
  return failed(rule, wrong.written, limit, reason);
}

const isPromise = ({ unit }: SpokenNumber): boolean =>
  unit === 'percent' || unit === 'money' || unit === 'points';

function isTraced(number: SpokenNumber, facts: OfferFacts): boolean {
  const { values, unit, period } = number;
  if (unit === 'ordinal') return true;
  const given = facts.given.filter((fact) => mayBe(number, fact));
  if (given.some(({ value }) => values.some((each) => Math.abs(each - value) < 0.005))) return true;
  if (isPromise(number)) return false;
  if (unit === 'duration' && values.some((each) => isTimeLeft(each, period, facts))) return true;
  if (unit === 'plain' && values.some((each) => isYear(each, facts))) return true;
  const same = facts.named.filter((each) => each.unit === unit && each.period === period);
  return same.some((each) => each.values.some((value) => values.includes(value)));
}

/** A bare number may be money, points or a count, but no percentage. */
function mayBe({ unit, asks }: SpokenNumber, fact: GivenFact): boolean {
  if (unit === 'plain') return fact.unit !== 'percent';
  return fact.unit === unit && (unit === 'percent' || fact.asks === asks);
}

const PERIOD_DAYS: Readonly<Record<string, number>> = { minute: 1 / 1440, hour: 1 / 24, day: 1, week: 7 };

/** `3 days` where two to three days are left, or where that is the whole time that the offer holds. */
function isTimeLeft(count: number, period = '', facts: OfferFacts): boolean {
  const { validFrom, validUntil } = facts.candidate.reward;
  const size = PERIOD_DAYS[period];
  if (size === undefined || validUntil === undefined) return false;
  const whole = validFrom === undefined ? undefined : (validUntil - validFrom) / 86_400_000;
  return [daysLeft(facts), whole].some(
    (days) => days !== undefined && days > 0 && Math.abs(days / size - count) < 1,
  );
}

function isYear(value: number, { now, candidate, policy }: OfferFacts): boolean {
  const offset = policy.utcOffsetMinutes ?? 0;
  const { validFrom, validUntil } = candidate.reward;
  return [now, validFrom, validUntil].some(
    (at) => at !== undefined && calendarDay(at, offset).year === value,
  );
}

function listed(numbers: readonly SpokenNumber[]): string {
  return numbers.map(({ written }) => written).join(', ');
}

function factText({ value, unit }: GivenFact): string {
  return unit === 'percent' ? `${value}%` : unit === 'points' ? `${value} points` : String(value);
}
