import path from 'node:path';
import { createRandom } from '../domain/random.ts';
import { type Failure, type Result, success } from '../domain/result.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { OfferEmbedding, T5Config } from '../t5/config.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { createTokenizer, type TextTokenizer } from '../t5/tokenizer.ts';
import type { TokenisedExample } from '../training/batch.ts';
import { initialWeights } from '../training/initial-weights.ts';
import type { PreferenceKind } from '../training/losses.ts';
import { BLOCKS } from '../training/model-files.ts';
import { type ParameterLayout, parameterLayout } from '../training/parameter-layout.ts';
import { cosineSchedule } from '../training/schedule.ts';
import { type TrainedTokenizer, trainTokenizer } from '../training/tokenizer-trainer.ts';
import type { PreferenceSettings } from '../training/trainer.ts';
import { armRows, POPULATION_SEED } from './arm-rows.ts';
import type { ArmSettings } from './arms-options.ts';
import { ROW_LENGTHS, rowTokens } from './row-tokens.ts';
import { smallT5 } from './small-t5.ts';
import { tokenizerMark } from './tokenizer-mark.ts';
import { trainingCorpus } from './training-corpus.ts';
import { personaRow, type TrainingRow } from './training-rows.ts';
import { runTraining, type TrainingPlan } from './training-run.ts';
import { writeModelFolder } from './write-model-folder.ts';

const INITIAL_STREAM = 10;
const WARM_UP_SHARE = 0.1;
const VALIDATE_EVERY = 250;
const VALIDATION_PERSONAS = 320;

/** What all trainings of one size share: the model's shape and its tokenizer. */
export interface ArmModel {
  readonly config: T5Config;
  readonly layout: ParameterLayout;
  readonly trainedTokenizer: TrainedTokenizer;
  readonly tokenizer: TextTokenizer;
  /** The same people of the validation split for all. */
  readonly validation: readonly TokenisedExample[];
}

/** How one training differs from others of its seed. */
export interface ArmLoss {
  readonly lambda: number;
  readonly temperature: number;
  /** Another λ for this share of the steps, from the first on. */
  readonly earlier?: { readonly lambda: number; readonly share: number };
  readonly preference?: PreferenceSettings & { readonly kind: PreferenceKind };
  /** Contrast with a person's own rejected offers alone, whatever the settings say. */
  readonly ownNegatives?: true;
  /** What an offer's place is made of; the mean of the decoder's states where left out. */
  readonly offerEmbedding?: OfferEmbedding;
  /** So many offers of earlier steps are everybody's negatives as well. */
  readonly queue?: number;
  /** Negatives alone in the denominator, as the paper prints it. */
  readonly denominator?: 'paper';
}

/** One training of a seed: from `start`, on the paper's rows or on those of the warm-up. */
export interface ArmTraining {
  /** Of its model folder, and of its folder in work/. */
  readonly name: string;
  readonly seed: number;
  readonly rows: 'paper' | 'warmUp';
  readonly steps: number;
  readonly loss: ArmLoss;
  /** Weights before the first step; asked for only where there is no checkpoint, or DPO compares with them. */
  start(): Float32Array;
}

export interface ArmsPlace {
  readonly runtime: Runtime;
  readonly model: ArmModel;
  readonly settings: ArmSettings;
  readonly out: string;
  readonly report: (line: string) => void;
}

/** @param sizes of the tokenizer; those of `npm run train` when left out. */
export function armModel(
  settings: ArmSettings,
  sizes: { readonly vocabulary?: number; readonly corpus?: number } = {},
): Result<ArmModel> {
  const { vocabulary = 4096, corpus } = sizes;
  const config = smallT5({
    width: settings.width,
    feedForward: settings.feedForward,
    encoderLayers: settings.layers,
    decoderLayers: settings.layers,
    vocabulary,
  });
  const trainedTokenizer = trainTokenizer(trainingCorpus(POPULATION_SEED, corpus), {
    vocabularySize: vocabulary,
  });
  const { tokenizerJson, tokenizerConfig } = trainedTokenizer;
  const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig, config);
  if (!tokenizer.ok) return tokenizer;
  const layout = parameterLayout(expectedT5Tensors(config));
  const validation = Array.from({ length: VALIDATION_PERSONAS }, (_, index) =>
    rowTokens(personaRow({ seed: POPULATION_SEED, split: 'validation', index, visit: 0 }), tokenizer.value),
  );
  return success({ config, layout, trainedTokenizer, tokenizer: tokenizer.value, validation });
}

/**
 * The common start of a seed's arms: fresh weights, then supervised steps on copy for rewards and lists of products,
 * tasks that neither arm is compared in. Written as the model `base-<seed>`.
 */
export function trainBase(place: ArmsPlace, seed: number): Promise<Result<Float32Array>> {
  const { config, layout } = place.model;
  const { warmSteps, temperature } = place.settings;
  return trainArm(place, {
    name: `base-${seed}`,
    seed,
    rows: 'warmUp',
    steps: warmSteps,
    loss: { lambda: 0, temperature },
    start: () => initialWeights(config, layout, createRandom(seed, INITIAL_STREAM)),
  });
}

/** Trains one arm, or goes on with it, and writes its model folder. @returns its parameters. */
export async function trainArm(place: ArmsPlace, training: ArmTraining): Promise<Result<Float32Array>> {
  const { model, out } = place;
  place.report(`${training.name}: ${training.steps} steps, ${lossWords(training.loss)}`);
  const parameters =
    training.steps === 0
      ? success(training.start())
      : await runTraining(place.runtime, trainingPlan(place, training), place.report);
  if (!parameters.ok) return inOtherFolder(parameters.failures, out);
  await writeModelFolder(path.join(out, training.name), {
    config: configOf(model, training.loss),
    tokenizer: model.trainedTokenizer,
    layout: model.layout,
    parameters: parameters.value,
    storing: BLOCKS,
    seed: POPULATION_SEED,
  });
  return parameters;
}

/** The plan of one training; everything that `loss`, `rows` and `start` do not name is the same for all of a seed. */
export function trainingPlan(
  { model, settings, out }: Pick<ArmsPlace, 'model' | 'settings' | 'out'>,
  { name, seed, rows, steps, loss, start }: ArmTraining,
): TrainingPlan {
  const { batch, personas, rate, inBatchNegatives } = settings;
  const sizes = { ...ROW_LENGTHS, batch, accepted: 3, rejected: 3 };
  const all = armRows({ seed, personas, batch });
  const tokens = (row: TrainingRow) => rowTokens(row, model.tokenizer);
  const warmup = Math.ceil(WARM_UP_SHARE * steps);
  return {
    config: configOf(model, loss),
    sizes,
    steps,
    initial: start,
    batch: (step) => ({ examples: all[rows](step).map(tokens), sizes }),
    loss: (step) => ({
      ...loss,
      lambda: loss.earlier && step < loss.earlier.share * steps ? loss.earlier.lambda : loss.lambda,
      denominator: loss.denominator ?? 'standard',
    }),
    ...(loss.preference && { preference: loss.preference.kind }),
    ...(loss.queue && { queue: loss.queue }),
    learningRate: (step) => cosineSchedule(step, { peak: rate, warmup, steps }),
    inBatchNegatives: inBatchNegatives && !loss.ownNegatives,
    validation: {
      every: VALIDATE_EVERY,
      batches: Math.max(1, Math.floor(VALIDATION_PERSONAS / batch)),
      batch: (index) => model.validation.slice(index * batch, (index + 1) * batch),
      // At one τ for all, so that the losses of different trainings can be compared.
      loss: { lambda: 0.5, temperature: settings.temperature, denominator: 'standard' },
    },
    work: path.join(out, 'work', name),
    settings: {
      ...{ name, seed, rows, ...settings, steps, loss },
      tokenizer: tokenizerMark(model.trainedTokenizer),
    },
  };
}

function lossWords({ earlier, lambda, temperature, preference }: ArmLoss): string {
  const before = earlier ? `${earlier.lambda} and then ` : '';
  const kind = preference ? `, with a preference loss (${preference.kind})` : '';
  return `λ = ${before}${lambda}, τ = ${temperature}${kind}`;
}

function configOf({ config }: ArmModel, { offerEmbedding }: ArmLoss): T5Config {
  return offerEmbedding === undefined ? config : { ...config, offerEmbedding };
}

/** The checkpoint's own words name an option that this command does not have. */
function inOtherFolder(failures: readonly Failure[], out: string): Result<never> {
  const message = `${out} holds trainings with other settings, or of before the simulated texts changed. Give the same ones, choose another folder with --out, or delete it.`;
  return {
    ok: false,
    failures: failures.map((each) => (each.type === 'checkpoint-other' ? { ...each, message } : each)),
  };
}
