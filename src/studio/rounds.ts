import type { Offer } from '../domain/offer.ts';
import type { HistoryEntry } from '../service/contract.ts';
import type { Batch, StudioView } from './studio-view.ts';

export function nextRound(view: Pick<StudioView, 'history' | 'batch'>): number {
  const rounds = view.history.map(({ offer }) => offer.audit.seed);
  return Math.max(0, view.batch?.round ?? 0, ...rounds) + 1;
}

/** The newest offers of a history that were written together, best first. */
export function newestBatch(history: readonly HistoryEntry[]): Batch | undefined {
  const offers = history.map(({ offer }) => offer);
  if (offers.length === 0) return undefined;
  const newest = offers.reduce((a, b) => (b.createdAt > a.createdAt ? b : a));
  const { seed, adapterVersion } = newest.audit;
  const together = offers.filter(
    ({ audit }) => audit.seed === seed && audit.adapterVersion === adapterVersion,
  );
  return { round: seed, adapterVersion, offers: together.toSorted(bestFirst) };
}

/** Earlier versions stored no places; their offers are in the order of their fit. */
function bestFirst(a: Offer, b: Offer): number {
  if (a.place !== undefined && b.place !== undefined) return a.place - b.place;
  const rank = (offer: Offer) => (offer.decision === 'refuse' ? -2 : offer.score);
  return rank(b) - rank(a);
}
