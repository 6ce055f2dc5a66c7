import { PreTrainedTokenizer } from '@huggingface/transformers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenizer, type TextTokenizer } from '../../src/t5/tokenizer.ts';

const words: readonly (readonly [string, number])[] = [
  ['<pad>', 0],
  ['</s>', 0],
  ['<unk>', 0],
  ['▁', -2],
  ['▁Save', -5],
  ['▁5', -5.5],
  ['%', -4],
  ['▁on', -4.2],
  ['▁coffee', -6],
  ['▁cof', -7],
  ['fee', -6.5],
  ['s', -3],
  ['.', -3.1],
  [',', -3.2],
  ['▁and', -4],
  ['▁tea', -6.1],
  ['e', -3.3],
  ['a', -3.4],
  ['t', -3.5],
  ['o', -3.6],
  ['n', -3.7],
  ['$', -5],
  ['1', -4.5],
  ['0', -4.4],
  ['é', -8],
];
const special = ['<pad>', '</s>', '<unk>'].map((content, id) => ({ id, content }));
const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true };

/** Laid out as Python's tokenizers 0.23 writes a T5 tokenizer: unigrams, words marked with ▁, `$A </s>`. */
const tokenizerJson = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: [...special, { id: 25, content: '<extra_id_0>' }].map((token) => ({
    ...token,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: {
    type: 'Sequence',
    normalizers: [{ type: 'NFKC' }, { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }],
  },
  pre_tokenizer: metaspace,
  post_processor: {
    type: 'TemplateProcessing',
    single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '</s>', type_id: 0 } }],
    pair: [],
    special_tokens: { '</s>': { id: '</s>', ids: [1], tokens: ['</s>'] } },
  },
  decoder: metaspace,
  model: { type: 'Unigram', unk_id: 2, vocab: words, byte_fallback: false },
};
const settings = { eos_token: '</s>', pad_token: '<pad>', clean_up_tokenization_spaces: false };
const sizes = { vocabSize: 26, eosTokenId: 1 };

function tokenizer(json: unknown = tokenizerJson): TextTokenizer {
  const created = createTokenizer(json, settings, sizes);
  if (!created.ok) throw new Error(created.failures[0]?.message);
  return created.value;
}

describe('createTokenizer', () => {
  // Ids and texts from Python's tokenizers 0.23.3 with the same file.
  it.each([
    ['Save 5% on coffee.', [4, 5, 6, 7, 8, 12, 1], 'Save 5% on coffee.'],
    ['Save  5%  on tea, and coffees', [4, 5, 6, 7, 15, 13, 14, 8, 11, 1], 'Save 5% on tea, and coffees'],
    ['café', [3, 2, 17, 2, 24, 1], 'aé'],
    ['', [1], ''],
    ['  coffee', [8, 1], 'coffee'],
    ['$100 on tea', [3, 21, 22, 23, 23, 7, 15, 1], '$100 on tea'],
    ['Save <extra_id_0> tea', [4, 3, 25, 15, 1], 'Save  tea'],
    ['½ tea', [3, 22, 2, 15, 1], '1 tea'],
    ['xyz tea', [3, 2, 15, 1], ' tea'],
  ])('encodes and decodes "%s" as Python does', (text, ids, decoded) => {
    const { encode, decode } = tokenizer();
    expect(encode(text)).toEqual({ ids: Int32Array.from(ids), dropped: 0 });
    expect(decode(ids)).toBe(decoded);
  });

  it('agrees with the tokenizer of transformers.js', () => {
    const { encode, decode } = tokenizer();
    const reference = new PreTrainedTokenizer(tokenizerJson, settings);
    const unit = fc.constantFrom(
      'Save',
      'coffee',
      'coffees',
      'tea',
      '5%',
      '$10',
      ',',
      '.',
      ' ',
      'é',
      '½',
      '👍',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(unit).map((parts) => parts.join(' ')),
          fc.string(),
        ),
        (text) => {
          const ids = reference.encode(text);
          expect([...encode(text).ids]).toEqual(ids);
          expect(decode(ids)).toBe(reference.decode(ids, { skip_special_tokens: true }));
        },
      ),
    );
  });

  it('cuts at the limit, keeps the end and says how much was dropped', () => {
    const { encode } = tokenizer();
    const text = 'Save 5% on coffee.';
    expect(encode(text, 7)).toEqual({ ids: Int32Array.of(4, 5, 6, 7, 8, 12, 1), dropped: 0 });
    expect(encode(text, 4)).toEqual({ ids: Int32Array.of(4, 5, 6, 1), dropped: 3 });
    expect(encode(text, 1)).toEqual({ ids: Int32Array.of(1), dropped: 6 });
    expect(() => encode(text, 0)).toThrow(RangeError);
  });

  it('ends a text once, also without a post-processor', () => {
    const { encode } = tokenizer({ ...tokenizerJson, post_processor: null });
    expect(encode('tea').ids).toEqual(Int32Array.of(15, 1));
  });

  it('decodes typed arrays, nothing, and what the vocabulary lacks', () => {
    const { decode } = tokenizer();
    expect(decode(Int32Array.of(4, 15, 1, 0, 0))).toBe('Save tea');
    expect(decode([])).toBe('');
    expect(decode([15, 99])).toBe('tea');
  });

  it.each([
    ['a file that is no tokenizer', {}, sizes, 'tokenizer-invalid'],
    ['a list', [], sizes, 'tokenizer-invalid'],
    ['nothing', null, sizes, 'tokenizer-invalid'],
    ['an unknown kind', { ...tokenizerJson, model: { type: 'X' } }, sizes, 'tokenizer-invalid'],
    ['more tokens than embeddings', tokenizerJson, { ...sizes, vocabSize: 25 }, 'model-shape-wrong'],
    ['an end token outside', tokenizerJson, { vocabSize: 40, eosTokenId: 30 }, 'model-shape-wrong'],
  ])('refuses %s', (_, json, model, type) => {
    expect(createTokenizer(json, settings, model)).toMatchObject({ ok: false, failures: [{ type }] });
  });
});
