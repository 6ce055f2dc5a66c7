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
 * What stays in float16, but on a coarse grid: the embedding, which is the head as well. It is an eighth of the weights and most of
 * what quantising costs; with it, 8 bits keep the greedy text of 95 prompts in a hundred instead of 92.
 */
export function keepsFloat16(name: string): boolean {
  return name === EMBEDDING;
}

/** How trained weights are stored: in blocks of 4 or 8 bits, or in 8 on a coarse grid, made to be compressed. */
export interface Storing {
  readonly bits: 4 | 8;
  /** Step of the grid as a share of each row's root mean square (quantise.ts, `packRows`). */
  readonly grid?: number;
  /** The same of the embedding's; left out, the embedding stays in float16. */
  readonly embeddingGrid?: number;
}

/** Blocks keep the likeliest words for 96 prompts in a hundred; nine and a half bits a weight with the embedding. */
export const BLOCKS: Storing = { bits: 8 };
/**
 * What a model of T5-small's shape is shipped in to fit its download: four and a half bits a weight, packed. It changes
 * the losses in the third digit at most; where two words are nearly as likely, often which of them is the likelier.
 */
export const COARSE_GRID: Storing = { bits: 8, grid: 0.2, embeddingGrid: 0.02 };

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
export function storingOptions({ bits, grid, embeddingGrid }: Storing): QuantiseOptions {
  const shares = { grid: (name: string) => (name === EMBEDDING ? embeddingGrid : grid) };
  return {
    bits,
    ...(embeddingGrid === undefined && { skip: keepsFloat16 }),
    ...(grid !== undefined && shares),
  };
}
