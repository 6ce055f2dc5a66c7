import { SPECIAL_TOKENS, type TrainedTokenizer, tokenizerJson } from './tokenizer-json.ts';

export { SPECIAL_TOKENS, type TrainedTokenizer } from './tokenizer-json.ts';

/** GPT-2's splitting pattern, which `ByteLevel` pre-tokenisers apply (Radford et al. 2019, `encoder.py`). */
const GPT2_PATTERN = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

export interface TokenizerTraining {
  /** Special tokens, the 256 bytes and the merges together; default 4096. */
  readonly vocabularySize?: number;
  /** Longest text in tokens that the config declares; default 512. */
  readonly maxLength?: number;
}

/**
 * Trains a byte-level BPE tokenizer (Sennrich et al. 2016; bytes as in GPT-2), so that any text in any
 * script encodes without an unknown token and decodes to itself. Ties between equally frequent pairs go
 * to the pair whose symbols are older, so the same texts in any order give the same tokenizer. Stops
 * early when no pair occurs twice.
 *
 * Throws a RangeError when the vocabulary has no room for the special tokens and the 256 bytes.
 */
export function trainTokenizer(texts: Iterable<string>, training: TokenizerTraining = {}): TrainedTokenizer {
  const { vocabularySize = 4096, maxLength = 512 } = training;
  const bytes = byteCharacters();
  const smallest = SPECIAL_TOKENS.length + bytes.length;
  if (!Number.isInteger(vocabularySize) || vocabularySize < smallest) {
    throw new RangeError(`Vocabulary size ${vocabularySize} is below the smallest possible, ${smallest}.`);
  }
  const symbols = [...bytes].sort();
  const merges = learnMerges(countWords(texts, bytes), symbols, vocabularySize - SPECIAL_TOKENS.length);
  const tokens = [...SPECIAL_TOKENS, ...symbols];
  return {
    tokenizerJson: tokenizerJson(tokens, merges),
    tokenizerConfig: {
      tokenizer_class: 'PreTrainedTokenizerFast',
      model_max_length: maxLength,
      pad_token: SPECIAL_TOKENS[0],
      eos_token: SPECIAL_TOKENS[1],
      unk_token: SPECIAL_TOKENS[2],
      clean_up_tokenization_spaces: false,
    },
  };
}

/**
 * The printable character that stands for each byte, by byte value: printable Latin-1 stands for itself,
 * the rest takes the code points from 256 on (GPT-2's `bytes_to_unicode`).
 */
export function byteCharacters(): readonly string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCharCode(printable ? byte : next++);
  });
}

/** How often each pre-token occurs, written in byte characters. */
function countWords(texts: Iterable<string>, bytes: readonly string[]): Map<string, number> {
  const raw = new Map<string, number>();
  for (const text of texts) {
    for (const [word] of text.matchAll(GPT2_PATTERN)) raw.set(word, (raw.get(word) ?? 0) + 1);
  }
  const encoder = new TextEncoder();
  return new Map(
    [...raw]
      .map(([word, count]): [string, number] => [
        [...encoder.encode(word)].map((byte) => bytes[byte] ?? '').join(''),
        count,
      ])
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
}

interface Word {
  readonly count: number;
  symbols: number[];
}

/** Room for every pair of symbol ids in one number key. */
const PAIR_BASE = 2 ** 20;

/** Merges the most frequent pair until the symbols fill the vocabulary; appends the new symbols in place. */
function learnMerges(
  counts: ReadonlyMap<string, number>,
  symbols: string[],
  size: number,
): (readonly [string, string])[] {
  const idOf = new Map(symbols.map((symbol, id) => [symbol, id]));
  const words: Word[] = [...counts].map(([word, count]) => ({
    count,
    symbols: [...word].map((character) => idOf.get(character) ?? 0),
  }));
  const pairCounts = new Map<number, number>();
  const wordsWith = new Map<number, Set<Word>>();
  const addPairs = (word: Word, sign: 1 | -1): void => {
    for (let i = 0; i + 1 < word.symbols.length; i++) {
      const pair = (word.symbols[i] ?? 0) * PAIR_BASE + (word.symbols[i + 1] ?? 0);
      pairCounts.set(pair, (pairCounts.get(pair) ?? 0) + sign * word.count);
      if (sign < 0) continue;
      const holders = wordsWith.get(pair);
      if (holders === undefined) wordsWith.set(pair, new Set([word]));
      else holders.add(word);
    }
  };
  for (const word of words) addPairs(word, 1);

  const merges: (readonly [string, string])[] = [];
  while (symbols.length < size) {
    const best = mostFrequent(pairCounts);
    if (best === undefined) break;
    const left = Math.floor(best / PAIR_BASE);
    const right = best % PAIR_BASE;
    const merged = symbols.length;
    symbols.push(`${symbols[left]}${symbols[right]}`);
    merges.push([symbols[left] ?? '', symbols[right] ?? '']);
    for (const word of wordsWith.get(best) ?? []) {
      addPairs(word, -1);
      word.symbols = mergePair(word.symbols, left, right, merged);
      addPairs(word, 1);
    }
    pairCounts.delete(best);
    wordsWith.delete(best);
  }
  return merges;
}

/** The pair with the highest count of at least two; the smallest key among equals. */
function mostFrequent(pairCounts: Map<number, number>): number | undefined {
  let best: number | undefined;
  let bestCount = 1;
  for (const [pair, count] of pairCounts) {
    if (count > bestCount || (count === bestCount && best !== undefined && pair < best)) {
      best = pair;
      bestCount = count;
    }
  }
  return best;
}

function mergePair(symbols: readonly number[], left: number, right: number, merged: number): number[] {
  const result: number[] = [];
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i] ?? 0;
    if (symbol === left && symbols[i + 1] === right) {
      result.push(merged);
      i++;
    } else {
      result.push(symbol);
    }
  }
  return result;
}
