import { nextTask } from '../domain/next-task.ts';
import { createRandom } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { drawDistinct } from './distinct.ts';
import { forbidRepeatedNgrams, penaliseRepetition } from './repetition.ts';
import type { SamplingOptions } from './sampling.ts';

/** Decodes one prompt for a batch of candidates, all at the same position. */
export interface DecoderStepper {
  /**
   * Feeds one token to each candidate.
   *
   * @returns logits [batch, vocab], which may be a view that holds until the next call.
   */
  step(tokens: Int32Array): Promise<{ readonly logits: Float32Array }>;
  dispose(): void;
}

export interface DecodeOptions extends SamplingOptions {
  /** The stepper's batch. */
  readonly count: number;
  /** Limit for each candidate, with the end token. */
  readonly maxTokens: number;
  readonly startTokenId: number;
  readonly eosTokenId: number;
  /** Fed to candidates that have ended while others go on. */
  readonly padTokenId: number;
  /** 1 for none. */
  readonly repetitionPenalty: number;
  /** Size of the runs of tokens that must not occur twice in a candidate; 0 for none. */
  readonly noRepeatNgram: number;
  /** Tokens that must not be written, such as padding and sentinels. */
  readonly suppressTokens?: readonly number[];
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Called after each step with the tokens so far; the arrays grow, so copy what must last. */
  readonly onTokens?: (candidates: readonly DecodedCandidate[]) => void;
}

export interface DecodedCandidate {
  /** Without the start token and the end token. */
  readonly tokens: readonly number[];
  /** False while the end token has not come, and at the end where the limit came first. */
  readonly finished: boolean;
}

interface Candidate {
  readonly tokens: number[];
  finished: boolean;
  /** The token drawn in this step. */
  drawn: number;
  /** Earlier candidates that have had the same tokens so far. */
  twins: Candidate[];
}

/**
 * Writes `count` different candidates. Candidate i draws from its own stream of the seed and depends only on
 * those before it, so it stays the same when more are asked for (distinct.ts). Ends as soon as all have ended.
 * Throws a `RangeError` when the logits are not numbers. The caller disposes of the stepper.
 *
 * @returns `cancelled` when the signal is raised: no further step is begun.
 */
export async function decodeCandidates(
  stepper: DecoderStepper,
  options: DecodeOptions,
): Promise<Result<readonly DecodedCandidate[]>> {
  const { count, maxTokens, startTokenId, eosTokenId, padTokenId, signal } = options;
  const candidates: Candidate[] = [];
  for (let i = 0; i < count; i++) {
    candidates.push({ tokens: [], finished: false, drawn: startTokenId, twins: [...candidates] });
  }
  const randoms = candidates.map((_, i) => createRandom(options.seed, i));
  let row = new Float32Array(0);
  for (let index = 0; index < maxTokens; index++) {
    if (signal?.aborted) return cancelled();
    const fed = Int32Array.from(candidates, ({ finished, drawn }) => (finished ? padTokenId : drawn));
    const { logits } = await stepper.step(fed); // [batch, vocab]
    await nextTask();
    if (signal?.aborted) return cancelled();
    const vocab = logits.length / count;
    if (row.length !== vocab) row = new Float32Array(vocab);
    for (const [i, candidate] of candidates.entries()) {
      if (candidate.finished) continue;
      row.set(logits.subarray(i * vocab, (i + 1) * vocab));
      restrict(row, candidate.tokens, options);
      const taken = new Set(candidate.twins.map(({ drawn }) => drawn));
      const position = { index, last: index === maxTokens - 1, eosTokenId };
      candidate.drawn = drawDistinct(row, taken, position, options, randoms[i] ?? createRandom(0));
      candidate.twins = candidate.twins.filter(({ drawn }) => drawn === candidate.drawn);
      if (candidate.drawn === eosTokenId) candidate.finished = true;
      else candidate.tokens.push(candidate.drawn);
    }
    options.onTokens?.(candidates);
    if (candidates.every(({ finished }) => finished)) break;
  }
  return success(candidates.map(({ tokens, finished }) => ({ tokens, finished })));
}

/** Applies what may not be written, in place. */
function restrict(row: Float32Array, tokens: readonly number[], options: DecodeOptions): void {
  penaliseRepetition(row, tokens, options.repetitionPenalty);
  forbidRepeatedNgrams(row, tokens, options.noRepeatNgram);
  for (const token of options.suppressTokens ?? []) row[token] = Number.NEGATIVE_INFINITY;
}

function cancelled(): Result<never> {
  return failure('cancelled', 'Writing was stopped.');
}
