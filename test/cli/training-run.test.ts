import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ArmLoss, type ArmModel, armModel, trainingPlan } from '../../src/cli/arms-training.ts';
import { runTraining, type TrainingPlan } from '../../src/cli/training-run.ts';
import { createRandom } from '../../src/domain/random.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { initialWeights } from '../../src/training/initial-weights.ts';
import { unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';

let folder = '';
let runtime: Runtime;
let model: ArmModel | undefined;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-training-'));
  runtime = unwrap(await openNative());
});
afterAll(async () => {
  await runtime.dispose();
  await rm(folder, { recursive: true, force: true });
});

const SETTINGS = {
  ...{ steps: 3, warmSteps: 0, batch: 4, personas: 16, rate: 0.002, temperature: 0.1 },
  ...{ inBatchNegatives: true, width: 64, feedForward: 64, layers: 1 },
};
const silent = () => undefined;

/** Three steps of a tiny model, from the same start whatever the loss. */
function plan(name: string, loss: ArmLoss = { lambda: 0.5, temperature: 0.1 }): TrainingPlan {
  model ??= unwrap(armModel(SETTINGS, { vocabulary: 600, corpus: 40 }));
  const { config, layout } = model;
  const made = trainingPlan(
    { model, settings: SETTINGS, out: path.join(folder, name) },
    {
      ...{ name: 'run', seed: 1, rows: 'paper', steps: 3, loss },
      start: () => initialWeights(config, layout, createRandom(1)),
    },
  );
  return { ...made, validation: { ...made.validation, every: 1, batches: 1 } };
}

const curve = (name: string) => readFile(path.join(folder, name, 'work/run/curve.jsonl'), 'utf8');

/** What each step said, without the validations between them. */
async function steps(name: string): Promise<readonly Record<string, number>[]> {
  const lines = (await curve(name)).trim().split('\n');
  return lines.map((line) => JSON.parse(line)).filter((entry) => !('validation' in entry));
}

it('an interrupted training goes on from its checkpoint to the weights of one that was not', {
  timeout: 120_000,
}, async () => {
  const whole = unwrap(await runTraining(runtime, plan('whole'), silent));

  const interrupted = plan('interrupted');
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
  expect(await curve('interrupted')).toBe(await curve('whole'));
});

it('DPO compares with the model before training, also after an interruption: it starts at log 2', async () => {
  const dpo = { kind: 'dpo', weight: 1, beta: 0.1, margin: 0 } as const;
  const loss = { lambda: 0, temperature: 0.1, preference: dpo };
  const whole = unwrap(await runTraining(runtime, plan('dpo', loss), silent));
  const preference = (await steps('dpo')).map((entry) => entry.preference ?? Number.NaN);
  // Nothing is likelier than it was before the first step.
  expect(preference[0]).toBeCloseTo(Math.LN2, 5);
  expect(preference[2]).not.toBeCloseTo(Math.LN2, 3);

  const cut = plan('cut', loss);
  const power = {
    ...cut,
    batch: (step: number) => {
      if (step === 2) throw new Error('the power went');
      return cut.batch(step);
    },
  };
  await expect(runTraining(runtime, power, silent)).rejects.toThrow('the power went');
  expect(unwrap(await runTraining(runtime, cut, silent))).toEqual(whole);
  expect(await curve('cut')).toBe(await curve('dpo'));
  const sizes = { ...cut.sizes, promptLength: cut.sizes.promptLength + 8 };
  await expect(runTraining(runtime, { ...plan('sizes', loss), otherSizes: [sizes] }, silent)).rejects.toThrow(
    'batches of one size alone',
  );
});

it('a queue adds negatives from the second step on', async () => {
  const still = (name: string, queue: { readonly queue?: number }) => ({
    ...plan(name, { lambda: 0.5, temperature: 0.1, ...queue }),
    learningRate: () => 0,
  });
  unwrap(await runTraining(runtime, still('without', {}), silent));
  unwrap(await runTraining(runtime, still('queue', { queue: 24 }), silent));
  const [without, queue] = [await steps('without'), await steps('queue')];
  expect(queue[0]?.contrastive).toBeCloseTo(without[0]?.contrastive ?? Number.NaN, 5);
  for (const step of [1, 2]) {
    expect(queue[step]?.contrastive).toBeGreaterThan((without[step]?.contrastive ?? Number.NaN) + 0.1);
  }
});
