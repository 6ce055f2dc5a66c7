import type { Failure, Result } from '../domain/result.ts';
import { success } from '../domain/result.ts';
import type { T5Config } from './config.ts';
import type { Weights } from './weights.ts';

/**
 * Every tensor that a T5 of this config has, under its Hugging Face name, with its shape in Hugging Face
 * order ([out, in] for linear layers). The embedding is listed once, as `shared.weight`; a head of its own,
 * `lm_head.weight`, only where it is not tied.
 */
export function expectedT5Tensors(config: T5Config): ReadonlyMap<string, readonly number[]> {
  const { vocabSize, dModel, numLayers, numDecoderLayers } = config;
  const tensors = new Map<string, readonly number[]>([['shared.weight', [vocabSize, dModel]]]);
  for (let block = 0; block < numLayers; block++) {
    addAttention(tensors, config, `encoder.block.${block}.layer.0`, 'SelfAttention', block === 0);
    addFeedForward(tensors, config, `encoder.block.${block}.layer.1`);
  }
  tensors.set('encoder.final_layer_norm.weight', [dModel]);
  for (let block = 0; block < numDecoderLayers; block++) {
    addAttention(tensors, config, `decoder.block.${block}.layer.0`, 'SelfAttention', block === 0);
    addAttention(tensors, config, `decoder.block.${block}.layer.1`, 'EncDecAttention', false);
    addFeedForward(tensors, config, `decoder.block.${block}.layer.2`);
  }
  tensors.set('decoder.final_layer_norm.weight', [dModel]);
  if (!config.tieWordEmbeddings) tensors.set('lm_head.weight', [vocabSize, dModel]);
  return tensors;
}

/** Checks names and shapes: one `model-shape-wrong` failure for each tensor that is missing or misshapen. */
export function checkWeights(weights: Weights, config: T5Config): Result<void> {
  const failures: Failure[] = [];
  const note = (name: string, what: string) =>
    failures.push({
      type: 'model-shape-wrong',
      message: `${name} ${what}. config.json and model.safetensors may belong to different models; take both from one.`,
      path: `model.safetensors#${name}`,
    });
  for (const [name, shape] of expectedT5Tensors(config)) {
    if (!weights.has(name)) {
      note(name, 'is missing from the weights');
      continue;
    }
    const found = weights.get(name).shape;
    if (found.length !== shape.length || found.some((size, axis) => size !== shape[axis])) {
      note(name, `has the shape [${found.join(', ')}] where config.json asks for [${shape.join(', ')}]`);
    }
  }
  return failures.length > 0 ? { ok: false, failures } : success(undefined);
}

function addAttention(
  tensors: Map<string, readonly number[]>,
  { dModel, dKv, numHeads, relativeAttentionNumBuckets }: T5Config,
  layer: string,
  attention: 'SelfAttention' | 'EncDecAttention',
  hasBias: boolean,
): void {
  const inner = numHeads * dKv;
  for (const leaf of ['q', 'k', 'v']) tensors.set(`${layer}.${attention}.${leaf}.weight`, [inner, dModel]);
  tensors.set(`${layer}.${attention}.o.weight`, [dModel, inner]);
  if (hasBias) {
    tensors.set(`${layer}.${attention}.relative_attention_bias.weight`, [
      relativeAttentionNumBuckets,
      numHeads,
    ]);
  }
  tensors.set(`${layer}.layer_norm.weight`, [dModel]);
}

function addFeedForward(
  tensors: Map<string, readonly number[]>,
  { dModel, dFf, feedForward }: T5Config,
  layer: string,
): void {
  for (const leaf of feedForward === 'relu' ? ['wi'] : ['wi_0', 'wi_1']) {
    tensors.set(`${layer}.DenseReluDense.${leaf}.weight`, [dFf, dModel]);
  }
  tensors.set(`${layer}.DenseReluDense.wo.weight`, [dModel, dFf]);
  tensors.set(`${layer}.layer_norm.weight`, [dModel]);
}
