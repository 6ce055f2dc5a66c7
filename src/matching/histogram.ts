import type { BinnedColumn } from './binned-table.ts';

/**
 * Adds up gradient and second derivative by bin: entry 2b of the result is Σ g, entry 2b + 1 is Σ h of bin b, where b
 * counts through all columns by their offsets. This loop is where training spends its time; it takes four columns at
 * once so that a row's numbers are read once for all four, and their sums do not wait for one another.
 *
 * @param histogram is overwritten in the parts of `columns`.
 * @param rows of the node: `rows[begin … end − 1]`.
 * @param ordered gradient pairs in the order of `rows`, from 0 for `begin`.
 */
export function fillHistogram(
  histogram: Float64Array,
  columns: readonly BinnedColumn[],
  rows: Uint32Array,
  begin: number,
  end: number,
  ordered: Float64Array,
): void {
  for (const { offset, binCount } of columns) histogram.fill(0, 2 * offset, 2 * (offset + binCount + 1));
  let c = 0;
  for (; c + 4 <= columns.length; c += 4) {
    addFour(
      histogram,
      columns[c] as BinnedColumn,
      columns[c + 1] as BinnedColumn,
      columns[c + 2] as BinnedColumn,
      columns[c + 3] as BinnedColumn,
      rows,
      begin,
      end,
      ordered,
    );
  }
  for (; c < columns.length; c += 1) {
    addOne(histogram, columns[c] as BinnedColumn, rows, begin, end, ordered);
  }
}

function addFour(
  histogram: Float64Array,
  first: BinnedColumn,
  second: BinnedColumn,
  third: BinnedColumn,
  fourth: BinnedColumn,
  rows: Uint32Array,
  begin: number,
  end: number,
  ordered: Float64Array,
): void {
  const { bins: binsA, offset: a } = first;
  const { bins: binsB, offset: b } = second;
  const { bins: binsC, offset: c } = third;
  const { bins: binsD, offset: d } = fourth;
  let at = 0;
  for (let i = begin; i < end; i += 1) {
    const row = rows[i] as number;
    const g = ordered[at] as number;
    const h = ordered[at + 1] as number;
    at += 2;
    const ia = (a + (binsA[row] as number)) << 1;
    const ib = (b + (binsB[row] as number)) << 1;
    const ic = (c + (binsC[row] as number)) << 1;
    const id = (d + (binsD[row] as number)) << 1;
    histogram[ia] = (histogram[ia] as number) + g;
    histogram[ia + 1] = (histogram[ia + 1] as number) + h;
    histogram[ib] = (histogram[ib] as number) + g;
    histogram[ib + 1] = (histogram[ib + 1] as number) + h;
    histogram[ic] = (histogram[ic] as number) + g;
    histogram[ic + 1] = (histogram[ic + 1] as number) + h;
    histogram[id] = (histogram[id] as number) + g;
    histogram[id + 1] = (histogram[id + 1] as number) + h;
  }
}

function addOne(
  histogram: Float64Array,
  { bins, offset }: BinnedColumn,
  rows: Uint32Array,
  begin: number,
  end: number,
  ordered: Float64Array,
): void {
  let at = 0;
  for (let i = begin; i < end; i += 1) {
    const place = (offset + (bins[rows[i] as number] as number)) << 1;
    histogram[place] = (histogram[place] as number) + (ordered[at] as number);
    histogram[place + 1] = (histogram[place + 1] as number) + (ordered[at + 1] as number);
    at += 2;
  }
}

/** Turns a parent's histogram into that of one child by taking the other child's away. */
export function subtractHistogram(
  histogram: Float64Array,
  other: Float64Array,
  columns: readonly BinnedColumn[],
): void {
  for (const { offset, binCount } of columns) {
    const end = 2 * (offset + binCount + 1);
    for (let i = 2 * offset; i < end; i += 1) {
      histogram[i] = (histogram[i] as number) - (other[i] as number);
    }
  }
}
