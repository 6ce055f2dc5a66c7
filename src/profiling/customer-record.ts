import type { CustomerProfile } from '../domain/customer.ts';

/** What a customer file says about one customer; a field that it does not tell is absent. */
export interface CustomerRecord {
  readonly id: string;
  readonly name?: string;
  readonly gender?: string;
  /** Years, where the file states them. */
  readonly age?: number;
  readonly yearOfBirth?: number;
  /** Milliseconds since 1970. */
  readonly dateOfBirth?: number;
  readonly monthlyIncome?: number;
  readonly loyaltyTier?: string;
  readonly pointsBalance?: number;
  readonly zone?: string;
  readonly enrolledAt?: number;
  readonly lastPurchaseAt?: number;
  readonly recencyDays?: number;
  readonly purchases?: number;
  readonly spent?: number;
  readonly discountedPurchases?: number;
  readonly favouriteCategory?: string;
  readonly preferredChannel?: string;
  readonly categorySpend: Readonly<Record<string, number>>;
  readonly channelCounts: Readonly<Record<string, number>>;
  readonly attributes: CustomerProfile['attributes'];
}
