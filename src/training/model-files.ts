import type { T5Config } from '../t5/config.ts';
import { EMBEDDING } from '../t5/parameters.ts';
import { type QuantiseOptions, quantiseWeights } from '../t5/quantise.ts';
import { floatWeight, type StoredWeight, weightsOf } from '../t5/weights.ts';
import { type ParameterLayout, views } from './parameter-layout.ts';

/** A config in the words of Hugging Face's config.json. */
export function configJson(config: T5Config): Record<string, unknown> {
  return {
    architectures: ['T5ForConditionalGeneration'],
    model_type: 't5',
    is_encoder_decoder: true,
    vocab_size: config.vocabSize,
    d_model: config.dModel,
    d_kv: config.dKv,
    d_ff: config.dFf,
    num_layers: config.numLayers,
    num_decoder_layers: config.numDecoderLayers,
    num_heads: config.numHeads,
    relative_attention_num_buckets: config.relativeAttentionNumBuckets,
    relative_attention_max_distance: config.relativeAttentionMaxDistance,
    layer_norm_epsilon: config.layerNormEpsilon,
    feed_forward_proj: config.feedForward,
    tie_word_embeddings: config.tieWordEmbeddings,
    dropout_rate: 0,
    pad_token_id: config.padTokenId,
    eos_token_id: config.eosTokenId,
    decoder_start_token_id: config.decoderStartTokenId,
    use_cache: true,
    ...(config.offerEmbedding && { offer_embedding: config.offerEmbedding }),
  };
}

/**
 * What stays in float16 beside blocks: the embedding, which is the head as well. It is an eighth of the weights and most
 * of what quantising costs; with it, 8 bits keep the greedy text of 96 prompts in a hundred instead of 91.
 */
export function keepsFloat16(name: string): boolean {
  return name === EMBEDDING;
}

/** How trained weights are stored. */
export type Storing =
  /** In blocks of so many bits, the embedding in float16. */
  | { readonly bits: 4 | 8 }
  /**
   * In 8 bits on a grid whose step is this share of each row's root mean square (quantise.ts, `packRows`), made to be
   * compressed; the embedding on the finest that 8 bits have.
   */
  | { readonly grid: number };

/** Nine and a half bits a weight, the embedding included. */
export const BLOCKS: Storing = { bits: 8 };
/**
 * What a model of T5-small's shape is shipped in to fit its download: a little over four bits a weight, packed. It changes
 * the losses in the third digit at most; where two words are nearly as likely, often which of them is the likelier.
 */
export const COARSE_GRID = { grid: 0.25 } as const satisfies Storing;
/** Below what a row's largest value allows, which then decides. */
const FINEST_GRID = 0.001;

/** Trained parameters as model.safetensors. */
export function modelBytes(
  parameters: Float32Array,
  layout: ParameterLayout,
  storing: Storing,
): Uint8Array<ArrayBuffer> {
  const tensors = views(parameters, layout);
  const stored = new Map<string, StoredWeight>();
  for (const { name, shape } of layout.entries) {
    const values = tensors.get(name);
    if (values) stored.set(name, floatWeight(name, shape, values));
  }
  return quantiseWeights(weightsOf(stored), storingOptions(storing));
}

/** The same, as the options of `quantiseWeights`. */
export function storingOptions(storing: Storing): QuantiseOptions {
  if ('bits' in storing) return { bits: storing.bits, skip: keepsFloat16 };
  return { bits: 8, grid: (name) => (name === EMBEDDING ? FINEST_GRID : storing.grid) };
}
