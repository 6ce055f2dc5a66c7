import { idle, passed } from './audit.ts';
import { FIELD_WORDS, SENSITIVE_FIELDS } from './policy-fields.ts';
import type { PolicyRule } from './policy-rule.ts';

/** Says which rules looked at age or gender; that none may without leave is checked when a policy is loaded. */
export const fairness: PolicyRule = ({ policy, creditLike }) => {
  const rule = 'fairness';
  const limit = creditLike ? 'never for rewards sold like credit' : 'only where the policy allows it';
  const using = Object.keys(SENSITIVE_FIELDS).flatMap((field) =>
    policy.custom
      .filter(({ when }) => when.some((condition) => condition.field === field))
      .map(({ id }) => `${FIELD_WORDS[field as keyof typeof SENSITIVE_FIELDS]} by "${id}"`),
  );
  if (using.length === 0) return [idle(rule, 'No rule of the marketer uses age or gender.', limit)];
  const seen = using.join(', ');
  return [
    creditLike
      ? passed(rule, 'neither', limit, `The reward is sold like credit, so these rules do not hold: ${seen}.`)
      : passed(rule, seen, limit, `The policy allows it: ${seen}.`),
  ];
};
