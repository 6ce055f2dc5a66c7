import { readFileSync } from 'node:fs';
import { PreTrainedTokenizer } from '@huggingface/transformers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulateExamples } from '../../src/simulation/examples.ts';
import { personaPrompt } from '../../src/t5/prompt.ts';
import { type TrainedTokenizer, trainTokenizer } from '../../src/training/tokenizer-trainer.ts';

const fixtures = new URL('../fixtures/tokenizer/', import.meta.url);

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'));
}

function strings(value: unknown): string[] {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  return value.map(String);
}

function load({ tokenizerJson, tokenizerConfig }: TrainedTokenizer): PreTrainedTokenizer {
  return new PreTrainedTokenizer(tokenizerJson, tokenizerConfig);
}

const corpus = strings(fixture('corpus.json'));
const small = trainTokenizer(corpus, { vocabularySize: 600 });

test('the same corpus gives the same files, in any order of its texts', () => {
  expect(JSON.parse(JSON.stringify(small.tokenizerJson))).toEqual(fixture('tokenizer.json'));
  expect(JSON.parse(JSON.stringify(small.tokenizerConfig))).toEqual(fixture('tokenizer_config.json'));
  const reversed = trainTokenizer([...corpus].reverse(), { vocabularySize: 600 });
  expect(reversed.tokenizerJson).toEqual(small.tokenizerJson);
});

test('ids are those of the Python tokenizers (made by make_ids.py)', () => {
  const tokenizer = load(small);
  expect(strings(fixture('texts.json')).map((text) => tokenizer.encode(text))).toEqual(fixture('ids.json'));
});

test('special tokens have the ids of T5, and every text ends with </s>', () => {
  const tokenizer = load(small);
  expect([tokenizer.pad_token_id, tokenizer.eos_token_id, tokenizer.unk_token_id]).toEqual([0, 1, 2]);
  expect(tokenizer.model_max_length).toBe(512);
  expect(tokenizer.encode('').at(-1)).toBe(1);
  expect(tokenizer.encode('Save 20% on a tent.').at(-1)).toBe(1);
  expect(tokenizer.encode('Save 20%', { add_special_tokens: false })).not.toContain(1);
});

test('any text of any script comes back as it was, without an unknown token', () => {
  const tokenizer = load(small);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      fc.pre(!/<pad>|<\/s>|<unk>/.test(text) && !/\p{Cs}/u.test(text));
      const ids = tokenizer.encode(text);
      expect(ids).not.toContain(2);
      expect(tokenizer.decode(ids, { skip_special_tokens: true, clean_up_tokenization_spaces: false })).toBe(
        text,
      );
    }),
    { numRuns: 500 },
  );
});

test('merges stop where no pair occurs twice', () => {
  const { tokenizerJson } = trainTokenizer(['abab', 'xyz']);
  expect(tokenizerJson.model.merges).toEqual([['a', 'b']]);
  expect(Object.keys(tokenizerJson.model.vocab)).toHaveLength(3 + 256 + 1);
});

test('a vocabulary that cannot hold the bytes is refused', () => {
  expect(() => trainTokenizer(['a'], { vocabularySize: 258 })).toThrow(RangeError);
});

test('offers and prompts of the simulator are short in tokens', () => {
  const examples = [...simulateExamples({ seed: 5, count: 1500 })];
  const prompts = examples.map((example) => personaPrompt(example.persona));
  const offers = examples.flatMap((example) => [...example.accepted, ...example.rejected]);
  const trained = trainTokenizer([...prompts, ...offers]);
  expect(Object.keys(trained.tokenizerJson.model.vocab).length).toBeLessThanOrEqual(4096);
  const tokenizer = load(trained);
  const lengths = (texts: readonly string[]) =>
    texts.map((text) => tokenizer.encode(text).length).sort((a, b) => a - b);
  expect(lengths(prompts.slice(0, 500)).at(-1)).toBeLessThanOrEqual(64);
  const offerLengths = lengths(offers.slice(0, 2000));
  expect(offerLengths[Math.floor(offerLengths.length * 0.95)]).toBeLessThanOrEqual(32);
});
