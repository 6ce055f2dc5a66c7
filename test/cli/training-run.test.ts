import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { armModel, trainingPlan } from '../../src/cli/arms-training.ts';
import { runTraining, type TrainingPlan } from '../../src/cli/training-run.ts';
import { createRandom } from '../../src/domain/random.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { initialWeights } from '../../src/training/initial-weights.ts';
import { unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';

let folder = '';
let runtime: Runtime;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-training-'));
  runtime = unwrap(await openNative());
});
afterAll(async () => {
  await runtime.dispose();
  await rm(folder, { recursive: true, force: true });
});

it('an interrupted training goes on from its checkpoint to the weights of one that was not', {
  timeout: 120_000,
}, async () => {
  const settings = {
    ...{ steps: 3, warmSteps: 0, batch: 4, personas: 16, rate: 0.002, temperature: 0.1 },
    ...{ inBatchNegatives: true, width: 64, feedForward: 64, layers: 1 },
  };
  const model = unwrap(armModel(settings, { vocabulary: 600, corpus: 40 }));
  const plan = (out: string): TrainingPlan => {
    const made = trainingPlan(
      { model, settings, out },
      {
        ...{ name: 'run', seed: 1, rows: 'paper', steps: 3, loss: { lambda: 0.5, temperature: 0.1 } },
        start: () => initialWeights(model.config, model.layout, createRandom(1)),
      },
    );
    return { ...made, validation: { ...made.validation, every: 1, batches: 1 } };
  };
  const silent = () => undefined;
  const whole = unwrap(await runTraining(runtime, plan(path.join(folder, 'whole')), silent));

  const interrupted = plan(path.join(folder, 'interrupted'));
  const power = {
    ...interrupted,
    batch: (step: number) => {
      if (step === 2) throw new Error('the power went');
      return interrupted.batch(step);
    },
  };
  await expect(runTraining(runtime, power, silent)).rejects.toThrow('the power went');
  const lines: string[] = [];
  const resumed = await runTraining(
    runtime,
    { ...interrupted, initial: () => expect.unreachable('there is a checkpoint') },
    (line) => lines.push(line),
  );
  expect(lines[0]).toBe('Going on after step 2.');
  expect(unwrap(resumed)).toEqual(whole);
  const curve = (out: string) => readFile(path.join(folder, out, 'work/run/curve.jsonl'), 'utf8');
  expect(await curve('interrupted')).toBe(await curve('whole'));
});
