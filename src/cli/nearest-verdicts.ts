import { cosine } from '../domain/cosine.ts';
import type { PlacedOffer, VerdictRanking } from '../service/verdict-ranking.ts';

/**
 * The plainest ranking by verdicts, to compare the product's with: cosine with the nearest accepted offer less that with
 * the nearest rejected one, −2 to 2. A side without offers counts as 0.
 */
export const nearestVerdicts: VerdictRanking = ({ accepted, rejected }, drafts) =>
  drafts.map((draft) => nearest(draft, accepted) - nearest(draft, rejected));

function nearest({ embedding }: PlacedOffer, offers: readonly PlacedOffer[]): number {
  return offers.length === 0 ? 0 : Math.max(...offers.map((offer) => cosine(embedding, offer.embedding)));
}
