import type { Dim, Value } from '../onnx/graph.ts';
import { add, fastGelu, matMul, mul, relu, reshape, softmax, transpose } from '../onnx/ops.ts';
import { innerSize, type Parameters } from './parameters.ts';

/** q [b, heads, m, d] · keys [b, heads, d, n] + bias → softmax → · values [b, heads, n, d] → [b, heads, m, d]. T5 does not divide by √d. */
export function attend(q: Value, keys: Value, values: Value, bias?: Value): Value {
  const scores = matMul(q, keys);
  return matMul(softmax(bias ? add(scores, bias) : scores), values);
}

/** Rows [batch·length, inner] → [batch, heads, length, d]. */
export function splitHeads(p: Parameters, rows: Value, batch: Dim, length: Dim): Value {
  const { numHeads, dKv } = p.config;
  return transpose(reshape(rows, [batch, length, numHeads, dKv]), [0, 2, 1, 3]);
}

/** Rows [batch·length, inner] → [batch, heads, d, length]: keys, ready to be multiplied. */
export function splitKeys(p: Parameters, rows: Value, batch: Dim, length: Dim): Value {
  const { numHeads, dKv } = p.config;
  return transpose(reshape(rows, [batch, length, numHeads, dKv]), [0, 2, 3, 1]);
}

/** [batch, heads, length, d] → rows [batch·length, inner] */
export function mergeHeads(p: Parameters, x: Value, rows: Dim): Value {
  return reshape(transpose(x, [0, 2, 1, 3]), [rows, innerSize(p.config)]);
}

/** The feed-forward sublayer with its norm and its residual. */
export function feedForward(p: Parameters, x: Value, layer: string): Value {
  const normed = p.norm(x, `${layer}.layer_norm`);
  const dense = `${layer}.DenseReluDense`;
  const hidden =
    p.config.feedForward === 'relu'
      ? relu(p.linear(normed, `${dense}.wi`))
      : mul(fastGelu(p.linear(normed, `${dense}.wi_0`)), p.linear(normed, `${dense}.wi_1`));
  return add(x, p.linear(hidden, `${dense}.wo`));
}

/** Module paths of a block, as Hugging Face names them. */
export function encoderBlock(i: number) {
  const block = `encoder.block.${i}`;
  return {
    attention: `${block}.layer.0.SelfAttention`,
    attentionNorm: `${block}.layer.0.layer_norm`,
    feedForward: `${block}.layer.1`,
  };
}

export function decoderBlock(i: number) {
  const block = `decoder.block.${i}`;
  return {
    attention: `${block}.layer.0.SelfAttention`,
    attentionNorm: `${block}.layer.0.layer_norm`,
    cross: `${block}.layer.1.EncDecAttention`,
    crossNorm: `${block}.layer.1.layer_norm`,
    feedForward: `${block}.layer.2`,
  };
}
