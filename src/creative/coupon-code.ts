/**
 * The signs of generated codes: digits and consonants that no other sign of the set is taken for. Without 0/O/Q/D, 1/I/L,
 * 8/B … each pair keeps at most one; without vowels no code spells a word. Twenty-three, a prime, as the check needs.
 */
export const CODE_ALPHABET = '2345679BCDFHJKMNPRTVWXY';

/** A primitive root modulo 23, so that its first 22 powers all differ. */
const RADIX = 5;
const MODULUS = CODE_ALPHABET.length;

/** Signs that people write for those of the alphabet. */
const MEANT: Readonly<Record<string, string>> = { S: '5', Z: '2', G: '6', U: 'V', '8': 'B' };

/**
 * A code as it is compared: capitals, without blanks and hyphens, look-alikes as the sign that was meant. Only for codes
 * of {@link CODE_ALPHABET}; imported ones keep their own letters.
 */
export function normaliseCode(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐–—.]/gu, '')
    .replace(/[SZGU8]/g, (sign) => MEANT[sign] ?? sign);
}

/** `ABCD-EFGH-J` in groups of four, the last at least of two, for reading aloud and typing. */
export function groupCode(code: string): string {
  const signs = [...code];
  if (signs.length <= 5 || /[-\s]/u.test(code)) return code;
  const groups = Math.ceil(signs.length / 4);
  const size = Math.ceil(signs.length / groups);
  return Array.from({ length: groups }, (_, i) => signs.slice(i * size, (i + 1) * size).join(''))
    .filter((group) => group !== '')
    .join('-');
}

/**
 * The sign to append, by the pure-system scheme of ISO 7064 with modulus 23 and radix 5 (no designation of the standard's
 * own, which are for 10, 11, 26, 36 and 37): Σ a_i · 5^i ≡ 1 (mod 23), i counted from the check sign at 0. In codes of up
 * to 22 signs it finds every single wrong sign and every two signs that have changed places, neighbours or not.
 * Undefined where a sign is not of the alphabet.
 */
export function checkSign(payload: string): string | undefined {
  const sum = weightedSum(payload, 1);
  return sum === undefined ? undefined : CODE_ALPHABET[(((1 - sum) % MODULUS) + MODULUS) % MODULUS];
}

/** Whether a code, check sign included, is one that {@link checkSign} made. Normalise it first. */
export function isValidCode(code: string): boolean {
  return code.length > 1 && weightedSum(code, 0) === 1;
}

/** Σ a_i · 5^(i + shift) modulo 23, from the right. */
function weightedSum(signs: string, shift: number): number | undefined {
  let weight = RADIX ** shift % MODULUS;
  let sum = 0;
  for (const sign of [...signs].reverse()) {
    const value = CODE_ALPHABET.indexOf(sign);
    if (value < 0) return undefined;
    sum = (sum + value * weight) % MODULUS;
    weight = (weight * RADIX) % MODULUS;
  }
  return sum;
}
