import { failure, type Result, success } from '../domain/result.ts';
import type { Graph } from '../onnx/graph.ts';
import { serialise } from '../onnx/serialise.ts';
import type { T5Config } from '../t5/config.ts';
import { embeddedSource } from '../t5/embedded-weights.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import type { ModelFolder } from '../t5/model-folder.ts';
import type { TensorSource } from '../t5/parameters.ts';
import { quantiseWeights } from '../t5/quantise.ts';
import { type SafeTensor, writeSafetensors } from '../t5/safetensors.ts';
import { float32Tensor } from '../t5/tensor-values.ts';
import { readWeights, type Weights } from '../t5/weights.ts';
import { BLOCKS, configJson, storingOptions } from '../training/model-files.ts';
import { exportedDecoder } from './exported-decoder.ts';
import { exportedEncoder } from './exported-encoder.ts';
import { quantisedSource } from './quantised-source.ts';

/** `q8`: matrices in blocks of 8 bits, the embedding in float16. */
export type ExportDtype = 'fp32' | 'q8';

/** What transformers.js adds to the names of its ONNX files for each dtype. */
const suffixes: Readonly<Record<ExportDtype, string>> = { fp32: '', q8: '_quantized' };

/**
 * A model as the files that Python's transformers, transformers.js and this project load, by path: config,
 * tokenizer, float32 weights under Hugging Face names, and under `onnx/` encoder and decoder; the catalogue as well where
 * there is one, so that offers are checked as before.
 *
 * @param dtypes of the ONNX files; the other files are always written.
 * @returns `model-unsupported` where a weight is beyond what q8 can hold.
 */
export function exportedFiles(
  model: ModelFolder,
  dtypes: readonly ExportDtype[],
): Result<ReadonlyMap<string, Uint8Array>> {
  const { config, weights } = model;
  const files = new Map<string, Uint8Array>([
    ['config.json', json(configJson(config))],
    ['generation_config.json', json(generationConfig(config))],
    // On one line: indented, it would be more than twice as large.
    ['tokenizer.json', new TextEncoder().encode(JSON.stringify(model.tokenizerJson))],
    ['tokenizer_config.json', json(tokenizerConfig(model))],
    ['model.safetensors', plainWeights(weights, config)],
  ]);
  // On one line, as it came.
  if (model.catalogue !== undefined)
    files.set('catalogue.json', new TextEncoder().encode(JSON.stringify(model.catalogue)));
  for (const dtype of dtypes) {
    const source = graphSource(model, dtype);
    if (!source.ok) return source;
    for (const graph of [exportedEncoder(config, source.value), exportedDecoder(config, source.value)]) {
      files.set(`onnx/${graph.title}${suffixes[dtype]}.onnx`, serialise(graph));
    }
  }
  return success(files);
}

/** Every tensor of the config in float32, what was packed expanded. */
function plainWeights(weights: Weights, config: T5Config): Uint8Array {
  const tensors = new Map<string, SafeTensor>();
  for (const [name, shape] of expectedT5Tensors(config)) {
    tensors.set(name, float32Tensor(shape, weights.get(name).float32()));
  }
  return writeSafetensors(tensors, { format: 'pt' });
}

function graphSource({ weights }: ModelFolder, dtype: ExportDtype): Result<(graph: Graph) => TensorSource> {
  if (dtype === 'fp32') return success((graph) => embeddedSource(graph, weights, 'float32'));
  const quantised = quantisedWeights(weights);
  if (!quantised.ok) return quantised;
  return success((graph) => quantisedSource(graph, quantised.value));
}

/** A model that is packed already keeps its very numbers: packing it again would round a second time. */
function quantisedWeights(weights: Weights): Result<Weights> {
  if (weights.names().some((name) => weights.get(name).packed)) return success(weights);
  try {
    return readWeights(quantiseWeights(weights, storingOptions(BLOCKS)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return failure('model-unsupported', `${error.message} Export with --dtype fp32.`, 'model.safetensors');
  }
}

function generationConfig(config: T5Config) {
  return {
    decoder_start_token_id: config.decoderStartTokenId,
    eos_token_id: config.eosTokenId,
    pad_token_id: config.padTokenId,
  };
}

/** transformers.js needs the file, and the names of the two tokens in it, which not every folder has. */
function tokenizerConfig({ config, tokenizerJson, tokenizerConfig: given }: ModelFolder) {
  const { added_tokens: added } = Object(tokenizerJson) as { added_tokens?: unknown };
  const list: readonly { id?: unknown; content?: unknown }[] = Array.isArray(added) ? added : [];
  const content = (id: number) => list.find((token) => token.id === id)?.content;
  return {
    tokenizer_class: 'PreTrainedTokenizerFast',
    pad_token: content(config.padTokenId),
    eos_token: content(config.eosTokenId),
    ...Object(given),
  };
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, null, 2));
}
