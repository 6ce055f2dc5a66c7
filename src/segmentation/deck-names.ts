import { DECK_SEGMENTS, type DeckSegment } from '../domain/segment.ts';
import { isActive } from './is-active.ts';
import { type SegmentFacts, valueFeature } from './segment-facts.ts';

/** Ranks among all customers, 0 to 1, of a group's typical customer. */
interface Standing {
  readonly value: number;
  readonly frequency: number;
  /** The higher of: spending expected to rise against the past, and being new. 0 where neither is known. */
  readonly growth: number;
  /** Of all customers. */
  readonly share: number;
  /** No other group is worth more. */
  readonly mostValuable: boolean;
}

/**
 * How well a group that still buys ({@link isActive}) fits each of the deck's names; undefined where it does not.
 * Groups are tried for the names in their order, and of several that fit a name the one with the highest number has it.
 *
 * - Premium VIP: the most valuable group, its typical customer in the upper quarter by value and the upper half by
 *   frequency. At most 3 of 10 customers: what more have is no distinction.
 * - Active Frequent: buys more often than 60 of 100, and is at least as valuable as the middle.
 * - Growing Potential: not in the upper quarter by value yet, and either new (two thirds of all have been customers
 *   for longer) or expected to spend more than before (more so than two thirds).
 * - Standard Active: about the middle, from 15 to 80 of 100, by value and frequency; the largest such group.
 */
const FITS: Readonly<Record<DeckSegment, (standing: Standing) => number | undefined>> = {
  'Premium VIP': ({ value, frequency, share, mostValuable }) =>
    mostValuable && value >= 0.75 && frequency >= 0.5 && share <= 0.3 ? value : undefined,
  'Active Frequent': ({ value, frequency }) => (frequency >= 0.6 && value >= 0.5 ? frequency : undefined),
  'Growing Potential': ({ value, growth }) => (value < 0.75 && growth >= 2 / 3 ? growth : undefined),
  'Standard Active': ({ value, frequency, share }) =>
    isMiddle(value) && isMiddle(frequency) ? share : undefined,
};

function isMiddle(rank: number): boolean {
  return rank >= 0.15 && rank <= 0.8;
}

/** The deck's name of each group, undefined for those that none fits. No name is given twice. */
export function deckNames(facts: readonly SegmentFacts[]): (DeckSegment | undefined)[] {
  const names = facts.map((): DeckSegment | undefined => undefined);
  // "Premium" needs others to stand above.
  if (facts.length < 2) return names;
  const standings = standingsOf(facts);
  for (const name of DECK_SEGMENTS) {
    let [chosen, best] = [-1, Number.NEGATIVE_INFINITY];
    for (const [group, standing] of standings.entries()) {
      const fit = standing && names[group] === undefined ? FITS[name](standing) : undefined;
      if (fit !== undefined && fit > best) [chosen, best] = [group, fit];
    }
    if (chosen >= 0) names[chosen] = name;
  }
  return names;
}

/** Undefined for groups that no longer buy. */
function standingsOf(facts: readonly SegmentFacts[]): (Standing | undefined)[] {
  const feature = valueFeature(facts);
  const most = Math.max(...facts.map(({ medians }) => medians[feature] ?? Number.NEGATIVE_INFINITY));
  return facts.map((group) => {
    const { ranks, medians, share } = group;
    if (!isActive(group)) return undefined;
    const newness = ranks.tenureDays === undefined ? 0 : 1 - ranks.tenureDays;
    return {
      value: ranks[feature] ?? 0.5,
      frequency: ranks.frequency ?? 0.5,
      growth: Math.max(ranks.growth ?? 0, newness),
      share,
      mostValuable: medians[feature] === most,
    };
  });
}
