import { type Random, randomInt } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { CODE_ALPHABET, checkSign } from './coupon-code.ts';

/** Random numbers of the platform that nobody can foresee, for codes that are worth money. */
export function cryptoRandom(source: Pick<Crypto, 'getRandomValues'> = crypto): Random {
  const buffer = new Uint32Array(1024);
  let used = buffer.length;
  return {
    next: () => {
      if (used === buffer.length) {
        source.getRandomValues(buffer);
        used = 0;
      }
      const value = buffer[used] ?? 0;
      used += 1;
      return value / 4294967296;
    },
  };
}

/** Fewest guesses, on average, until a code that was handed out is hit. */
const GUESSES_PER_HIT = 1000;

export const CODE_LENGTHS = { fewest: 6, most: 22 } as const;

/**
 * Codes that differ from each other and from `taken`, each with a check sign at its end.
 * @param length signs of a code, check sign included, 6 to 22.
 * @returns the failure `code-length`, or `codes-too-dense` where so many codes of that length could be guessed.
 */
export function generateCodes(
  count: number,
  length: number,
  random: Random,
  taken: ReadonlySet<string> = new Set(),
): Result<readonly string[]> {
  const { fewest, most } = CODE_LENGTHS;
  if (!Number.isInteger(length) || length < fewest || length > most) {
    return failure('code-length', `A code has ${fewest} to ${most} signs, not ${length}.`, 'length');
  }
  if (!Number.isInteger(count) || count < 0) {
    return failure('code-count', `The number of codes is a whole number from 0, not ${count}.`, 'count');
  }
  const possible = CODE_ALPHABET.length ** (length - 1);
  const all = count + taken.size;
  if (all * GUESSES_PER_HIT > possible) {
    const enough = Math.ceil(Math.log(all * GUESSES_PER_HIT) / Math.log(CODE_ALPHABET.length)) + 1;
    return failure(
      'codes-too-dense',
      `${all} codes of ${length} signs are too many: more than one guess in ${GUESSES_PER_HIT} would hit one. Use ${enough} signs.`,
      'length',
    );
  }
  const codes = new Set<string>();
  while (codes.size < count) {
    let payload = '';
    for (let i = 1; i < length; i += 1) payload += CODE_ALPHABET[randomInt(random, CODE_ALPHABET.length)];
    const code = payload + checkSign(payload);
    if (!taken.has(code)) codes.add(code);
  }
  return success([...codes]);
}
