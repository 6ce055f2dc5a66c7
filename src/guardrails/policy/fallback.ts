import type { PolicyDecision } from './audit.ts';
import type { Candidate } from './candidate.ts';
import { conditionText, holds } from './custom-rules.ts';
import { result, tryRules } from './decide.ts';
import { emptyLedger } from './ledger.ts';
import { type FactsInput, offerFacts, sameName } from './offer-facts.ts';
import type { LoadedPolicy, Policy } from './policy.ts';
import { isRewardField } from './policy-fields.ts';

/** The policy's fallback as a candidate: words and a name, and nothing that is given or asked for. */
export function fallbackCandidate({ fallback }: Policy): Candidate {
  const { id, name, product, category, text } = fallback;
  return { id, text, reward: { id, type: 'Service', name, product, category } };
}

/**
 * The decision on the fallback. It depends on no customer, place or time: {@link fallbackProblems} has shown that none
 * of them can make it fail, so it is decided for nobody in particular.
 */
export function decideFallback(loaded: LoadedPolicy, now: number): PolicyDecision {
  const candidate = fallbackCandidate(loaded.policy);
  const at = Number.isFinite(now) ? now : null;
  return result(tryRules(nowhere(loaded.policy)), loaded, candidate.id ?? null, at, candidate);
}

/** A rule that would refuse the fallback, for everybody or for some. */
export interface FallbackProblem {
  readonly rule: string;
  readonly reason: string;
}

/** Why the fallback would not pass for everybody; empty where it would. */
export function fallbackProblems(policy: Policy): readonly FallbackProblem[] {
  const input = nowhere(policy);
  const facts = offerFacts(input);
  const { reward, text } = facts.candidate;
  return [
    ...tryRules(input).filter(({ passed, rule }) => !passed && !/^(?:custom|eligibility):/.test(rule)),
    ...facts.given.map(({ value, unit }) => ({
      rule: 'fallback',
      reason: `Its name promises something (${value} ${unit}); the fallback may give nothing away.`,
    })),
    // A custom rule looks at the customer only in its conditions, and those may hold for somebody.
    ...policy.custom
      .filter(({ when, refuse }) => {
        const known = [refuse, ...when.filter(({ field }) => isRewardField(field))];
        return known.every((condition) => holds(condition, facts, true));
      })
      .map(({ id, refuse }) => ({
        rule: `custom:${id}`,
        reason: `It refuses where the ${conditionText(refuse)}, and that holds for the fallback.`,
      })),
    ...policy.eligibility
      .filter(({ covers }) => covers.values.some((value) => sameName(value, reward[covers.by])))
      .map(({ id }) => ({ rule: `eligibility:${id}`, reason: 'It limits whom the fallback is for.' })),
    ...policy.text.channelCharacters
      .filter(({ mostCharacters }) => [...text].length > mostCharacters)
      .map(({ channel, mostCharacters }) => ({
        rule: 'text-characters',
        reason: `By ${channel} a text has at most ${mostCharacters} characters; the fallback has ${[...text].length}.`,
      })),
  ];
}

/** Nobody, nowhere. The clock stands at zero; the fallback has no dates to compare with it. */
function nowhere(policy: Policy): FactsInput {
  return {
    candidate: fallbackCandidate(policy) as FactsInput['candidate'],
    context: { customer: { id: '' }, campaignId: '', ledger: emptyLedger(policy) },
    policy,
    now: 0,
    fallback: true,
  };
}
