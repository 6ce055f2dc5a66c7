import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

/** `npm run train`, its model and its checkpoints under a name; at the first such words `until` cuts its power. */
function train(name: string, until?: string) {
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', path.join(root, 'src/cli/train.ts'), ...TINY],
      ...['--out', path.join(folder, name, 'model'), '--work', path.join(folder, name, 'work')],
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

  const cut = await train('cut', 'held-out personas');
  expect(cut.signal).toBe('SIGKILL');
  expect(await readdir(path.join(folder, 'cut'))).toEqual(['work']);
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
});

async function checkpoint(name: string): Promise<TrainingState> {
  const loaded = unwrap(await loadCheckpoint(path.join(folder, name, 'work')));
  if (loaded === undefined) throw new Error(`${name} left no checkpoint`);
  return loaded;
}

/** Said as one word, since a list of every number that differs would help nobody. */
function same(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
