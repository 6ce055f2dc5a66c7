import { expect, inject, test } from 'vitest';
import manifest from '../../models/manifest.json' with { type: 'json' };
import { measureBrowser } from '../../src/cli/measure-browser.ts';
import type { Manifest } from '../../src/t5/manifest.ts';
import { unwrap } from '../storage/samples.ts';
import { examplePersonas } from '../studio/support/example-personas.ts';

/** What this browser, without a graphics processor, takes of it. */
const listed: Manifest = manifest;

test('the bench measures load, writing and learning on the built page', { timeout: 300_000 }, async () => {
  const [persona] = examplePersonas;
  if (persona === undefined) throw new Error('no persona');
  const address = inject('address');
  const sections = unwrap(await measureBrowser({ address, persona, runs: 2, steps: 4 }));
  expect(sections.map(({ title }) => title.split(' ')[0])).toEqual(['load', 'write', 'learn']);
  const [load, write, learn] = sections.map(({ rows }) => new Map(rows.map((row) => [row.what, row.value])));
  const value = (rows: ReadonlyMap<string, number> | undefined, what: string) =>
    rows?.get(what) ?? Number.NaN;

  expect(value(load, 'from files to ready')).toBeGreaterThan(0);
  expect(value(load, 'from the address to ready')).toBeGreaterThan(value(load, 'from files to ready'));
  // The model with the persona files beside it, ONNX Runtime, and the pages with their three workers.
  const { light = listed.default } = listed;
  const model = listed.models.find(({ id }) => id === light);
  expect(value(load, 'of which the model')).toBeCloseTo((model?.downloadBytes ?? 0) / 1e6, 1);
  expect(value(load, 'downloaded')).toBeGreaterThan(
    value(load, 'of which the model') + value(load, 'of which ONNX Runtime'),
  );
  const page =
    value(load, 'downloaded') - value(load, 'of which the model') - value(load, 'of which ONNX Runtime');
  expect(page).toBeLessThan(1.8);
  expect(value(load, 'downloaded')).toBeLessThan(27);
  for (const request of ['1 candidate', '8 candidates', 'a round (4 offers out of 16)']) {
    expect(value(write, `tokens a second, ${request}`), request).toBeGreaterThan(1);
    expect(value(write, `from prompt to texts, ${request}`), request).toBeGreaterThan(
      value(write, `encoding the prompt, ${request}`),
    );
  }
  expect(value(learn, 'steps')).toBe(4);
  expect(value(learn, 'a learning step')).toBeGreaterThan(0);
  expect(value(learn, 'learning from 8 verdicts, with its checks')).toBeGreaterThan(
    4 * value(learn, 'a learning step') * 0.5,
  );
  for (const { rows, note } of sections) {
    const peak = rows.find(({ what }) => what === 'peak memory of the renderer');
    if (process.platform === 'linux') expect(peak?.value).toBeGreaterThan(50);
    else expect(note).toContain('/proc');
  }
});
