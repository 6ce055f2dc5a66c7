import type { Verdict } from '../domain/feedback.ts';

/**
 * What most of an offer's judges said, by which the paper calls an offer accepted (SLM4Offer, section 5).
 *
 * @returns undefined where as many accept as reject, or nobody has judged: such an offer has no verdict to compare.
 */
export function majorityVerdict(votes: readonly Verdict[]): Verdict | undefined {
  const accepted = votes.filter((vote) => vote === 'accepted').length;
  const rejected = votes.length - accepted;
  if (accepted === rejected) return undefined;
  return accepted > rejected ? 'accepted' : 'rejected';
}
