// Reads and writes the safetensors format: 8 bytes of header length (little endian), a JSON header, then the
// tensors without gaps (https://github.com/huggingface/safetensors#format).
import { failure, type Result, success } from '../domain/result.ts';

const byteSizes = { F32: 4, I32: 4, F16: 2, BF16: 2, U8: 1 } as const;
const maxHeaderBytes = 100_000_000;

export type Dtype = keyof typeof byteSizes;

export interface SafeTensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Raw little-endian bytes; a view of the file where it was read from one. */
  readonly data: Uint8Array;
}

export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, SafeTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads a safetensors file without copying its data.
 *
 * @returns `safetensors-truncated` when bytes are missing, `safetensors-invalid` when the header or the
 *   offsets make no sense, `safetensors-dtype` for a number format other than F32, F16, BF16, I32 and U8.
 */
export function readSafetensors(bytes: Uint8Array, file = 'model.safetensors'): Result<SafetensorsFile> {
  const header = readHeader(bytes, file);
  if (!header.ok) return header;
  const { entries, data } = header.value;
  const tensors = new Map<string, SafeTensor>();
  let metadata: Readonly<Record<string, string>> = {};
  const ranges: { name: string; begin: number; end: number }[] = [];
  for (const [name, entry] of entries) {
    if (name === '__metadata__') {
      if (!isStringRecord(entry)) return invalid(file, 'its __metadata__ is not a table of texts');
      metadata = entry;
      continue;
    }
    const range = checkEntry(name, entry, file);
    if (!range.ok) return range;
    const { dtype, shape, begin, end } = range.value;
    if (end > data.length) {
      return failure(
        'safetensors-truncated',
        `${file} ends at byte ${bytes.length}, before the end of tensor ${name} (${end - data.length} bytes are missing). Fetch the file again.`,
        `${file}#${name}`,
      );
    }
    ranges.push({ name, begin, end });
    tensors.set(name, { dtype, shape, data: data.subarray(begin, end) });
  }
  ranges.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let position = 0;
  for (const { name, begin, end } of ranges) {
    if (begin !== position) {
      const problem = begin < position ? 'overlaps the tensor before it' : 'leaves a gap before it';
      return invalid(file, `tensor ${name} ${problem} (byte ${begin} instead of ${position})`, name);
    }
    position = end;
  }
  if (position !== data.length) {
    return invalid(file, `${data.length - position} bytes after the last tensor belong to none`);
  }
  return success({ tensors, metadata });
}

/**
 * Writes a safetensors file, tensors ordered by the size of their numbers and then by name so that each one
 * is aligned. Throws a `RangeError` when a tensor's bytes do not fit its shape.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, SafeTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const ordered = [...tensors].sort(
    ([a, x], [b, y]) => byteSizes[y.dtype] - byteSizes[x.dtype] || (a < b ? -1 : 1),
  );
  const header: [string, unknown][] = Object.keys(metadata).length > 0 ? [['__metadata__', metadata]] : [];
  let position = 0;
  for (const [name, { dtype, shape, data }] of ordered) {
    const expected = elementCount(shape) * byteSizes[dtype];
    if (data.length !== expected) {
      throw new RangeError(
        `Tensor ${name} has ${data.length} bytes, but ${dtype} [${shape.join(', ')}] takes ${expected}.`,
      );
    }
    header.push([name, { dtype, shape, data_offsets: [position, position + data.length] }]);
    position += data.length;
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerLength = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + position);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, 8, 8 + headerLength);
  bytes.set(text, 8);
  let offset = 8 + headerLength;
  for (const [, { data }] of ordered) {
    bytes.set(data, offset);
    offset += data.length;
  }
  return bytes;
}

/** Product of a shape's dimensions; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

function readHeader(
  bytes: Uint8Array,
  file: string,
): Result<{ entries: [string, unknown][]; data: Uint8Array }> {
  if (bytes.length < 8) {
    return failure(
      'safetensors-truncated',
      `${file} has only ${bytes.length} bytes. Fetch the file again.`,
      file,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > maxHeaderBytes) {
    return invalid(file, `its header claims ${length} bytes, more than the format allows`);
  }
  if (8 + length > bytes.length) {
    return failure(
      'safetensors-truncated',
      `${file} ends at byte ${bytes.length}, inside its header of ${length} bytes. Fetch the file again.`,
      file,
    );
  }
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch {
    return invalid(file, 'its header is not JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    return invalid(file, 'its header is not a table of tensors');
  }
  return success({ entries: Object.entries(header), data: bytes.subarray(8 + length) });
}

function checkEntry(
  name: string,
  entry: unknown,
  file: string,
): Result<{ dtype: Dtype; shape: readonly number[]; begin: number; end: number }> {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  if (!isCounts(shape)) return invalid(file, `tensor ${name} has no valid shape`, name);
  if (!isCounts(offsets) || offsets.length !== 2) {
    return invalid(file, `tensor ${name} has no valid data_offsets`, name);
  }
  if (typeof dtype !== 'string' || !(Object.keys(byteSizes) as string[]).includes(dtype)) {
    return failure(
      'safetensors-dtype',
      `Tensor ${name} in ${file} is stored as ${String(dtype)}; only ${Object.keys(byteSizes).join(', ')} can be read. Save the model as float32 or float16.`,
      `${file}#${name}`,
    );
  }
  const known = dtype as Dtype;
  const [begin, end] = offsets as [number, number];
  const expected = elementCount(shape) * byteSizes[known];
  if (end - begin !== expected) {
    return invalid(
      file,
      `tensor ${name} takes bytes ${begin} to ${end}, but ${known} [${shape.join(', ')}] needs ${expected} bytes`,
      name,
    );
  }
  return success({ dtype: known, shape, begin, end });
}

function invalid(file: string, what: string, tensor?: string): Result<never> {
  return failure(
    'safetensors-invalid',
    `${file} is damaged: ${what}. Fetch the file again.`,
    tensor === undefined ? file : `${file}#${tensor}`,
  );
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

function isStringRecord(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}
