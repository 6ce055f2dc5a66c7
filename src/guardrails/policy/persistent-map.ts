/** Splits a hash of 15 bits over three levels of 32. */
const BITS = 5;
const WIDTH = 1 << BITS;

type Leaf<T> = readonly (readonly [key: string, value: T])[];
type Branch<N> = readonly (N | null)[];

/**
 * A map that is never changed: {@link withEntry} gives a new one that shares all but three short lists with the old, so
 * a ledger of 80,000 people stays a value without being copied for each. Plain arrays, so it can be cloned and stored.
 */
export type PersistentMap<T> = Branch<Branch<Branch<Leaf<T>>>>;

export function emptyMap<T>(): PersistentMap<T> {
  return [];
}

export function entryOf<T>(map: PersistentMap<T>, key: string): T | undefined {
  const [a, b, c] = placeOf(key);
  return map[a]?.[b]?.[c]?.find(([each]) => each === key)?.[1];
}

/** The map with the value under the key, or without the key where the value is undefined. */
export function withEntry<T>(map: PersistentMap<T>, key: string, value: T | undefined): PersistentMap<T> {
  const [a, b, c] = placeOf(key);
  const leaf = (map[a]?.[b]?.[c] ?? []).filter(([each]) => each !== key);
  const next = value === undefined ? leaf : [...leaf, [key, value] as const];
  return replaced(map, a, replaced(map[a], b, replaced(map[a]?.[b], c, next)));
}

/** All entries, sorted by key, so that equal maps list the same whatever their history. */
export function entriesOf<T>(map: PersistentMap<T>): readonly (readonly [key: string, value: T])[] {
  const all = map.flatMap((one) => one?.flatMap((two) => two?.flatMap((leaf) => leaf ?? []) ?? []) ?? []);
  return all.sort(([a], [b]) => (a < b ? -1 : 1));
}

function replaced<N>(list: Branch<N> | null | undefined, index: number, value: N): Branch<N> {
  // Filled, because lists with holes are slow and lose their holes when they are stored.
  const next = list ? [...list] : new Array<N | null>(WIDTH).fill(null);
  while (next.length < WIDTH) next.push(null);
  next[index] = value;
  return next;
}

/** FNV-1a over UTF-16 units; the bits are folded, since the low ones alone mix badly. */
function placeOf(key: string): readonly [number, number, number] {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return [hash & (WIDTH - 1), (hash >>> BITS) & (WIDTH - 1), (hash >>> (2 * BITS)) & (WIDTH - 1)];
}
