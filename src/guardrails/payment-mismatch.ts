import { paymentMethodsIn } from '../domain/payment-method.ts';
import type { Rule } from './rule.ts';

/** An offer tied to a payment method names the one the person prefers. */
export const paymentMismatch: Rule = ({ text, record, persona }) => {
  const preferred = persona.preferredPaymentMethod.trim();
  const meant = paymentMethodsIn(preferred);
  const tied =
    record === undefined ? tiedMethods(text) : record.paymentTieIn === undefined ? [] : [record.paymentTieIn];
  const other = tied.filter(
    (method) => method.toLowerCase() !== preferred.toLowerCase() && !meant.some((each) => each === method),
  );
  return other.map((method) => ({
    type: 'payment-mismatch',
    message: `The offer asks for ${method}, but the person prefers ${preferred}.`,
  }));
};

/** Methods the text ties itself to. A debit or credit card that is the product itself is no tie. */
function tiedMethods(text: string): readonly string[] {
  const withoutProducts = text.replace(
    /\b(?:an?|rewards|travel|new|secured|platinum|cashback) (?:credit|debit) card\b/giu,
    ' ',
  );
  return paymentMethodsIn(withoutProducts);
}
