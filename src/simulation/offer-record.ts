import type { BenefitKind } from './benefits.ts';
import type { ConditionKind } from './phrases.ts';

export type PriceTier = 'value' | 'mid' | 'premium';
export type Channel = 'online' | 'app' | 'store';

/** What an offer says, before it is put into words. Every stated fact of the text is a field here. */
export interface OfferRecord {
  /** Name of a row of the catalogue. */
  readonly product: string;
  readonly category: string;
  /** Interests the product serves, most important first. */
  readonly interests: readonly string[];
  readonly priceTier: PriceTier;
  readonly benefitKind: BenefitKind | 'none';
  /** In the unit of the kind: percent, dollars, points, days, months, years, minutes or a count. */
  readonly benefitSize: number;
  /** The gift, upgrade or fee by name, where the kind has one. */
  readonly benefitItem?: string;
  /** What the customer has to do; `amount` in US dollars, 0 where the kind has none. */
  readonly condition?: { readonly kind: ConditionKind; readonly amount: number };
  /** The offer holds only with this payment method. */
  readonly paymentTieIn?: string;
  /** Financial goals the text names, in its order; empty when it names none. */
  readonly goals: readonly string[];
  readonly channel?: Channel;
  /** The interest whose followers the text addresses. */
  readonly audience?: string;
}
