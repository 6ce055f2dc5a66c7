import { type JudgeAgreement, judgeAgreement } from './judge-agreement.ts';

/** Table 3 of SLM4Offer, 200 offers: [language model: rejected, accepted][people: rejected, accepted]. */
export const JUDGED_OFFERS = [
  [41, 9],
  [3, 147],
] as const;

/** Table 2 of SLM4Offer: accepted offers of each arm. */
export const ACCEPTED_OFFERS = { supervised: 800, contrastive: 940, offers: 1000 } as const;

/** Table 3 worked out again from its counts: a check of the statistics, and what the paper leaves out. */
export function publishedJudges(): JudgeAgreement {
  return judgeAgreement(JUDGED_OFFERS);
}
