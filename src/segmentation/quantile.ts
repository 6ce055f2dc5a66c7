/** Linear between order statistics: NumPy's default, type 7 of Hyndman & Fan (1996). NaN of an empty array. */
export function quantile(sorted: Float64Array, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (place - below) * (high - low);
}

/** Share of values below `value`, equal ones counted half: 0.5 in the middle, 0.5 also where all are equal. */
export function rankAmong(sorted: Float64Array, value: number): number {
  if (sorted.length === 0) return Number.NaN;
  return (countBelow(sorted, value, false) + countBelow(sorted, value, true)) / (2 * sorted.length);
}

/** Entries less than `value`, or at most `value`. */
function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = sorted[middle] as number;
    if (entry < value || (orEqual && entry === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
