import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCheckpoint, saveCheckpoint } from '../../src/training/node-checkpoint.ts';
import type { TrainingState } from '../../src/training/trainer.ts';
import { failureOf, unwrap } from '../storage/samples.ts';

const settings = { seed: 1, rate: 0.001 };
const state: TrainingState = {
  parameters: Float32Array.of(1, -2, 3e-8),
  m: Float32Array.of(0.5, 0, -0),
  v: Float32Array.of(1e-30, 2, 3),
  step: 17,
};
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-checkpoint-'));
  file = path.join(folder, 'checkpoint.bin');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('comes back bit by bit', async () => {
  await saveCheckpoint(folder, state, settings);
  expect(unwrap(await loadCheckpoint(folder, settings))).toEqual(state);
});

test('the numbers may be parts of a larger buffer', async () => {
  const large = Float32Array.of(9, 9, 1, -2, 3e-8, 9);
  await saveCheckpoint(folder, { ...state, parameters: large.subarray(2, 5) }, settings);
  expect(unwrap(await loadCheckpoint(folder, settings))).toEqual(state);
});

test('a later one takes the place of the earlier, and nothing else is left behind', async () => {
  await saveCheckpoint(folder, state, settings);
  await saveCheckpoint(folder, { ...state, step: 18 }, settings);
  expect(unwrap(await loadCheckpoint(folder, settings))?.step).toBe(18);
  expect(await readdir(folder)).toEqual(['checkpoint.bin']);
});

test('where there is none, there is none to go on from', async () => {
  expect(unwrap(await loadCheckpoint(path.join(folder, 'none'), settings))).toBeUndefined();
});

test('one that is there and cannot be read is not taken for none', async () => {
  await mkdir(file);
  expect(failureOf(await loadCheckpoint(folder, settings))).toBe('checkpoint-unreadable');
});

test('a reader that only wants the numbers need not know the settings', async () => {
  await saveCheckpoint(folder, state, settings);
  expect(unwrap(await loadCheckpoint(folder))).toEqual(state);
});

test('saving makes the folder', async () => {
  const inner = path.join(folder, 'a', 'b');
  await saveCheckpoint(inner, state, settings);
  expect(unwrap(await loadCheckpoint(inner, settings))).toEqual(state);
});

test('one of a training with other settings is refused, and stays', async () => {
  await saveCheckpoint(folder, state, settings);
  expect(failureOf(await loadCheckpoint(folder, { ...settings, rate: 0.002 }))).toBe('checkpoint-other');
  expect(unwrap(await loadCheckpoint(folder, settings))).toEqual(state);
});

test('a write that was cut off leaves the one before', async () => {
  await saveCheckpoint(folder, state, settings);
  await writeFile(`${file}.part`, 'half');
  expect(unwrap(await loadCheckpoint(folder, settings))).toEqual(state);
});

test.each([
  ['cut off at its end', (bytes: Buffer) => bytes.subarray(0, -1)],
  ['cut off in its header', (bytes: Buffer) => bytes.subarray(0, 12)],
  ['with a byte too many', (bytes: Buffer) => Buffer.concat([bytes, Buffer.of(0)])],
  ['empty', () => Buffer.alloc(0)],
  ['of zeros', (bytes: Buffer) => Buffer.alloc(bytes.length)],
  ['of text', () => Buffer.from('not a checkpoint at all')],
  ['whose header is no object', () => Buffer.concat([Buffer.of(4, 0, 0, 0), Buffer.from('null')])],
  ['without a step', () => withHeader({ size: 0, settings })],
  ['of a negative size', () => withHeader({ step: 1, size: -1, settings })],
])('one %s is named as damaged', async (_, damage) => {
  await saveCheckpoint(folder, state, settings);
  await writeFile(file, damage(await readFile(file)));
  expect(failureOf(await loadCheckpoint(folder, settings))).toBe('checkpoint-invalid');
});

function withHeader(header: object): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text]);
}
