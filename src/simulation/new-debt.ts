import { productNamed } from './catalogue.ts';
import type { OfferRecord } from './offer-record.ts';

/** Payment methods that spend money one does not have yet. */
const BORROWS: readonly string[] = ['Credit Card', 'Buy Now Pay Later'];

export function isBorrowing(paymentMethod: string): boolean {
  return BORROWS.includes(paymentMethod);
}

/**
 * Whether the offer works against paying down debt, for someone with these goals: it has to be paid with borrowed money,
 * though that person or the product itself is there to reduce debt; or someone who reduces debt is to take a further
 * card or loan, or to pay in instalments.
 */
export function addsDebt(record: OfferRecord, goals: readonly string[]): boolean {
  const product = productNamed(record.product);
  const helps = product.goals.includes('Debt Reduction');
  const reduces = goals.includes('Debt Reduction');
  if (record.paymentTieIn !== undefined && isBorrowing(record.paymentTieIn)) return helps || reduces;
  return reduces && !helps && (product.act === 'apply' || record.benefitKind === 'installments');
}
