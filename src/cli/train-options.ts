import { parseArgs } from 'node:util';
import { type Failure, failure, type Result, success } from '../domain/result.ts';
import { BLOCKS, COARSE_GRID, type Storing } from '../training/model-files.ts';
import { type NumberRange, readNumber, readTrainBackend, type TrainBackend } from './options.ts';

/** All that the weights depend on; kept with every checkpoint. */
export interface TrainSettings {
  readonly steps: number;
  readonly batch: number;
  readonly personas: number;
  readonly rate: number;
  readonly warmUp: number;
  readonly lambda: number;
  /** Steps with `lambda`; those after it have `laterLambda`, and the last ones `finalLambda`. */
  readonly alignSteps: number;
  readonly laterLambda: number;
  readonly finalLambda: number;
  readonly finalShare: number;
  /** In this first part of the steps two rows in five are lists of products, afterwards one in ten. */
  readonly practiceShare: number;
  readonly temperature: number;
  readonly seed: number;
  readonly every: number;
  readonly width: number;
  readonly feedForward: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
}

export interface TrainOptions {
  /** For the list of models. */
  readonly name: string;
  readonly description: string;
  readonly settings: TrainSettings;
  readonly out: string;
  readonly work: string;
  /** Folder of the smaller model to grow from; undefined to start from nothing. */
  readonly growFrom: string | undefined;
  readonly backend: TrainBackend;
  /** How the weights are stored; on a grid the file is packed as well. */
  readonly storing: Storing;
  readonly help: boolean;
}

type NumberName = keyof typeof RANGES;
type Size = keyof typeof SIZES;

const RANGES = {
  steps: { low: 1, high: 1e6, whole: true },
  batch: { low: 1, high: 512, whole: true },
  personas: { low: 64, high: 1e6, whole: true },
  rate: { low: 1e-7, high: 1, whole: false },
  'warm-up': { low: 0, high: 1e6, whole: true },
  lambda: { low: 0, high: 1, whole: false },
  'align-steps': { low: 0, high: 1e6, whole: true },
  'later-lambda': { low: 0, high: 1, whole: false },
  'final-lambda': { low: 0, high: 1, whole: false },
  'final-share': { low: 0, high: 1, whole: false },
  'practice-share': { low: 0, high: 1, whole: false },
  temperature: { low: 0.01, high: 10, whole: false },
  seed: { low: 0, high: 2 ** 31, whole: true },
  every: { low: 1, high: 1e6, whole: true },
  width: { low: 64, high: 1024, whole: true },
  'feed-forward': { low: 64, high: 4096, whole: true },
  'encoder-layers': { low: 1, high: 24, whole: true },
  'decoder-layers': { low: 1, high: 24, whole: true },
} as const satisfies Readonly<Record<string, NumberRange>>;

const MINI: Readonly<Record<NumberName, number>> = {
  steps: 5000,
  batch: 20,
  personas: 21600,
  rate: 0.02,
  'warm-up': 200,
  lambda: 0.5,
  'align-steps': 300,
  'later-lambda': 0.1,
  'final-lambda': 0.5,
  'final-share': 0.3,
  'practice-share': 0.35,
  temperature: 0.1,
  seed: 1,
  every: 250,
  width: 256,
  'feed-forward': 1024,
  'encoder-layers': 4,
  'decoder-layers': 4,
};

interface Preset {
  readonly name: string;
  readonly description: string;
  readonly out: string;
  readonly work: string;
  readonly grow: string | undefined;
  readonly storing: Storing;
  readonly numbers: Readonly<Record<NumberName, number>>;
}

/** The two models that are shipped: the light one from nothing, the one of T5-small's shape grown from it. */
const SIZES: Readonly<Record<'mini' | 'small', Preset>> = {
  mini: {
    name: 'Offer mini',
    description: 'A small T5 that writes one-sentence offers, trained on simulated customers.',
    out: 'models/offer-mini',
    work: '.cache/train',
    grow: undefined,
    storing: BLOCKS,
    numbers: MINI,
  },
  small: {
    name: 'Offer small',
    description: "A T5 of T5-small's shape that writes one-sentence offers, trained on simulated customers.",
    out: 'models/offer-small',
    work: '.cache/train-small',
    grow: 'models/offer-mini',
    storing: COARSE_GRID,
    numbers: {
      ...MINI,
      ...{ width: 512, 'feed-forward': 2048, 'encoder-layers': 6, 'decoder-layers': 6 },
      ...{ steps: 1600, rate: 0.006, 'warm-up': 100, every: 100 },
      ...{ 'align-steps': 0, 'final-share': 0.4, 'practice-share': 0 },
    },
  },
};

/** What the shipped models are trained with, from nothing to the last one. */
export function shippedTrainings(): readonly TrainSettings[] {
  return Object.values(SIZES).map(({ numbers }) => settingsFrom(numbers));
}

export const TRAIN_HELP = `npm run train -- [options]   trains a shipped model on simulated customers and resumes by itself

  --size mini|small which of the two; small has T5-small's shape and starts as a copy of mini that computes the
                    same (mini). The numbers below are mini's; small has others
  --out FOLDER      where the model goes (models/offer-mini)
  --work FOLDER     checkpoints and the curve (.cache/train)
  --grow FOLDER     start from this smaller model instead of from nothing
  --backend cpu|webgpu  the processor natively, or a graphics processor; one that is only imitated is far slower (cpu)
  --every N         steps from one checkpoint and validation to the next (${MINI.every})
  --steps N         training steps (${MINI.steps})
  --batch N         rows a step: a persona, a persona with history, or a reward (${MINI.batch})
  --personas N      customers of the training split, seen again and again (${MINI.personas})
  --rate N          highest learning rate, as a share of each tensor's size (${MINI.rate})
  --warm-up N       steps until it is reached (${MINI['warm-up']})
  --lambda N        weight of the contrastive loss, 0 to 1, in the first steps (${MINI.lambda})
  --align-steps N   how many these are: the encoder learns to tell people apart (${MINI['align-steps']})
  --later-lambda N  its weight afterwards, when most is left to learn about writing (${MINI['later-lambda']})
  --final-lambda N  its weight in the last part, when writing has been learned (${MINI['final-lambda']})
  --final-share N   how large this last part is, 0 to 1 (${MINI['final-share']})
  --practice-share N  how large the first part is, in which many rows are lists of products (${MINI['practice-share']})
  --temperature N   of the contrastive loss (${MINI.temperature})
  --seed N          (${MINI.seed})
  --width N --feed-forward N --encoder-layers N --decoder-layers N   sizes (256, 1024, 4, 4)
  --bits 4|8        store the weights in blocks of so many bits, the embedding in float16, not packed (8)
  --grid N          store them in 8 bits on a grid of steps of this share of a row's size, and packed; small is
                    stored with ${COARSE_GRID.grid}
`;

/** Reads the command line; on bad arguments says for each one what is wrong and what would be right. */
export function readTrainOptions(args: readonly string[]): Result<TrainOptions> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const given = parsed.value;
  const text = (name: string): string | undefined => {
    const value = given[name];
    return typeof value === 'string' ? value : undefined;
  };
  const size = text('size') ?? 'mini';
  if (!isSize(size)) {
    return failure('option-wrong', `--size is "${size}", but must be mini or small.`, '--size');
  }
  const preset = SIZES[size];

  const failures: Failure[] = [];
  const numbers = { ...MINI, ...preset.numbers };
  for (const name of Object.keys(RANGES) as NumberName[]) {
    const written = text(name);
    if (written === undefined) continue;
    const read = readNumber(`--${name}`, written, RANGES[name]);
    if (read.ok) numbers[name] = read.value;
    else failures.push(...read.failures);
  }
  const note = (name: string, message: string) =>
    failures.push({ type: 'option-wrong', message, path: name });
  if (numbers.width % 64 !== 0) note('--width', `--width is ${numbers.width}, but must be a multiple of 64.`);
  const bits = text('bits') ?? '8';
  if (bits !== '4' && bits !== '8') note('--bits', `--bits is "${bits}", but must be 4 or 8.`);
  if (text('bits') !== undefined && text('grid') !== undefined) {
    note('--grid', '--grid and --bits are two ways to store the weights; leave one of them out.');
  }
  const backend = readTrainBackend(text('backend'));
  if (!backend.ok) failures.push(...backend.failures);
  const grid = readGrid(text('grid'));
  if (!grid.ok) failures.push(...grid.failures);
  for (const name of ['out', 'work', 'grow']) {
    if (text(name)?.trim() === '') note(`--${name}`, `--${name} is empty; name a folder.`);
  }
  if (failures.length > 0 || !grid.ok || !backend.ok) return { ok: false, failures };
  const onGrid: Storing | undefined = grid.value === undefined ? undefined : { grid: grid.value };
  const inBlocks: Storing | undefined = text('bits') ? { bits: bits === '4' ? 4 : 8 } : undefined;
  return success({
    name: preset.name,
    description: preset.description,
    settings: settingsFrom(numbers),
    out: text('out') ?? preset.out,
    work: text('work') ?? preset.work,
    growFrom: text('grow') ?? preset.grow,
    backend: backend.value,
    storing: onGrid ?? inBlocks ?? preset.storing,
    help: given.help === true,
  });
}

function readGrid(text: string | undefined): Result<number | undefined> {
  return text === undefined
    ? success(undefined)
    : readNumber('--grid', text, { low: 0.001, high: 1, whole: false });
}

function settingsFrom(numbers: Readonly<Record<NumberName, number>>): TrainSettings {
  return {
    steps: numbers.steps,
    batch: numbers.batch,
    personas: numbers.personas,
    rate: numbers.rate,
    warmUp: numbers['warm-up'],
    lambda: numbers.lambda,
    alignSteps: numbers['align-steps'],
    laterLambda: numbers['later-lambda'],
    finalLambda: numbers['final-lambda'],
    finalShare: numbers['final-share'],
    practiceShare: numbers['practice-share'],
    temperature: numbers.temperature,
    seed: numbers.seed,
    every: numbers.every,
    width: numbers.width,
    feedForward: numbers['feed-forward'],
    encoderLayers: numbers['encoder-layers'],
    decoderLayers: numbers['decoder-layers'],
  };
}

function parse(args: readonly string[]): Result<Readonly<Record<string, string | boolean | undefined>>> {
  const names = ['size', 'out', 'work', 'grow', 'backend', 'bits', 'grid', ...Object.keys(RANGES)];
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(names.map((name) => [name, { type: 'string' } as const])),
        help: { type: 'boolean' },
      },
    });
    return success(values as Record<string, string | boolean | undefined>);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failure('arguments', `${why}\nnpm run train -- --help lists the options.`);
  }
}

function isSize(text: string): text is Size {
  return Object.hasOwn(SIZES, text);
}
