import path from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../domain/random.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { createTokenizer } from '../t5/tokenizer.ts';
import { initialWeights } from '../training/initial-weights.ts';
import { parameterLayout } from '../training/parameter-layout.ts';
import { cosineSchedule } from '../training/schedule.ts';
import { trainTokenizer } from '../training/tokenizer-trainer.ts';
import type { LossSettings } from '../training/trainer.ts';
import { listModel } from './manifest.ts';
import { fail, numberOption, orFail } from './options.ts';
import { ROW_LENGTHS, rowTokens } from './row-tokens.ts';
import { smallT5 } from './small-t5.ts';
import { CORPUS_PERSONAS, trainingCorpus } from './training-corpus.ts';
import { historyRow, ideasRow, personaRow, rewardRow, type TrainingRow } from './training-rows.ts';
import { runTraining } from './training-run.ts';
import { writeModelFolder } from './write-model-folder.ts';

/** Steps from one checkpoint to the next, where nobody asks for others. */
const EVERY = 250;
const HELP = `npm run train -- [options]   trains the shipped model on simulated customers, natively, and resumes by itself

  --out FOLDER      where the model goes (models/offer-mini)
  --work FOLDER     checkpoints and the curve (.cache/train)
  --every N         steps from one checkpoint and validation to the next (${EVERY})
  --steps N         training steps (5000)
  --batch N         rows a step: a persona, a persona with history, or a reward (20)
  --personas N      customers of the training split, seen again and again (21600)
  --rate N          highest learning rate, as a share of each tensor's size (0.02)
  --lambda N        weight of the contrastive loss, 0 to 1, in the first steps (0.5)
  --align-steps N   how many these are: the encoder learns to tell people apart (300)
  --later-lambda N  its weight afterwards, when most is left to learn about writing (0.1)
  --final-lambda N  its weight in the last part, when writing has been learned (0.5)
  --final-share N   how large this last part is, 0 to 1 (0.3)
  --temperature N   of the contrastive loss (0.1)
  --seed N          (1)
  --width N --feed-forward N --encoder-layers N --decoder-layers N   sizes (256, 1024, 4, 4)
  --bits 4|8        of the weights at rest (8)
`;

const VALIDATION_PERSONAS = 320;
/** Room for four judged offers; what is longer is cut. */
const HISTORY_PROMPT_LENGTH = 112;
/** In this first part of the steps two rows in five are lists of products, afterwards one in ten. */
const PRACTICE_SHARE = 0.35;
/** After the first part, one step in so many is about people with a history. */
const HISTORY_EVERY = 4;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'models/offer-mini' },
      work: { type: 'string', default: '.cache/train' },
      every: { type: 'string', default: String(EVERY) },
      steps: { type: 'string', default: '5000' },
      batch: { type: 'string', default: '20' },
      personas: { type: 'string', default: '21600' },
      rate: { type: 'string', default: '0.02' },
      lambda: { type: 'string', default: '0.5' },
      'align-steps': { type: 'string', default: '300' },
      'later-lambda': { type: 'string', default: '0.1' },
      'final-lambda': { type: 'string', default: '0.5' },
      'final-share': { type: 'string', default: '0.3' },
      temperature: { type: 'string', default: '0.1' },
      seed: { type: 'string', default: '1' },
      width: { type: 'string', default: '256' },
      'feed-forward': { type: 'string', default: '1024' },
      'encoder-layers': { type: 'string', default: '4' },
      'decoder-layers': { type: 'string', default: '4' },
      bits: { type: 'string', default: '8' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const whole = (name: Exclude<keyof typeof values, 'help'>, low: number, high: number) =>
    numberOption(`--${name}`, String(values[name]), { low, high, whole: true });
  const real = (name: Exclude<keyof typeof values, 'help'>, low: number, high: number) =>
    numberOption(`--${name}`, String(values[name]), { low, high, whole: false });
  const settings = {
    steps: whole('steps', 1, 1e6),
    batch: whole('batch', 1, 512),
    personas: whole('personas', 64, 1e6),
    rate: real('rate', 1e-7, 1),
    lambda: real('lambda', 0, 1),
    alignSteps: whole('align-steps', 0, 1e6),
    laterLambda: real('later-lambda', 0, 1),
    finalLambda: real('final-lambda', 0, 1),
    finalShare: real('final-share', 0, 1),
    temperature: real('temperature', 0.01, 10),
    seed: whole('seed', 0, 2 ** 31),
    width: whole('width', 64, 1024),
    feedForward: whole('feed-forward', 64, 4096),
    encoderLayers: whole('encoder-layers', 1, 24),
    decoderLayers: whole('decoder-layers', 1, 24),
  };
  const bits = whole('bits', 4, 8);
  if (bits !== 4 && bits !== 8) fail('--bits is 4 or 8');
  if (settings.width % 64 !== 0) fail('--width is a multiple of 64');
  const every = whole('every', 1, 1e6);
  await train(settings, { out: String(values.out), work: String(values.work), every, bits });
}

interface Settings {
  readonly steps: number;
  readonly batch: number;
  readonly personas: number;
  readonly rate: number;
  readonly lambda: number;
  /** Steps with `lambda`; those after it have `laterLambda`, and the last ones `finalLambda`. */
  readonly alignSteps: number;
  readonly laterLambda: number;
  readonly finalLambda: number;
  readonly finalShare: number;
  readonly temperature: number;
  readonly seed: number;
  readonly width: number;
  readonly feedForward: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
}

interface Keeping {
  readonly out: string;
  readonly work: string;
  readonly every: number;
  readonly bits: 4 | 8;
}

async function train(settings: Settings, { out, work, every, bits }: Keeping): Promise<void> {
  const trained = trainTokenizer(trainingCorpus(settings.seed, Math.min(CORPUS_PERSONAS, settings.personas)));
  const config = smallT5(settings);
  const tokenizer = orFail(createTokenizer(trained.tokenizerJson, trained.tokenizerConfig, config));
  const layout = parameterLayout(expectedT5Tensors(config));
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
  const runtime = orFail(await openNodeRuntime('cpu'));
  const run = await runTraining(
    runtime,
    {
      config,
      sizes,
      otherSizes: [historySizes],
      steps: settings.steps,
      initial: () => initialWeights(config, layout, createRandom(settings.seed, 10)),
      batch: (step) => {
        const history = step >= settings.steps * PRACTICE_SHARE && step % HISTORY_EVERY === HISTORY_EVERY - 1;
        const examples = trainingRows(step, settings, history).map((row) => rowTokens(row, tokenizer));
        return { examples, sizes: history ? historySizes : sizes };
      },
      loss: (step) => ({ ...loss, lambda: lambdaAt(step, settings) }),
      learningRate: (step) =>
        cosineSchedule(step, { peak: settings.rate, warmup: 200, steps: settings.steps }),
      inBatchNegatives: true,
      validation: {
        every,
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
      // Rates follow the tensors' sizes from one checkpoint to the next, so the weights depend on it. At its usual value
      // it is left out, as in the checkpoints from before there was a choice.
      settings: every === EVERY ? settings : { ...settings, every },
    },
    console.log,
  );
  const parameters = orFail(run);
  await writeModelFolder(out, { config, tokenizer: trained, layout, parameters, bits, seed: settings.seed });
  await listModel(path.dirname(out), {
    id: path.basename(out),
    name: 'Offer mini',
    description: 'A small T5 that writes one-sentence offers, trained on simulated customers.',
    parameters: layout.size,
  });
  console.log(`Written to ${out} and listed in the manifest.`);
  await runtime.dispose();
}

function lambdaAt(step: number, settings: Settings): number {
  if (step < settings.alignSteps) return settings.lambda;
  return step < settings.steps * (1 - settings.finalShare) ? settings.laterLambda : settings.finalLambda;
}

function trainingRows(step: number, settings: Settings, history: boolean): TrainingRow[] {
  return Array.from({ length: settings.batch }, (_, row) => {
    const seen = step * settings.batch + row;
    const options = {
      seed: settings.seed,
      split: 'train',
      index: seen % settings.personas,
      visit: Math.floor(seen / settings.personas),
    } as const;
    if (history) return historyRow(options);
    const practice = step < settings.steps * PRACTICE_SHARE;
    if (row % 5 === 4) return rewardRow(options);
    if (practice ? row % 5 < 2 : row % 10 === 0) return ideasRow(options);
    return personaRow(options);
  });
}

await main();
