import { type ChiSquareTest, chiSquareTest } from './chi-square.ts';
import { type Agreement, cohenKappa } from './kappa.ts';
import { type McNemarTest, mcNemarTest } from './mcnemar.ts';

/** Table 3 of SLM4Offer, 200 offers: [language model: rejected, accepted][people: rejected, accepted]. */
export const JUDGED_OFFERS = [
  [41, 9],
  [3, 147],
] as const;

/** Table 2 of SLM4Offer: accepted offers of each arm. */
export const ACCEPTED_OFFERS = { supervised: 800, contrastive: 940, offers: 1000 } as const;

export interface PublishedJudges {
  readonly table: readonly (readonly number[])[];
  /** Undefined only where a margin is empty, which the paper's are not. */
  readonly chiSquare: ChiSquareTest | undefined;
  readonly agreement: Agreement | undefined;
  readonly mcNemar: McNemarTest;
}

/** Table 3 worked out again from its counts: a check of the statistics, and what the paper leaves out. */
export function publishedJudges(): PublishedJudges {
  const [[, onlyPeople], [onlyModel]] = JUDGED_OFFERS;
  return {
    table: JUDGED_OFFERS,
    chiSquare: chiSquareTest(JUDGED_OFFERS),
    agreement: cohenKappa(JUDGED_OFFERS),
    mcNemar: mcNemarTest(onlyModel, onlyPeople),
  };
}
