/** Without what does not make a text another one: case, spaces, and the form of composed characters. */
export function normaliseText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/**
 * Share of offers that are no copy of a training offer, 0 to 1, after {@link normaliseText}; each text counts, repeated
 * ones too. 0 where there are none.
 *
 * @param training read once; only the normalised texts are kept.
 */
export function novelty(texts: readonly string[], training: Iterable<string>): number {
  const known = new Set<string>();
  for (const text of training) known.add(normaliseText(text));
  const fresh = texts.filter((text) => !known.has(normaliseText(text))).length;
  return texts.length === 0 ? 0 : fresh / texts.length;
}
