import { Graph, type Value } from '../onnx/graph.ts';
import { add, cast, concat, gather, mul, reshape, transpose } from '../onnx/ops.ts';
import { namedSize, range, sliceBetween } from '../onnx/sizes.ts';
import { attend, decoderBlock, feedForward, mergeHeads, splitHeads } from '../t5/blocks.ts';
import type { T5Config } from '../t5/config.ts';
import type { KeyValue } from '../t5/decoder.ts';
import { Parameters, type TensorSource } from '../t5/parameters.ts';
import { BATCH, maskBias, PROMPT } from './exported-encoder.ts';
import { futureBucket, positionBuckets } from './position-buckets.ts';
import { useStandardOps } from './standard-ops.ts';

const TOKENS = 'decoder_sequence_length';
const PAST = 'past_decoder_sequence_length';
const TOTAL = 'total_decoder_sequence_length';
const PAST_PROMPT = 'past_encoder_sequence_length';
const NEW_PROMPT = 'new_encoder_sequence_length';

/** How a cache grows along its third axis. */
interface Growth {
  /** Positions of the past that count, int64 [1]. */
  readonly kept: Value;
  /** Names of the sizes: what is added, and all together. */
  readonly added: string;
  readonly total: string;
}

/**
 * The decoder with its cache as transformers.js runs it (`decoder_model_merged.onnx`): `input_ids` int64
 * [batch, tokens], `encoder_attention_mask` int64 [batch, S], `encoder_hidden_states` [batch, S, dModel],
 * `past_key_values.i.{decoder,encoder}.{key,value}` [batch, heads, length, dKv] and `use_cache_branch`,
 * bool [1]. Out: `logits` [batch, tokens, vocab], and `present.` for each `past_key_values.`.
 *
 * There is one path through it and no `If`: the prompt's keys and values are worked out for as much of the
 * prompt as the cache does not have, which is all of it at the first step and nothing later. Where
 * `use_cache_branch` is false the past counts as empty, whatever placeholder is handed over.
 */
export function exportedDecoder(config: T5Config, source: (graph: Graph) => TensorSource): Graph {
  const graph = new Graph('decoder_model_merged');
  const ids = graph.input('input_ids', 'int64', [BATCH, TOKENS]);
  const mask = graph.input('encoder_attention_mask', 'int64', [BATCH, PROMPT]);
  const encoderStates = graph.input('encoder_hidden_states', 'float32', [BATCH, PROMPT, config.dModel]);
  const pasts = Array.from({ length: config.numDecoderLayers }, (_, i) => pastOf(graph, config, i));
  const useCache = cast(graph.input('use_cache_branch', 'bool', [1]), 'int64');
  const p = new Parameters(config, source(graph));

  const tokens = namedSize(graph, TOKENS);
  const own: Growth = { kept: mul(namedSize(graph, PAST), useCache), added: TOKENS, total: TOTAL };
  const cross: Growth = {
    kept: mul(namedSize(graph, PAST_PROMPT), useCache),
    added: NEW_PROMPT,
    total: PROMPT,
  };
  const newStates = sliceBetween(encoderStates, 1, cross.kept, namedSize(graph, PROMPT), NEW_PROMPT);
  const newRows = reshape(newStates, ['new_encoder_rows', config.dModel]);
  const bias = decoderBias(p, own.kept, tokens);
  const crossBias = maskBias(mask);

  let x = p.embed(reshape(ids, ['rows']));
  for (const [i, past] of pasts.entries()) {
    const block = decoderBlock(i);
    const normed = p.norm(x, block.attentionNorm);
    const ownCache = grow(p, past.own, normed, block.attention, own);
    x = add(x, attention(p, normed, block.attention, ownCache, bias));
    const crossCache = grow(p, past.cross, newRows, block.cross, cross);
    x = add(x, attention(p, p.norm(x, block.crossNorm), block.cross, crossCache, crossBias));
    x = feedForward(p, x, block.feedForward);
    graph.output(`present.${i}.decoder.key`, ownCache.keys);
    graph.output(`present.${i}.decoder.value`, ownCache.values);
    graph.output(`present.${i}.encoder.key`, crossCache.keys);
    graph.output(`present.${i}.encoder.value`, crossCache.values);
  }
  const logits = p.logits(p.headInput(p.norm(x, 'decoder.final_layer_norm')));
  graph.output('logits', reshape(logits, [BATCH, TOKENS, config.vocabSize]));
  return useStandardOps(graph);
}

/** The inputs that hold a layer's cache, [batch, heads, length, dKv] each. */
function pastOf(
  graph: Graph,
  { numHeads, dKv }: T5Config,
  layer: number,
): { own: KeyValue; cross: KeyValue } {
  const past = (name: string, length: string) =>
    graph.input(`past_key_values.${layer}.${name}`, 'float32', [BATCH, numHeads, length, dKv]);
  return {
    own: { keys: past('decoder.key', PAST), values: past('decoder.value', PAST) },
    cross: { keys: past('encoder.key', PAST_PROMPT), values: past('encoder.value', PAST_PROMPT) },
  };
}

/** What counts of the past, and after it the keys and values of `rows` [batch · added, dModel]: [batch, heads, total, dKv]. */
function grow(p: Parameters, past: KeyValue, rows: Value, module: string, growth: Growth): KeyValue {
  const { kept, added, total } = growth;
  const join = (cached: Value, leaf: 'k' | 'v') => {
    const old = sliceBetween(cached, 2, kept.graph.int64([0]), kept, `kept_${total}`);
    return concat([old, splitHeads(p, p.linear(rows, `${module}.${leaf}`), BATCH, added)], 2, total);
  };
  return { keys: join(past.keys, 'k'), values: join(past.values, 'v') };
}

/** One attention sublayer over a cache, without norm and residual: rows [batch · tokens, dModel]. */
function attention(p: Parameters, normed: Value, module: string, cache: KeyValue, bias: Value): Value {
  const q = splitHeads(p, p.linear(normed, `${module}.q`), BATCH, TOKENS);
  const attended = attend(q, transpose(cache.keys, [0, 1, 3, 2]), cache.values, bias);
  return p.linear(mergeHeads(p, attended, 'rows'), `${module}.o`);
}

/** Position bias of the new tokens over all so far, what lies ahead of each shut out: [1, heads, tokens, total]. */
function decoderBias(p: Parameters, pastLength: Value, tokens: Value): Value {
  const { config } = p;
  const { graph } = tokens;
  const queries = add(range(tokens, TOKENS), pastLength);
  const keys = range(add(pastLength, tokens), TOTAL);
  const buckets = graph.int32(
    [futureBucket(config)],
    Int32Array.from({ length: futureBucket(config) }, (_, bucket) => bucket),
  );
  const shut = graph.initializer(
    'future_bias',
    'float32',
    [1, config.numHeads],
    new Float32Array(config.numHeads).fill(-1e9),
  );
  const table = concat([p.relativeBias('decoder', buckets), shut], 0);
  return transpose(gather(table, positionBuckets(config, 'decoder', queries, keys)), [0, 3, 1, 2]);
}
