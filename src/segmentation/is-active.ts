import type { SegmentFacts } from './segment-facts.ts';

/** Above this share of all customers who bought later, a group may have gone. */
const LATE = 0.65;

/**
 * Whether the typical customer of a group still buys: more likely than not to buy again, where that probability is
 * known; else bought as recently as most, or no longer ago than the usual time between two of its purchases.
 * False where no dates are known.
 */
export function isActive({ medians, ranks }: SegmentFacts): boolean {
  if (ranks.churnRisk !== undefined && medians.churnRisk !== undefined) return medians.churnRisk <= 0.5;
  if (ranks.recencyDays === undefined || medians.recencyDays === undefined) return false;
  if (ranks.recencyDays <= LATE) return true;
  const { frequency = 0, tenureDays } = medians;
  return frequency >= 2 && tenureDays !== undefined && medians.recencyDays <= tenureDays / frequency;
}
