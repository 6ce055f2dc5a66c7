import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseT5Config, type T5Config } from '../../src/t5/config.ts';
import { checkWeights, expectedT5Tensors } from '../../src/t5/expected-tensors.ts';
import { elementCount, type SafeTensor, writeSafetensors } from '../../src/t5/safetensors.ts';
import {
  floatWeight,
  MissingWeightError,
  readWeights,
  type Weights,
  weightsOf,
} from '../../src/t5/weights.ts';

const config = (overrides: Record<string, unknown> = {}): T5Config => {
  const parsed = parseT5Config({
    model_type: 't5',
    vocab_size: 10,
    d_model: 8,
    d_kv: 4,
    d_ff: 16,
    num_layers: 1,
    num_heads: 3,
    ...overrides,
  });
  if (!parsed.ok) throw new Error(parsed.failures[0]?.message);
  return parsed.value;
};

const zeros = (shapes: ReadonlyMap<string, readonly number[]>): Weights =>
  weightsOf(
    new Map(
      [...shapes].map(([name, shape]) => [
        name,
        floatWeight(name, shape, new Float32Array(elementCount(shape))),
      ]),
    ),
  );

const open = (tensors: Record<string, SafeTensor>): Weights => {
  const read = readWeights(writeSafetensors(new Map(Object.entries(tensors))));
  if (!read.ok) throw new Error(read.failures[0]?.message);
  return read.value;
};

describe('expectedT5Tensors', () => {
  it('lists T5 1.0 as Hugging Face names it', () => {
    expect(Object.fromEntries(expectedT5Tensors(config()))).toEqual({
      'shared.weight': [10, 8],
      'encoder.block.0.layer.0.SelfAttention.q.weight': [12, 8],
      'encoder.block.0.layer.0.SelfAttention.k.weight': [12, 8],
      'encoder.block.0.layer.0.SelfAttention.v.weight': [12, 8],
      'encoder.block.0.layer.0.SelfAttention.o.weight': [8, 12],
      'encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight': [32, 3],
      'encoder.block.0.layer.0.layer_norm.weight': [8],
      'encoder.block.0.layer.1.DenseReluDense.wi.weight': [16, 8],
      'encoder.block.0.layer.1.DenseReluDense.wo.weight': [8, 16],
      'encoder.block.0.layer.1.layer_norm.weight': [8],
      'encoder.final_layer_norm.weight': [8],
      'decoder.block.0.layer.0.SelfAttention.q.weight': [12, 8],
      'decoder.block.0.layer.0.SelfAttention.k.weight': [12, 8],
      'decoder.block.0.layer.0.SelfAttention.v.weight': [12, 8],
      'decoder.block.0.layer.0.SelfAttention.o.weight': [8, 12],
      'decoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight': [32, 3],
      'decoder.block.0.layer.0.layer_norm.weight': [8],
      'decoder.block.0.layer.1.EncDecAttention.q.weight': [12, 8],
      'decoder.block.0.layer.1.EncDecAttention.k.weight': [12, 8],
      'decoder.block.0.layer.1.EncDecAttention.v.weight': [12, 8],
      'decoder.block.0.layer.1.EncDecAttention.o.weight': [8, 12],
      'decoder.block.0.layer.1.layer_norm.weight': [8],
      'decoder.block.0.layer.2.DenseReluDense.wi.weight': [16, 8],
      'decoder.block.0.layer.2.DenseReluDense.wo.weight': [8, 16],
      'decoder.block.0.layer.2.layer_norm.weight': [8],
      'decoder.final_layer_norm.weight': [8],
    });
  });

  it('lists the gate and the head of T5 1.1, and biases in the first blocks only', () => {
    const names = [
      ...expectedT5Tensors(
        config({
          feed_forward_proj: 'gated-gelu',
          tie_word_embeddings: false,
          num_layers: 2,
          num_decoder_layers: 3,
        }),
      ).keys(),
    ];
    expect(names).toContain('lm_head.weight');
    expect(names).toContain('encoder.block.1.layer.1.DenseReluDense.wi_1.weight');
    expect(names).toContain('decoder.block.2.layer.2.DenseReluDense.wi_0.weight');
    expect(names.filter((name) => name.includes('relative_attention_bias'))).toHaveLength(2);
    expect(names.filter((name) => name.includes('.wi.'))).toEqual([]);
  });
});

describe('checkWeights', () => {
  it('accepts a complete model, whatever name the embedding has', () => {
    const shapes = new Map(expectedT5Tensors(config()));
    expect(checkWeights(zeros(shapes), config()).ok).toBe(true);
    shapes.delete('shared.weight');
    shapes.set('decoder.embed_tokens.weight', [10, 8]);
    expect(checkWeights(zeros(shapes), config()).ok).toBe(true);
  });

  it('names each missing and each misshapen tensor', () => {
    const shapes = new Map(expectedT5Tensors(config()));
    shapes.delete('encoder.final_layer_norm.weight');
    shapes.set('shared.weight', [10, 9]);
    expect(checkWeights(zeros(shapes), config({ tie_word_embeddings: false }))).toMatchObject({
      ok: false,
      failures: [
        { path: 'model.safetensors#shared.weight', message: expect.stringContaining('[10, 9]') },
        { path: 'model.safetensors#encoder.final_layer_norm.weight' },
        { path: 'model.safetensors#lm_head.weight' },
      ],
    });
  });
});

describe('readWeights', () => {
  const one = (dtype: SafeTensor['dtype'], array: ArrayBufferView, length: number): SafeTensor => ({
    dtype,
    shape: [length],
    data: new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
  });

  it('converts every number format to float32', () => {
    const weights = open({
      f32: one('F32', Float32Array.of(1.1, -2), 2),
      f16: one('F16', Uint16Array.of(0x3e00, 0xc000, 1), 3),
      bf16: one('BF16', Uint16Array.of(0x3fc0, 0xc000), 2),
      i32: one('I32', Int32Array.of(-7), 1),
      u8: one('U8', Uint8Array.of(200), 1),
    });
    const read = Object.fromEntries(weights.names().map((name) => [name, [...weights.get(name).float32()]]));
    expect(read).toEqual({
      f32: [Math.fround(1.1), -2],
      f16: [1.5, -2, 2 ** -24],
      bf16: [1.5, -2],
      i32: [-7],
      u8: [200],
    });
  });

  it('finds the shared embedding under each of its names, and lists it once', () => {
    const embedding = one('F32', Float32Array.of(3), 1);
    const weights = open({
      'encoder.embed_tokens.weight': embedding,
      'decoder.embed_tokens.weight': embedding,
    });
    expect(weights.get('shared.weight').float32()[0]).toBe(3);
    expect(weights.names()).toEqual(['encoder.embed_tokens.weight']);
    expect(weights.has('lm_head.weight')).toBe(false);
  });

  it('throws an error that names what is missing and what is there', () => {
    const weights = open({ a: one('U8', Uint8Array.of(1), 1) });
    expect(() => weights.get('b')).toThrow(MissingWeightError);
    expect(() => weights.get('b')).toThrow('The weights hold no b. They hold: a.');
  });

  it('refuses packed weights without scales that fit', () => {
    const q8: SafeTensor = { dtype: 'U8', shape: [1, 2, 32], data: new Uint8Array(64) };
    const scale: SafeTensor = { dtype: 'F16', shape: [2, 1], data: new Uint8Array(4) };
    for (const tensors of [{ 'w.q8': q8 }, { 'w.q8': q8, 'w.scale': scale }]) {
      const read = readWeights(writeSafetensors(new Map(Object.entries(tensors))));
      expect(read).toMatchObject({ ok: false, failures: [{ type: 'safetensors-invalid' }] });
    }
  });
});

describe('files that Python wrote', () => {
  const fixture = (path: string) => readFileSync(new URL(`../fixtures/t5/${path}`, import.meta.url));
  const json = (path: string): unknown => JSON.parse(fixture(path).toString('utf8'));

  it('hold the same numbers in float32, float16 and bfloat16', () => {
    const expected = json('dtypes.json') as Record<string, { shape: number[]; values: (number | string)[] }>;
    const read = readWeights(fixture('dtypes.safetensors'));
    if (!read.ok) throw new Error(read.failures[0]?.message);
    expect(read.value.names().sort()).toEqual(Object.keys(expected).sort());
    for (const [name, { shape, values }] of Object.entries(expected)) {
      expect(read.value.get(name).shape).toEqual(shape);
      expect([...read.value.get(name).float32()]).toEqual(values.map(Number));
    }
  });

  it.each(['t5-1.0', 't5-1.1'])('hold a complete %s', (version) => {
    const parsed = parseT5Config(json(`${version}/config.json`));
    const read = readWeights(fixture(`${version}/model.safetensors`));
    if (!parsed.ok || !read.ok) throw new Error('unreadable');
    expect(checkWeights(read.value, parsed.value)).toEqual({ ok: true, value: undefined });
    expect(read.value.names().sort()).toEqual([...expectedT5Tensors(parsed.value).keys()].sort());
  });
});
