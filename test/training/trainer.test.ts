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

function trainerFrom(state: TrainingState, scaledRates = false): Promise<Trainer> {
  const shapes = expectedT5Tensors(config);
  const trained = { mode: 'full' } as const;
  const options = { config, shapes, sizes: SIZES, trained, scaledRates, purpose: 'step' } as const;
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

test('scaled rates move each tensor by its share, and follow it from one checkpoint to the next', async () => {
  const optimiser = { ...OPTIMISER, weightDecay: 0 };
  const moved = async (scaled: boolean) => {
    const trainer = await trainerFrom(initialState(parameters), scaled);
    await trainer.step(batchOf(200), LOSS, optimiser);
    const { layout } = trainer;
    const after = await trainer.read();
    await trainer.dispose();
    return { layout, change: after.parameters.map((value, i) => value - (parameters[i] ?? 0)) };
  };
  const plain = await moved(false);
  const scaled = await moved(true);
  for (const { name, offset, size } of plain.layout.entries) {
    const part = (values: Float32Array) => values.slice(offset, offset + size);
    const squares = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0);
    const share = Math.max(1e-3, Math.sqrt(squares(part(parameters)) / size));
    const ratio = Math.sqrt(squares(part(scaled.change)) / squares(part(plain.change)));
    expect(ratio / share, name).toBeCloseTo(1, 2);
  }
});

test('a trainer also takes batches of other sizes, on the same parameters', async () => {
  const longer = { ...SIZES, promptLength: SIZES.promptLength + 24 };
  const examples = tinyExamples(SIZES.batch, 200).map((example) => tokenise(example, tokenizer));
  const padded = makeBatch(examples, longer, { ...config, inBatchNegatives: true });
  const [short, long] = [
    await trainerFrom(initialState(parameters)),
    await trainerFrom(initialState(parameters)),
  ];
  await expect(long.step(padded, LOSS, OPTIMISER)).rejects.toThrow(RangeError);
  await long.alsoTake(longer);
  // Padding changes nothing, so both steps are one and the same.
  const expected = await short.step(batchOf(200), LOSS, OPTIMISER);
  const found = await long.step(padded, LOSS, OPTIMISER);
  expect(found.total).toBeCloseTo(expected.total, 4);
  expect(found.gradientNorm).toBeCloseTo(expected.gradientNorm, 3);
  const [a, b] = [await short.read(), await long.read()];
  const worst = a.parameters.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (b.parameters[i] ?? 0))),
    0,
  );
  expect(worst).toBeLessThan(2 * OPTIMISER.learningRate);
  await short.dispose();
  await long.dispose();
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
