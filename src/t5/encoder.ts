import type { Dim, Value } from '../onnx/graph.ts';
import { add, transpose } from '../onnx/ops.ts';
import { attend, encoderBlock, feedForward, mergeHeads, splitHeads, splitKeys } from './blocks.ts';
import type { Parameters } from './parameters.ts';

export interface EncoderInput {
  /** int32 [batch · length] */
  readonly ids: Value;
  readonly batch: Dim;
  readonly length: Dim;
  /** Rows of the states: batch · length, or the name of that size. */
  readonly rows: Dim;
  /** Relative position buckets, int32 [1, length, length]. */
  readonly buckets: Value;
  /** Added to the scores, [batch, 1, 1, length]: 0 on a token, −1e9 on padding. */
  readonly mask?: Value;
}

/** The encoder with its last norm: states [batch · length, dModel]. */
export function encode(p: Parameters, input: EncoderInput): Value {
  const { batch, length, rows } = input;
  // [1, length, length, heads] → [1, heads, length, length]
  const position = transpose(p.relativeBias('encoder', input.buckets), [0, 3, 1, 2]);
  const bias = input.mask ? add(position, input.mask) : position;
  let x = p.embed(input.ids);
  for (let i = 0; i < p.config.numLayers; i += 1) {
    const block = encoderBlock(i);
    const normed = p.norm(x, block.attentionNorm);
    const q = splitHeads(p, p.linear(normed, `${block.attention}.q`), batch, length);
    const keys = splitKeys(p, p.linear(normed, `${block.attention}.k`), batch, length);
    const values = splitHeads(p, p.linear(normed, `${block.attention}.v`), batch, length);
    const merged = mergeHeads(p, attend(q, keys, values, bias), rows);
    x = add(x, p.linear(merged, `${block.attention}.o`));
    x = feedForward(p, x, block.feedForward);
  }
  return p.norm(x, 'encoder.final_layer_norm');
}
