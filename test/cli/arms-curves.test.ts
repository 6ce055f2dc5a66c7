import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawArmCurves } from '../../src/cli/arms-curves.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-curves-'));
  const curves: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
    'supervised-1': [
      [250, 9],
      [250, 2],
      [500, 1],
    ],
    'supervised-2': [
      [250, 4],
      [500, 1],
    ],
    // Still under way: what it has no value for is not drawn.
    'contrastive-1': [
      [250, 3],
      [500, 2],
    ],
    'contrastive-2': [[250, 3]],
  };
  for (const [name, points] of Object.entries(curves)) {
    const lines = points.flatMap(([step, generative]) => [
      { step, total: 7 },
      { step, validation: { generative, contrastive: 1 } },
    ]);
    await mkdir(path.join(folder, 'work', name), { recursive: true });
    await writeFile(
      path.join(folder, 'work', name, 'curve.jsonl'),
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('curves are means over the seeds with their range; a repeated step counts once, a missing arm not at all', async () => {
  const picture = await readFile(await drawArmCurves(folder, [1, 2]), 'utf8');
  const [, writing = ''] = picture.split('<g transform');
  expect(writing).toContain('>supervised<');
  expect(writing).toContain('>contrastive<');
  expect(picture).not.toContain('preference');
  // Ranges at 250 (2 to 4) and at 500 of supervised, and at 250 of contrastive.
  expect(writing.match(/class="bar"/g)).toHaveLength(3);
  // The scale ends at the largest value that counts, not at the 9 that was written over.
  expect(writing).toContain('>4.0<');
  expect(writing).not.toContain('>9.0<');
});
