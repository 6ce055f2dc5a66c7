import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptOutcomes } from '../../src/cli/kept-outcomes.ts';
import { type OnDeviceOptions, onDevice } from '../../src/cli/on-device.ts';
import { measurementKey, withVerdicts } from '../../src/cli/on-device-run.ts';
import { onDeviceTables } from '../../src/cli/on-device-tables.ts';
import { EngineHost } from '../../src/service/engine-host.ts';
import { unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';
import { tinyModels } from '../support/tiny-model.ts';

let folder = '';
let host: EngineHost;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-on-device-'));
  const models = await tinyModels();
  host = new EngineHost({ openRuntime: openNative, models: () => models });
  unwrap(await host.start({}, () => {}));
});
afterAll(async () => {
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});

function measure(options: Partial<OnDeviceOptions>) {
  const engine = host.current?.engine;
  if (!engine) throw new Error('no engine');
  return onDevice(engine, { people: 2, seeds: [1], arms: ['none'], ...options });
}

/** As after five rounds; the model plays no part. */
const outcome = (last: number) => ({ shares: [0.25, 0.5, 0.5, 0.75, last], learned: 0, rolledBack: 0 });

test('what a person made of an arm is kept, and not measured again', { timeout: 120_000 }, async () => {
  const kept = keptOutcomes(path.join(folder, 'resumed'));
  const first = await measure({ people: 1, kept });
  expect(await measure({ people: 1, kept })).toEqual(first);
  // A doctored outcome shows that the second run reads what the first has kept.
  await kept.keep(0, 1, { none: outcome(1) });
  const arms = ['none', 'rank'] as const;
  const again = await measure({ people: 1, kept, arms });
  expect(again.arms.none?.['0']?.mean).toBe(0.25);
  expect(again.arms.none?.['32']?.mean).toBe(1);
  expect(Object.keys(await kept.find(0, 1))).toEqual(['none', 'rank']);
  const fresh = await measure({ people: 1, kept: keptOutcomes(path.join(folder, 'resumed'), true) });
  expect(fresh.arms).toEqual(first.arms);
});

test('parts share the people, and the whole gathers them', { timeout: 120_000 }, async () => {
  const where = path.join(folder, 'parts');
  const kept = keptOutcomes(where);
  const one = await measure({ kept, part: { index: 0, of: 2 } });
  expect(one.people).toBe(1);
  expect(await readdir(where)).toEqual(['seed-1-person-0.json']);
  await kept.keep(1, 1, { none: outcome(1) });
  const both = await measure({ kept });
  expect(both.people).toBe(2);
  expect(both.arms.none?.['16']?.mean).toBe(((one.arms.none?.['16']?.mean ?? 0) + 0.75) / 2);
});

test('a damaged file counts as none', async () => {
  const where = path.join(folder, 'damaged');
  const kept = keptOutcomes(where);
  await kept.keep(0, 1, { none: outcome(0.5) });
  expect(await kept.find(0, 1)).toEqual({ none: outcome(0.5) });
  for (const text of ['{"none":', '{"none":{"shares":"many"}}', '[]']) {
    await writeFile(path.join(where, 'seed-1-person-0.json'), text);
    expect(await kept.find(0, 1)).toEqual({});
  }
});

test('the key tells models and settings apart', () => {
  const model = { hash: 'a', catalogue: { offers: 1 }, replay: [] };
  const key = measurementKey(model);
  expect(measurementKey({ ...model })).toBe(key);
  expect(measurementKey(model, { settings: { steps: 24 } })).toBe(key);
  const others = [
    measurementKey({ ...model, hash: 'b' }),
    measurementKey({ ...model, catalogue: { offers: 2 } }),
    measurementKey({ ...model, replay: [1] }),
    measurementKey(model, { settings: { steps: 25 } }),
    measurementKey(model, { judgedWeight: 2 }),
    measurementKey(model, { taste: 'halves' }),
    measurementKey(model, { split: 'validation' }),
  ];
  expect(new Set([key, ...others]).size).toBe(1 + others.length);
});

test('verdicts are told newest first, and none is made up for an offer that was refused', () => {
  const first = withVerdicts({ accepted: [], rejected: [] }, ['a', 'b', '', 'c'], [true, false, false, true]);
  expect(first).toEqual({ accepted: ['c', 'a'], rejected: ['b'] });
  expect(withVerdicts(first, ['', 'd'], [false, false])).toEqual({
    accepted: ['c', 'a'],
    rejected: ['d', 'b'],
  });
});

test('an arm that learns tells what others lost and how often it was rolled back', () => {
  const estimate = { mean: 0.5, low: 0.25, high: 0.75 };
  const table = onDeviceTables({
    people: 2,
    seeds: [1, 2],
    taste: 'contrary',
    split: 'test',
    arms: { none: { 0: estimate, 16: estimate }, all: { 0: estimate, 16: { mean: 0.9, low: 0.8, high: 1 } } },
    forgetting: { all: { mean: 0.4, low: -0.1, high: 1.25 } },
    rounds: { all: { learned: 40, rolledBack: 5, peopleRolledBack: 1 } },
  });
  expect(table).toMatch(/\| \(a\) no learning +\| +50\.0% \(25% to 75%\) \| +50\.0% \(25% to 75%\) \|/);
  expect(table).toMatch(/\| \(h\) fine-tuned, prompt and ranked +\|.*90\.0% \(80% to 100%\) \|/);
  expect(table).toMatch(
    /\| \(h\) fine-tuned, prompt and ranked \| 0\.40 \(-0\.10 to 1\.25\) \| +5 of 40 \| 50\.0% \(9\.5% to 90\.5%\) \|/,
  );
});
