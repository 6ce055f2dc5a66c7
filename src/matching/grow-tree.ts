import type { BinnedColumn, BinnedTable } from './binned-table.ts';
import type { Tree } from './boosted-trees.ts';
import type { BoostingSettings } from './boosting-settings.ts';
import { type Bounds, findSplit, leafWeight, type NodeSums, type Split, UNBOUND } from './find-split.ts';
import { fillHistogram, subtractHistogram } from './histogram.ts';
import { TreeBuilder } from './tree-builder.ts';

/** A node whose rows are `rows[begin … end − 1]` of the grower. */
interface OpenNode {
  readonly node: number;
  readonly begin: number;
  readonly end: number;
  readonly depth: number;
  readonly sums: NodeSums;
  readonly bounds: Bounds;
}

/** Of nodes with more rows, the histogram is filled in several steps. */
const ROWS_AT_ONCE = 4000;
/** A multiple of the four that are added up together. */
const COLUMNS_AT_ONCE = 8;

/** Grows one tree after another over the same table; holds the memory that they share. */
export class TreeGrower {
  private readonly table: BinnedTable;
  private readonly settings: BoostingSettings;
  private readonly monotone: Int8Array | undefined;
  private readonly rows: Uint32Array;
  private readonly aside: Uint32Array;
  private readonly ordered: Float64Array;
  private readonly spare: Float64Array[] = [];

  /** @param mostRows of one tree. */
  constructor(table: BinnedTable, settings: BoostingSettings, mostRows: number) {
    this.table = table;
    this.settings = settings;
    this.rows = new Uint32Array(mostRows);
    this.aside = new Uint32Array(mostRows);
    this.ordered = new Float64Array(2 * mostRows);
    const directions = Int8Array.from(table.columns, ({ name }) => settings.monotone[name] ?? 0);
    this.monotone = directions.some((direction) => direction !== 0) ? directions : undefined;
  }

  /**
   * One tree of depth-first growth. Yields where a pause may be made.
   *
   * @param gradients pairs g, h by row of the table.
   * @param rows that take part, ascending.
   * @param columns positions of those that may be asked about.
   * @param margins of all rows; what the leaves say is added for the rows that take part.
   */
  *grow(
    gradients: Float64Array,
    rows: Uint32Array,
    columns: readonly number[],
    margins: Float64Array,
  ): Generator<void, Tree> {
    this.rows.set(rows);
    const used = columns.map((position) => ({
      column: this.table.columns[position] as BinnedColumn,
      position,
    }));
    const binned = used.map(({ column }) => column);
    const builder = new TreeBuilder();
    const sums = this.sum(gradients, rows.length);
    const root: OpenNode = {
      node: builder.add(sums.hessian),
      begin: 0,
      end: rows.length,
      depth: 0,
      sums,
      bounds: UNBOUND,
    };
    const histogram = yield* this.histogramOf(root, gradients, binned);
    yield* this.open(root, histogram, { builder, gradients, used, binned, margins });
    return builder.tree;
  }

  private *open(at: OpenNode, histogram: Float64Array | undefined, work: Work): Generator<void, void> {
    yield;
    const split = histogram && this.splitOf(at, histogram, work);
    if (histogram === undefined || split === undefined) {
      if (histogram !== undefined) this.spare.push(histogram);
      this.close(at, work);
      return;
    }
    const { builder, gradients, binned } = work;
    const column = this.table.columns[split.column] as BinnedColumn;
    const left = builder.split(
      at.node,
      {
        feature: split.column,
        threshold: column.kind === 'number' ? (column.cuts[split.lastLeftBin] ?? Number.MAX_VALUE) : 0,
        levels: split.leftLevels,
        missingLeft: split.missingLeft,
        gain: split.gain,
      },
      [split.left.hessian, split.right.hessian],
    );
    const middle = this.partition(at, split, column);
    const [leftBounds, rightBounds] = this.boundsBelow(at, split);
    const depth = at.depth + 1;
    const children: readonly [OpenNode, OpenNode] = [
      { node: left, begin: at.begin, end: middle, depth, sums: split.left, bounds: leftBounds },
      { node: left + 1, begin: middle, end: at.end, depth, sums: split.right, bounds: rightBounds },
    ];
    if (depth >= this.settings.depth) {
      this.spare.push(histogram);
      for (const child of children) this.close(child, work);
      return;
    }
    // Only the smaller child is counted; the larger one's numbers are the parent's less those (Ke et al. 2017).
    const leftSmaller = middle - at.begin <= at.end - middle;
    const [smaller, larger] = leftSmaller ? children : [children[1], children[0]];
    const counted = yield* this.histogramOf(smaller, gradients, binned);
    subtractHistogram(histogram, counted, binned);
    yield* this.open(larger, histogram, work);
    yield* this.open(smaller, counted, work);
  }

  private splitOf(at: OpenNode, histogram: Float64Array, { used }: Work): Split | undefined {
    if (at.end - at.begin < 2 || at.sums.hessian < 2 * this.settings.minChildWeight) return undefined;
    return findSplit(histogram, used, at.sums, this.settings, this.monotone, at.bounds);
  }

  private close({ node, begin, end, sums, bounds }: OpenNode, { builder, margins }: Work): void {
    const { lambda, learningRate } = this.settings;
    const value = learningRate * leafWeight(sums, lambda, bounds);
    builder.setValue(node, value);
    for (let i = begin; i < end; i += 1) {
      const row = this.rows[i] as number;
      margins[row] = (margins[row] as number) + value;
    }
  }

  private sum(gradients: Float64Array, count: number): NodeSums {
    let gradient = 0;
    let hessian = 0;
    for (let i = 0; i < count; i += 1) {
      const row = this.rows[i] as number;
      gradient += gradients[2 * row] as number;
      hessian += gradients[2 * row + 1] as number;
    }
    return { gradient, hessian };
  }

  private *histogramOf(
    { begin, end }: OpenNode,
    gradients: Float64Array,
    columns: readonly BinnedColumn[],
  ): Generator<void, Float64Array> {
    const histogram = this.spare.pop() ?? new Float64Array(2 * this.table.totalBins);
    const { rows, ordered } = this;
    let at = 0;
    for (let i = begin; i < end; i += 1) {
      const place = 2 * (rows[i] as number);
      ordered[at] = gradients[place] as number;
      ordered[at + 1] = gradients[place + 1] as number;
      at += 2;
    }
    const step = end - begin < ROWS_AT_ONCE ? columns.length : COLUMNS_AT_ONCE;
    for (let c = 0; c < columns.length; c += step) {
      yield;
      fillHistogram(histogram, columns.slice(c, c + step), rows, begin, end, ordered);
    }
    return histogram;
  }

  /** Moves the rows that go left to the front, both sides in their old order; returns where the right side starts. */
  private partition({ begin, end }: OpenNode, split: Split, column: BinnedColumn): number {
    const goesLeft = leftTable(split, column);
    const { rows, aside } = this;
    const { bins } = column;
    let left = begin;
    let right = 0;
    for (let i = begin; i < end; i += 1) {
      const row = rows[i] as number;
      if (goesLeft[bins[row] as number] === 1) rows[left++] = row;
      else aside[right++] = row;
    }
    rows.set(aside.subarray(0, right), left);
    return left;
  }

  private boundsBelow({ bounds }: OpenNode, split: Split): readonly [left: Bounds, right: Bounds] {
    const direction = this.monotone?.[split.column] ?? 0;
    if (direction === 0) return [bounds, bounds];
    const { lambda } = this.settings;
    const middle = (leafWeight(split.left, lambda, bounds) + leafWeight(split.right, lambda, bounds)) / 2;
    const below = { ...bounds, high: middle };
    const above = { ...bounds, low: middle };
    return direction > 0 ? [below, above] : [above, below];
  }
}

interface Work {
  readonly builder: TreeBuilder;
  readonly gradients: Float64Array;
  readonly used: readonly { readonly column: BinnedColumn; readonly position: number }[];
  readonly binned: readonly BinnedColumn[];
  readonly margins: Float64Array;
}

/** By bin, the missing one included: 1 where it goes left. */
function leftTable(split: Split, { kind, binCount }: BinnedColumn): Uint8Array {
  const table = new Uint8Array(binCount + 1);
  if (kind === 'number') table.fill(1, 0, split.lastLeftBin + 1);
  for (const level of split.leftLevels) table[level] = 1;
  table[binCount] = split.missingLeft ? 1 : 0;
  return table;
}
