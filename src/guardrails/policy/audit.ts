import type { Decision } from '../../domain/offer.ts';
import type { Candidate } from './candidate.ts';

/** What a rule looked at, fit for JSON: numbers that are none are written as text. */
export type Seen = string | number | boolean | null;

/** What one rule made of one offer. */
export interface RuleResult {
  /** Stable name: `discount`, `custom:vip-only`, `limit:weekly`. */
  readonly rule: string;
  readonly passed: boolean;
  /** False where the rule had nothing to look at, or does not hold for this offer or this person. */
  readonly applies: boolean;
  readonly seen: Seen;
  readonly limit: Seen;
  /** A plain sentence for the marketer, passed or not. */
  readonly reason: string;
}

/** Everything that led to a decision. */
export interface PolicyAudit {
  readonly policyName: string;
  readonly policyVersion: string;
  /** sha256 of the policy, hex. */
  readonly policyHash: string;
  readonly candidateId: string | null;
  /** Milliseconds since 1970; null where no such moment was given. */
  readonly at: number | null;
  /** Every rule that was tried, in order. */
  readonly rules: readonly RuleResult[];
}

export interface PolicyDecision {
  readonly decision: Decision;
  readonly audit: PolicyAudit;
  /** What was checked, and nothing else; show this and not the original. Absent where the decision is to refuse. */
  readonly offer?: Candidate;
}

export function passed(rule: string, seen: Seen, limit: Seen, reason: string): RuleResult {
  return { rule, passed: true, applies: true, seen, limit, reason };
}

export function failed(rule: string, seen: Seen, limit: Seen, reason: string): RuleResult {
  return { rule, passed: false, applies: true, seen, limit, reason };
}

/** The rule has nothing to say here. */
export function idle(rule: string, reason: string, limit: Seen = null): RuleResult {
  return { rule, passed: true, applies: false, seen: null, limit, reason };
}
