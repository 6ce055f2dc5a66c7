import type { Persona } from '../domain/persona.ts';
import type { DeckSegment } from '../domain/segment.ts';

/** How customers of one kind buy. All numbers are hand-set; money is in the one currency of the simulation. */
export interface CustomerKind {
  readonly name: DeckSegment;
  /** Share among customers of middling income and taste; see {@link kindWeight}. */
  readonly share: number;
  /** What a higher income (−1 to 1) and a taste for expensive things (−1, 0 or 1) add to the log of the share. */
  readonly pulls: { readonly income: number; readonly pattern: number };
  /** Purchases a year: gamma between customers (Poisson within one), as in BG/NBD. */
  readonly rate: { readonly mean: number; readonly shape: number };
  /** Chance of never coming back, drawn for each customer and met after each purchase: beta, as in BG/NBD. */
  readonly dropout: { readonly a: number; readonly b: number };
  /**
   * Money a bill before discounts: gamma–gamma (Fader, Hardie and Lee 2005, "RFM and CLV"). Bills of one customer
   * are gamma with shape `within` around the customer's mean; the means are inverse gamma with shape `between`.
   */
  readonly bill: { readonly mean: number; readonly within: number; readonly between: number };
  /** Log-odds of using a coupon on a bill for a customer who likes saving as much as not. */
  readonly coupon: number;
  /** Days since enrolment, evenly spread. */
  readonly tenureDays: readonly [fewest: number, most: number];
  /** Whether purchases become more frequent from the first to the last day. */
  readonly growing: boolean;
  /** Share of each loyalty tier, lowest tier first. */
  readonly tiers: readonly [number, number, number, number];
  /** Share that accepts a reward that suits them well (the deck's response rates). */
  readonly response: number;
}

export const LOYALTY_TIERS = ['Bronze', 'Silver', 'Gold', 'Platinum'] as const;
export type LoyaltyTier = (typeof LOYALTY_TIERS)[number];

/**
 * The four latent kinds, named for the deck's segments. The deck's least values of a promotion (1000, 200, 50 and
 * 100) are read as thresholds a little above what each kind's bills come to.
 */
export const CUSTOMER_KINDS: readonly CustomerKind[] = [
  {
    name: 'Premium VIP',
    share: 0.07,
    pulls: { income: 1.3, pattern: 0.7 },
    rate: { mean: 26, shape: 12 },
    dropout: { a: 1, b: 500 },
    bill: { mean: 620, within: 6, between: 24 },
    coupon: -2.4,
    tenureDays: [900, 3200],
    growing: false,
    tiers: [0, 0.04, 0.26, 0.7],
    response: 0.85,
  },
  {
    name: 'Active Frequent',
    share: 0.26,
    pulls: { income: 0.2, pattern: 0 },
    rate: { mean: 64, shape: 16 },
    dropout: { a: 1, b: 1000 },
    bill: { mean: 130, within: 4, between: 24 },
    coupon: -1.1,
    tenureDays: [500, 2600],
    growing: false,
    tiers: [0.06, 0.34, 0.52, 0.08],
    response: 0.75,
  },
  {
    name: 'Growing Potential',
    share: 0.25,
    pulls: { income: -0.1, pattern: -0.1 },
    rate: { mean: 13, shape: 8 },
    dropout: { a: 1, b: 150 },
    bill: { mean: 45, within: 4, between: 20 },
    coupon: -0.3,
    tenureDays: [30, 300],
    growing: true,
    tiers: [0.82, 0.16, 0.02, 0],
    response: 0.6,
  },
  {
    name: 'Standard Active',
    share: 0.42,
    pulls: { income: -0.3, pattern: -0.1 },
    rate: { mean: 14, shape: 10 },
    dropout: { a: 1, b: 220 },
    bill: { mean: 85, within: 4, between: 24 },
    coupon: -0.8,
    tenureDays: [450, 3000],
    growing: false,
    tiers: [0.34, 0.56, 0.1, 0],
    response: 0.65,
  },
];

const KINDS = new Map(CUSTOMER_KINDS.map((kind) => [kind.name, kind]));

export function customerKind(name: DeckSegment): CustomerKind {
  const kind = KINDS.get(name);
  if (kind === undefined) throw new RangeError(`No kind of customer is named "${name}".`);
  return kind;
}

const EXPENSIVE: readonly string[] = ['High-spender', 'Luxury-focused'];
const THRIFTY: readonly string[] = ['Budget-conscious', 'Frugal'];

/** How likely the persona is of this kind, relative to the others; gender and age do not count. */
export function kindWeight(kind: CustomerKind, persona: Persona): number {
  const income = Math.max(-1, Math.min(1, (persona.monthlyIncome - 95_000) / 70_000));
  const pattern = EXPENSIVE.includes(persona.spendingPattern)
    ? 1
    : THRIFTY.includes(persona.spendingPattern)
      ? -1
      : 0;
  return kind.share * Math.exp(kind.pulls.income * income + kind.pulls.pattern * pattern);
}
