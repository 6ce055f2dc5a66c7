import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { expectedT5Tensors } from '../../src/t5/expected-tensors.ts';
import { createTokenizer } from '../../src/t5/tokenizer.ts';
import { makeBatch } from '../../src/training/batch.ts';
import { tokenise } from '../../src/training/example-tokens.ts';
import { loadCheckpoint, saveCheckpoint } from '../../src/training/node-checkpoint.ts';
import { initialState, type StepLosses, Trainer, type TrainingState } from '../../src/training/trainer.ts';
import { unwrap } from '../storage/samples.ts';
import { tinyExamples, tinyParameters, tinyTokenizer } from '../support/tiny-model.ts';

const SIZES = { batch: 4, promptLength: 56, accepted: 2, rejected: 2, offerLength: 24 };
const LOSS = { lambda: 0.5, temperature: 0.1, denominator: 'standard' } as const;
const OPTIMISER = { learningRate: 3e-3, weightDecay: 0.01, maxGradientNorm: 1 };

const { config, parameters } = tinyParameters();
const { tokenizerJson, tokenizerConfig } = tinyTokenizer();
const tokenizer = unwrap(createTokenizer(tokenizerJson, tokenizerConfig, config));
const batchOf = (start: number) =>
  makeBatch(
    tinyExamples(SIZES.batch, start).map((example) => tokenise(example, tokenizer)),
    SIZES,
    { ...config, inBatchNegatives: true },
  );

let runtime: Runtime;

beforeAll(async () => {
  runtime = unwrap(await openNodeRuntime('cpu', 1));
});

afterAll(async () => {
  await runtime.dispose();
});

function trainerFrom(state: TrainingState): Promise<Trainer> {
  const shapes = expectedT5Tensors(config);
  const options = { config, shapes, sizes: SIZES, trained: { mode: 'full' }, purpose: 'step' } as const;
  return Trainer.create(runtime, options, {}, state);
}

test('a training that was stopped and taken up again is the one that never stopped', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'offersmith-resume-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const batches = [0, 1, 2, 3].map((step) => batchOf(200 + step * SIZES.batch));

  const straight = await trainerFrom(initialState(parameters));
  const losses: number[] = [];
  for (const batch of batches) losses.push((await straight.step(batch, LOSS, OPTIMISER)).total);
  const expected = await straight.read();
  await straight.dispose();

  const first = await trainerFrom(initialState(parameters));
  for (const batch of batches.slice(0, 2)) await first.step(batch, LOSS, OPTIMISER);
  await saveCheckpoint(folder, await first.read(), OPTIMISER);
  await first.dispose();
  const saved = unwrap(await loadCheckpoint(folder, OPTIMISER));
  expect(saved?.step).toBe(2);
  const second = await trainerFrom(saved ?? initialState(parameters));
  const resumed: number[] = [];
  for (const batch of batches.slice(2)) resumed.push((await second.step(batch, LOSS, OPTIMISER)).total);
  const found = await second.read();
  await second.dispose();

  expect(resumed).toEqual(losses.slice(2));
  expect(found.step).toBe(4);
  expect(found.parameters).toEqual(expected.parameters);
  expect(found.m).toEqual(expected.m);
  expect(found.v).toEqual(expected.v);
  // It did learn something, or the equality would say nothing.
  expect(found.parameters).not.toEqual(parameters);
});

test('thirty steps over eight examples take both parts of the loss down', async () => {
  const batches = [batchOf(300), batchOf(304)];
  const trainer = await trainerFrom(initialState(parameters));
  const losses: StepLosses[] = [];
  for (let step = 0; step < 30; step += 1) {
    const batch = batches[step % 2] ?? batchOf(300);
    losses.push(await trainer.step(batch, LOSS, OPTIMISER));
  }
  await trainer.dispose();
  const mean = (part: 'contrastive' | 'generative', from: number) =>
    ((losses[from]?.[part] ?? Number.NaN) + (losses[from + 1]?.[part] ?? Number.NaN)) / 2;
  expect(mean('generative', 28)).toBeLessThan(0.7 * mean('generative', 0));
  expect(mean('contrastive', 28)).toBeLessThan(0.7 * mean('contrastive', 0));
});

test('a state of another size is refused', async () => {
  await expect(trainerFrom(initialState(parameters.subarray(1)))).rejects.toThrow(RangeError);
  expect(runtime.counts().sessions).toBe(0);
});
