import type { DecodedCandidate } from './decode.ts';

/**
 * Turns growing candidates into the texts to show after each step. A character that is still missing some of
 * its UTF-8 bytes (byte tokens) is held back until the rest has come or the candidate has ended. Texts may
 * change at their end when a token is cleaned up by the next one, so they replace what was shown.
 *
 * @param decode token ids → text, of the tokenizer.
 * @returns a function for one job; it decodes a candidate again only after it has grown or ended.
 */
export function streamTexts(
  decode: (ids: readonly number[]) => string,
): (candidates: readonly DecodedCandidate[]) => readonly string[] {
  const shown: { length: number; finished: boolean; text: string }[] = [];
  return (candidates) =>
    candidates.map(({ tokens, finished }, i) => {
      const before = shown[i];
      if (before?.length === tokens.length && before.finished === finished) return before.text;
      const decoded = decode(tokens);
      const text = finished ? decoded : decoded.replace(/\uFFFD+$/, '');
      shown[i] = { length: tokens.length, finished, text };
      return text;
    });
}
