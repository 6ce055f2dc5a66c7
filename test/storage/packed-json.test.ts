import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packJson, unpackJson } from '../../src/storage/packed-json.ts';

test('any JSON value comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      // -0 is no JSON.
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(await unpackJson(await packJson(plain))).toEqual(plain);
    }),
    { numRuns: 100 },
  );
});

test('what repeats itself takes little room', async () => {
  const people = Array.from({ length: 500 }, (_, i) => ({
    id: `C${i}`,
    segment: 'Premium VIP',
    drivers: ['x'],
  }));
  const { gzip } = await packJson(people);
  expect(gzip.length).toBeLessThan(JSON.stringify(people).length / 8);
});

test('what was not packed here is refused', async () => {
  await expect(unpackJson({ gzip: Uint8Array.of(1, 2, 3) })).rejects.toThrow();
});
