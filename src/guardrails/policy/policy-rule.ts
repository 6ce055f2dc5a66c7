import type { RuleResult } from './audit.ts';
import type { OfferFacts } from './offer-facts.ts';

/** A rule of the policy: a pure function that says what it saw, one result or several under names of their own. */
export type PolicyRule = (facts: OfferFacts) => readonly RuleResult[];
