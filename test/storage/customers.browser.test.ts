import { describe, expect, test } from 'vitest';
import { fillDisk, storagePlaces } from './places.ts';
import { failureOf, unwrap } from './samples.ts';

const { inIndexedDb, both } = storagePlaces('customers-test');

describe.each(both)('imported customers in $place', ({ open }) => {
  test('a set takes the place of the one before, with all its parts', async () => {
    const storage = await open();
    const { customers } = storage;
    expect(unwrap(await customers.current())).toBeUndefined();
    expect(unwrap(await customers.erase())).toBeUndefined();
    const first = unwrap(await customers.save(2, { base: Float64Array.of(1, 2), notes: ['a'] }));
    expect(first).toMatchObject({ id: 'current', customers: 2 });
    const second = unwrap(await customers.save(1, { base: Float64Array.of(7) }));
    expect(second.revision).not.toBe(first.revision);
    expect(unwrap(await customers.current())).toEqual(second);
    expect(unwrap(await customers.part('base'))).toEqual(Float64Array.of(7));
    expect(unwrap(await customers.part('notes'))).toBeUndefined();
    expect(unwrap(await customers.erase())).toEqual(second);
    expect(unwrap(await customers.part('base'))).toBeUndefined();
    storage.close();
  });
});

test('a part larger than a browser stores as one value is kept and read again', async () => {
  const { customers, close } = await inIndexedDb();
  // 144 MB, as two million purchases have.
  const amounts = new Float64Array(18_000_000);
  for (let i = 0; i < amounts.length; i += 1000) amounts[i] = i;
  unwrap(await customers.save(1, { purchases: { amounts, count: 1 } }));
  const read = unwrap(await customers.part('purchases')) as { amounts: Float64Array; count: number };
  expect([read.count, read.amounts.length]).toEqual([1, amounts.length]);
  expect(read.amounts.every((amount, i) => amount === amounts[i])).toBe(true);
  unwrap(await customers.erase());
  expect(unwrap(await customers.part('purchases/0'))).toBeUndefined();
  close();
});

test('a set that does not fit the disk leaves the one before whole', async () => {
  await fillDisk();
  const { customers, close } = await inIndexedDb();
  const first = unwrap(await customers.save(1, { base: new Float64Array(1000).fill(1), notes: 'old' }));
  const large = { notes: 'new', base: new Float64Array(4 * 1024 * 1024) };
  expect(failureOf(await customers.save(9, large))).toBe('storage-full');
  expect(unwrap(await customers.current())).toEqual(first);
  expect(unwrap(await customers.part('notes'))).toBe('old');
  expect(unwrap(await customers.part('base'))).toEqual(new Float64Array(1000).fill(1));
  close();
});
