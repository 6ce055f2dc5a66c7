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
        this.consider(g, h, position, bin, NO_LEVELS, 2 * h >= this.node.hessian);
      } else {
        this.consider(g, h, position, bin, NO_LEVELS, false);
        this.consider(g + missingG, h + missingH, position, bin, NO_LEVELS, true);
      }
    }
  }

  /** One level against the rest for few levels; else parts of the levels in the order of −G / (H + λ) (Fisher 1958). */
  category(histogram: Float64Array, { offset, binCount }: BinnedColumn, position: number): void {
    const gradient = (bin: number) => histogram[2 * (offset + bin)] as number;
    const hessian = (bin: number) => histogram[2 * (offset + bin) + 1] as number;
    const present = Array.from({ length: binCount }, (_, bin) => bin).filter((bin) => hessian(bin) > 0);
    const missingG = gradient(binCount);
    const missingH = hessian(binCount);
    const parts: number[][] = [];
    if (binCount < this.settings.oneHotBelow) {
      for (const bin of present) parts.push([bin]);
      // All that is known against what is missing.
      parts.push(present);
    } else {
      // A level too light to make a leaf says too little to be ordered by: it stands in the middle, as in xgboost.
      const { lambda, minChildWeight } = this.settings;
      const weight = (bin: number) =>
        hessian(bin) < minChildWeight ? 0 : -gradient(bin) / (hessian(bin) + lambda);
      present.sort((a, b) => weight(a) - weight(b) || a - b);
      for (let count = 1; count <= present.length; count += 1) parts.push(present.slice(0, count));
    }
    for (const part of parts) {
      let g = 0;
      let h = 0;
      for (const bin of part) {
        g += gradient(bin);
        h += hessian(bin);
      }
      const absent = () =>
        Array.from({ length: binCount }, (_, bin) => bin).filter((bin) => hessian(bin) === 0);
      // A level not met in this node goes where missing values go.
      const left = (missingLeft: boolean) => () => (missingLeft ? [...part, ...absent()] : part);
      if (missingH === 0) {
        const larger = 2 * h >= this.node.hessian;
        this.consider(g, h, position, -1, left(larger), larger);
      } else {
        this.consider(g, h, position, -1, left(false), false);
        this.consider(g + missingG, h + missingH, position, -1, left(true), true);
      }
    }
  }

  private consider(
    leftG: number,
    leftH: number,
    column: number,
    lastLeftBin: number,
    levels: () => readonly number[],
    missingLeft: boolean,
  ): void {
    const rightG = this.node.gradient - leftG;
    const rightH = this.node.hessian - leftH;
    const { minChildWeight } = this.settings;
    if (leftH < minChildWeight || rightH < minChildWeight || leftH <= 0 || rightH <= 0) return;
    const gain = this.score(leftG, leftH) + this.score(rightG, rightH) - this.parentScore;
    if (!(gain > this.bestGain) || !this.keepsOrder(leftG, leftH, rightG, rightH, column)) return;
    this.bestGain = gain;
    this.best = {
      column,
      lastLeftBin,
      leftLevels: levels(),
      missingLeft,
      gain,
      left: { gradient: leftG, hessian: leftH },
      right: { gradient: rightG, hessian: rightH },
    };
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

const NO_LEVELS = (): readonly number[] => [];
