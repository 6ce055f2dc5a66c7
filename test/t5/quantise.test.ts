import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, normal } from '../../src/domain/random.ts';
import { float16ToFloat32, float32ToFloat16, roundUpToFloat16 } from '../../src/t5/float16.ts';
import { packMatrix, packRows, quantiseWeights, unpackMatrix } from '../../src/t5/quantise.ts';
import { readSafetensors } from '../../src/t5/safetensors.ts';
import { floatWeight, readWeights, type StoredWeight, weightsOf } from '../../src/t5/weights.ts';

const block = fc.float32Array({ minLength: 32, maxLength: 32, min: -100, max: 100, noNaN: true });
const absMax = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const squares = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0);

describe('float16', () => {
  it('returns every pattern to itself', () => {
    const bits = Uint16Array.from({ length: 1 << 16 }, (_, i) => i).filter(
      (b) => (b & 0x7c00) !== 0x7c00 || (b & 0x3ff) === 0,
    );
    expect(float32ToFloat16(float16ToFloat32(bits))).toEqual(bits);
  });

  it.each([
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65520, 0x7c00],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.0001, 0x0001],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [2 ** -14 - 2 ** -26, 0x0400],
    [Number.POSITIVE_INFINITY, 0x7c00],
  ])('rounds %d to nearest, ties to even', (value, bits) => {
    expect(float32ToFloat16(Float32Array.of(value))[0]).toBe(bits);
  });

  it('rounds up, and by less than one step', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 65504, noNaN: true }), (value) => {
        const up = roundUpToFloat16(value);
        expect(up).toBeGreaterThanOrEqual(value);
        expect(up - value).toBeLessThanOrEqual(Math.max(value * 2 ** -10, 2 ** -24));
      }),
    );
  });
});

describe('packRows', () => {
  const random = createRandom(5);
  const gaussian = Float32Array.from({ length: 64 * 512 }, () => 0.05 * normal(random));

  it('gives all blocks of a row one scale, a share of its root mean square', () => {
    const { scales } = packRows(gaussian, 512, 0.1);
    for (let row = 0; row < 64; row++) {
      const values = gaussian.subarray(row * 512, (row + 1) * 512);
      const size = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / 512);
      const own = scales.subarray(row * 16, (row + 1) * 16);
      expect(new Set(own).size).toBe(1);
      expect((own[0] ?? 0) / (0.1 * size)).toBeCloseTo(1, 2);
    }
  });

  it('errs by half a step at most, and by a step’s deviation on the whole', () => {
    const packed = packRows(gaussian, 512, 0.1);
    const back = unpackMatrix(packed, 8);
    const worst = gaussian.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (back[i] ?? 0)) / (packed.scales[i >> 5] ?? 1)),
      0,
    );
    expect(worst).toBeLessThanOrEqual(0.5001);
    const size = gaussian.reduce((sum, value) => sum + value ** 2, 0);
    expect(Math.sqrt(squares(gaussian, back) / size)).toBeCloseTo(0.1 / Math.sqrt(12), 3);
  });

  it('spends as many bits as the theory says, fewer than blocks that err as much', () => {
    const { data } = packRows(gaussian, 512, 0.1);
    expect(entropy(data)).toBeCloseTo(Math.log2(4.13 / 0.1), 1);
    const blocks = packMatrix(gaussian, 512, 8);
    expect(entropy(blocks.data)).toBeGreaterThan(7);
  });

  it('reaches a value far out with a larger step', () => {
    const row = Float32Array.from({ length: 64 }, (_, i) => (i === 7 ? 1000 : i % 2 === 0 ? 1 : -1));
    const packed = packRows(row, 64, 0.001);
    expect(Math.max(...packed.data)).toBe(255);
    expect(unpackMatrix(packed, 8)[7]).toBeCloseTo(1000, -1);
  });

  it('keeps a row of zeros, and refuses numbers that are none', () => {
    expect([...unpackMatrix(packRows(new Float32Array(32), 32, 0.1), 8)]).toEqual(Array(32).fill(0));
    expect(() => packRows(new Float32Array(32).fill(Number.NaN), 32, 0.1)).toThrow(RangeError);
    expect(() => packRows(new Float32Array(33), 33, 0.1)).toThrow(RangeError);
  });
});

/** Bits a value takes at least when each is coded by itself. */
function entropy(data: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  return counts.reduce((sum, n) => sum - (n === 0 ? 0 : (n / data.length) * Math.log2(n / data.length)), 0);
}

describe('packMatrix', () => {
  it('lays 8 bits out with zero point 128', () => {
    const row = Float32Array.from({ length: 32 }, (_, i) => (i === 0 ? 127 : i === 1 ? -127 : i));
    const { data, scales } = packMatrix(row, 32, 8);
    expect([...scales]).toEqual([1]);
    expect([...data.subarray(0, 4)]).toEqual([255, 1, 130, 131]);
  });

  it('lays 4 bits out with zero point 8, the even index in the low nibble', () => {
    const row = Float32Array.from({ length: 32 }, (_, i) => (i % 16) - 8);
    const { data, scales } = packMatrix(row, 32, 4);
    expect([...scales]).toEqual([1]);
    expect([...data.subarray(0, 8)]).toEqual([0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe]);
  });

  it('errs by half a scale at most in 8 bits', () => {
    fc.assert(
      fc.property(block, (values) => {
        const packed = packMatrix(values, 32, 8);
        const bound = ((packed.scales[0] ?? 0) / 2) * (1 + 1e-6);
        const restored = unpackMatrix(packed, 8);
        values.forEach((value, i) => {
          expect(Math.abs(value - (restored[i] ?? 0))).toBeLessThanOrEqual(bound);
        });
        expect(packed.scales[0]).toBeLessThanOrEqual((absMax(values) / 127) * (1 + 2 ** -10) + 2 ** -24);
      }),
    );
  });

  it('errs in 4 bits no more than rounding to sevenths of the largest value would', () => {
    fc.assert(
      fc.property(block, (values) => {
        const scale = roundUpToFloat16(absMax(values) / 7);
        const plain = values.map((value) => (scale === 0 ? 0 : Math.round(value / scale) * scale));
        const restored = unpackMatrix(packMatrix(values, 32, 4), 4);
        expect(squares(values, restored)).toBeLessThanOrEqual(squares(values, plain) * (1 + 1e-5) + 1e-12);
      }),
    );
  });

  it('keeps what is already quantised exactly', () => {
    for (const bits of [4, 8] as const) {
      const zero = bits === 4 ? 8 : 128;
      fc.assert(
        fc.property(
          fc.array(fc.integer({ min: 1 - zero, max: zero - 1 }), { minLength: 31, maxLength: 31 }),
          (levels) => {
            const values = Float32Array.from([zero - 1, ...levels], (q) => q * 0.25);
            expect(unpackMatrix(packMatrix(values, 32, bits), bits)).toEqual(values);
          },
        ),
      );
    }
  });

  it('refuses rows that cannot be cut into blocks, and numbers that are none', () => {
    expect(() => packMatrix(new Float32Array(40), 40, 8)).toThrow(RangeError);
    expect(() => packMatrix(new Float32Array(32).fill(Number.NaN), 32, 8)).toThrow(RangeError);
    expect(() => packMatrix(new Float32Array(32).fill(1e9), 32, 4)).toThrow(RangeError);
  });
});

describe('quantiseWeights', () => {
  const values = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7) / 4);
  const weights = weightsOf(
    new Map<string, StoredWeight>(
      [
        floatWeight('shared.weight', [6, 64], values(6 * 64)),
        floatWeight('encoder.block.0.layer.0.SelfAttention.q.weight', [4, 32], values(4 * 32)),
        floatWeight('encoder.block.0.layer.0.SelfAttention.o.weight', [32, 4], values(4 * 32)),
        floatWeight(
          'encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight',
          [2, 32],
          values(64),
        ),
        floatWeight('encoder.final_layer_norm.weight', [32], values(32)),
        floatWeight('lm_head.weight', [6, 64], values(6 * 64)),
      ].map((weight) => [weight.name, weight]),
    ),
  );

  it.each([4, 8] as const)('writes %d bits in the layout of MatMulNBits and reads them back', (bits) => {
    const bytes = quantiseWeights(weights, { bits, skip: (name) => name === 'lm_head.weight' });
    const file = readSafetensors(bytes);
    if (!file.ok) throw new Error(file.failures[0]?.message);
    const shapes = Object.fromEntries(
      [...file.value.tensors].map(([name, { dtype, shape }]) => [name, `${dtype} ${shape}`]),
    );
    const q = 'encoder.block.0.layer.0.SelfAttention.q.weight';
    expect(shapes).toEqual({
      [`shared.weight.q${bits}`]: `U8 6,2,${bits * 4}`,
      'shared.weight.scale': 'F16 6,2',
      [`${q}.q${bits}`]: `U8 4,1,${bits * 4}`,
      [`${q}.scale`]: 'F16 4,1',
      'encoder.block.0.layer.0.SelfAttention.o.weight': 'F16 32,4',
      'encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight': 'F16 2,32',
      'encoder.final_layer_norm.weight': 'F16 32',
      'lm_head.weight': 'F16 6,64',
    });
    const read = readWeights(bytes);
    if (!read.ok) throw new Error(read.failures[0]?.message);
    expect(read.value.names().sort()).toEqual(weights.names().sort());
    for (const name of weights.names()) {
      const [before, after] = [weights.get(name), read.value.get(name)];
      expect(after.shape).toEqual(before.shape);
      const tolerance = after.packed === undefined ? 2 ** -12 : 0.25 / 2 ** (bits - 1);
      before.float32().forEach((value, i) => {
        expect(Math.abs(value - (after.float32()[i] ?? Number.NaN))).toBeLessThanOrEqual(tolerance);
      });
    }
    const packed = read.value.get('shared.weight').packed;
    expect(packed?.bits).toBe(bits);
    expect(packed?.data).toEqual(packMatrix(values(6 * 64), 64, bits).data);
    expect(packed?.scales).toEqual(packMatrix(values(6 * 64), 64, bits).scales);
  });

  it('keeps float32 what float16 cannot hold', () => {
    const large = weightsOf(new Map([['norm', floatWeight('norm', [2], Float32Array.of(1, 70000))]]));
    const read = readWeights(quantiseWeights(large, { bits: 8 }));
    if (!read.ok) throw new Error(read.failures[0]?.message);
    expect([...read.value.get('norm').float32()]).toEqual([1, 70000]);
  });
});
