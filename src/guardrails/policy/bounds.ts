import { failed, idle, passed, type RuleResult } from './audit.ts';
import type { GivenFact, OfferFacts } from './offer-facts.ts';
import type { Policy } from './policy.ts';
import type { PolicyRule } from './policy-rule.ts';

type Bound = keyof Policy['bounds'];

interface BoundRule {
  readonly rule: string;
  /** `The discount` */
  readonly what: string;
  /** Written after the number. */
  readonly unit: '%' | '' | ' points';
  /** What else the offer may state of this kind, given or asked for; the bound holds for it as well. */
  readonly facts?: Pick<GivenFact, 'unit' | 'asks'>;
}

const RULES: Readonly<Record<Bound, BoundRule>> = {
  discountPct: {
    rule: 'discount',
    what: 'The discount',
    unit: '%',
    facts: { unit: 'percent', asks: false },
  },
  amountOff: {
    rule: 'amount-off',
    what: 'The money off',
    unit: '',
    facts: { unit: 'money', asks: false },
  },
  bonusPoints: {
    rule: 'bonus-points',
    what: 'The bonus',
    unit: ' points',
    facts: { unit: 'points', asks: false },
  },
  pointsRequired: {
    rule: 'points-required',
    what: 'The price in points',
    unit: ' points',
    facts: { unit: 'points', asks: true },
  },
  minSpend: {
    rule: 'minimum-spend',
    what: 'The minimum spend',
    unit: '',
    facts: { unit: 'money', asks: true },
  },
  costPerUse: { rule: 'cost', what: 'The cost of one use', unit: '' },
};

/** Every number of the record lies within the policy's bounds, which never go below 0 nor, for a discount, above 100. */
export const bounds: PolicyRule = (facts) =>
  Object.entries(RULES).map(([field, rule]) => check(field as Bound, rule, facts));

function check(field: Bound, { rule, what, unit }: BoundRule, facts: OfferFacts): RuleResult {
  const { min, max } = facts.policy.bounds[field];
  const limit = `${min}${unit} to ${max}${unit}`;
  const values = valuesOf(field, facts);
  if (values.length === 0) return idle(rule, `${what} is not part of this offer.`, limit);
  const wrong = values.find((value) => !(value >= min && value <= max));
  if (wrong === undefined) {
    return passed(
      rule,
      shown(values),
      limit,
      `${what} of ${values.join(' and ')}${unit} lies within ${limit}.`,
    );
  }
  const side = wrong < min ? `below the ${min}${unit} that` : `above the ${max}${unit} that`;
  return failed(rule, wrong, limit, `${what} of ${wrong}${unit} is ${side} the policy allows.`);
}

/** The typed value, and whatever else of that kind the offer may state. */
export function valuesOf(field: Bound, { candidate, given }: OfferFacts): readonly number[] {
  const { facts } = RULES[field];
  const own = candidate.reward[field];
  const others = given.filter(
    ({ unit, asks }) => unit === facts?.unit && (asks === facts.asks || unit === 'percent'),
  );
  return [...new Set([...(own === undefined ? [] : [own]), ...others.map(({ value }) => value)])];
}

function shown(values: readonly number[]): number | string {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values.join(', ');
}
