import { type Result, success } from '../domain/result.ts';
import type { BoostedTrees, Tree } from './boosted-trees.ts';
import { type EncodedRows, encodeRows } from './encode-rows.ts';
import type { FeatureTable } from './feature-table.ts';
import { compileForest, type Forest, goesLeft } from './forest.ts';

/** What drove each row: `expected + Σ values of the row = its log-odds`, to rounding. */
export interface Contributions {
  /** Log-odds where nothing is known of a row: the mean over the training rows by cover. */
  readonly expected: number;
  /** `values[row · width + column]`, in log-odds; columns in the model's order. */
  readonly values: Float64Array;
  readonly width: number;
}

/** A path from a root to a leaf. Several questions about one column count as one, which the row meets or does not. */
interface Path {
  readonly value: number;
  /** Split nodes on the way, whether the path goes left there, and the column's slot on this path. */
  readonly nodes: Int32Array;
  readonly left: Uint8Array;
  readonly slots: Uint8Array;
  /** By slot: the column, and the share of the training rows that a path takes on where the column is unknown. */
  readonly columns: Int32Array;
  readonly shares: Float64Array;
  /** Contributions by slot, for each set of met columns asked for so far. */
  readonly known: (Float64Array | undefined)[];
}

/**
 * Shapley values of trees where what is unknown is averaged over the training rows (path-dependent TreeSHAP, Lundberg
 * et al. 2018). A leaf's share depends only on which of its path's columns the row meets, so it is worked out once for
 * each such set and then looked up (the idea of Fast TreeSHAP v2, Yang 2021): exact, and fast over many rows.
 */
export class Explainer {
  readonly expected: number;
  private readonly model: BoostedTrees;
  private readonly forest: Forest;
  private readonly paths: readonly Path[];
  private readonly met: Uint8Array;

  constructor(model: BoostedTrees) {
    this.model = model;
    this.forest = compileForest(model);
    this.met = new Uint8Array(this.forest.feature.length);
    const paths: Path[] = [];
    let start = 0;
    for (const tree of model.trees) {
      paths.push(...pathsOf(tree, start));
      start += tree.feature.length;
    }
    this.paths = paths;
    this.expected =
      model.baseMargin + paths.reduce((sum, { value, shares }) => sum + value * product(shares), 0);
  }

  /** Contributions of every row of a table; fails as `encodeRows` does. */
  explain(table: FeatureTable): Result<Contributions> {
    const encoded = encodeRows(this.model.columns, table);
    if (!encoded.ok) return encoded;
    const { rows, width } = encoded.value;
    const values = new Float64Array(rows * width);
    for (let row = 0; row < rows; row += 1) values.set(this.explainRow(encoded.value, row), row * width);
    return success({ expected: this.expected, values, width });
  }

  /** Contributions of one row, by column. */
  explainRow({ values, width }: EncodedRows, row: number): Float64Array {
    const { forest, met } = this;
    for (let node = 0; node < met.length; node += 1) {
      if ((forest.feature[node] as number) >= 0)
        met[node] = goesLeft(forest, node, values, row * width) ? 1 : 0;
    }
    const result = new Float64Array(width);
    for (const path of this.paths) {
      const { nodes, left, slots, columns } = path;
      let set = 2 ** columns.length - 1;
      for (let i = 0; i < nodes.length; i += 1) {
        if (met[nodes[i] as number] !== left[i]) set &= ~(1 << (slots[i] as number));
      }
      let shares = path.known[set];
      if (shares === undefined) {
        shares = leafContributions(path, set);
        path.known[set] = shares;
      }
      for (let slot = 0; slot < columns.length; slot += 1) {
        const column = columns[slot] as number;
        result[column] = (result[column] as number) + (shares[slot] as number);
      }
    }
    return result;
  }
}

function pathsOf(tree: Tree, start: number): Path[] {
  const paths: Path[] = [];
  const walk = (node: number, nodes: readonly number[], left: readonly boolean[]): void => {
    if (tree.feature[node] === -1) {
      paths.push(pathTo(tree, start, nodes, left, tree.value[node] as number));
      return;
    }
    const child = tree.left[node] as number;
    walk(child, [...nodes, node], [...left, true]);
    walk(child + 1, [...nodes, node], [...left, false]);
  };
  walk(0, [], []);
  return paths;
}

function pathTo(
  tree: Tree,
  start: number,
  nodes: readonly number[],
  left: readonly boolean[],
  value: number,
): Path {
  const columns = [...new Set(nodes.map((node) => tree.feature[node] as number))];
  const slots = nodes.map((node) => columns.indexOf(tree.feature[node] as number));
  const shares = new Float64Array(columns.length).fill(1);
  for (const [i, node] of nodes.entries()) {
    const child = (tree.left[node] as number) + (left[i] ? 0 : 1);
    const slot = slots[i] as number;
    shares[slot] = ((shares[slot] as number) * (tree.cover[child] as number)) / (tree.cover[node] as number);
  }
  return {
    value,
    nodes: Int32Array.from(nodes, (node) => start + node),
    left: Uint8Array.from(left, Number),
    slots: Uint8Array.from(slots),
    columns: Int32Array.from(columns),
    shares,
    known: [],
  };
}

/**
 * Shapley values of the game "leaf value, times share of every unknown column, times 0 for a known one not met":
 * φ_i = v (o_i − z_i) Σ_S |S|! (m − |S| − 1)! / m! · Π_{S} o_j · Π_{not S} z_j over sets S of the other columns.
 */
function leafContributions({ value, shares }: Path, set: number): Float64Array {
  const m = shares.length;
  return Float64Array.from(shares, (share, i) => {
    // Entry k: Σ over sets of k of the others so far, of Π o inside times Π z outside.
    const bySize = new Float64Array(m);
    bySize[0] = 1;
    let count = 0;
    for (let j = 0; j < m; j += 1) {
      if (j === i) continue;
      const z = shares[j] as number;
      const o = (set >> j) & 1;
      for (let k = ++count; k >= 0; k -= 1) {
        bySize[k] = (bySize[k] as number) * z + (k > 0 ? (bySize[k - 1] as number) * o : 0);
      }
    }
    let sum = 0;
    let weight = 1 / m;
    for (let k = 0; k < m; k += 1) {
      sum += weight * (bySize[k] as number);
      // k! (m − k − 1)! / m! from its neighbour.
      weight *= (k + 1) / (m - k - 1);
    }
    return value * (((set >> i) & 1) - share) * sum;
  });
}

function product(factors: Float64Array): number {
  return factors.reduce((result, factor) => result * factor, 1);
}
