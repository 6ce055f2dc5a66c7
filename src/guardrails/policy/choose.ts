import type { PolicyAudit, PolicyDecision } from './audit.ts';
import type { Candidate, PolicyContext } from './candidate.ts';
import { decide } from './decide.ts';
import { decideFallback, fallbackCandidate } from './fallback.ts';
import type { LoadedPolicy } from './policy.ts';

/** A candidate that was not let through. */
export interface RefusedCandidate {
  /** Position among the candidates that were given. */
  readonly index: number;
  readonly candidateId: string | null;
  /** Names of the rules that refused it, in order. */
  readonly rules: readonly string[];
  readonly audit: PolicyAudit;
}

export interface Choice {
  /** What to show; the policy's fallback where no candidate passes, so that there is always something. */
  readonly offer: Candidate;
  readonly source: 'candidate' | 'fallback';
  /** Position of the chosen candidate; null for the fallback. */
  readonly index: number | null;
  readonly audit: PolicyAudit;
  /** Better candidates that were refused, best first. */
  readonly refused: readonly RefusedCandidate[];
  /** Candidates behind the chosen one, which no rule looked at. */
  readonly untried: number;
}

/**
 * The best candidate that passes, by falling score; candidates without a score come after those with one and keep
 * their order. Never fails: anything that is no list counts as an empty one.
 * @param now milliseconds since 1970.
 */
export function choose(
  candidates: readonly Candidate[],
  context: PolicyContext,
  policy: LoadedPolicy,
  now: number,
): Choice {
  const ranked = rank(Array.isArray(candidates) ? candidates : []);
  const refused: RefusedCandidate[] = [];
  for (const [place, { candidate, index }] of ranked.entries()) {
    const { offer, audit } = decide(candidate, context, policy, now);
    if (offer !== undefined) {
      return { offer, source: 'candidate', index, audit, refused, untried: ranked.length - place - 1 };
    }
    const rules = audit.rules.filter(({ passed }) => !passed).map(({ rule }) => rule);
    refused.push({ index, candidateId: audit.candidateId, rules, audit });
  }
  const { offer, audit }: PolicyDecision = decideFallback(policy, now);
  return {
    offer: offer ?? fallbackCandidate(policy.policy),
    source: 'fallback',
    index: null,
    audit,
    refused,
    untried: 0,
  };
}

function rank(candidates: readonly Candidate[]) {
  return candidates
    .map((candidate, index) => ({ candidate, index, score: scoreOf(candidate) }))
    .sort((a, b) => (a.score === b.score ? a.index - b.index : b.score - a.score));
}

function scoreOf(candidate: Candidate): number {
  try {
    const score: unknown = candidate?.score;
    return typeof score === 'number' && !Number.isNaN(score) ? score : Number.NEGATIVE_INFINITY;
  } catch {
    // A candidate that throws when it is looked at is refused by `decide`, with the reason.
    return Number.NEGATIVE_INFINITY;
  }
}
