/** One level stretch of an isotonic fit. */
export interface IsotonicBlock {
  /** Least and greatest score in it. */
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  readonly yes: number;
}

/**
 * Isotonic regression of answers on scores by pooling adjacent violators (Ayer et al. 1955): the rising step function
 * nearest to the answers in least squares. Rows with equal scores stay together.
 *
 * @param added answers of either kind that every block is thought to have besides; 0 for the plain regression. With
 *   some, no block claims certainty, and small blocks are pooled sooner.
 * @returns blocks by rising score, their rates `(yes + added) / (rows + 2 added)` rising strictly; empty for no rows.
 */
export function isotonicBlocks(
  scores: Float64Array,
  answers: Uint8Array,
  added = 0,
): readonly IsotonicBlock[] {
  const order = [...scores.keys()].sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const blocks: IsotonicBlock[] = [];
  for (const row of order) {
    const score = scores[row] as number;
    let block: IsotonicBlock = { low: score, high: score, rows: 1, yes: answers[row] as number };
    for (let last = blocks.at(-1); last !== undefined && !isBelow(last, block, added); last = blocks.at(-1)) {
      blocks.pop();
      block = { low: last.low, high: block.high, rows: last.rows + block.rows, yes: last.yes + block.yes };
    }
    blocks.push(block);
  }
  return blocks;
}

function isBelow(a: IsotonicBlock, b: IsotonicBlock, added: number): boolean {
  return a.high < b.low && (a.yes + added) * (b.rows + 2 * added) < (b.yes + added) * (a.rows + 2 * added);
}
