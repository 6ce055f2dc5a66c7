import type { BoostedTrees, Tree } from './boosted-trees.ts';
import type { EncodedRows } from './encode-rows.ts';

/** The trees in flat memory, for asking about many rows. Node numbers count through all trees. */
export interface Forest {
  readonly baseMargin: number;
  readonly roots: Int32Array;
  /** Column asked about; −1 in a leaf. */
  readonly feature: Int32Array;
  /** Threshold of a split by a number, NaN of a split by a category, value of a leaf. */
  readonly number: Float64Array;
  readonly left: Int32Array;
  readonly missingLeft: Uint8Array;
  /** Where the bits of a category split start in `levelBits`; −1 for a number. */
  readonly levelStart: Int32Array;
  /** Eight words a category split: bit l is set where level l goes left. */
  readonly levelBits: Uint32Array;
}

const LEVEL_WORDS = 8;
/** Rows that stay in the processor's cache while one tree after another is asked about them. */
const BLOCK = 256;

export function compileForest({ baseMargin, columns, trees }: BoostedTrees): Forest {
  const nodes = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  const roots = new Int32Array(trees.length);
  const feature = new Int32Array(nodes);
  const number = new Float64Array(nodes);
  const left = new Int32Array(nodes);
  const missingLeft = new Uint8Array(nodes);
  const levelStart = new Int32Array(nodes).fill(-1);
  const bits: number[] = [];
  let start = 0;
  for (const [t, tree] of trees.entries()) {
    roots[t] = start;
    for (const [n, column] of tree.feature.entries()) {
      const at = start + n;
      feature[at] = column;
      number[at] = (column < 0 ? tree.value[n] : tree.threshold[n]) as number;
      left[at] = start + (tree.left[n] as number);
      missingLeft[at] = tree.missingLeft[n] ? 1 : 0;
      if (columns[column]?.kind === 'category') {
        number[at] = Number.NaN;
        levelStart[at] = bits.length;
        bits.push(...levelBits(tree, n));
      }
    }
    start += tree.feature.length;
  }
  const levelWords = Uint32Array.from(bits);
  return { baseMargin, roots, feature, number, left, missingLeft, levelStart, levelBits: levelWords };
}

function levelBits(tree: Tree, node: number): Uint32Array {
  const words = new Uint32Array(LEVEL_WORDS);
  for (const level of tree.levels[node] ?? []) {
    words[level >> 5] = (words[level >> 5] as number) | (1 << (level & 31));
  }
  return words;
}

/** Whether the row that starts at `at` goes left in a split. */
export function goesLeft(forest: Forest, node: number, values: Float64Array, at: number): boolean {
  const x = values[at + (forest.feature[node] as number)] as number;
  if (Number.isNaN(x)) return forest.missingLeft[node] === 1;
  const start = forest.levelStart[node] as number;
  if (start < 0) return x < (forest.number[node] as number);
  return (((forest.levelBits[start + (x >> 5)] as number) >>> (x & 31)) & 1) === 1;
}

/** Adds what the trees from `firstTree` on say of each row to `margins`, which the caller has started. */
export function addLeaves(
  forest: Forest,
  { rows, width, values }: EncodedRows,
  margins: Float64Array,
  firstTree = 0,
): void {
  const { roots, feature, number, left, missingLeft, levelStart, levelBits: bits } = forest;
  for (let block = 0; block < rows; block += BLOCK) {
    const end = Math.min(rows, block + BLOCK);
    for (let t = firstTree; t < roots.length; t += 1) {
      const root = roots[t] as number;
      for (let row = block; row < end; row += 1) {
        const at = row * width;
        let node = root;
        let column = feature[node] as number;
        while (column >= 0) {
          const x = values[at + column] as number;
          const threshold = number[node] as number;
          // The same question as goesLeft, written out because this loop runs billions of times. A number that is
          // neither below nor above is missing, or the split is by a category.
          if (x < threshold) node = left[node] as number;
          else if (x >= threshold) node = (left[node] as number) + 1;
          else {
            const start = levelStart[node] as number;
            const goesLeft =
              start < 0 || Number.isNaN(x)
                ? (missingLeft[node] as number)
                : ((bits[start + (x >> 5)] as number) >>> (x & 31)) & 1;
            node = (left[node] as number) + 1 - goesLeft;
          }
          column = feature[node] as number;
        }
        margins[row] = (margins[row] as number) + (number[node] as number);
      }
    }
  }
}

/** Log-odds of each row. */
export function forestMargins(forest: Forest, rows: EncodedRows): Float64Array {
  const margins = new Float64Array(rows.rows).fill(forest.baseMargin);
  addLeaves(forest, rows, margins);
  return margins;
}
