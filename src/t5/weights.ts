import { failure, type Result, success } from '../domain/result.ts';
import { blockSize, unpackMatrix } from './quantise.ts';
import { elementCount, readSafetensors, type SafeTensor } from './safetensors.ts';
import { tensorToFloat32 } from './tensor-values.ts';

/** One weight as it lies in the file. */
export interface StoredWeight {
  readonly name: string;
  /** Logical shape in Hugging Face order, [out, in] for a matrix, however it is packed. */
  readonly shape: readonly number[];
  /** Converts or unpacks on every call and keeps nothing. May be a view of the file: do not write to it. */
  float32(): Float32Array;
  /** Set where the weight is stored in blocks; `scales` is [out, in/32], `data` [out, in/32, 4·bits]. */
  readonly packed?: {
    readonly bits: 4 | 8;
    readonly blockSize: 32;
    readonly data: Uint8Array;
    readonly scales: Float32Array;
  };
}

export interface Weights {
  /** Throws a `MissingWeightError` where neither the name nor a tied one is there. */
  get(name: string): StoredWeight;
  has(name: string): boolean;
  /** Names as stored; of several names for the shared embedding only the first. */
  names(): string[];
}

/** Names of the one embedding table that T5 files share, in the order in which they are tried. */
const embeddingNames = ['shared.weight', 'encoder.embed_tokens.weight', 'decoder.embed_tokens.weight'];

/**
 * Opens weights in the Hugging Face layout, plain or packed by `quantiseWeights`. Nothing is converted until
 * a weight is asked for.
 *
 * @returns the failures of `readSafetensors`, or `safetensors-invalid` where a packed weight lacks its scales.
 */
export function readWeights(bytes: Uint8Array, file = 'model.safetensors'): Result<Weights> {
  const read = readSafetensors(bytes, file);
  if (!read.ok) return read;
  const stored = new Map<string, StoredWeight>();
  const { tensors } = read.value;
  for (const [key, tensor] of tensors) {
    const packed = /^(.+)\.q([48])$/.exec(key);
    if (packed?.[1] !== undefined) {
      const name = packed[1];
      const weight = packedWeight(name, packed[2] === '4' ? 4 : 8, tensor, tensors.get(`${name}.scale`));
      if (weight === undefined) {
        return failure(
          'safetensors-invalid',
          `${file} is damaged: ${key} and ${name}.scale do not fit together. Fetch the file again.`,
          `${file}#${key}`,
        );
      }
      stored.set(name, weight);
    } else if (!(key.endsWith('.scale') && isPacked(tensors, key.slice(0, -'.scale'.length)))) {
      stored.set(key, plainWeight(key, tensor));
    }
  }
  return success(weightsOf(stored));
}

/** Looks weights up by name, through the names that T5 ties together. */
export function weightsOf(stored: ReadonlyMap<string, StoredWeight>): Weights {
  const find = (name: string): StoredWeight | undefined => {
    const exact = stored.get(name);
    if (exact !== undefined || !embeddingNames.includes(name)) return exact;
    const tied = embeddingNames.find((other) => stored.has(other));
    return tied === undefined ? undefined : stored.get(tied);
  };
  return {
    get(name) {
      const weight = find(name);
      if (weight === undefined) throw new MissingWeightError(name, [...stored.keys()]);
      return weight;
    },
    has: (name) => find(name) !== undefined,
    names: () => {
      const tied = embeddingNames.filter((name) => stored.has(name)).slice(1);
      return [...stored.keys()].filter((name) => !tied.includes(name));
    },
  };
}

/** A weight held as float32 values, for weights made in memory. */
export function floatWeight(name: string, shape: readonly number[], values: Float32Array): StoredWeight {
  if (values.length !== elementCount(shape)) {
    throw new RangeError(`${name} has ${values.length} values, but its shape is [${shape.join(', ')}].`);
  }
  return { name, shape, float32: () => values };
}

/** Thrown when a graph asks for a weight that `checkWeights` would have named. */
export class MissingWeightError extends Error {
  readonly weight: string;

  constructor(weight: string, present: readonly string[]) {
    super(`The weights hold no ${weight}. They hold: ${present.join(', ')}.`);
    this.name = 'MissingWeightError';
    this.weight = weight;
  }
}

function plainWeight(name: string, tensor: SafeTensor): StoredWeight {
  return { name, shape: tensor.shape, float32: () => tensorToFloat32(tensor) };
}

function packedWeight(
  name: string,
  bits: 4 | 8,
  data: SafeTensor,
  scales: SafeTensor | undefined,
): StoredWeight | undefined {
  const [outputs, blocks, width] = data.shape;
  if (outputs === undefined || blocks === undefined || data.shape.length !== 3) return undefined;
  if (width !== (blockSize * bits) / 8 || data.dtype !== 'U8' || scales?.dtype !== 'F16') return undefined;
  if (scales.shape.length !== 2 || scales.shape[0] !== outputs || scales.shape[1] !== blocks)
    return undefined;
  const packed = {
    bits,
    blockSize,
    data: data.data,
    /** Converted on every reading: keep the array if it is needed twice. */
    get scales(): Float32Array {
      return tensorToFloat32(scales);
    },
  } as const;
  return {
    name,
    shape: [outputs, blocks * blockSize],
    float32: () => unpackMatrix(packed, bits),
    packed,
  };
}

function isPacked(tensors: ReadonlyMap<string, SafeTensor>, name: string): boolean {
  return tensors.has(`${name}.q4`) || tensors.has(`${name}.q8`);
}
