/**
 * Cut points that part a column into at most `bins` groups of about equal weight (Chen & Guestrin 2016, section 3.2,
 * with exact ranks instead of a sketch). A value belongs to the bin whose number is the count of cuts at or below it,
 * so `value < cuts[b]` exactly where its bin is at most b. Every cut is a value of the column, as xgboost has it.
 *
 * @param values NaN is left out.
 * @param weights one a value, above 0; all alike when left out.
 * @returns ascending, `bins − 1` cuts at most; none where fewer than two values differ.
 */
export function quantileCuts(
  values: Float64Array,
  bins: number,
  weights?: ArrayLike<number>,
): Float64Array<ArrayBuffer> {
  const { distinct, mass } = weights === undefined ? countValues(values) : weighValues(values, weights);
  if (distinct.length <= bins) return Float64Array.from(distinct.slice(1));
  // What is left is shared anew after each cut, so that one heavy value takes one bin and not the room of many.
  let rest = mass.reduce((sum, each) => sum + each, 0);
  const cuts: number[] = [];
  let held = 0;
  for (let i = 1; i < distinct.length && cuts.length < bins - 1; i += 1) {
    held += mass[i - 1] as number;
    const binsLeft = bins - cuts.length;
    if (held < rest / binsLeft && distinct.length - i > binsLeft - 1) continue;
    cuts.push(distinct[i] as number);
    rest -= held;
    held = 0;
  }
  return Float64Array.from(cuts);
}

interface Weighed {
  /** Ascending. */
  readonly distinct: Float64Array;
  /** Weight of each. */
  readonly mass: Float64Array;
}

function countValues(values: Float64Array): Weighed {
  // NaN sorts to the end.
  const sorted = values.slice().sort();
  let known = sorted.length;
  while (known > 0 && Number.isNaN(sorted[known - 1])) known -= 1;
  return collect(sorted.subarray(0, known), undefined);
}

function weighValues(values: Float64Array, weights: ArrayLike<number>): Weighed {
  const order = [...values.keys()].filter((row) => !Number.isNaN(values[row]));
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  return collect(
    Float64Array.from(order, (row) => values[row] as number),
    Float64Array.from(order, (row) => weights[row] as number),
  );
}

function collect(sorted: Float64Array, weights: Float64Array | undefined): Weighed {
  const distinct = new Float64Array(sorted.length);
  const mass = new Float64Array(sorted.length);
  let last = -1;
  for (let i = 0; i < sorted.length; i += 1) {
    const value = sorted[i] as number;
    if (last < 0 || value !== distinct[last]) distinct[++last] = value;
    mass[last] = (mass[last] as number) + (weights === undefined ? 1 : (weights[i] as number));
  }
  return { distinct: distinct.subarray(0, last + 1), mass: mass.subarray(0, last + 1) };
}

/** How many cuts are at or below the value: its bin. */
export function binOf(value: number, cuts: Float64Array): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cuts[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
