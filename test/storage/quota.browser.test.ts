import { expect, test } from 'vitest';
import { fillDisk, freeDisk, storagePlaces } from './places.ts';
import { adapterOf, failureOf, persona, unwrap } from './samples.ts';

const { inIndexedDb } = storagePlaces('quota-test');

test('a full disk is a failure with a name, loses nothing, and is over when there is room again', async () => {
  await fillDisk();
  const storage = await inIndexedDb();
  const saved = unwrap(await storage.savePersona(persona));
  const first = unwrap(await storage.saveAdapter(adapterOf('tiny', 1, 256 * 1024)));

  expect(failureOf(await storage.saveAdapter(adapterOf('tiny', 2, 4 * 1024 * 1024)))).toBe('storage-full');
  expect(unwrap(await storage.personas())).toEqual([saved]);
  expect(unwrap(await storage.adapters('tiny'))).toEqual([first]);
  const current = unwrap(await storage.currentAdapter('tiny'));
  expect(current?.version).toBe(1);
  expect(current?.tensors[0]?.data.length).toBe(256 * 1024);

  await freeDisk();
  expect(unwrap(await storage.saveAdapter(adapterOf('tiny', 2, 4 * 1024 * 1024))).version).toBe(2);
  storage.close();
});
