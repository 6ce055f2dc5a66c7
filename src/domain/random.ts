/** A stream of pseudo-random numbers; the same seed gives the same stream on every machine. */
export interface Random {
  /** A number in [0, 1), in steps of 2⁻³². */
  next(): number;
}

/**
 * Bijective mixing of a 32-bit integer, so that distinct inputs stay distinct (finaliser of
 * MurmurHash3, Austin Appleby, public domain).
 */
export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The sfc32 generator (Chris Doty-Humphrey, PractRand): 128 bits of state, period at least 2³².
 * @param seed any integer; its lowest 32 bits count.
 * @param stream separates independent streams of one seed, such as a persona's and its taste's.
 */
export function createRandom(seed: number, stream = 0): Random {
  let a = mix32(seed);
  let b = mix32(a ^ 0x9e3779b9);
  let c = mix32(stream);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return { next };
}

/** An integer in [0, count). */
export function randomInt(random: Random, count: number): number {
  return Math.floor(random.next() * count);
}

/** One element, all equally likely. Throws a RangeError when there is none. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const index = randomInt(random, items.length);
  if (items.length === 0) throw new RangeError('pick: no items to pick from');
  return items[index] as T;
}

/** One element with probability in proportion to its weight (≥ 0). Throws when no weight is positive. */
export function pickWeighted<T>(random: Random, items: readonly T[], weight: (item: T) => number): T {
  const weights = items.map(weight);
  const total = weights.reduce((sum, w) => sum + w, 0);
  if (!(total > 0)) throw new RangeError(`pickWeighted: weights add up to ${total}`);
  let rest = random.next() * total;
  for (const [index, w] of weights.entries()) {
    rest -= w;
    if (rest < 0) return items[index] as T;
  }
  return items[weights.findLastIndex((w) => w > 0)] as T;
}

/** `count` different elements drawn one after another in proportion to their weights. */
export function sampleWeighted<T>(
  random: Random,
  items: readonly T[],
  count: number,
  weight: (item: T) => number,
): T[] {
  const left = [...items];
  const drawn: T[] = [];
  while (drawn.length < count && left.length > 0) {
    const item = pickWeighted(random, left, weight);
    drawn.push(item);
    left.splice(left.indexOf(item), 1);
  }
  return drawn;
}

/** A new array in random order (Fisher–Yates). */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = randomInt(random, i + 1);
    const swap = result[i] as T;
    result[i] = result[j] as T;
    result[j] = swap;
  }
  return result;
}

/** A standard normal number (Box–Muller). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}
