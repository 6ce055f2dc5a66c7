import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../domain/random.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import { simulateExamples } from '../simulation/examples.ts';
import type { T5Config } from '../t5/config.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { createTokenizer, type TextTokenizer } from '../t5/tokenizer.ts';
import { makeBatch, type TokenisedExample } from '../training/batch.ts';
import { Evaluator } from '../training/evaluator.ts';
import type { TextExample } from '../training/example-tokens.ts';
import { initialWeights } from '../training/initial-weights.ts';
import { configJson, modelBytes } from '../training/model-files.ts';
import { loadCheckpoint, saveCheckpoint } from '../training/node-checkpoint.ts';
import { parameterLayout } from '../training/parameter-layout.ts';
import { cosineSchedule } from '../training/schedule.ts';
import { trainTokenizer } from '../training/tokenizer-trainer.ts';
import { initialState, type LossSettings, Trainer } from '../training/trainer.ts';
import { listModel } from './manifest.ts';
import { fail, numberOption, orFail } from './options.ts';
import { historyRow, ideasRow, personaRow, rewardRow, type TrainingRow } from './training-rows.ts';

const HELP = `npm run train -- [options]   trains the shipped model on simulated customers, natively, and resumes by itself

  --out FOLDER      where the model goes (models/offer-mini)
  --work FOLDER     checkpoints and the curve (.cache/train)
  --steps N         training steps (9000)
  --batch N         rows a step: a persona, a persona with history, or a reward (20)
  --personas N      customers of the training split, seen again and again (21600)
  --rate N          highest learning rate (0.0012)
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

const TOKENIZER_PERSONAS = 6000;
const VALIDATION_PERSONAS = 320;
const REPLAY_PERSONAS = 48;
const VALIDATE_EVERY = 250;
/** Prompts of the simulator without a history have at most 46 tokens; of its offers, one in a hundred is longer and is left out. */
const LENGTHS = { promptLength: 48, offerLength: 28 };
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
      steps: { type: 'string', default: '9000' },
      batch: { type: 'string', default: '20' },
      personas: { type: 'string', default: '21600' },
      rate: { type: 'string', default: '0.0012' },
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
  await train(settings, String(values.out), String(values.work), bits);
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

async function train(settings: Settings, out: string, work: string, bits: 4 | 8): Promise<void> {
  const { tokenizerJson, tokenizerConfig } = trainTokenizer(corpus(settings.seed));
  const config = modelConfig(settings);
  const tokenizer = orFail(createTokenizer(tokenizerJson, tokenizerConfig, config));
  const shapes = expectedT5Tensors(config);
  const layout = parameterLayout(shapes);
  console.log(
    `${(layout.size / 1e6).toFixed(1)} million parameters; ${settings.steps} steps of ${settings.batch} personas`,
  );

  const saved = orFail(await loadCheckpoint(work, settings));
  if (saved) console.log(`Going on after step ${saved.step}.`);
  const start = saved ?? initialState(initialWeights(config, layout, createRandom(settings.seed, 10)));
  const runtime = orFail(await openNodeRuntime('cpu'));
  const sizes = { ...LENGTHS, batch: settings.batch, accepted: 3, rejected: 2 };
  const historySizes = { ...sizes, promptLength: HISTORY_PROMPT_LENGTH };
  const graph = { config, shapes, sizes, trained: { mode: 'full' } } as const;
  const evaluator = await Evaluator.create(runtime, graph, {});
  const loss: LossSettings = {
    lambda: settings.lambda,
    temperature: settings.temperature,
    denominator: 'standard',
  };
  const trainer = await Trainer.create(runtime, { ...graph, purpose: 'step' }, {}, start);
  await trainer.alsoTake(historySizes);

  const validation = async (parameters: Float32Array) => {
    const totals = { contrastive: 0, generative: 0 };
    const batches = Math.ceil(VALIDATION_PERSONAS / settings.batch);
    for (let i = 0; i < batches; i += 1) {
      const examples = Array.from({ length: settings.batch }, (_, row) =>
        rowTokens(
          personaRow({ seed: settings.seed, split: 'validation', index: i * settings.batch + row, visit: 0 }),
          tokenizer,
        ),
      );
      const batch = makeBatch(examples, sizes, { ...config, inBatchNegatives: true });
      const result = await evaluator.evaluate(parameters, batch, loss);
      totals.contrastive += result.contrastive / batches;
      totals.generative += result.generative / batches;
    }
    return totals;
  };

  await mkdir(work, { recursive: true });
  const began = performance.now();
  let smooth: number | undefined;
  for (let step = start.step; step < settings.steps; step += 1) {
    const now = { ...loss, lambda: lambdaAt(step, settings) };
    const history = step >= settings.steps * PRACTICE_SHARE && step % HISTORY_EVERY === HISTORY_EVERY - 1;
    const examples = trainingRows(step, settings, history).map((row) => rowTokens(row, tokenizer));
    const batch = makeBatch(examples, history ? historySizes : sizes, { ...config, inBatchNegatives: true });
    const losses = await trainer.step(batch, now, {
      learningRate: cosineSchedule(step, { peak: settings.rate, warmup: 200, steps: settings.steps }),
      weightDecay: 0.01,
      maxGradientNorm: 1,
    });
    smooth = smooth === undefined ? losses.total : 0.98 * smooth + 0.02 * losses.total;
    await appendFile(path.join(work, 'curve.jsonl'), `${JSON.stringify({ step: step + 1, ...losses })}\n`);
    if ((step + 1) % 25 === 0) {
      const perStep = (performance.now() - began) / 1000 / (step + 1 - start.step);
      const minutes = ((settings.steps - step - 1) * perStep) / 60;
      console.log(
        `step ${step + 1}/${settings.steps}  loss ${smooth.toFixed(3)}  writing ${losses.generative.toFixed(3)}  telling apart ${losses.contrastive.toFixed(3)}  ${perStep.toFixed(2)} s a step  ${minutes.toFixed(0)} min left`,
      );
    }
    if ((step + 1) % VALIDATE_EVERY === 0 || step + 1 === settings.steps) {
      const state = await trainer.read();
      await saveCheckpoint(work, state, settings);
      const held = await validation(state.parameters);
      await appendFile(
        path.join(work, 'curve.jsonl'),
        `${JSON.stringify({ step: step + 1, validation: held })}\n`,
      );
      console.log(
        `  held-out personas: writing ${held.generative.toFixed(4)}, telling apart ${held.contrastive.toFixed(4)}`,
      );
    }
  }

  const { parameters } = await trainer.read();
  await mkdir(out, { recursive: true });
  const write = (file: string, data: string | Uint8Array) => writeFile(path.join(out, file), data);
  await write('config.json', json(configJson(config)));
  await write(
    'generation_config.json',
    json({ decoder_start_token_id: 0, eos_token_id: 1, pad_token_id: 0 }),
  );
  await write('tokenizer.json', JSON.stringify(tokenizerJson));
  await write('tokenizer_config.json', json(tokenizerConfig));
  await write('model.safetensors', modelBytes(parameters, layout, bits));
  await write('replay.json', JSON.stringify(replaySample(settings.seed)));
  await listModel(path.dirname(out), {
    id: path.basename(out),
    name: 'Offer mini',
    description: 'A small T5 that writes one-sentence offers, trained on simulated customers.',
    parameters: layout.size,
  });
  console.log(`Written to ${out} and listed in the manifest.`);
  await trainer.dispose();
  await evaluator.dispose();
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

/** Training examples that go with the model: learning on the device holds on to them. */
function replaySample(seed: number): TextExample[] {
  return [...simulateExamples({ seed, count: REPLAY_PERSONAS })].map(({ persona, accepted, rejected }) => ({
    persona,
    accepted,
    rejected,
  }));
}

/** A cut offer would teach to stop in the middle of a sentence, so long ones are left out. */
function rowTokens(row: TrainingRow, tokenizer: TextTokenizer): TokenisedExample {
  const encode = (text: string) => tokenizer.encode(text).ids;
  const fitting = (texts: readonly string[]) =>
    texts.map(encode).filter((ids) => ids.length <= LENGTHS.offerLength);
  return {
    prompt: encode(row.prompt),
    accepted: fitting(row.accepted),
    rejected: fitting(row.rejected),
  };
}

/** What the tokenizer learns from: prompts and texts of every task, in the training split. */
function* corpus(seed: number): Generator<string> {
  for (let index = 0; index < TOKENIZER_PERSONAS; index += 1) {
    const options = { seed, split: 'train', index, visit: 0 } as const;
    const rows = [personaRow(options)];
    if (index % 4 === 0) rows.push(rewardRow(options));
    if (index % 8 === 0) rows.push(historyRow(options), ideasRow(options));
    for (const { prompt, accepted, rejected } of rows) yield* [prompt, ...accepted, ...rejected];
  }
}

function modelConfig(settings: Settings): T5Config {
  return {
    vocabSize: 4096,
    dModel: settings.width,
    dKv: 64,
    dFf: settings.feedForward,
    numLayers: settings.encoderLayers,
    numDecoderLayers: settings.decoderLayers,
    numHeads: settings.width / 64,
    relativeAttentionNumBuckets: 32,
    relativeAttentionMaxDistance: 128,
    layerNormEpsilon: 1e-6,
    feedForward: 'relu',
    tieWordEmbeddings: true,
    padTokenId: 0,
    eosTokenId: 1,
    decoderStartTokenId: 0,
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

await main();
