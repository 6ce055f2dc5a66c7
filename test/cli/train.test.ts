import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadModelFolder } from '../../src/t5/model-folder.ts';
import { nodeSource } from '../../src/t5/node-source.ts';
import { loadCheckpoint } from '../../src/training/node-checkpoint.ts';
import type { TrainingState } from '../../src/training/trainer.ts';
import { unwrap } from '../storage/samples.ts';

const root = path.join(import.meta.dirname, '../..');
const STEPS = 12;
const EVERY = 4;
const TINY = [
  ...[
    '--steps',
    String(STEPS),
    '--every',
    String(EVERY),
    '--batch',
    '8',
    '--personas',
    '64',
    '--rate',
    '0.05',
    '--seed',
    '3',
  ],
  ...['--align-steps', '3', '--width', '64', '--feed-forward', '64'],
  ...['--encoder-layers', '1', '--decoder-layers', '1'],
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-train-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Run {
  /** Words at whose first appearance the power is cut. */
  readonly until?: string;
  /** Arguments in place of, or besides, the tiny model's. */
  readonly more?: readonly string[];
}

/** `npm run train`, its model and its checkpoints under a name. */
function train(name: string, { until, more = [] }: Run = {}) {
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', path.join(root, 'src/cli/train.ts'), ...TINY],
      ...['--out', path.join(folder, name, 'model'), '--work', path.join(folder, name, 'work')],
      ...more,
    ],
    // A test that is given up ends what it has started.
    { cwd: root, timeout: 200_000 },
  );
  let output = '';
  const hear = (text: string) => {
    output += text;
    if (until !== undefined && output.includes(until)) child.kill('SIGKILL');
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  return new Promise<{ code: number | null; signal: string | null; output: string }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, output })),
  );
}

test('a training whose power is cut goes on from its checkpoint, to the weights of one that ran through', {
  timeout: 240_000,
}, async () => {
  const whole = await train('whole');
  expect(whole).toMatchObject({ code: 0, output: expect.stringContaining('listed in the manifest') });

  const cut = await train('cut', { until: 'held-out personas' });
  expect(cut.signal).toBe('SIGKILL');
  expect(await readdir(path.join(folder, 'cut/model'))).toEqual([]);
  const left = await checkpoint('cut');

  const resumed = await train('cut');
  expect(resumed.code).toBe(0);
  expect(resumed.output).toContain(`Going on after step ${left.step}.`);
  expect([EVERY, 2 * EVERY]).toContain(left.step);

  const [ends, end] = [await checkpoint('cut'), await checkpoint('whole')];
  for (const numbers of ['parameters', 'm', 'v'] as const) {
    expect(same(ends[numbers], end[numbers]), numbers).toBe(true);
    // It was not over when the power went.
    expect(same(left[numbers], end[numbers]), numbers).toBe(false);
  }
  for (const name of ['model.safetensors', 'tokenizer.json', 'config.json']) {
    const [one, other] = await Promise.all(
      ['cut', 'whole'].map((run) => readFile(path.join(folder, run, 'model', name))),
    );
    expect(one?.length, name).toBeGreaterThan(100);
    expect(other !== undefined && one?.equals(other), name).toBe(true);
  }

  const picture = await readFile(path.join(folder, 'cut/model/curves.svg'), 'utf8');
  expect(picture).toContain('Loss of writing, on held-out customers');

  // A larger model starts where it ended, and is stored on a coarse grid, packed.
  const grow = ['--grow', path.join(folder, 'whole/model'), '--width', '128', '--feed-forward', '128'];
  const larger = await train('larger', {
    more: [...grow, '--steps', '1', '--grid', '0.1', '--rate', '1e-7'],
  });
  expect(larger, larger.output).toMatchObject({ code: 0 });
  expect(await readdir(path.join(folder, 'larger/model'))).toContain('model.safetensors.gzip');
  const known = unwrap(await loadModelFolder(nodeSource(path.join(folder, 'whole/model'))));
  const grown = unwrap(await loadModelFolder(nodeSource(path.join(folder, 'larger/model'))));
  expect(grown.config).toMatchObject({ dModel: 128, numHeads: 2, dFf: 128, numLayers: 1 });
  expect(grown.tokenizerJson).toEqual(known.tokenizerJson);
  // But for the rounding of the stored weights that it started from.
  expect(heldOut(larger.output)).toBeCloseTo(heldOut(whole.output), 2);
});

/** The last loss on held-out personas that a training reported. */
function heldOut(output: string): number {
  const losses = [...output.matchAll(/held-out personas: writing ([\d.]+)/g)];
  return Number(losses.at(-1)?.[1]);
}

async function checkpoint(name: string): Promise<TrainingState> {
  const loaded = unwrap(await loadCheckpoint(path.join(folder, name, 'work')));
  if (loaded === undefined) throw new Error(`${name} left no checkpoint`);
  return loaded;
}

/** Said as one word, since a list of every number that differs would help nobody. */
function same(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

test('what could not be written at the end is refused before the first step', {
  timeout: 60_000,
}, async () => {
  await writeFile(path.join(folder, 'file'), '');
  for (const option of ['--out', '--work']) {
    const refused = await train('refused', { more: [option, path.join(folder, 'file/below')] });
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/^Could not write to ".*file.below": .* Name another folder with /);
    expect(refused.output).toContain(`with ${option}.`);
    expect(refused.output).not.toContain('million parameters');
  }
  const manifest = path.join(folder, 'listed/manifest.json');
  await mkdir(path.dirname(manifest));
  await writeFile(manifest, '{"models": "cut off');
  const refused = await train('listed');
  expect(refused).toMatchObject({
    code: 1,
    output: expect.stringContaining(`In ${path.dirname(manifest)}: `),
  });
  expect(await readFile(manifest, 'utf8')).toBe('{"models": "cut off');
});
