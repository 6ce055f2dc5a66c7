// Candidates are drawn independently and must still become different texts. Each may look only at those
// before it, so candidate i is the same whatever the number of candidates. While it has the same tokens as
// earlier ones, the tokens that those have just taken are treated by position:
//   - at first they are free, so that common openings stay common;
//   - then they are avoided wherever the sampling leaves another choice, so that texts part where the model
//     itself is undecided;
//   - at last, and where a text would end as a copy, they are forbidden.
// Greedy decoding (temperature 0) forbids from the first token: candidate i opens with the i-th most likely
// token and goes on greedily (as in Wang & Zhou 2024, "Chain-of-thought reasoning without prompting").
// Once apart, two candidates can never meet again: their token sequences differ.
import type { Random } from '../domain/random.ts';
import { drawToken, type SamplingOptions, tokenChoices, withoutTokens } from './sampling.ts';

const freeTokens = 3;
const forbiddenFrom = 8;

export interface Position {
  /** Tokens drawn so far. */
  readonly index: number;
  readonly last: boolean;
  readonly eosTokenId: number;
}

/**
 * Draws the next token of a candidate.
 *
 * @param logits [vocab]; overwritten where a token must be forbidden.
 * @param taken what earlier candidates with the same tokens so far have just taken.
 */
export function drawDistinct(
  logits: Float32Array,
  taken: ReadonlySet<number>,
  position: Position,
  options: SamplingOptions,
  random: Random,
): number {
  const { index, last, eosTokenId } = position;
  const forbidden = options.temperature === 0 || last || index >= forbiddenFrom;
  const allowed = new Map<number, number>();
  for (const token of taken) {
    if (!forbidden && token !== eosTokenId) continue;
    allowed.set(token, logits[token] as number);
    logits[token] = Number.NEGATIVE_INFINITY;
  }
  // A copy is better than nothing where the model allows one text only.
  const stuck = allowed.size > 0 && !logits.some(Number.isFinite);
  if (stuck) for (const [token, logit] of allowed) logits[token] = logit;
  const choices = tokenChoices(logits, options);
  if (index < freeTokens) return drawToken(choices, random);
  const others = withoutTokens(choices, taken);
  return drawToken(others.tokens.length > 0 ? others : choices, random);
}
