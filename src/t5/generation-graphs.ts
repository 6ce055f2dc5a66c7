import { Graph } from '../onnx/graph.ts';
import { reduceMean } from '../onnx/ops.ts';
import type { T5Config } from './config.ts';
import { crossKeyValue, decodeStep } from './decoder.ts';
import { encode } from './encoder.ts';
import { type LoraTarget, loraInputs, Parameters, type TensorSource } from './parameters.ts';

export interface GenerationGraphOptions {
  readonly config: T5Config;
  /** Makes the source of the weights for a graph: constants in the layout that the backend likes. */
  readonly source: (graph: Graph) => TensorSource;
  readonly targets: readonly LoraTarget[];
  readonly lora: { readonly rank: number; readonly alpha: number };
}

/** Names of a decoder layer's tensors in the encoder's outputs and the step's inputs and outputs. */
export function cacheNames(layer: number) {
  return {
    crossKeys: `cross_keys.${layer}`,
    crossValues: `cross_values.${layer}`,
    pastKeys: `past_keys.${layer}`,
    pastValues: `past_values.${layer}`,
    presentKeys: `present_keys.${layer}`,
    presentValues: `present_values.${layer}`,
  };
}

/**
 * One prompt in: `ids` int32 [S], `buckets` int32 [1, S, S] (bucketMatrix, bidirectional) and the adapter.
 * Out: `states` [S, dModel], `embedding` [1, dModel] (their mean), and for every decoder layer
 * `cross_keys.i` [1, heads, d, S] and `cross_values.i` [1, heads, S, d].
 */
export function encoderGraph(options: GenerationGraphOptions): Graph {
  const { config } = options;
  const graph = new Graph('encoder');
  const ids = graph.input('ids', 'int32', ['S']);
  const buckets = graph.input('buckets', 'int32', [1, 'S', 'S']);
  const targets = options.targets.filter((target) => !usedInStep(target.name));
  const p = new Parameters(config, options.source(graph), loraInputs(graph, targets, options.lora));
  const states = encode(p, { ids, buckets, batch: 1, length: 'S', rows: 'S' });
  graph.output('states', states);
  graph.output('embedding', reduceMean(states, [0]));
  for (let i = 0; i < config.numDecoderLayers; i += 1) {
    const cross = crossKeyValue(p, i, states, 1, 'S');
    graph.output(cacheNames(i).crossKeys, cross.keys);
    graph.output(cacheNames(i).crossValues, cross.values);
  }
  return graph;
}

/**
 * One token for a batch of N candidates of one prompt: `tokens` int32 [N], `buckets` int32 [1, 1, L]
 * (bucketRow of L = P + 1), the cache (P = 0 at first), the prompt's keys and values, and the adapter.
 * Out: `logits` [N, vocab], `states` [N, dModel] and the grown cache.
 */
export function decoderStepGraph(options: GenerationGraphOptions): Graph {
  const { config } = options;
  const { numHeads: heads, dKv } = config;
  const graph = new Graph('decoder step');
  const tokens = graph.input('tokens', 'int32', ['N']);
  const buckets = graph.input('buckets', 'int32', [1, 1, 'L']);
  const layers = Array.from({ length: config.numDecoderLayers }, (_, i) => cacheNames(i));
  const past = layers.map((names) => ({
    keys: graph.input(names.pastKeys, 'float32', ['N', heads, dKv, 'P']),
    values: graph.input(names.pastValues, 'float32', ['N', heads, 'P', dKv]),
  }));
  const cross = layers.map((names) => ({
    keys: graph.input(names.crossKeys, 'float32', [1, heads, dKv, 'S']),
    values: graph.input(names.crossValues, 'float32', [1, heads, 'S', dKv]),
  }));
  const targets = options.targets.filter((target) => usedInStep(target.name));
  const p = new Parameters(config, options.source(graph), loraInputs(graph, targets, options.lora));
  const { states, present } = decodeStep(p, { tokens, buckets, past, cross });
  graph.output('logits', p.logits(p.headInput(states)));
  graph.output('states', states);
  present.forEach((cache, i) => {
    graph.output(cacheNames(i).presentKeys, cache.keys);
    graph.output(cacheNames(i).presentValues, cache.values);
  });
  return graph;
}

/** The prompt's keys and values are worked out by the encoder graph, so their adapters live there. */
function usedInStep(module: string): boolean {
  return module.startsWith('decoder.') && !/EncDecAttention\.[kv]$/.test(module);
}
