import type { Verdict } from '../domain/feedback.ts';
import type { SimilarityChange } from '../service/contract.ts';
import { mean } from './words.ts';

/** How well the accepted and the rejected offers fit on average, at one time. */
export interface Fits {
  readonly accepted: number;
  readonly rejected: number;
}

/** Undefined where there is nothing of one kind. */
export function averageFits(
  changes: readonly SimilarityChange[],
  when: 'before' | 'after',
): Fits | undefined {
  const average = (verdict: Verdict) =>
    mean(changes.filter((change) => change.verdict === verdict).map((change) => change[when]));
  const [accepted, rejected] = [average('accepted'), average('rejected')];
  return accepted === undefined || rejected === undefined ? undefined : { accepted, rejected };
}

/** How much better the accepted ones fit; below 0 the rejected ones do. */
export function gapOf({ accepted, rejected }: Fits): number {
  return accepted - rejected;
}

/** What is not seen in two digits is no change. */
export function gapWords(
  before: number,
  after: number,
): 'further apart' | 'closer together' | 'as far apart' {
  if (Math.round(after * 100) === Math.round(before * 100)) return 'as far apart';
  return after > before ? 'further apart' : 'closer together';
}
