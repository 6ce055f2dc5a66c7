import { failure, type Result, success } from '../domain/result.ts';
import { SIMULATED_TODAY } from '../simulation/business-customer.ts';
import type { BusinessDataOptions } from './business-data.ts';
import { readNumber } from './options.ts';

/** What is asked for beside folder and seed. */
export type BusinessChoices = Omit<BusinessDataOptions, 'out' | 'seed'>;

export interface BusinessArguments {
  readonly business?: string | undefined;
  readonly days?: string | undefined;
  readonly today?: string | undefined;
  readonly messy?: boolean | undefined;
}

/** For `parseArgs`. */
export const BUSINESS_OPTIONS = {
  business: { type: 'string' },
  days: { type: 'string' },
  today: { type: 'string' },
  messy: { type: 'boolean' },
} as const;

const MOST_CUSTOMERS = 1_000_000;
const MOST_DAYS = 3650;

/**
 * Reads the arguments for a business.
 *
 * @param others arguments given that a business has no use for.
 * @returns undefined where no business is asked for; a failure that names every bad or idle argument.
 */
export function readBusinessChoices(
  given: BusinessArguments,
  others: readonly string[],
): Result<BusinessChoices | undefined> {
  const { business, days = '365', today, messy = false } = given;
  if (business === undefined) {
    const idle = (['days', 'today', 'messy'] as const).filter((name) => given[name] !== undefined);
    if (idle.length === 0) return success(undefined);
    return failure('arguments', `${named(idle)} only with --business; add --business 1000, say.`);
  }
  if (others.length > 0) {
    return failure('arguments', `${named(others)} only without --business; leave out one or the other.`);
  }
  const customers = readNumber('--business', business, { low: 1, high: MOST_CUSTOMERS, whole: true });
  const period = readNumber('--days', days, { low: 1, high: MOST_DAYS, whole: true });
  const day = today === undefined ? success(SIMULATED_TODAY) : readDay(today);
  if (customers.ok && period.ok && day.ok) {
    return success({ customers: customers.value, days: period.value, today: day.value, messy });
  }
  const results: readonly Result<number>[] = [customers, period, day];
  return { ok: false, failures: results.flatMap((each) => (each.ok ? [] : each.failures)) };
}

function named(options: readonly string[]): string {
  const list = options.map((name) => `--${name}`).join(' and ');
  return `${list} ${options.length > 1 ? 'have' : 'has'} a meaning`;
}

/** A calendar day between 1970 and 2099, as midnight UTC. */
function readDay(text: string): Result<number> {
  const at = /^(19[7-9]\d|20\d\d)-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  const real = Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
  return real
    ? success(at)
    : failure('arguments', `--today is "${text}"; it must be a day such as 2026-01-31.`, '--today');
}
