import type { ScoredOffer } from '../domain/offer.ts';

export interface Drawn {
  readonly offer: ScoredOffer;
  /** Higher is better. */
  readonly rank: number;
}

/** Two offers that share more of their words than this say the same. */
const ALIKE = 0.7;

/**
 * The best `count` of the drawn offers, best first: those that the rules let through before refused ones, and
 * offers that say the same as a better one only where nothing else is left.
 */
export function bestOf(drawn: readonly Drawn[], count: number): readonly ScoredOffer[] {
  const order = [...drawn].sort((a, b) => b.rank - a.rank).map(({ offer }) => offer);
  const allowed = order.filter(({ decision }) => decision === 'offer');
  const different: ScoredOffer[] = [];
  const repeated: ScoredOffer[] = [];
  for (const offer of allowed) {
    const words = wordsOf(offer.text);
    const said = different.some((other) => overlap(words, wordsOf(other.text)) > ALIKE);
    (said ? repeated : different).push(offer);
  }
  const refused = order.filter(({ decision }) => decision === 'refuse');
  return [...different, ...repeated, ...refused].slice(0, count);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

/** Shared words over all words of both (Jaccard 1901). */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(1, a.size + b.size - shared);
}
