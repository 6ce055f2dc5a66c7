import { failed, idle, passed, type RuleResult, type Seen } from './audit.ts';
import { valuesOf } from './bounds.ts';
import type { Condition } from './condition-schema.ts';
import { daysLeft } from './expiry.ts';
import { type OfferFacts, sameName } from './offer-facts.ts';
import type { CustomRule } from './policy.ts';
import { FIELD_WORDS, type PolicyField, SENSITIVE_FIELDS } from './policy-fields.ts';
import type { PolicyRule } from './policy-rule.ts';
import { countWords } from './text-form.ts';

/** The marketer's own rules. A rule refuses what its `refuse` describes, where all of its `when` hold. */
export const customRules: PolicyRule = (facts) => facts.policy.custom.map((rule) => custom(rule, facts));

function custom(rule: CustomRule, facts: OfferFacts): RuleResult {
  const name = `custom:${rule.id}`;
  const limit = conditionText(rule.refuse);
  const unknown = rule.unknown !== 'skip';
  const outside = rule.when.find((condition) => !holds(condition, facts, unknown));
  if (outside !== undefined) {
    // On which side of an age somebody is stays out of the audit, which is kept and exported.
    const where =
      outside.field in SENSITIVE_FIELDS ? 'for other customers' : `where the ${conditionText(outside)}`;
    return idle(name, `The rule "${rule.id}" holds only ${where}.`, limit);
  }
  const values = fieldValues(rule.refuse.field, facts);
  const [first = null] = values;
  const seen: Seen = values.length > 1 || first === Number.POSITIVE_INFINITY ? values.join(', ') : first;
  return holds(rule.refuse, facts, unknown)
    ? failed(
        name,
        seen,
        limit,
        `${rule.reason} (The ${valueText(rule.refuse.field, seen)}; refused where the ${limit}.)`,
      )
    : passed(
        name,
        seen,
        limit,
        `The ${valueText(rule.refuse.field, seen)}; refused would be where the ${limit}.`,
      );
}

/** Whether the condition holds; for a value that is not known, what `unknown` says. */
export function holds(condition: Condition, facts: OfferFacts, unknown: boolean): boolean {
  const values = fieldValues(condition.field, facts);
  if (values.length === 0) return unknown;
  return values.some((value) => compare(condition, value));
}

function compare(condition: Condition, value: FieldValue): boolean {
  const size = Number(value);
  switch (condition.operator) {
    case 'above':
      return size > condition.value;
    case 'at-least':
      return size >= condition.value;
    case 'below':
      return size < condition.value;
    case 'at-most':
      return size <= condition.value;
    case 'equals':
      return size === condition.value;
    case 'is':
      return sameName(String(value), condition.value);
    case 'is-not':
      return !sameName(String(value), condition.value);
    case 'one-of':
      return condition.value.some((each) => sameName(String(value), each));
    case 'none-of':
      return !condition.value.some((each) => sameName(String(value), each));
    case 'is-true':
      return value === true;
    case 'is-false':
      return value === false;
  }
}

type FieldValue = string | number | boolean;

/** The values of a field, several where an offer states several of a kind; none where it is not known. */
function fieldValues(field: PolicyField, facts: OfferFacts): readonly FieldValue[] {
  const value = READERS[field](facts);
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}

const amountOf =
  (field: Parameters<typeof valuesOf>[0]) =>
  (facts: OfferFacts): readonly number[] => {
    const values = valuesOf(field, facts);
    return values.length === 0 ? [0] : values;
  };

const READERS: {
  readonly [F in PolicyField]: (facts: OfferFacts) => FieldValue | readonly FieldValue[] | undefined;
} = {
  'reward.discountPct': amountOf('discountPct'),
  'reward.amountOff': amountOf('amountOff'),
  'reward.bonusPoints': amountOf('bonusPoints'),
  'reward.pointsRequired': amountOf('pointsRequired'),
  'reward.minSpend': amountOf('minSpend'),
  // An amount that the record leaves out is not given; a cost that it leaves out is not known. The fallback gives nothing.
  'reward.costPerUse': ({ candidate, fallback }) => candidate.reward.costPerUse ?? (fallback ? 0 : undefined),
  'reward.daysLeft': (facts) => daysLeft(facts) ?? Number.POSITIVE_INFINITY,
  'text.words': ({ candidate }) => countWords(candidate.text),
  'text.characters': ({ candidate }) => [...candidate.text].length,
  'reward.id': ({ candidate }) => candidate.reward.id,
  'reward.type': ({ candidate }) => candidate.reward.type,
  'reward.product': ({ candidate }) => candidate.reward.product,
  'reward.category': ({ candidate }) => candidate.reward.category,
  'reward.paymentMethod': ({ candidate }) => candidate.reward.paymentMethod ?? '',
  'reward.creditLike': ({ creditLike }) => creditLike,
  'customer.age': ({ context }) => context.customer.age,
  'customer.pointsBalance': ({ context }) => context.customer.pointsBalance,
  'customer.recencyDays': ({ context }) => context.customer.recencyDays,
  'customer.frequency': ({ context }) => context.customer.frequency,
  'customer.monetary': ({ context }) => context.customer.monetary,
  'customer.averageBasket': ({ context }) => context.customer.averageBasket,
  'customer.tenureDays': ({ context }) => context.customer.tenureDays,
  'customer.discountAffinity': ({ context }) => context.customer.discountAffinity,
  'customer.churnRisk': ({ context }) => context.customer.churnRisk,
  'customer.expectedLifetimeValue': ({ context }) => context.customer.expectedLifetimeValue,
  'customer.gender': ({ context }) => context.customer.gender,
  'customer.loyaltyTier': ({ context }) => context.customer.loyaltyTier,
  'customer.zone': ({ context }) => context.customer.zone,
  'customer.channelPreference': ({ context }) => context.customer.channelPreference,
  segment: ({ context }) => context.segment?.name,
  channel: ({ context }) => context.channel,
  goal: ({ context }) => context.goal,
  campaign: ({ context }) => context.campaignId,
};

const OPERATOR_WORDS: Readonly<Record<Condition['operator'], string>> = {
  above: 'is above',
  'at-least': 'is at least',
  below: 'is below',
  'at-most': 'is at most',
  equals: 'equals',
  is: 'is',
  'is-not': 'is not',
  'one-of': 'is one of',
  'none-of': 'is none of',
  'is-true': 'is true',
  'is-false': 'is false',
};

/** `discount (percent) is above 30` */
export function conditionText(condition: Condition): string {
  const start = `${FIELD_WORDS[condition.field]} ${OPERATOR_WORDS[condition.operator]}`;
  if (!('value' in condition)) return start;
  const { value } = condition;
  return `${start} ${Array.isArray(value) ? value.map((each) => `"${each}"`).join(', ') : typeof value === 'string' ? `"${value}"` : value}`;
}

function valueText(field: PolicyField, seen: Seen): string {
  return `${FIELD_WORDS[field]} is ${seen ?? 'not known'}`;
}
