/** A message channel a customer can be reached by or buys through, in the words of the import (`email`, `SMS`, `web`). */
export type ChannelName = string;

/** One purchase. Amounts are in the one currency of the import and may be negative for a return. */
export interface Transaction {
  readonly customerId: string;
  /** Midnight UTC or a moment, in milliseconds since 1970. */
  readonly at: number;
  readonly amount: number;
  readonly items?: number;
  readonly category?: string;
  readonly channel?: ChannelName;
  readonly store?: string;
  readonly zone?: string;
  /** Bought with a coupon or a reduced price. */
  readonly discounted?: boolean;
  readonly pointsEarned?: number;
  readonly pointsRedeemed?: number;
  readonly couponsIssued?: number;
  readonly couponsRedeemed?: number;
}

/** What a customer made of one offer in the past. */
export interface PastResponse {
  readonly customerId: string;
  readonly rewardId: string;
  readonly accepted: boolean;
  readonly at?: number;
}

/**
 * What is known of one customer (the deck's profile schema). A field that the import could not tell is absent, never
 * zero. Name, gender and age are kept apart from what models may look at: `src/matching` leaves them out by default.
 */
export interface CustomerProfile {
  readonly id: string;
  readonly name?: string;
  readonly gender?: string;
  /** Years. */
  readonly age?: number;
  /** In the import's currency. */
  readonly monthlyIncome?: number;
  readonly loyaltyTier?: string;
  readonly pointsBalance?: number;
  readonly zone?: string;
  /** Days from the last purchase to the reference date of the import. */
  readonly recencyDays?: number;
  /** Purchases on distinct occasions. */
  readonly frequency: number;
  /** Sum of all purchases, returns subtracted. */
  readonly monetary: number;
  /** `monetary / frequency`; 0 without a purchase. */
  readonly averageBasket: number;
  /** Days from the first purchase, or from enrolment where that is known, to the reference date. */
  readonly tenureDays?: number;
  /** Shares of spending by category, adding up to 1; empty where no category is known. */
  readonly categoryAffinity: Readonly<Record<string, number>>;
  /** Shares of purchases by channel, adding up to 1; empty where no channel is known. */
  readonly channelShares: Readonly<Record<ChannelName, number>>;
  /** The channel with the largest share. */
  readonly channelPreference?: ChannelName;
  /** Share of purchases made with a discount or coupon, 0 to 1. */
  readonly discountAffinity?: number;
  /** Probability of no further purchase within the horizon, 0 to 1. */
  readonly churnRisk?: number;
  /** Money expected from the customer over the coming 365 days. */
  readonly expectedLifetimeValue?: number;
  /** Columns of the import without a meaning of their own here, numbers where they read as numbers. */
  readonly attributes: Readonly<Record<string, number | string>>;
}
