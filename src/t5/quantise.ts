// Weights at rest. A matrix [out, in] is cut into blocks of 32 along `in`; each block has one scale, so that
//   weight ≈ scale · (q − zero), zero = 128 for 8 bits, 8 for 4 bits.
// On a coarse grid (`packRows`) all blocks of a row have the same scale.
// Stored as U8 `X.q8` [out, in/32, 32] or `X.q4` [out, in/32, 16] (low nibble first) and F16 `X.scale`
// [out, in/32]: the layout of B and scales of com.microsoft.MatMulNBits with its default zero points
// (onnxruntime docs/ContribOperators.md), so packed weights go to the graphics processor as they are.
import { roundUpToFloat16 } from './float16.ts';
import { type SafeTensor, writeSafetensors } from './safetensors.ts';
import { float16Tensor, float32Tensor } from './tensor-values.ts';
import type { StoredWeight, Weights } from './weights.ts';

export const blockSize = 32;
const shrinks = [1, 0.97, 0.94, 0.91, 0.88, 0.85];

export interface PackedMatrix {
  /** [out, in/32, 32] for 8 bits, [out, in/32, 16] for 4. */
  readonly data: Uint8Array;
  /** Float16 values, [out, in/32]. */
  readonly scales: Float32Array;
}

export interface QuantiseOptions {
  readonly bits: 4 | 8;
  readonly skip?: (name: string) => boolean;
  readonly grid?: (name: string) => number | undefined;
}

/**
 * Packs a matrix to 4 or 8 bits.
 *
 * @param values [out, in] row by row, `in` a multiple of 32; throws a `RangeError` otherwise.
 */
export function packMatrix(values: Float32Array, inputs: number, bits: 4 | 8): PackedMatrix {
  if (inputs % blockSize !== 0 || values.length % inputs !== 0) {
    throw new RangeError(`Rows of ${inputs} cannot be cut into blocks of ${blockSize}.`);
  }
  const blocks = values.length / blockSize;
  const zero = 1 << (bits - 1);
  const scales = new Float32Array(blocks);
  const data = new Uint8Array((values.length * bits) / 8);
  for (let block = 0; block < blocks; block++) {
    const start = block * blockSize;
    const scale = blockScale(values.subarray(start, start + blockSize), zero);
    scales[block] = scale;
    for (let i = start; i < start + blockSize; i++) {
      const q = level(values[i] as number, scale, zero);
      if (bits === 8) data[i] = q;
      else data[i >> 1] = (data[i >> 1] as number) | (i % 2 === 0 ? q : q << 4);
    }
  }
  return { data, scales };
}

/**
 * Packs a matrix to 8 bits on a grid of its own for each row, whose step is a share of the row's root mean square: the
 * same layout, but with few levels in common use, so that a compressed file is small. Normal weights take
 * log₂(4.13 / share) bits each, 5.4 at a share of 0.1, which errs less than blocks of as many bits would (uniform
 * quantisation with entropy coding: Gish & Pierce 1968). A step is larger where a value would be beyond its 127th.
 *
 * @param values [out, in] row by row, `in` a multiple of 32; throws a `RangeError` otherwise.
 * @param share above 0.
 */
export function packRows(values: Float32Array, inputs: number, share: number): PackedMatrix {
  if (inputs % blockSize !== 0 || values.length % inputs !== 0) {
    throw new RangeError(`Rows of ${inputs} cannot be cut into blocks of ${blockSize}.`);
  }
  const scales = new Float32Array(values.length / blockSize);
  const data = new Uint8Array(values.length);
  for (let start = 0; start < values.length; start += inputs) {
    const row = values.subarray(start, start + inputs);
    const scale = Math.max(roundUpToFloat16(share * rootMeanSquare(row)), blockScale(row, 128));
    scales.fill(scale, start / blockSize, (start + inputs) / blockSize);
    for (let i = 0; i < inputs; i++) data[start + i] = level(row[i] as number, scale, 128);
  }
  return { data, scales };
}

function rootMeanSquare(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/** The inverse of `packMatrix` and `packRows`, up to rounding: [out, in] row by row. */
export function unpackMatrix(packed: PackedMatrix, bits: 4 | 8): Float32Array {
  const { data, scales } = packed;
  const out = new Float32Array(scales.length * blockSize);
  for (let i = 0; i < out.length; i++) {
    const scale = scales[i >> 5] as number;
    if (bits === 8) out[i] = scale * ((data[i] as number) - 128);
    else {
      const byte = data[i >> 1] as number;
      out[i] = scale * ((i % 2 === 0 ? byte & 15 : byte >> 4) - 8);
    }
  }
  return out;
}

/**
 * Rewrites weights as a smaller safetensors file. Matrices that can be cut into blocks are packed; vectors,
 * relative position biases, matrices of another width and whatever `skip` names stay float16, or float32
 * where a value would overflow float16.
 *
 * @param options.grid for 8 bits: the share that `packRows` takes, in place of blocks; undefined for a name to be
 *   packed in blocks.
 */
export function quantiseWeights(weights: Weights, options: QuantiseOptions): Uint8Array<ArrayBuffer> {
  const { bits, skip, grid } = options;
  const tensors = new Map<string, SafeTensor>();
  for (const name of weights.names()) {
    const weight = weights.get(name);
    const inputs = weight.shape[1] ?? 0;
    if (!canPack(weight) || skip?.(name)) {
      tensors.set(name, floatTensor(weight));
      continue;
    }
    const share = bits === 8 ? grid?.(name) : undefined;
    const values = weight.float32();
    const { data, scales } =
      share === undefined ? packMatrix(values, inputs, bits) : packRows(values, inputs, share);
    const [outputs, blocks] = [weight.shape[0] ?? 0, inputs / blockSize];
    tensors.set(`${name}.q${bits}`, {
      dtype: 'U8',
      shape: [outputs, blocks, (blockSize * bits) / 8],
      data,
    });
    tensors.set(`${name}.scale`, float16Tensor([outputs, blocks], scales));
  }
  return writeSafetensors(tensors, { format: 'pt', quantisation: `offersmith-q${bits}-block32` });
}

/**
 * The scale of one block, rounded to float16 before the values are rounded to it. Eight bits: the smallest
 * scale that clips nothing, so a value errs by half of it at most. Four bits: of a few scales around the two
 * that put the largest value at level −8 or +7, the one with the least squared error.
 */
function blockScale(block: Float32Array, zero: number): number {
  let extreme = 0;
  for (const value of block) {
    if (!Number.isFinite(value)) throw new RangeError(`A weight is ${value}, not a finite number.`);
    if (Math.abs(value) > Math.abs(extreme)) extreme = value;
  }
  const safe = roundUpToFloat16(Math.abs(extreme) / (zero - 1));
  if (!Number.isFinite(safe)) throw new RangeError(`A weight of ${extreme} is too large for float16 scales.`);
  if (zero !== 8) return safe;
  let best = safe;
  let least = squaredError(block, safe, zero);
  for (const shrink of shrinks) {
    for (const level of [-zero, zero - 1, 1 - zero]) {
      const magnitude = roundUpToFloat16(Math.abs((extreme / level) * shrink));
      const scale = extreme / level < 0 ? -magnitude : magnitude;
      const error = squaredError(block, scale, zero);
      if (error < least) [best, least] = [scale, error];
    }
  }
  return best;
}

function squaredError(block: Float32Array, scale: number, zero: number): number {
  let sum = 0;
  for (const value of block) sum += (value - scale * (level(value, scale, zero) - zero)) ** 2;
  return sum;
}

/** The level nearest to a value: 0 to 2·zero − 1. */
function level(value: number, scale: number, zero: number): number {
  const rounded = scale === 0 ? 0 : Math.round(value / scale);
  return Math.min(Math.max(rounded + zero, 0), 2 * zero - 1);
}

function canPack({ name, shape }: StoredWeight): boolean {
  return (
    shape.length === 2 &&
    shape[1] !== undefined &&
    shape[1] % blockSize === 0 &&
    !name.endsWith('relative_attention_bias.weight')
  );
}

function floatTensor({ shape, float32 }: StoredWeight): SafeTensor {
  const values = float32();
  const fits = values.every((value) => Math.abs(value) <= 65504);
  return fits ? float16Tensor(shape, values) : float32Tensor(shape, values);
}
