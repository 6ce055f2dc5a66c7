import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { initialAdapter } from '../../src/adapter/initial-adapter.ts';
import { type Adapter, loraTargets } from '../../src/adapter/lora.ts';
import { type PeftFiles, readPeft, writePeft } from '../../src/adapter/peft.ts';
import { createRandom } from '../../src/domain/random.ts';
import { parseT5Config, type T5Config } from '../../src/t5/config.ts';
import { nodeSource } from '../../src/t5/node-source.ts';
import { readSafetensors, writeSafetensors } from '../../src/t5/safetensors.ts';
import { tensorToFloat32 } from '../../src/t5/tensor-values.ts';

const config = (overrides: Record<string, unknown> = {}): T5Config => {
  const parsed = parseT5Config({
    model_type: 't5',
    vocab_size: 10,
    d_model: 8,
    d_kv: 2,
    d_ff: 16,
    num_layers: 1,
    num_heads: 3,
    ...overrides,
  });
  if (!parsed.ok) throw new Error(parsed.failures[0]?.message);
  return parsed.value;
};
const base = { id: 'tiny', hash: 'a'.repeat(64) };
const lora = { rank: 4, alpha: 8, targetModules: ['q', 'v', 'wo'] };

/** An adapter whose every number differs, so that a transposition cannot hide. */
function filled(adapter: Adapter): Adapter {
  let count = 0;
  const fill = (array: Float32Array) => array.map(() => ++count / 128);
  return {
    ...adapter,
    tensors: adapter.tensors.map(({ name, a, b }) => ({ name, a: fill(a), b: fill(b) })),
  };
}

const adapter = filled(initialAdapter(config(), lora, createRandom(1)));
const withOptions = (options: Record<string, unknown>): PeftFiles => {
  const files = writePeft(adapter, base);
  const written = JSON.parse(new TextDecoder().decode(files['adapter_config.json'])) as Record<
    string,
    unknown
  >;
  return {
    ...files,
    'adapter_config.json': new TextEncoder().encode(JSON.stringify({ ...written, ...options })),
  };
};

describe('loraTargets', () => {
  it('lists modules in the order of the blocks, with their widths', () => {
    expect(loraTargets(config(), { targetModules: ['wo', 'q'] })).toEqual([
      { name: 'encoder.block.0.layer.0.SelfAttention.q', in: 8, out: 6 },
      { name: 'encoder.block.0.layer.1.DenseReluDense.wo', in: 16, out: 8 },
      { name: 'decoder.block.0.layer.0.SelfAttention.q', in: 8, out: 6 },
      { name: 'decoder.block.0.layer.1.EncDecAttention.q', in: 8, out: 6 },
      { name: 'decoder.block.0.layer.2.DenseReluDense.wo', in: 16, out: 8 },
    ]);
  });

  it.each(['wi_0', 'lm_head', 'relative_attention_bias', 'x'])(
    'throws for %s, which is not there',
    (target) => {
      expect(() => loraTargets(config(), { targetModules: ['q', target] })).toThrow(RangeError);
    },
  );
});

describe('initialAdapter', () => {
  it('is uniform in ±1/√in for A and zero for B', () => {
    const large = initialAdapter(
      config({ d_model: 400 }),
      { ...lora, targetModules: ['q'] },
      createRandom(3),
    );
    const [first] = large.tensors;
    if (first === undefined) throw new Error('no tensor');
    expect(first.a).toHaveLength(400 * 4);
    expect(first.b).toEqual(new Float32Array(4 * 6));
    const bound = 1 / 20;
    expect(first.a.every((value) => Math.abs(value) <= bound)).toBe(true);
    const variance = first.a.reduce((sum, value) => sum + value ** 2, 0) / first.a.length;
    expect(variance / (bound ** 2 / 3)).toBeCloseTo(1, 0.9);
    expect(initialAdapter(config(), lora, createRandom(3))).toEqual(
      initialAdapter(config(), lora, createRandom(3)),
    );
  });
});

describe('PEFT files', () => {
  it('come back unchanged', () => {
    expect(readPeft(writePeft(adapter, base), config(), base.hash)).toEqual({ ok: true, value: adapter });
  });

  it('store the matrices the other way round, under the names of PEFT', () => {
    const file = readSafetensors(writePeft(adapter, base)['adapter_model.safetensors']);
    if (!file.ok) throw new Error(file.failures[0]?.message);
    const key = 'base_model.model.encoder.block.0.layer.0.SelfAttention.q.lora_A.weight';
    const stored = file.value.tensors.get(key);
    const [first] = adapter.tensors;
    if (stored === undefined || first === undefined) throw new Error(`no ${key}`);
    expect(stored.shape).toEqual([4, 8]);
    expect(tensorToFloat32(stored)[1]).toBe(first.a[4]);
    expect(file.value.tensors.size).toBe(2 * adapter.tensors.length);
    expect(file.value.metadata).toMatchObject({ format: 'pt' });
  });

  it.each([
    ['use_dora', true],
    ['use_rslora', true],
    ['bias', 'all'],
    ['rank_pattern', { q: 8 }],
    ['modules_to_save', ['lm_head']],
    ['init_lora_weights', 'pissa'],
    ['an_option_of_tomorrow', { on: 1 }],
    ['peft_type', 'IA3'],
  ])('are refused with %s = %j', (name, value) => {
    expect(readPeft(withOptions({ [name]: value }), config())).toMatchObject({
      ok: false,
      failures: [{ type: 'adapter-unsupported', path: `adapter_config.json#${name}` }],
    });
  });

  it.each([
    ['r', 0],
    ['r', '4'],
    ['lora_alpha', -1],
  ])('are invalid with %s = %j', (name, value) => {
    expect(readPeft(withOptions({ [name]: value }), config())).toMatchObject({
      failures: [{ type: 'adapter-invalid' }],
    });
  });

  it('are refused for another model, with the reason', () => {
    const files = writePeft(adapter, base);
    const types = (...args: Parameters<typeof readPeft>) => {
      const read = readPeft(...args);
      return read.ok ? [] : [...new Set(read.failures.map(({ type }) => type))];
    };
    expect(types(files, config(), 'b'.repeat(64))).toEqual(['adapter-mismatch']);
    expect(types(files, config({ d_model: 16 }))).toEqual(['adapter-mismatch']);
    expect(types(files, config({ num_layers: 2 }))).toEqual(['adapter-mismatch']);
    expect(types(withOptions({ r: 2 }), config())).toEqual(['adapter-mismatch']);
    const gated = initialAdapter(
      config({ feed_forward_proj: 'gated-gelu' }),
      { ...lora, targetModules: ['wi_0'] },
      createRandom(1),
    );
    expect(types(writePeft(gated, base), config())).toEqual(['adapter-mismatch']);
  });

  it('are invalid when damaged', () => {
    const files = writePeft(adapter, base);
    const bytes = files['adapter_model.safetensors'];
    const type = (changed: Partial<PeftFiles>) => {
      const read = readPeft({ ...files, ...changed }, config());
      return read.ok ? undefined : read.failures[0]?.type;
    };
    expect(type({ 'adapter_model.safetensors': bytes.slice(0, -3) })).toBe('adapter-invalid');
    expect(type({ 'adapter_model.safetensors': writeSafetensors(new Map()) })).toBe('adapter-invalid');
    expect(type({ 'adapter_config.json': new TextEncoder().encode('{') })).toBe('adapter-invalid');
    const broken = bytes.slice();
    broken.fill(0xff, -4);
    expect(type({ 'adapter_model.safetensors': broken })).toBe('adapter-invalid');
  });
});

describe.each(['t5-1.0', 't5-1.1'])("an adapter saved by Python's peft for %s", (version) => {
  const folder = new URL(`../fixtures/t5/${version}`, import.meta.url).pathname;
  const bytes = async (path: string) => {
    const read = await nodeSource(folder).read(path);
    if (!read.ok) throw new Error(read.failures[0]?.message);
    return read.value;
  };

  it.skipIf(!existsSync(`${folder}/adapter`))('is read, and written back with the same numbers', async () => {
    const parsed = parseT5Config(JSON.parse(new TextDecoder().decode(await bytes('config.json'))));
    if (!parsed.ok) throw new Error(parsed.failures[0]?.message);
    const files = {
      'adapter_config.json': await bytes('adapter/adapter_config.json'),
      'adapter_model.safetensors': await bytes('adapter/adapter_model.safetensors'),
    };
    const read = readPeft(files, parsed.value, base.hash);
    if (!read.ok) throw new Error(read.failures[0]?.message);
    expect(read.value.lora).toEqual({ rank: 4, alpha: 8, targetModules: ['q', 'v'] });
    expect(read.value.tensors).toHaveLength(2 * (2 + 3 * 2));
    const original = readSafetensors(files['adapter_model.safetensors']);
    const again = readSafetensors(writePeft(read.value, base)['adapter_model.safetensors']);
    if (!original.ok || !again.ok) throw new Error('unreadable');
    expect(new Map([...again.value.tensors].sort())).toEqual(new Map([...original.value.tensors].sort()));
  });
});
