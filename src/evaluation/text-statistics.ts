/** Words in lower case, without the punctuation around them. */
export function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}$]+|[^\p{L}\p{N}%]+$/gu, ''))
    .filter((word) => word !== '');
}

/**
 * Distinct-n (Li et al. 2016, section 5): different n-grams of words over all of them, 0 to 1; 0 where there is none.
 *
 * @param n 1 or more.
 */
export function distinctN(texts: readonly string[], n: number): number {
  const seen = new Set<string>();
  let total = 0;
  for (const text of texts) {
    const words = wordsOf(text);
    for (let i = 0; i + n <= words.length; i += 1) {
      seen.add(words.slice(i, i + n).join(' '));
      total += 1;
    }
  }
  return total === 0 ? 0 : seen.size / total;
}

export type ShareInterval = readonly [low: number, high: number];

/**
 * Wilson's 95% interval of a share.
 *
 * @param hits of `total`; both whole numbers.
 */
export function wilsonInterval(hits: number, total: number): ShareInterval {
  if (total === 0) return [0, 1];
  const z = 1.959964;
  const share = hits / total;
  const centre = share + (z * z) / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  // Of none or all, rounding would go past 0 or 1.
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}
