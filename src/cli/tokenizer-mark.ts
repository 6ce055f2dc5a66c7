import { createHash } from 'node:crypto';
import type { TrainedTokenizer } from '../training/tokenizer-trainer.ts';

/**
 * Tells tokenizers apart: the start of the sha256 of tokenizer.json. It is kept with a training's checkpoints, since
 * weights that were trained on one tokenizer's tokens make no sense of another's, and the simulator's words, which the
 * tokenizer is learned from, change from time to time.
 */
export function tokenizerMark({ tokenizerJson }: TrainedTokenizer): string {
  return createHash('sha256').update(JSON.stringify(tokenizerJson)).digest('hex').slice(0, 16);
}
