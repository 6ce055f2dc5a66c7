import type { TextTokenizer } from '../t5/tokenizer.ts';
import type { TokenisedExample } from '../training/batch.ts';
import type { TrainingRow } from './training-rows.ts';

/** Prompts of the simulator without a history have at most 46 tokens; of its offers, one in a hundred is longer and is left out. */
export const ROW_LENGTHS = { promptLength: 48, offerLength: 28 } as const;

/** A row as token ids. A cut offer would teach to stop in the middle of a sentence, so long ones are left out. */
export function rowTokens(row: TrainingRow, tokenizer: TextTokenizer): TokenisedExample {
  const encode = (text: string) => tokenizer.encode(text).ids;
  const fitting = (texts: readonly string[]) =>
    texts.map(encode).filter((ids) => ids.length <= ROW_LENGTHS.offerLength);
  return {
    prompt: encode(row.prompt),
    accepted: fitting(row.accepted),
    rejected: fitting(row.rejected),
  };
}
