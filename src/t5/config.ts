import * as v from 'valibot';
import { failure, type Result, success } from '../domain/result.ts';
import { schemaFailures } from './schema-failures.ts';

/** The sizes and choices that fix a T5's graph, under the names of Hugging Face's config.json. */
export interface T5Config {
  readonly vocabSize: number;
  readonly dModel: number;
  /** Width of one attention head; `numHeads · dKv` need not equal `dModel`. */
  readonly dKv: number;
  readonly dFf: number;
  /** Blocks of the encoder. */
  readonly numLayers: number;
  readonly numDecoderLayers: number;
  readonly numHeads: number;
  readonly relativeAttentionNumBuckets: number;
  readonly relativeAttentionMaxDistance: number;
  readonly layerNormEpsilon: number;
  /** `relu`: T5 1.0, wi and wo. `gated-gelu`: T5 1.1 and FLAN, gelu_new(wi_0·x) ⊙ wi_1·x, then wo. */
  readonly feedForward: 'relu' | 'gated-gelu';
  /** Tied: the head is `shared.weight`, and decoder states are scaled by dModel^−½ before it. */
  readonly tieWordEmbeddings: boolean;
  readonly padTokenId: number;
  readonly eosTokenId: number;
  readonly decoderStartTokenId: number;
  /** Left out for the one that the paper has and the product uses, `decoder-mean`. */
  readonly offerEmbedding?: OfferEmbedding;
}

/**
 * What an offer's place in the similarity is made of: the mean of the decoder's states while it is written, the last of
 * these alone, or the mean of the encoder's states as it reads the offer. A person's is always the mean of the encoder's.
 */
export type OfferEmbedding = (typeof OFFER_EMBEDDINGS)[number];
export const OFFER_EMBEDDINGS = ['decoder-mean', 'decoder-last', 'encoder-mean'] as const;

const size = v.pipe(
  v.number('is not a number'),
  v.integer('is not a whole number'),
  v.minValue(1, 'is below 1'),
  v.maxValue(1 << 20, 'is above 1,048,576'),
);
const tokenId = v.pipe(
  v.number('is not a number'),
  v.integer('is not a whole number'),
  v.minValue(0, 'is negative'),
);

const ConfigFile = v.object({
  vocab_size: size,
  d_model: size,
  d_kv: size,
  d_ff: size,
  num_layers: size,
  num_decoder_layers: v.nullish(size),
  num_heads: size,
  relative_attention_num_buckets: v.optional(size, 32),
  relative_attention_max_distance: v.optional(size, 128),
  layer_norm_epsilon: v.optional(
    v.pipe(v.number('is not a number'), v.gtValue(0, 'is not above 0'), v.maxValue(1, 'is above 1')),
    1e-6,
  ),
  feed_forward_proj: v.optional(v.string('is not a string'), 'relu'),
  tie_word_embeddings: v.optional(v.boolean('is neither true nor false'), true),
  scale_decoder_outputs: v.optional(v.boolean('is neither true nor false')),
  pad_token_id: v.nullish(tokenId, 0),
  eos_token_id: v.nullish(tokenId, 1),
  decoder_start_token_id: v.nullish(tokenId),
  offer_embedding: v.nullish(v.picklist(OFFER_EMBEDDINGS, `is none of ${OFFER_EMBEDDINGS.join(', ')}`)),
});

const feedForwards: Readonly<Record<string, T5Config['feedForward']>> = {
  relu: 'relu',
  'gated-gelu': 'gated-gelu',
  'gated-gelu_new': 'gated-gelu',
};

/**
 * Reads a Hugging Face `config.json` of a T5 (1.0, 1.1 or FLAN).
 *
 * @param json the parsed file.
 * @returns `model-unsupported` for another architecture, `config-invalid` for numbers that no T5 can have.
 */
export function parseT5Config(json: unknown): Result<T5Config> {
  const other = otherArchitecture(json);
  if (other !== undefined) return failure('model-unsupported', other, 'config.json');
  const parsed = v.safeParse(ConfigFile, json, { abortPipeEarly: true });
  if (!parsed.success) {
    return {
      ok: false,
      failures: schemaFailures('config-invalid', 'config.json', parsed.issues),
    };
  }
  const file = parsed.output;
  const feedForward = feedForwards[file.feed_forward_proj];
  if (feedForward === undefined) {
    return failure(
      'model-unsupported',
      `config.json names the feed-forward layer "${file.feed_forward_proj}"; only relu and gated-gelu can be run. Choose a T5 1.0, T5 1.1 or FLAN-T5 model.`,
      'config.json#feed_forward_proj',
    );
  }
  const config: T5Config = {
    vocabSize: file.vocab_size,
    dModel: file.d_model,
    dKv: file.d_kv,
    dFf: file.d_ff,
    numLayers: file.num_layers,
    numDecoderLayers: file.num_decoder_layers ?? file.num_layers,
    numHeads: file.num_heads,
    relativeAttentionNumBuckets: file.relative_attention_num_buckets,
    relativeAttentionMaxDistance: file.relative_attention_max_distance,
    layerNormEpsilon: file.layer_norm_epsilon,
    feedForward,
    // transformers 5 saves every T5 as tied and keeps the older meaning of the flag in `scale_decoder_outputs`.
    tieWordEmbeddings: file.scale_decoder_outputs ?? file.tie_word_embeddings,
    padTokenId: file.pad_token_id,
    eosTokenId: file.eos_token_id,
    decoderStartTokenId: file.decoder_start_token_id ?? file.pad_token_id,
    ...(file.offer_embedding && { offerEmbedding: file.offer_embedding }),
  };
  return checkNumbers(config);
}

function otherArchitecture(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return 'config.json does not hold a model description. Use the config.json of a T5 in the Hugging Face layout.';
  }
  const { model_type: type, is_encoder_decoder: encoderDecoder } = json as Record<string, unknown>;
  if (type !== 't5') {
    return `config.json describes a model of type "${String(type)}", not a T5. Choose a T5 1.0, T5 1.1 or FLAN-T5 model.`;
  }
  if (encoderDecoder === false) {
    return 'config.json describes only half of a T5 (is_encoder_decoder is false). Choose a model with encoder and decoder.';
  }
  return undefined;
}

function checkNumbers(config: T5Config): Result<T5Config> {
  const { relativeAttentionNumBuckets: buckets, relativeAttentionMaxDistance: distance } = config;
  // Half the buckets are exact distances and the rest logarithmic up to the maximum; the encoder halves again.
  if (buckets % 4 !== 0 || distance <= buckets / 2) {
    return failure(
      'config-invalid',
      `relative_attention_num_buckets is ${buckets} and relative_attention_max_distance ${distance}: the first must be a multiple of 4 and the second above half of it. The file may be damaged; fetch it again.`,
      'config.json#relative_attention_num_buckets',
    );
  }
  for (const name of ['padTokenId', 'eosTokenId', 'decoderStartTokenId'] as const) {
    if (config[name] >= config.vocabSize) {
      return failure(
        'config-invalid',
        `${name} is ${config[name]}, but the vocabulary has only ${config.vocabSize} entries. The file may be damaged; fetch it again.`,
        `config.json#${name}`,
      );
    }
  }
  return success(config);
}
