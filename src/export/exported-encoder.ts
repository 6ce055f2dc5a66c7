import { Graph, type Value } from '../onnx/graph.ts';
import { cast, mul, reshape, sub } from '../onnx/ops.ts';
import { namedSize, range } from '../onnx/sizes.ts';
import type { T5Config } from '../t5/config.ts';
import { encode } from '../t5/encoder.ts';
import { Parameters, type TensorSource } from '../t5/parameters.ts';
import { positionBuckets } from './position-buckets.ts';
import { useStandardOps } from './standard-ops.ts';

/** Names of sizes that transformers.js and Optimum know; transformers.js fills in `batch_size` by its name. */
export const BATCH = 'batch_size';
export const PROMPT = 'encoder_sequence_length';

/**
 * The encoder as transformers.js runs it (`encoder_model.onnx`): `input_ids` and `attention_mask`, int64
 * [batch, length], padded at the end; out `last_hidden_state` [batch, length, dModel].
 */
export function exportedEncoder(config: T5Config, source: (graph: Graph) => TensorSource): Graph {
  const graph = new Graph('encoder_model');
  const ids = graph.input('input_ids', 'int64', [BATCH, PROMPT]);
  const mask = graph.input('attention_mask', 'int64', [BATCH, PROMPT]);
  const positions = range(namedSize(graph, PROMPT), PROMPT);
  const states = encode(new Parameters(config, source(graph)), {
    ids: reshape(ids, ['rows']),
    batch: BATCH,
    length: PROMPT,
    rows: 'rows',
    buckets: positionBuckets(config, 'encoder', positions, positions),
    mask: maskBias(mask),
  });
  graph.output('last_hidden_state', reshape(states, [BATCH, PROMPT, config.dModel]));
  return useStandardOps(graph);
}

/** A mask of 1 and 0, int64 [batch, length] → what is added to attention scores, [batch, 1, 1, length]. */
export function maskBias(mask: Value): Value {
  const kept = cast(reshape(mask, [BATCH, 1, 1, PROMPT]), 'float32');
  return mul(sub(kept, 1), 1e9);
}
