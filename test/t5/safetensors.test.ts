import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, type SafeTensor, writeSafetensors } from '../../src/t5/safetensors.ts';

/** A file with a header as given, to be wrong in one way at a time. */
function file(header: unknown, dataBytes: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const tensor = (begin: number, end: number, shape = [(end - begin) / 4], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('safetensors', () => {
  it('reads what it writes, aligned and unchanged', () => {
    const dtypes = fc.constantFrom(
      ['F32', 4] as const,
      ['F16', 2] as const,
      ['U8', 1] as const,
      ['I32', 4] as const,
    );
    const entry = fc
      .tuple(dtypes, fc.array(fc.nat(4), { maxLength: 3 }), fc.infiniteStream(fc.nat(255)))
      .map(([[dtype, size], shape, stream]): SafeTensor => {
        const bytes = shape.reduce((a, b) => a * b, 1) * size;
        return {
          dtype,
          shape,
          data: Uint8Array.from({ length: bytes }, () => stream.next().value as number),
        };
      });
    const names = fc
      .string({ minLength: 1 })
      .filter((name) => name !== '__metadata__' && name !== '__proto__');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(names, entry), { maxLength: 6 }),
        fc.dictionary(names, fc.string(), { noNullPrototype: true }),
        (entries, metadata) => {
          const tensors = new Map(entries);
          const bytes = writeSafetensors(tensors, metadata);
          const read = readSafetensors(bytes);
          if (!read.ok) throw new Error(read.failures[0]?.message);
          expect(new Map([...read.value.tensors].sort())).toEqual(new Map([...tensors].sort()));
          expect(read.value.metadata).toEqual(metadata);
          for (const { dtype, data } of read.value.tensors.values()) {
            expect(data.byteOffset % (dtype === 'U8' ? 1 : dtype === 'F16' ? 2 : 4)).toBe(0);
          }
        },
      ),
    );
  });

  it('reads a file that lies at an odd place in memory', () => {
    const bytes = writeSafetensors(
      new Map([['a', { dtype: 'F32', shape: [1], data: new Uint8Array(Float32Array.of(1.5).buffer) }]]),
    );
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(readSafetensors(shifted.subarray(1))).toMatchObject({ ok: true });
  });

  it.each([
    ['an empty file', new Uint8Array(0), 'safetensors-truncated'],
    ['a cut header', file({ a: tensor(0, 8) }, 0).subarray(0, 20), 'safetensors-truncated'],
    ['cut data', file({ a: tensor(0, 8) }, 7), 'safetensors-truncated'],
    [
      'a web page',
      new TextEncoder().encode('<!doctype html><title>Not found</title>'),
      'safetensors-invalid',
    ],
    ['a header that is no JSON', file('{"a":', 8), 'safetensors-invalid'],
    ['a header that is a list', file([], 0), 'safetensors-invalid'],
    ['an overlap', file({ a: tensor(0, 8), b: tensor(4, 12) }, 12), 'safetensors-invalid'],
    ['a gap', file({ a: tensor(0, 8), b: tensor(12, 16) }, 16), 'safetensors-invalid'],
    ['bytes that belong to none', file({ a: tensor(0, 8) }, 9), 'safetensors-invalid'],
    ['a size that does not match', file({ a: tensor(0, 8, [3]) }, 8), 'safetensors-invalid'],
    ['a negative size', file({ a: tensor(0, 8, [-2]) }, 8), 'safetensors-invalid'],
    ['offsets the wrong way round', file({ a: tensor(8, 0, [2]) }, 8), 'safetensors-invalid'],
    ['no shape', file({ a: { dtype: 'F32', data_offsets: [0, 8] } }, 8), 'safetensors-invalid'],
    ['an empty entry', file({ a: null }, 8), 'safetensors-invalid'],
    ['metadata that is no text', file({ __metadata__: { a: 1 } }, 0), 'safetensors-invalid'],
    ['float64', file({ a: tensor(0, 8, [1], 'F64') }, 8), 'safetensors-dtype'],
  ])('refuses %s and says where', (_, bytes, type) => {
    const read = readSafetensors(bytes, 'models/x.safetensors');
    expect(read).toMatchObject({ ok: false, failures: [{ type }] });
    if (!read.ok) expect(read.failures[0]?.message).toMatch(/models\/x\.safetensors.*\. [A-Z].*\.$/);
  });

  it('never throws on a damaged file', () => {
    const good = writeSafetensors(
      new Map([
        ['a', { dtype: 'U8', shape: [4], data: new Uint8Array(4) }],
        ['b', { dtype: 'F16', shape: [2, 1], data: new Uint8Array(4) }],
      ]),
    );
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, value) => {
        const bytes = good.slice();
        bytes[at] = value;
        readSafetensors(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it('throws where a caller hands it a tensor whose bytes do not fit', () => {
    const wrong: SafeTensor = { dtype: 'F32', shape: [2], data: new Uint8Array(4) };
    expect(() => writeSafetensors(new Map([['a', wrong]]))).toThrow(RangeError);
  });
});
