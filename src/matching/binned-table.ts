import type { CategoryColumn, FeatureColumn, FeatureTable } from './feature-table.ts';
import { binOf, quantileCuts } from './quantile-cuts.ts';

/** A byte holds a bin: 255 for values and one for missing. */
export const MOST_BINS = 255;

/** Rows to bin between two pauses. */
const ROWS_AT_ONCE = 50_000;

/** One feature as the trees see it: a bin a row; the bin after the last one stands for a missing value. */
export interface BinnedColumn {
  readonly name: string;
  readonly kind: 'number' | 'category';
  /** Bins of values: 0 … binCount − 1. The code binCount is a missing value. */
  readonly binCount: number;
  readonly bins: Uint8Array;
  /** Of a number: value < cuts[b] exactly where its bin is at most b. */
  readonly cuts: Float64Array;
  /** Of a category: what each bin stands for. */
  readonly levels: readonly string[];
  /** Where its histogram starts, counted in bins. */
  readonly offset: number;
}

export interface BinnedTable {
  readonly rows: number;
  readonly columns: readonly BinnedColumn[];
  /** Bins of all columns together, missing ones included. */
  readonly totalBins: number;
}

/**
 * Bins every column. Cuts and levels are learned from `learnedFrom` alone, so that a validation part stays unseen. Of
 * a category with more than `mostBins` levels the rarest count as missing. Yields where a pause may be made.
 */
export function* binTable(
  table: FeatureTable,
  mostBins: number,
  learnedFrom: Uint32Array,
  weights?: ArrayLike<number>,
): Generator<void, BinnedTable> {
  let offset = 0;
  const columns: BinnedColumn[] = [];
  for (const column of table.columns) {
    yield;
    const binned = yield* binColumn(column, mostBins, learnedFrom, weights);
    columns.push({ ...binned, offset });
    offset += binned.binCount + 1;
  }
  return { rows: table.rows, columns, totalBins: offset };
}

function* binColumn(
  column: FeatureColumn,
  mostBins: number,
  learnedFrom: Uint32Array,
  weights: ArrayLike<number> | undefined,
): Generator<void, Omit<BinnedColumn, 'offset'>> {
  const { name, kind } = column;
  if (kind === 'category') return binCategory(column, mostBins, learnedFrom);
  const { values } = column;
  const learned = valuesAt(values, learnedFrom);
  yield;
  const cuts = quantileCuts(learned, mostBins, weights && valuesAt(weights, learnedFrom));
  yield;
  const binCount = cuts.length + 1;
  const bins = new Uint8Array(values.length);
  for (let row = 0; row < bins.length; row += 1) {
    if (row % ROWS_AT_ONCE === 0) yield;
    const value = values[row] as number;
    bins[row] = Number.isNaN(value) ? binCount : binOf(value, cuts);
  }
  return { name, kind, binCount, bins, cuts, levels: [] };
}

function valuesAt(values: ArrayLike<number>, rows: Uint32Array): Float64Array {
  // Several times as fast as Float64Array.from, which goes through an iterator.
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) picked[i] = values[rows[i] as number] as number;
  return picked;
}

function binCategory(
  { name, kind, codes, levels }: CategoryColumn,
  mostBins: number,
  learnedFrom: Uint32Array,
): Omit<BinnedColumn, 'offset'> {
  const counts = new Float64Array(levels.length);
  for (const row of learnedFrom) {
    const code = codes[row] as number;
    if (code >= 0) counts[code] = (counts[code] as number) + 1;
  }
  const kept = [...counts.keys()]
    .filter((code) => (counts[code] as number) > 0)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
    .slice(0, mostBins)
    .sort((a, b) => a - b);
  const binCount = Math.max(1, kept.length);
  const place = new Uint8Array(levels.length).fill(binCount);
  for (const [bin, code] of kept.entries()) place[code] = bin;
  const bins = new Uint8Array(codes.length);
  for (let row = 0; row < bins.length; row += 1) bins[row] = place[codes[row] as number] ?? binCount;
  const cuts = new Float64Array(0);
  return { name, kind, binCount, bins, cuts, levels: kept.map((code) => levels[code] as string) };
}
