import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRandom } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import type { T5Config } from '../t5/config.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { loadModelFolder } from '../t5/model-folder.ts';
import { nodeSource } from '../t5/node-source.ts';
import { createTokenizer } from '../t5/tokenizer.ts';
import { grow } from '../training/grow.ts';
import { initialWeights } from '../training/initial-weights.ts';
import { type ParameterLayout, parameterLayout } from '../training/parameter-layout.ts';
import { cosineSchedule } from '../training/schedule.ts';
import { type TrainedTokenizer, trainTokenizer } from '../training/tokenizer-trainer.ts';
import type { LossSettings } from '../training/trainer.ts';
import { lossCurves, validationCurve } from './loss-curves.ts';
import { makeFolder } from './make-folder.ts';
import { listModel, othersListed } from './manifest.ts';
import { fail, orFail } from './options.ts';
import { ROW_LENGTHS, rowTokens } from './row-tokens.ts';
import { smallT5 } from './small-t5.ts';
import { isHistoryStep, stepRows } from './step-rows.ts';
import { tokenizerMark } from './tokenizer-mark.ts';
import { readTrainOptions, TRAIN_HELP, type TrainOptions, type TrainSettings } from './train-options.ts';
import { CORPUS_PERSONAS, trainingCorpus } from './training-corpus.ts';
import { personaRow } from './training-rows.ts';
import { runTraining } from './training-run.ts';
import { writeModelFolder } from './write-model-folder.ts';

const VALIDATION_PERSONAS = 320;
/** Room for four judged offers; what is longer is cut. */
const HISTORY_PROMPT_LENGTH = 112;
const INITIAL_STREAM = 10;

async function main(): Promise<void> {
  const options = orFail(readTrainOptions(process.argv.slice(2)));
  if (options.help) process.stdout.write(TRAIN_HELP);
  else await train(options);
}

async function train({
  settings,
  out,
  work,
  growFrom,
  backend,
  storing,
  name,
  description,
}: TrainOptions): Promise<void> {
  // Before the work of hours, not after it.
  for (const [option, folder] of Object.entries({ '--out': out, '--work': work })) {
    await makeFolder(folder).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      fail(`Could not write to "${folder}": ${why}. Name another folder with ${option}.`);
    });
  }
  orFail(await othersListed(path.dirname(out)));
  const config = smallT5(settings);
  const layout = parameterLayout(expectedT5Tensors(config));
  const start = orFail(
    growFrom === undefined ? fresh(settings, config, layout) : await grown(growFrom, settings, config),
  );
  const tokenizer = orFail(
    createTokenizer(start.tokenizer.tokenizerJson, start.tokenizer.tokenizerConfig, config),
  );
  console.log(
    `${(layout.size / 1e6).toFixed(1)} million parameters; ${settings.steps} steps of ${settings.batch} personas`,
  );
  const sizes = { ...ROW_LENGTHS, batch: settings.batch, accepted: 3, rejected: 2 };
  const historySizes = { ...sizes, promptLength: HISTORY_PROMPT_LENGTH };
  const loss: LossSettings = {
    lambda: settings.lambda,
    temperature: settings.temperature,
    denominator: 'standard',
  };
  const runtime = orFail(await openNodeRuntime(backend));
  const run = await runTraining(
    runtime,
    {
      config,
      sizes,
      otherSizes: [historySizes],
      steps: settings.steps,
      initial: start.initial,
      batch: (step) => {
        const examples = stepRows(step, settings).map((row) => rowTokens(row, tokenizer));
        return { examples, sizes: isHistoryStep(step, settings) ? historySizes : sizes };
      },
      loss: (step) => ({ ...loss, lambda: lambdaAt(step, settings) }),
      learningRate: (step) =>
        cosineSchedule(step, { peak: settings.rate, warmup: settings.warmUp, steps: settings.steps }),
      inBatchNegatives: true,
      validation: {
        every: settings.every,
        batches: Math.ceil(VALIDATION_PERSONAS / settings.batch),
        batch: (index) =>
          Array.from({ length: settings.batch }, (_, row) =>
            rowTokens(
              personaRow({
                seed: settings.seed,
                split: 'validation',
                index: index * settings.batch + row,
                visit: 0,
              }),
              tokenizer,
            ),
          ),
        loss,
      },
      work,
      settings: { ...settings, start: start.name, tokenizer: tokenizerMark(start.tokenizer) },
    },
    console.log,
  );
  const parameters = orFail(run);
  const trained = { config, tokenizer: start.tokenizer, layout, parameters, storing, seed: settings.seed };
  await writeModelFolder(out, { ...trained, packed: 'grid' in storing });
  const curve = await validationCurve(path.join(work, 'curve.jsonl'));
  // Of a finished training whose curve was deleted there is nothing to draw.
  if (curve.length > 0) {
    await writeFile(path.join(out, 'curves.svg'), lossCurves([{ name, curves: [curve] }]));
  }
  orFail(
    await listModel(path.dirname(out), {
      id: path.basename(out),
      name,
      description,
      parameters: layout.size,
    }),
  );
  console.log(`Written to ${out} and listed in the manifest.`);
  await runtime.dispose();
}

/** Where a training starts from. */
interface Start {
  /** Kept with checkpoints, so that one is not gone on from with another start. */
  readonly name: string;
  readonly tokenizer: TrainedTokenizer;
  initial(): Float32Array;
}

function fresh(settings: TrainSettings, config: T5Config, layout: ParameterLayout): Result<Start> {
  return success({
    name: 'nothing',
    tokenizer: trainTokenizer(trainingCorpus(settings.seed, Math.min(CORPUS_PERSONAS, settings.personas))),
    initial: () => initialWeights(config, layout, createRandom(settings.seed, INITIAL_STREAM)),
  });
}

/** The model of a folder, grown to another size, and its tokenizer. */
async function grown(folder: string, settings: TrainSettings, config: T5Config): Promise<Result<Start>> {
  const loaded = await loadModelFolder(nodeSource(folder));
  if (!loaded.ok) return loaded;
  const { hash, tokenizerJson, tokenizerConfig } = loaded.value;
  const tokenizer = { tokenizerJson, tokenizerConfig } as TrainedTokenizer;
  const random = createRandom(settings.seed, INITIAL_STREAM);
  try {
    const parameters = grow(loaded.value, config, random);
    return success({ name: hash, tokenizer, initial: () => parameters });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return failure(
      'model-not-grown',
      `The model in ${folder} cannot grow to these sizes: ${error.message}. Choose others, or another folder with --grow.`,
      folder,
    );
  }
}

function lambdaAt(step: number, settings: TrainSettings): number {
  if (step < settings.alignSteps) return settings.lambda;
  return step < settings.steps * (1 - settings.finalShare) ? settings.laterLambda : settings.finalLambda;
}

await main();
