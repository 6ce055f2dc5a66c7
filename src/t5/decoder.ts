import type { Value } from '../onnx/graph.ts';
import { add, concat, reshape, transpose } from '../onnx/ops.ts';
import { sizeAt } from '../onnx/shapes.ts';
import { attend, decoderBlock, feedForward, mergeHeads, splitHeads, splitKeys } from './blocks.ts';
import { innerSize, type Parameters } from './parameters.ts';

export interface DecoderStepInput {
  /** int32 [N]: the newest token of each candidate. */
  readonly tokens: Value;
  /** int32 [1, 1, L]: position bucket of each key, itself included. */
  readonly buckets: Value;
  /** A layer's keys [N, heads, d, P] and values [N, heads, P, d] so far. */
  readonly past: readonly KeyValue[];
  /** A layer's keys [1, heads, d, S] and values [1, heads, S, d] of the prompt, shared by all candidates. */
  readonly cross: readonly KeyValue[];
}

export interface KeyValue {
  readonly keys: Value;
  readonly values: Value;
}

/** One token for each of N candidates: states [N, dModel] after the last norm, and the grown cache. */
export function decodeStep(p: Parameters, input: DecoderStepInput): { states: Value; present: KeyValue[] } {
  const { numHeads: heads, dKv } = p.config;
  const inner = innerSize(p.config);
  // [1, 1, L, heads] → [1, heads, 1, L]
  const bias = transpose(p.relativeBias('decoder', input.buckets), [0, 3, 1, 2]);
  const present: KeyValue[] = [];
  let x = p.embed(input.tokens);
  for (let i = 0; i < p.config.numDecoderLayers; i += 1) {
    const block = decoderBlock(i);
    const past = input.past[i];
    const cross = input.cross[i];
    if (!past || !cross) throw new Error(`no cache for decoder layer ${i}`);
    const normed = p.norm(x, block.attentionNorm);
    // With one token a row there is nothing to turn round: heads split by a reshape alone.
    const q = reshape(p.linear(normed, `${block.attention}.q`), ['N', heads, 1, dKv]);
    const key = reshape(p.linear(normed, `${block.attention}.k`), ['N', heads, dKv, 1]);
    const value = reshape(p.linear(normed, `${block.attention}.v`), ['N', heads, 1, dKv]);
    const keys = concat([past.keys, key], 3, 'L');
    const values = concat([past.values, value], 2, 'L');
    present.push({ keys, values });
    const attended = reshape(attend(q, keys, values, bias), ['N', inner]);
    x = add(x, p.linear(attended, `${block.attention}.o`));

    const crossQuery = p.linear(p.norm(x, block.crossNorm), `${block.cross}.q`);
    const crossed = attend(reshape(crossQuery, ['N', heads, 1, dKv]), cross.keys, cross.values);
    x = add(x, p.linear(reshape(crossed, ['N', inner]), `${block.cross}.o`));
    x = feedForward(p, x, block.feedForward);
  }
  return { states: p.norm(x, 'decoder.final_layer_norm'), present };
}

export interface TeacherForcedInput {
  /** int32 [batch · offers · length]: offers shifted right. */
  readonly ids: Value;
  readonly batch: number;
  readonly offers: number;
  readonly length: number;
  /** Position bias with the causal mask, [1, heads, length, length]. */
  readonly bias: Value;
  /** Encoder states [batch · promptLength, dModel] of the personas. */
  readonly encoderStates: Value;
  /** Added to the cross scores, [batch, 1, 1, promptLength]. */
  readonly encoderMask: Value;
}

/** Whole offers at once, several a persona: states [batch · offers · length, dModel] after the last norm. */
export function decodeTeacherForced(p: Parameters, input: TeacherForcedInput): Value {
  const { batch, offers, length, encoderStates } = input;
  const rows = batch * offers * length;
  const promptLength = sizeAt(encoderStates.shape, 0) / batch;
  let x = p.embed(input.ids);
  for (let i = 0; i < p.config.numDecoderLayers; i += 1) {
    const block = decoderBlock(i);
    const normed = p.norm(x, block.attentionNorm);
    const q = splitHeads(p, p.linear(normed, `${block.attention}.q`), batch * offers, length);
    const keys = splitKeys(p, p.linear(normed, `${block.attention}.k`), batch * offers, length);
    const values = splitHeads(p, p.linear(normed, `${block.attention}.v`), batch * offers, length);
    const attended = mergeHeads(p, attend(q, keys, values, input.bias), rows);
    x = add(x, p.linear(attended, `${block.attention}.o`));

    // The prompt has no order relative to the offers, so all offers of a persona are one row of queries.
    const crossNormed = p.norm(x, block.crossNorm);
    const crossQ = splitHeads(p, p.linear(crossNormed, `${block.cross}.q`), batch, offers * length);
    const prompt = crossKeyValue(p, i, encoderStates, batch, promptLength);
    const crossed = mergeHeads(p, attend(crossQ, prompt.keys, prompt.values, input.encoderMask), rows);
    x = add(x, p.linear(crossed, `${block.cross}.o`));
    x = feedForward(p, x, block.feedForward);
  }
  return p.norm(x, 'decoder.final_layer_norm');
}

/** Keys [batch, heads, d, length] and values [batch, heads, length, d] of the prompt for one decoder layer. */
export function crossKeyValue(
  p: Parameters,
  layer: number,
  encoderStates: Value,
  batch: number,
  length: number | string,
): KeyValue {
  const { cross } = decoderBlock(layer);
  return {
    keys: splitKeys(p, p.linear(encoderStates, `${cross}.k`), batch, length),
    values: splitHeads(p, p.linear(encoderStates, `${cross}.v`), batch, length),
  };
}
