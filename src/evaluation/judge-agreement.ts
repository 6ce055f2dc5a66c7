import type { Verdict } from '../domain/feedback.ts';
import { type ChiSquareTest, chiSquareTest } from './chi-square.ts';
import { type Agreement, cohenKappa } from './kappa.ts';
import { type McNemarTest, mcNemarTest } from './mcnemar.ts';

/** [first judge: rejected, accepted][second judge: rejected, accepted], counts of offers. */
export type JudgedTwice = readonly [readonly [number, number], readonly [number, number]];

/** Two judges of the same offers, a person and a language model or any others (SLM4Offer, table 3). */
export interface JudgeAgreement {
  readonly table: JudgedTwice;
  /** Undefined where one of them accepts or rejects throughout: there is nothing to test then. */
  readonly chiSquare: ChiSquareTest | undefined;
  /** Undefined where there are no offers, or both give one and the same verdict throughout. */
  readonly agreement: Agreement | undefined;
  readonly mcNemar: McNemarTest;
}

export function judgeAgreement(table: JudgedTwice): JudgeAgreement {
  const [[, onlySecond], [onlyFirst]] = table;
  return {
    table,
    chiSquare: chiSquareTest(table),
    agreement: cohenKappa(table),
    mcNemar: mcNemarTest(onlyFirst, onlySecond),
  };
}

/** Counts two judges' verdicts. Throws a RangeError where they are not as many. */
export function judgedTwice(first: readonly Verdict[], second: readonly Verdict[]): JudgedTwice {
  if (first.length !== second.length) {
    throw new RangeError(`judgedTwice: ${first.length} verdicts against ${second.length}`);
  }
  const count = (a: Verdict, b: Verdict) =>
    first.filter((verdict, i) => verdict === a && second[i] === b).length;
  return [
    [count('rejected', 'rejected'), count('rejected', 'accepted')],
    [count('accepted', 'rejected'), count('accepted', 'accepted')],
  ];
}
