import { runSteps } from '../domain/steps.ts';
import { rowsWhere } from './rows-where.ts';

/** Rows to merge between two pauses. */
const ROWS_AT_ONCE = 10_000;

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
  return runSteps(isotonicSteps(scores, answers, added));
}

/** The same; yields where a pause may be made. */
export function* isotonicSteps(
  scores: Float64Array,
  answers: Uint8Array,
  added: number,
): Generator<void, readonly IsotonicBlock[]> {
  const yes = scoresOf(
    scores,
    rowsWhere(answers, (answer) => answer === 1),
  ).sort();
  yield;
  const no = scoresOf(
    scores,
    rowsWhere(answers, (answer) => answer !== 1),
  ).sort();
  const blocks: IsotonicBlock[] = [];
  // Numbers without their places sort many times as fast, so both lists are sorted and merged.
  for (let i = 0, j = 0; i < yes.length || j < no.length; ) {
    if ((i + j) % ROWS_AT_ONCE === 0) yield;
    const [nextYes, nextNo] = [yes[i] ?? Number.POSITIVE_INFINITY, no[j] ?? Number.POSITIVE_INFINITY];
    const isYes = j >= no.length || (i < yes.length && nextYes < nextNo);
    const score = isYes ? nextYes : nextNo;
    if (isYes) i += 1;
    else j += 1;
    let block: IsotonicBlock = { low: score, high: score, rows: 1, yes: isYes ? 1 : 0 };
    for (let last = blocks.at(-1); last !== undefined && !isBelow(last, block, added); last = blocks.at(-1)) {
      blocks.pop();
      block = { low: last.low, high: block.high, rows: last.rows + block.rows, yes: last.yes + block.yes };
    }
    blocks.push(block);
  }
  return blocks;
}

function scoresOf(scores: Float64Array, rows: Uint32Array): Float64Array {
  const own = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) own[i] = scores[rows[i] as number] as number;
  return own;
}

function isBelow(a: IsotonicBlock, b: IsotonicBlock, added: number): boolean {
  return a.high < b.low && (a.yes + added) * (b.rows + 2 * added) < (b.yes + added) * (a.rows + 2 * added);
}
