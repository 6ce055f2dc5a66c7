import { expect, test } from 'vitest';
import { putTogether, takeApart } from '../../src/storage/large-parts.ts';

async function journey(data: unknown) {
  const stored = new Map(
    [...takeApart('part', data)].map(({ name, data: value }) => [name, structuredClone(value)]),
  );
  const whole = await putTogether(stored.get('part'), async (name) => stored.get(name));
  return { stored, whole };
}

test('large arrays are stored in pieces of 4 MiB and come back as they were', async () => {
  const numbers = Float64Array.from({ length: 1_200_000 }, (_, i) => i / 7);
  const codes = Int32Array.from({ length: 1_100_000 }, (_, i) => i - 5);
  const data = {
    names: ['a', 'b'],
    columns: [
      { field: 'x', values: numbers },
      { field: 'y', values: Int8Array.of(1, -1) },
    ],
    texts: { category: { codes } },
    length: 3,
  };
  const { stored, whole } = await journey(data);
  // 9.6 MB are three pieces, 4.4 MB two, and the rest is the part itself.
  expect([...stored.keys()]).toEqual(['part', 'part/0', 'part/1', 'part/2', 'part/3', 'part/4']);
  expect((stored.get('part/0') as Float64Array).byteLength).toBe(4 * 1024 * 1024);
  expect((stored.get('part/2') as Float64Array).buffer.byteLength).toBe(8 * 1_200_000 - 8 * 1024 * 1024);
  // Bytes first: to compare a million numbers one by one takes long.
  const { columns, texts, ...others } = whole as typeof data;
  expect(others).toEqual({ names: ['a', 'b'], length: 3 });
  expect(columns.map(({ field, values }) => [field, values.constructor.name])).toEqual([
    ['x', 'Float64Array'],
    ['y', 'Int8Array'],
  ]);
  expect(same(columns[0]?.values, numbers)).toBe(true);
  expect(same(texts.category.codes, codes)).toBe(true);
  expect(columns[1]?.values).toEqual(Int8Array.of(1, -1));
});

function same(a: ArrayBufferView | undefined, b: ArrayBufferView): boolean {
  const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
    Buffer.from(buffer, byteOffset, byteLength);
  return a !== undefined && bytes(a).equals(bytes(b));
}

test('what is small, and what is no table, stays as it is', async () => {
  const date = new Date(5);
  for (const data of [{ a: [1, 2], b: null, c: date }, 'text', undefined, null, Uint8Array.of(1, 2), []]) {
    const { stored, whole } = await journey(data);
    expect(stored.size).toBe(1);
    expect(whole).toEqual(data);
  }
});

test('a piece that is missing is no array of zeros', async () => {
  const [head] = takeApart('part', { values: new Float64Array(1_000_000) });
  await expect(putTogether(head?.data, async () => undefined)).rejects.toThrow('there is no "part/0"');
});
