/** Digits of every script, fractions and full-width forms as ASCII; invisible marks gone. */
export function plainDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(/⁄/gu, '/')
    .replace(/\p{No}/gu, ' 0 ');
}

/** Unicode lists the digits of a script in order, zero first, ten in a row. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}
