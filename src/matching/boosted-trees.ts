import * as v from 'valibot';
import { failure, type Result, success } from '../domain/result.ts';

const finite = v.pipe(v.number(), v.finite());
const index = v.pipe(v.number(), v.integer(), v.minValue(-1));

/**
 * One tree; entry n of every list belongs to node n, and node 0 is the root. A split's children are `left[n]` and
 * `left[n] + 1`, both later in the list.
 */
export const TreeSchema = v.strictObject({
  /** Position of the column asked about; −1 in a leaf. */
  feature: v.array(index),
  /** A number below it goes left; unused for categories and leaves. */
  threshold: v.array(finite),
  /** Positions of the levels that go left; empty for numbers and leaves. */
  levels: v.array(v.array(v.pipe(v.number(), v.integer(), v.minValue(0)))),
  /** −1 in a leaf. */
  left: v.array(index),
  /** Where a missing value or an unknown category goes. */
  missingLeft: v.array(v.boolean()),
  /** What a leaf adds to the log-odds, learning rate included; 0 in a split. */
  value: v.array(finite),
  /** What the split lowered the loss by, on xgboost's scale; 0 in a leaf. */
  gain: v.array(finite),
  /** Sum of second derivatives of the training rows that came by. */
  cover: v.array(v.pipe(finite, v.minValue(0))),
});
export type Tree = v.InferOutput<typeof TreeSchema>;

const ModelColumnSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('number'), name: v.string() }),
  v.strictObject({ kind: v.literal('category'), name: v.string(), levels: v.array(v.string()) }),
]);
export type ModelColumn = v.InferOutput<typeof ModelColumnSchema>;

/** Gradient-boosted trees for yes or no. `log-odds = baseMargin + Σ leaves`; as plain JSON as it stands. */
export const BoostedTreesSchema = v.strictObject({
  version: v.literal(1),
  columns: v.array(ModelColumnSchema),
  baseMargin: finite,
  trees: v.array(TreeSchema),
});
export type BoostedTrees = v.InferOutput<typeof BoostedTreesSchema>;

/** Takes a stored model back, if it is whole; else `model-malformed` says what is wrong and where. */
export function readBoostedTrees(stored: unknown): Result<BoostedTrees> {
  const parsed = v.safeParse(BoostedTreesSchema, stored);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return malformed(issue.message, v.getDotPath(issue) ?? '');
  }
  for (const [t, tree] of parsed.output.trees.entries()) {
    const wrong = wrongIn(tree, parsed.output.columns);
    if (wrong !== undefined) return malformed(wrong, `trees.${t}`);
  }
  return success(parsed.output);
}

function wrongIn(tree: Tree, columns: readonly ModelColumn[]): string | undefined {
  const nodes = tree.feature.length;
  if (nodes === 0) return 'The tree has no nodes.';
  if (Object.values(tree).some((list) => list.length !== nodes)) return 'Its lists differ in length.';
  for (const [n, feature] of tree.feature.entries()) {
    const left = tree.left[n] as number;
    if (feature === -1) continue;
    const column = columns[feature];
    if (column === undefined) return `Node ${n} asks about column ${feature}, which there is not.`;
    // Children later than their parent: no walk can go round in circles.
    if (left <= n || left + 1 >= nodes) return `The children of node ${n} are not where they may be.`;
    const levels = column.kind === 'category' ? column.levels.length : 0;
    if (tree.levels[n]?.some((level) => level >= levels)) return `Node ${n} names a level that there is not.`;
  }
  return undefined;
}

function malformed(message: string, path: string): Result<never> {
  return failure('model-malformed', `The stored trees cannot be used: ${message} Train them again.`, path);
}

/** The model as it was after `count` trees. */
export function firstTrees(model: BoostedTrees, count: number): BoostedTrees {
  return { ...model, trees: model.trees.slice(0, count) };
}
