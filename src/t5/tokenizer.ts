// Text to token ids and back, with `@huggingface/tokenizers` 0.2.0: the engine that transformers.js 4.3.1 wraps
// in its `PreTrainedTokenizer` (src/tokenization_utils.js there), by the same authors. It is imported directly
// because '@huggingface/transformers' has one entry point, which always loads an ONNX runtime: in a bundle
// 410 kB (114 kB gzipped) and a second runtime against 35 kB (11 kB); in Node 42 MB and 70 ms against 1 MB and
// 4 ms. test/t5/tokenizer.test.ts holds both to the same ids and texts.
import { Tokenizer } from '@huggingface/tokenizers';
import { failure, type Result, success } from '../domain/result.ts';
import type { T5Config } from './config.ts';

export interface EncodedText {
  /** Ends with the end-of-sequence token, also where the text was cut. */
  readonly ids: Int32Array;
  /** Tokens of the text that were cut off to keep the limit; 0 where it fitted. */
  readonly dropped: number;
}

export interface TextTokenizer {
  /** @param maxTokens limit with the end-of-sequence token, at least 1. */
  encode(text: string, maxTokens?: number): EncodedText;
  /** The text of token ids without special tokens; ids that the vocabulary lacks become the unknown token. */
  decode(ids: Iterable<number>): string;
}

/**
 * Makes a tokenizer from the two parsed files of a model folder.
 *
 * @returns `tokenizer-invalid` where tokenizer.json cannot be used, `model-shape-wrong` where it has more
 *   tokens than the model has embeddings or lacks the end-of-sequence token.
 */
export function createTokenizer(
  tokenizerJson: unknown,
  tokenizerConfig: unknown,
  config: Pick<T5Config, 'vocabSize' | 'eosTokenId'>,
): Result<TextTokenizer> {
  const { vocabSize, eosTokenId } = config;
  let engine: Tokenizer;
  try {
    engine = new Tokenizer(tokenizerJson as object, (tokenizerConfig ?? {}) as object);
  } catch (error) {
    return failure(
      'tokenizer-invalid',
      `tokenizer.json cannot be used (${error instanceof Error ? error.message : String(error)}). Fetch the file again.`,
      'tokenizer.json',
    );
  }
  const size = largestId(engine) + 1;
  if (size > vocabSize || engine.id_to_token(eosTokenId) === undefined) {
    return failure(
      'model-shape-wrong',
      `tokenizer.json has ${size} tokens and the model ${vocabSize}, its end token being number ${eosTokenId}: they do not belong together. Take all files from one model.`,
      'tokenizer.json',
    );
  }
  return success({
    encode(text, maxTokens = Number.POSITIVE_INFINITY) {
      if (!(maxTokens >= 1)) throw new RangeError(`encode: a limit of ${maxTokens} tokens leaves no room.`);
      const { ids } = engine.encode(text, { add_special_tokens: false });
      const kept = Math.min(ids.length, maxTokens - 1);
      const withEnd = new Int32Array(kept + 1);
      withEnd.set(ids.slice(0, kept));
      withEnd[kept] = eosTokenId;
      return { ids: withEnd, dropped: ids.length - kept };
    },
    decode(ids) {
      const list = Array.from(ids);
      return list.length === 0 ? '' : engine.decode(list, { skip_special_tokens: true });
    },
  });
}

function largestId(engine: Tokenizer): number {
  let largest = -1;
  for (const id of engine.get_vocab().values()) largest = Math.max(largest, id);
  return largest;
}
