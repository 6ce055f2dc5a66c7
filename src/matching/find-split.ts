import type { BinnedColumn } from './binned-table.ts';
import type { BoostingSettings } from './boosting-settings.ts';

/** Gradient sums of one node. */
export interface NodeSums {
  readonly gradient: number;
  readonly hessian: number;
}

/** How far a leaf below may go, where columns are bound to raise or lower the answer. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export const UNBOUND: Bounds = { low: -Infinity, high: Infinity };

export interface Split {
  readonly column: number;
  /** Numbers: bins at most this go left. */
  readonly lastLeftBin: number;
  /** Categories: bins that go left; empty for numbers. */
  readonly leftLevels: readonly number[];
  readonly missingLeft: boolean;
  readonly gain: number;
  readonly left: NodeSums;
  readonly right: NodeSums;
}

/** Below this a gain is rounding, as xgboost has it. */
const LEAST_GAIN = 1e-6;

/** The leaf value −G / (H + λ) (equation 5), before the learning rate. */
export function leafWeight({ gradient, hessian }: NodeSums, lambda: number, { low, high }: Bounds): number {
  return Math.min(high, Math.max(low, -gradient / (hessian + lambda)));
}

/**
 * The best split of a node over the columns given (Chen & Guestrin 2016, algorithms 1 and 3): every bin boundary, with
 * missing values on either side. Of equal gains the first found stays, so the outcome does not depend on chance.
 *
 * @param monotone −1, 0 or 1 by position of the column; `bounds` count only where one of them is not 0.
 * @returns undefined where no split gains more than γ.
 */
export function findSplit(
  histogram: Float64Array,
  columns: readonly { readonly column: BinnedColumn; readonly position: number }[],
  node: NodeSums,
  settings: BoostingSettings,
  monotone: Int8Array | undefined,
  bounds: Bounds,
): Split | undefined {
  const search = new SplitSearch(node, settings, monotone, bounds);
  for (const { column, position } of columns) {
    if (column.kind === 'number') search.number(histogram, column, position);
    else search.category(histogram, column, position);
  }
  return search.best;
}

class SplitSearch {
  best: Split | undefined;
  private bestGain: number;
  private readonly parentScore: number;
  private readonly node: NodeSums;
  private readonly settings: BoostingSettings;
  private readonly monotone: Int8Array | undefined;
  private readonly bounds: Bounds;

  constructor(node: NodeSums, settings: BoostingSettings, monotone: Int8Array | undefined, bounds: Bounds) {
    this.node = node;
    this.settings = settings;
    this.monotone = monotone;
    this.bounds = bounds;
    this.parentScore = this.score(node.gradient, node.hessian);
    this.bestGain = Math.max(LEAST_GAIN, settings.gamma);
  }

  number(histogram: Float64Array, { offset, binCount }: BinnedColumn, position: number): void {
    const missing = 2 * (offset + binCount);
    const missingG = histogram[missing] as number;
    const missingH = histogram[missing + 1] as number;
    let g = 0;
    let h = 0;
    for (let bin = 0; bin < binCount; bin += 1) {
      const binH = histogram[2 * (offset + bin) + 1] as number;
      if (binH === 0) continue;
      g += histogram[2 * (offset + bin)] as number;
      h += binH;
      if (missingH === 0) {
        // None missing here: they follow the larger side, which is the better guess.
        this.consider(g, h, position, bin, 2 * h >= this.node.hessian);
      } else {
        this.consider(g, h, position, bin, false);
        this.consider(g + missingG, h + missingH, position, bin, true);
      }
    }
  }

  /** One level against the rest for few levels; else parts of the levels in the order of −G / (H + λ) (Fisher 1958). */
  category(histogram: Float64Array, { offset, binCount }: BinnedColumn, position: number): void {
    const sums = histogram.subarray(2 * offset, 2 * (offset + binCount + 1));
    const present: number[] = [];
    for (let bin = 0; bin < binCount; bin += 1) if ((sums[2 * bin + 1] as number) > 0) present.push(bin);
    let g = 0;
    let h = 0;
    if (binCount < this.settings.oneHotBelow) {
      for (const bin of present) {
        this.part(sums, position, [bin], 1, sums[2 * bin] as number, sums[2 * bin + 1] as number);
        g += sums[2 * bin] as number;
        h += sums[2 * bin + 1] as number;
      }
      // All that is known against what is missing.
      this.part(sums, position, present, present.length, g, h);
      return;
    }
    this.order(sums, present);
    for (const [i, bin] of present.entries()) {
      g += sums[2 * bin] as number;
      h += sums[2 * bin + 1] as number;
      this.part(sums, position, present, i + 1, g, h);
    }
  }

  /** A level too light to make a leaf says too little to be ordered by: it stands in the middle, as in xgboost. */
  private order(sums: Float64Array, present: number[]): void {
    const { lambda, minChildWeight } = this.settings;
    const weights = new Float64Array(sums.length / 2);
    for (const bin of present) {
      const hessian = sums[2 * bin + 1] as number;
      weights[bin] = hessian < minChildWeight ? 0 : -(sums[2 * bin] as number) / (hessian + lambda);
    }
    present.sort((a, b) => (weights[a] as number) - (weights[b] as number) || a - b);
  }

  /** The first `count` of the levels to the left, with what is missing on either side. */
  private part(
    sums: Float64Array,
    position: number,
    levels: readonly number[],
    count: number,
    g: number,
    h: number,
  ): void {
    const missingG = sums[sums.length - 2] as number;
    const missingH = sums[sums.length - 1] as number;
    const take = (missingLeft: boolean, leftG: number, leftH: number) => {
      if (!this.consider(leftG, leftH, position, -1, missingLeft)) return;
      const left = levels.slice(0, count);
      // A level not met in this node goes where missing values go.
      if (missingLeft) {
        for (let bin = 0; 2 * bin < sums.length - 2; bin += 1)
          if (!((sums[2 * bin + 1] as number) > 0)) left.push(bin);
      }
      this.best = { ...(this.best as Split), leftLevels: left };
    };
    if (missingH === 0) take(2 * h >= this.node.hessian, g, h);
    else {
      take(false, g, h);
      take(true, g + missingG, h + missingH);
    }
  }

  /** Whether this is the best so far. */
  private consider(
    leftG: number,
    leftH: number,
    column: number,
    lastLeftBin: number,
    missingLeft: boolean,
  ): boolean {
    const rightG = this.node.gradient - leftG;
    const rightH = this.node.hessian - leftH;
    const { minChildWeight } = this.settings;
    if (leftH < minChildWeight || rightH < minChildWeight || leftH <= 0 || rightH <= 0) return false;
    const gain = this.score(leftG, leftH) + this.score(rightG, rightH) - this.parentScore;
    if (!(gain > this.bestGain) || !this.keepsOrder(leftG, leftH, rightG, rightH, column)) return false;
    this.bestGain = gain;
    this.best = {
      column,
      lastLeftBin,
      leftLevels: [],
      missingLeft,
      gain,
      left: { gradient: leftG, hessian: leftH },
      right: { gradient: rightG, hessian: rightH },
    };
    return true;
  }

  /** G² / (H + λ), or what a bounded leaf reaches of it: −(2Gw + (H + λ)w²). */
  private score(gradient: number, hessian: number): number {
    const { lambda } = this.settings;
    if (this.monotone === undefined) return (gradient * gradient) / (hessian + lambda);
    const w = leafWeight({ gradient, hessian }, lambda, this.bounds);
    return -(2 * gradient * w + (hessian + lambda) * w * w);
  }

  private keepsOrder(leftG: number, leftH: number, rightG: number, rightH: number, column: number): boolean {
    const direction = this.monotone?.[column] ?? 0;
    if (direction === 0) return true;
    const { lambda } = this.settings;
    const left = leafWeight({ gradient: leftG, hessian: leftH }, lambda, this.bounds);
    const right = leafWeight({ gradient: rightG, hessian: rightH }, lambda, this.bounds);
    return direction * (right - left) >= 0;
  }
}
