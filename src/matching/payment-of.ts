import type { CustomerProfile } from '../domain/customer.ts';
import { type PaymentMethod, paymentMethodsIn } from '../domain/payment-method.ts';

/** How the customer prefers to pay, where a column of the import tells a way that has a name. */
export function paymentOf({ attributes }: Pick<CustomerProfile, 'attributes'>): PaymentMethod | undefined {
  for (const name in attributes) {
    if (/pay/i.test(name)) return paymentMethodsIn(String(attributes[name]))[0];
  }
  return undefined;
}
