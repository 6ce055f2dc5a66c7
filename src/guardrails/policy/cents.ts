/**
 * An amount of money in whole cents, exact: read from the decimal digits of the number, never multiplied as a float.
 * Fractions of a cent count as a whole one, so that a budget is never overspent by rounding.
 * Undefined where the amount is negative, not finite, or beyond 2⁵³ cents.
 */
export function centsOf(amount: number): number | undefined {
  if (!Number.isFinite(amount) || amount < 0 || amount >= 1e13) return undefined;
  const [digits = '0', exponent] = String(amount).split('e');
  // Below 1e-6 numbers are written with an exponent: less than a cent, and not nothing.
  if (exponent !== undefined) return 1;
  const [units = '0', fraction = ''] = digits.split('.');
  const rest = /[1-9]/.test(fraction.slice(2)) ? 1 : 0;
  const cents = Number(units) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0')) + rest;
  return Number.isSafeInteger(cents) ? cents : undefined;
}

/** `1234` cents as `12.34`. */
export function moneyText(cents: number): string {
  const [units, rest] = [Math.trunc(cents / 100), Math.abs(cents % 100)];
  return `${units}.${String(rest).padStart(2, '0')}`;
}
