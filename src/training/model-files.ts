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
  };
}

/**
 * What stays in float16: the embedding, which is the head as well. It is an eighth of the weights and most of
 * what quantising costs; with it, 8 bits keep the greedy text of 95 prompts in a hundred instead of 92.
 */
export function keepsFloat16(name: string): boolean {
  return name === EMBEDDING;
}

/** How trained weights are stored: in blocks of 4 or 8 bits, or in 8 on a coarse grid, made to be compressed. */
export interface Storing {
  readonly bits: 4 | 8;
  /** Step of the grid as a share of each row's root mean square (quantise.ts, `packRows`); the embedding's is finer. */
  readonly grid?: number;
}

/** The step that a large model is shipped with: five and a half bits a weight after compression. */
export const COARSE_GRID = 0.1;
/** The embedding's step on a coarse grid, as a share of the others'. */
const EMBEDDING_SHARE = 0.2;

/** Trained parameters as model.safetensors; in blocks the embedding stays in float16. */
export function modelBytes(
  parameters: Float32Array,
  layout: ParameterLayout,
  { bits, grid }: Storing,
): Uint8Array<ArrayBuffer> {
  const tensors = views(parameters, layout);
  const stored = new Map<string, StoredWeight>();
  for (const { name, shape } of layout.entries) {
    const values = tensors.get(name);
    if (values) stored.set(name, floatWeight(name, shape, values));
  }
  return quantiseWeights(weightsOf(stored), storingOptions({ bits, ...(grid !== undefined && { grid }) }));
}

/** The same, as the options of `quantiseWeights`. */
export function storingOptions({ bits, grid }: Storing): QuantiseOptions {
  return grid === undefined
    ? { bits, skip: keepsFloat16 }
    : { bits, grid: (name) => (keepsFloat16(name) ? grid * EMBEDDING_SHARE : grid) };
}
