/** Signs written before the amount, by ISO 4217 code. Other currencies are written with their code: `CHF 20`. */
export const CURRENCY_SIGNS: Readonly<Record<string, string>> = {
  USD: '$',
  EUR: '€',
  GBP: '£',
  INR: '₹',
  JPY: '¥',
};

/** `$1,500`, `€12.50`, `CHF 20`: thousands in groups, decimals only where there are any. */
export function formatMoney(amount: number, currency: string): string {
  const sign = CURRENCY_SIGNS[currency];
  const number = formatCount(amount, !Number.isInteger(amount));
  return sign === undefined ? `${currency} ${number}` : `${sign}${number}`;
}

/** Kept, since to make one takes longer than to write the rest of a message. */
const COUNTS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const TWO_DECIMALS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `1,500`, `0.25`; at most two decimals, and always two where asked. */
export function formatCount(value: number, twoDecimals = false): string {
  return (twoDecimals ? TWO_DECIMALS : COUNTS).format(value);
}
