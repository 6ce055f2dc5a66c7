import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Result, success } from '../domain/result.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { T5Config } from '../t5/config.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { makeBatch, type TokenisedExample } from '../training/batch.ts';
import { Evaluator } from '../training/evaluator.ts';
import type { PreferenceKind } from '../training/losses.ts';
import { loadCheckpoint, saveCheckpoint } from '../training/node-checkpoint.ts';
import { initialState, type LossSettings, Trainer } from '../training/trainer.ts';
import type { BatchSizes } from '../training/training-graph.ts';

/** What is to be trained on, step by step, from where, and where it is kept. */
export interface TrainingPlan {
  readonly config: T5Config;
  /** Of most batches; validation has them too. */
  readonly sizes: BatchSizes;
  /** Other sizes that some batches have; each costs a session. */
  readonly otherSizes?: readonly BatchSizes[];
  readonly steps: number;
  /** Weights before the first step; asked for only where there is no checkpoint, or DPO compares with them. */
  initial(): Float32Array;
  batch(step: number): { readonly examples: readonly TokenisedExample[]; readonly sizes: BatchSizes };
  loss(step: number): LossSettings;
  /** The kind of the loss's preference part, in every step; left out where it has none. */
  readonly preference?: PreferenceKind;
  /** Embeddings of so many offers of earlier steps are negatives as well; not kept with a checkpoint. */
  readonly queue?: number;
  /** As a share of each tensor's root mean square (rate-scale.ts). */
  learningRate(step: number): number;
  /** Other people's offers count as negatives as well. */
  readonly inBatchNegatives: boolean;
  readonly validation: {
    /** At every so many steps, and at the last, the state is checkpointed and validated. */
    readonly every: number;
    readonly batches: number;
    batch(index: number): readonly TokenisedExample[];
    readonly loss: LossSettings;
  };
  /** Folder of checkpoint.bin and curve.jsonl. */
  readonly work: string;
  /** Kept with the checkpoint; a checkpoint with others is not gone on from. */
  readonly settings: unknown;
}

export interface ValidationLosses {
  readonly contrastive: number;
  readonly generative: number;
}

const REPORT_EVERY = 25;

/**
 * Trains as the plan says, and goes on from its checkpoint where there is one. Every step's losses are appended to
 * curve.jsonl; a run that stopped between two checkpoints repeats steps there. A queue of negatives begins empty again.
 *
 * @returns the trained parameters, or the failures of `loadCheckpoint`.
 */
export async function runTraining(
  runtime: Runtime,
  plan: TrainingPlan,
  report: (line: string) => void,
): Promise<Result<Float32Array>> {
  const loaded = await loadCheckpoint(plan.work, plan.settings);
  if (!loaded.ok) return loaded;
  const saved = loaded.value;
  if (saved) report(`Going on after step ${saved.step}.`);
  if (saved && saved.step >= plan.steps) return success(saved.parameters);
  const start = saved ?? initialState(plan.initial());
  const { config, sizes, steps } = plan;
  if (plan.preference === 'dpo' && (plan.otherSizes ?? []).length > 0) {
    throw new RangeError('DPO compares batches of one size alone');
  }
  const shapes = expectedT5Tensors(config);
  const graph = { config, shapes, sizes, trained: { mode: 'full' }, scaledRates: true } as const;
  const evaluator = await Evaluator.create(runtime, graph, {});
  const trainer = await Trainer.create(
    runtime,
    {
      ...graph,
      purpose: 'step',
      ...(plan.preference && { preference: plan.preference }),
      ...(plan.queue && { queue: plan.queue }),
    },
    {},
    start,
  );
  const reference =
    plan.preference === 'dpo'
      ? await Evaluator.create(runtime, { ...graph, preference: 'simpo' }, {})
      : undefined;
  const untrained = reference ? plan.initial() : undefined;
  for (const other of plan.otherSizes ?? []) await trainer.alsoTake(other);
  const options = { ...config, inBatchNegatives: plan.inBatchNegatives };

  await mkdir(plan.work, { recursive: true });
  const curve = (entry: object) =>
    appendFile(path.join(plan.work, 'curve.jsonl'), `${JSON.stringify(entry)}\n`);
  const began = performance.now();
  let smooth: number | undefined;
  for (let step = start.step; step < steps; step += 1) {
    const { examples, sizes: taken } = plan.batch(step);
    const loss = plan.loss(step);
    const batch = makeBatch(examples, taken, options);
    const before = untrained && (await reference?.evaluate(untrained, batch, loss))?.logLikelihoods;
    const taught = before ? { ...batch, reference_log_likelihoods: before } : batch;
    const losses = await trainer.step(taught, loss, {
      learningRate: plan.learningRate(step),
      weightDecay: 0,
      maxGradientNorm: 1,
    });
    smooth = smooth === undefined ? losses.total : 0.98 * smooth + 0.02 * losses.total;
    await curve({ step: step + 1, ...losses });
    if ((step + 1) % REPORT_EVERY === 0) {
      const perStep = (performance.now() - began) / 1000 / (step + 1 - start.step);
      const minutes = ((steps - step - 1) * perStep) / 60;
      report(
        `step ${step + 1}/${steps}  loss ${smooth.toFixed(3)}  writing ${losses.generative.toFixed(3)}  telling apart ${losses.contrastive.toFixed(3)}  ${perStep.toFixed(2)} s a step  ${minutes.toFixed(0)} min left`,
      );
    }
    if ((step + 1) % plan.validation.every === 0 || step + 1 === steps) {
      const state = await trainer.read();
      await saveCheckpoint(plan.work, state, plan.settings);
      const held = await validate(evaluator, state.parameters, plan);
      await curve({ step: step + 1, validation: held });
      report(
        `  held-out personas: writing ${held.generative.toFixed(4)}, telling apart ${held.contrastive.toFixed(4)}`,
      );
    }
  }
  const { parameters } = await trainer.read();
  await trainer.dispose();
  await evaluator.dispose();
  await reference?.dispose();
  return success(parameters);
}

/** Mean losses over the plan's validation batches. */
export async function validate(
  evaluator: Evaluator,
  parameters: Float32Array,
  { config, sizes, inBatchNegatives, validation }: TrainingPlan,
): Promise<ValidationLosses> {
  const totals = { contrastive: 0, generative: 0 };
  for (let i = 0; i < validation.batches; i += 1) {
    const batch = makeBatch(validation.batch(i), sizes, { ...config, inBatchNegatives });
    const result = await evaluator.evaluate(parameters, batch, validation.loss);
    totals.contrastive += result.contrastive / validation.batches;
    totals.generative += result.generative / validation.batches;
  }
  return totals;
}
