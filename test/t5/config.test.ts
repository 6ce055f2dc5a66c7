import { describe, expect, it } from 'vitest';
import { parseT5Config } from '../../src/t5/config.ts';

const small = {
  architectures: ['T5ForConditionalGeneration'],
  model_type: 't5',
  vocab_size: 32128,
  d_model: 512,
  d_kv: 64,
  d_ff: 2048,
  num_layers: 6,
  num_heads: 8,
  decoder_start_token_id: 0,
  eos_token_id: 1,
  pad_token_id: 0,
};

describe('parseT5Config', () => {
  it('fills what T5 1.0 files leave out', () => {
    expect(parseT5Config(small)).toEqual({
      ok: true,
      value: {
        vocabSize: 32128,
        dModel: 512,
        dKv: 64,
        dFf: 2048,
        numLayers: 6,
        numDecoderLayers: 6,
        numHeads: 8,
        relativeAttentionNumBuckets: 32,
        relativeAttentionMaxDistance: 128,
        layerNormEpsilon: 1e-6,
        feedForward: 'relu',
        tieWordEmbeddings: true,
        padTokenId: 0,
        eosTokenId: 1,
        decoderStartTokenId: 0,
      },
    });
  });

  it('reads FLAN, whose head is its own', () => {
    const flan = {
      ...small,
      feed_forward_proj: 'gated-gelu',
      tie_word_embeddings: false,
      num_decoder_layers: 8,
    };
    const parsed = parseT5Config(flan);
    expect(parsed).toMatchObject({
      ok: true,
      value: { feedForward: 'gated-gelu', tieWordEmbeddings: false, numDecoderLayers: 8 },
    });
  });

  it('takes the old meaning of the tie flag where transformers 5 has rewritten it', () => {
    const saved = { ...small, tie_word_embeddings: true, scale_decoder_outputs: false };
    expect(parseT5Config(saved)).toMatchObject({ ok: true, value: { tieWordEmbeddings: false } });
  });

  it.each([
    ['another architecture', { ...small, model_type: 'bart' }, 'model-unsupported', 'config.json'],
    ['half a model', { ...small, is_encoder_decoder: false }, 'model-unsupported', 'config.json'],
    [
      'gated-silu',
      { ...small, feed_forward_proj: 'gated-silu' },
      'model-unsupported',
      'config.json#feed_forward_proj',
    ],
    ['no width', { ...small, d_model: undefined }, 'config-invalid', 'config.json#d_model'],
    ['half a head', { ...small, num_heads: 0.5 }, 'config-invalid', 'config.json#num_heads'],
    [
      'an unknown embedding',
      { ...small, offer_embedding: 'middle' },
      'config-invalid',
      'config.json#offer_embedding',
    ],
    ['a text for a number', { ...small, d_ff: '2048' }, 'config-invalid', 'config.json#d_ff'],
    [
      'an end outside the vocabulary',
      { ...small, eos_token_id: 32128 },
      'config-invalid',
      'config.json#eosTokenId',
    ],
    [
      'buckets that cannot be halved twice',
      { ...small, relative_attention_num_buckets: 30 },
      'config-invalid',
      'config.json#relative_attention_num_buckets',
    ],
    ['a list', [], 'model-unsupported', 'config.json'],
    ['nothing', null, 'model-unsupported', 'config.json'],
  ])('refuses %s', (_, json, type, path) => {
    expect(parseT5Config(json)).toMatchObject({ ok: false, failures: [{ type, path }] });
  });

  it('names every wrong field at once', () => {
    const parsed = parseT5Config({ ...small, d_model: -1, d_kv: 'x' });
    expect(parsed).toMatchObject({
      ok: false,
      failures: [{ path: 'config.json#d_model' }, { path: 'config.json#d_kv' }],
    });
  });
});
