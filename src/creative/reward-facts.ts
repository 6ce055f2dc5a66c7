import type { Reward } from '../domain/reward.ts';
import type { Claim, ClaimUnit } from './claim.ts';
import { DAY_MS, isDate } from './format-date.ts';
import { readClaims } from './read-claims.ts';

/** A number that a text may state, with the field of the record it comes from. */
export interface RewardFact extends Pick<Claim, 'unit' | 'value' | 'role' | 'currency'> {
  readonly source: string;
  /** For dates: the moment, in milliseconds since 1970. */
  readonly at?: number;
  /** For labels and what a name says: the words. */
  readonly text?: string;
  readonly readings?: Claim['readings'];
}

export interface FactContext {
  /** ISO 4217 code of the catalogue's currency. */
  readonly currency: string;
  /** The moment of writing, for days that are left; without it no text may count them. */
  readonly now?: number;
}

/**
 * Every number that a text about the reward may state: the typed fields, the days of its validity, and what its name,
 * product and payment method say in numbers. A number of the name that contradicts a typed field of the same kind is
 * none. What the reward costs the business and how often it was used is nobody else's concern and never a fact.
 */
export function rewardFacts(reward: Reward, { currency, now }: FactContext): readonly RewardFact[] {
  const typed = typedFacts(reward, currency);
  const written = (['name', 'product', 'paymentMethod'] as const).flatMap((source) =>
    readClaims(reward[source] ?? '').map((claim): RewardFact => ({ ...claim, source })),
  );
  return [...typed, ...written.filter((fact) => !contradicts(fact, typed)), ...validityFacts(reward, now)];
}

const TYPED: ReadonlySet<ClaimUnit> = new Set(['percent', 'money', 'points']);

/** `30% off` in the name of a reward whose record says 20%. */
function contradicts(fact: RewardFact, typed: readonly RewardFact[]): boolean {
  if (!TYPED.has(fact.unit)) return false;
  const rivals = typed.filter(
    ({ unit, role }) =>
      unit === fact.unit && (role === undefined || fact.role === undefined || role === fact.role),
  );
  return rivals.length > 0 && rivals.every(({ value }) => value !== fact.value);
}

function typedFacts(reward: Reward, currency: string): readonly RewardFact[] {
  const { discountPct, amountOff, minSpend, bonusPoints, pointsRequired } = reward;
  const partly = discountPct ?? amountOff ?? bonusPoints;
  const free =
    reward.type === 'Gift' ||
    discountPct === 100 ||
    (reward.type === 'Service' && !partly && !pointsRequired);
  const facts: readonly (RewardFact | undefined)[] = [
    fact('discountPct', 'percent', discountPct, 'gives'),
    fact('amountOff', 'money', amountOff, 'gives', currency),
    fact('minSpend', 'money', minSpend || undefined, 'asks', currency),
    fact('bonusPoints', 'points', bonusPoints || undefined, 'gives'),
    fact('pointsRequired', 'points', pointsRequired || undefined, 'asks'),
    free ? { unit: 'free', value: 0, source: 'type' } : undefined,
  ];
  return facts.filter((each) => each !== undefined);
}

function fact(
  source: string,
  unit: ClaimUnit,
  value: number | undefined,
  role: 'gives' | 'asks',
  currency?: string,
): RewardFact | undefined {
  return value === undefined || !Number.isFinite(value)
    ? undefined
    : { unit, value, role, source, ...(currency && { currency }) };
}

/** First and last day, how long it holds in all, and how long from now. */
function validityFacts({ validFrom, validUntil }: Reward, now?: number): readonly RewardFact[] {
  const facts: RewardFact[] = [];
  for (const [source, at] of [
    ['validFrom', validFrom],
    ['validUntil', validUntil],
  ] as const) {
    if (at !== undefined && isDate(at)) facts.push({ unit: 'date', value: 0, at, source });
  }
  if (validUntil === undefined || !isDate(validUntil)) return facts;
  const spans = [validFrom, now].flatMap((start) =>
    start === undefined ? [] : [(validUntil - start) / DAY_MS],
  );
  for (const days of spans.filter((span) => span > 0)) {
    for (const whole of new Set([Math.floor(days), Math.ceil(days)])) {
      facts.push({ unit: 'day', value: whole, source: 'validUntil' });
      if (whole % 7 === 0) facts.push({ unit: 'week', value: whole / 7, source: 'validUntil' });
    }
    if (days < 3) facts.push({ unit: 'hour', value: Math.floor(days * 24), source: 'validUntil' });
  }
  return facts;
}
