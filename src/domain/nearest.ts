/** The number of inserted, deleted or replaced characters between two words (Levenshtein 1966). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * The known name most like the given one, or undefined when none comes close: a part of the other or
 * at most a third of its letters apart. Case, spaces, `_` and `-` do not count.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = plainName(name);
  if (wanted.length === 0 || wanted.length > 60) return undefined;
  const scored = known.map((candidate) => {
    const plain = plainName(candidate);
    const part = wanted.length >= 3 && (plain.includes(wanted) || wanted.includes(plain));
    return {
      candidate,
      score: part ? 0.1 : editDistance(wanted, plain) / Math.max(wanted.length, plain.length),
    };
  });
  const best = scored.reduce((a, b) => (b.score < a.score ? b : a), { candidate: '', score: 1 });
  return best.score <= 1 / 3 ? best.candidate : undefined;
}

/** A field name without case, spaces, underscores and hyphens. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}
