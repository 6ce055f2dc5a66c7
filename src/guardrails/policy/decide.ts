import type { Decision } from '../../domain/offer.ts';
import { failed, type PolicyAudit, type PolicyDecision, passed, type RuleResult } from './audit.ts';
import { bounds } from './bounds.ts';
import { type Candidate, type PolicyContext, readCandidate, readContext } from './candidate.ts';
import { contentRules } from './content-rules.ts';
import { customRules } from './custom-rules.ts';
import { eligibility } from './eligibility.ts';
import { expiry } from './expiry.ts';
import { fairness } from './fairness.ts';
import { type FactsInput, offerFacts } from './offer-facts.ts';
import type { LoadedPolicy } from './policy.ts';
import type { PolicyRule } from './policy-rule.ts';
import { reach } from './reach.ts';
import { spendingLimits } from './spending-limits.ts';
import { statedFacts } from './stated-facts.ts';
import { textCurrency } from './text-currency.ts';
import { textDates } from './text-dates.ts';
import { textForm } from './text-form.ts';
import { urgency } from './urgency.ts';

/** Every family of rules, in the order of application. */
const POLICY_RULES: readonly PolicyRule[] = [
  bounds,
  reach,
  expiry,
  eligibility,
  fairness,
  customRules,
  spendingLimits,
  statedFacts,
  textCurrency,
  textDates,
  urgency,
  textForm,
  contentRules,
];

/**
 * Tries every rule of the policy on one candidate and says what each of them saw. A single rule that does not pass
 * refuses it. Takes anything: what cannot be read is refused by the rule `record`, `context` or `clock`, and then no
 * other rule is tried. Show the `offer` of the decision and not the candidate: it is what was checked, without fields
 * that no rule knows.
 * @param now milliseconds since 1970.
 */
export function decide(
  candidate: Candidate,
  context: PolicyContext,
  policy: LoadedPolicy,
  now: number,
): PolicyDecision {
  const read = readCandidate(candidate);
  const where = readContext(context);
  const isMoment = Number.isFinite(now) && Math.abs(now) <= LATEST;
  const asked: readonly RuleResult[] = [
    'problem' in read
      ? failed('record', read.problem, 'a readable offer', read.problem)
      : passed('record', read.reward.id, 'a readable offer', 'The offer can be read.'),
    'problem' in where
      ? failed('context', where.problem, 'a readable context', where.problem)
      : passed('context', where.campaignId, 'a readable context', 'The context can be read.'),
    isMoment
      ? passed('clock', now, 'a moment', 'The moment is known.')
      : failed('clock', String(now), 'a moment', 'The moment of the decision is no date.'),
  ];
  const id = 'problem' in read ? null : (read.id ?? null);
  if ('problem' in read || 'problem' in where || !isMoment)
    return result(asked, policy, id, isMoment ? now : null);
  const facts = { candidate: read, context: where, policy: policy.policy, now, fallback: false };
  // What was read has the shape of a candidate; only fields that hold undefined are told apart by the types.
  return result([...asked, ...tryRules(facts)], policy, id, now, read as Candidate);
}

/** The last moment that a `Date` can tell. */
const LATEST = 8.64e15;

/** What every rule makes of what was read. */
export function tryRules(input: FactsInput): readonly RuleResult[] {
  const facts = offerFacts(input);
  return POLICY_RULES.flatMap((rule) => rule(facts));
}

/** Puts the results of rules together: one that did not pass refuses. */
export function result(
  rules: readonly RuleResult[],
  { policy, hash }: LoadedPolicy,
  candidateId: string | null,
  at: number | null,
  offer?: Candidate,
): PolicyDecision {
  const decision: Decision = rules.every((rule) => rule.passed) ? 'offer' : 'refuse';
  const audit: PolicyAudit = {
    policyName: policy.name,
    policyVersion: policy.version,
    policyHash: hash,
    candidateId,
    at,
    rules,
  };
  return { decision, audit, ...(decision === 'offer' && offer !== undefined && { offer }) };
}
