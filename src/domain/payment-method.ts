/** The payment methods the program knows by name, with the words that mean them in running text, lower case. */
export const PAYMENT_NAMES = {
  'Credit Card': ['credit card', 'credit cards'],
  'Debit Card': ['debit card', 'debit cards'],
  'Digital Wallet': ['digital wallet', 'mobile wallet', 'e-wallet'],
  'Buy Now Pay Later': ['buy now pay later', 'buy now, pay later', 'bnpl'],
  'Bank Transfer': ['bank transfer', 'wire transfer'],
  Cash: [
    'in cash',
    'with cash',
    'pay cash',
    'use cash',
    'using cash',
    'by cash',
    'cash customers',
    'cash payment',
    'cash',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PaymentMethod = keyof typeof PAYMENT_NAMES;

export const PAYMENT_METHODS = Object.keys(PAYMENT_NAMES) as readonly PaymentMethod[];

const PATTERNS = Object.entries(PAYMENT_NAMES).map(([method, names]) => ({
  method: method as PaymentMethod,
  // `cash back` is money returned, not a way to pay.
  pattern: new RegExp(`(?<![\\p{L}\\p{N}-])(?:${names.join('|')})(?![\\p{L}\\p{N}-]| back\\b)`, 'iu'),
}));

/** The known payment methods that the text names, each once, in the order of the table. */
export function paymentMethodsIn(text: string): readonly PaymentMethod[] {
  return PATTERNS.filter(({ pattern }) => pattern.test(text)).map(({ method }) => method);
}
