import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptComparisons } from '../../src/cli/kept-comparisons.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-comparisons-'));
});
afterAll(() => rm(folder, { recursive: true }));

const comparison = { prompt: 'p', sameText: true, error: 0.5 };

test('what was compared is found again, of the same weights and the same prompt alone', async () => {
  const file = path.join(folder, 'kept.json');
  const kept = await keptComparisons(file, 'a');
  await kept.add(3, comparison);
  await kept.flush();
  expect((await keptComparisons(file, 'a')).find(3, 'p')).toEqual(comparison);
  expect((await keptComparisons(file, 'a')).find(3, 'q')).toBeUndefined();
  expect((await keptComparisons(file, 'b')).find(3, 'p')).toBeUndefined();
  expect((await keptComparisons(file, 'a', true)).find(3, 'p')).toBeUndefined();
});

test.each(['', '{"key":"a"', 'null', '{"key":"a","comparisons":[1]}', '{"key":"a","comparisons":[[3,{}]]}'])(
  'a damaged file counts as none: %s',
  async (content) => {
    const file = path.join(folder, 'damaged.json');
    await writeFile(file, content);
    expect((await keptComparisons(file, 'a')).find(3, 'p')).toBeUndefined();
  },
);
