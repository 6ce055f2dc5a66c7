/** The deck's four segments, from the most valuable; names of last resort are made from what stands out. */
export const DECK_SEGMENTS = [
  'Premium VIP',
  'Active Frequent',
  'Growing Potential',
  'Standard Active',
] as const;
export type DeckSegment = (typeof DECK_SEGMENTS)[number];

/** A group of customers that buy alike. */
export interface Segment {
  /** Position among the segments, from 0, by falling expected value. */
  readonly index: number;
  /** One of {@link DECK_SEGMENTS} where the profile fits it, else a name made from what stands out; unique. */
  readonly name: string;
  /** One plain sentence on what sets the segment apart. */
  readonly description: string;
  /** Customers in it. */
  readonly size: number;
  /** Median of each feature over its customers, in the feature's own unit. */
  readonly medians: Readonly<Record<string, number>>;
}
