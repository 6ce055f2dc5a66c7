import path from 'node:path';
import { parseArgs } from 'node:util';
import { failure, type Result, success } from '../domain/result.ts';
import { readNumber, readTrainBackend, type TrainBackend } from './options.ts';

export const ARMS_HELP = `npm run arms -- [options]   trains two arms that differ in nothing but λ: supervised (0) and contrastive (0.5)

  --out FOLDER      one model folder a training: contrastive-1, supervised-1, base-1, …; work/ keeps
                    checkpoints and curves, from which an interrupted run goes on (.cache/arms)
  --seeds N         trainings of each arm: their weights at first and the order of the people (3)
  --first-seed N    the first of these seeds (1)
  --steps N         of each arm (2500; with --sweep 600)
  --warm-steps N    supervised steps before, on copy for rewards and lists of products; both arms start from
                    there (500)
  --batch N         people a step, each with 3 accepted and 3 rejected offers (16)
  --personas N      people of the training split (21600)
  --rate N          highest learning rate, as a share of each tensor's size (0.02)
  --temperature N   τ of the contrastive loss (0.1)
  --own-negatives   contrast with a person's own rejected offers alone, not with other people's in the batch
  --backend cpu|webgpu  the processor natively, or a graphics processor; one that is only imitated is far slower (cpu)
  --preference      a third arm: a preference loss (SimPO) on the same pairs in place of the contrastive loss
  --staged          a further arm: λ is 0.1 for three fifths of the steps and 0.5 after, as with the shipped models
  --width N --feed-forward N --layers N   sizes; as many encoder as decoder layers (128, 512, 2)
  --sweep           instead: one training from the first seed's start for each λ in 0, 0.1, 0.25, 0.5, 0.75 at
                    τ = 0.1 and each τ in 0.03, 0.1, 0.3 at λ = 0.5, one with a person's own rejected offers alone
                    as negatives, one with the paper's printed denominator, one with a queue of earlier negatives,
                    one each with offers placed by the decoder's last state and by the encoder, with SimPO and with
                    DPO; JSON, a table and a picture go to sweep/
`;

/** Sizes of the small model, and all that both arms share. It is kept with every checkpoint. */
export interface ArmSettings {
  readonly steps: number;
  readonly warmSteps: number;
  readonly batch: number;
  readonly personas: number;
  readonly rate: number;
  readonly temperature: number;
  readonly inBatchNegatives: boolean;
  readonly width: number;
  readonly feedForward: number;
  readonly layers: number;
}

/** Arms beside the two, each of the same start, rows and steps. */
export const FURTHER_ARMS = ['preference', 'staged'] as const;
export type FurtherArm = (typeof FURTHER_ARMS)[number];

export interface ArmsOptions {
  readonly out: string;
  readonly seeds: readonly number[];
  readonly settings: ArmSettings;
  readonly sweep: boolean;
  readonly further: readonly FurtherArm[];
  readonly backend: TrainBackend;
  readonly help: boolean;
}

const SWEEP_STEPS = '600';
const NUMBERS = {
  seeds: { text: '3', low: 1, high: 100, whole: true },
  'first-seed': { text: '1', low: 0, high: 2 ** 31, whole: true },
  steps: { text: '2500', low: 1, high: 1e6, whole: true },
  'warm-steps': { text: '500', low: 0, high: 1e6, whole: true },
  batch: { text: '16', low: 1, high: 512, whole: true },
  personas: { text: '21600', low: 16, high: 1e6, whole: true },
  rate: { text: '0.02', low: 1e-7, high: 1, whole: false },
  temperature: { text: '0.1', low: 0.01, high: 10, whole: false },
  width: { text: '128', low: 64, high: 1024, whole: true },
  'feed-forward': { text: '512', low: 64, high: 4096, whole: true },
  layers: { text: '2', low: 1, high: 24, whole: true },
} as const;
type NumberName = keyof typeof NUMBERS;

const SWEEP_REFUSES = {
  temperature: 'which tries several',
  'own-negatives': 'which has a training of its own for that',
  preference: 'which has a training of its own for that',
  staged: 'which keeps λ as it is all along',
  seeds: 'which trains with one, the one of --first-seed',
} as const;

/** Reads the command line; on bad arguments says for each one what is wrong and what would be right. */
export function readArmsOptions(args: readonly string[]): Result<ArmsOptions> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const given = parsed.value;
  const numbers = new Map<NumberName, number>();
  const failures = [];
  for (const name of Object.keys(NUMBERS) as NumberName[]) {
    const { text, ...range } = NUMBERS[name];
    const usual = name === 'steps' && given.sweep === true ? SWEEP_STEPS : text;
    const read = readNumber(`--${name}`, given[name] ?? usual, range);
    if (read.ok) numbers.set(name, read.value);
    else failures.push(...read.failures);
  }
  const number = (name: NumberName) => numbers.get(name) ?? Number.NaN;
  if (number('width') % 64 > 0) {
    failures.push(...wrong('--width', `--width is ${number('width')}, but must be a multiple of 64.`));
  }
  if (given.sweep === true) {
    for (const [name, why] of Object.entries(SWEEP_REFUSES)) {
      if (given[name as keyof typeof SWEEP_REFUSES] === undefined) continue;
      failures.push(...wrong(`--${name}`, `--${name} does not go with --sweep, ${why}; leave it out.`));
    }
    if (number('batch') < 2) {
      failures.push(
        ...wrong('--batch', '--batch is 1, but --sweep compares people of a batch: it takes 2 or more.'),
      );
    }
  }
  if (given.out?.trim() === '') failures.push(...wrong('--out', '--out is empty; name a folder.'));
  const backend = readTrainBackend(given.backend);
  if (!backend.ok) failures.push(...backend.failures);
  if (failures.length > 0 || !backend.ok) return { ok: false, failures };
  return success({
    backend: backend.value,
    out: given.out ?? path.join(import.meta.dirname, '../../.cache/arms'),
    seeds: Array.from({ length: number('seeds') }, (_, i) => number('first-seed') + i),
    settings: {
      steps: number('steps'),
      warmSteps: number('warm-steps'),
      batch: number('batch'),
      personas: number('personas'),
      rate: number('rate'),
      temperature: number('temperature'),
      inBatchNegatives: given['own-negatives'] !== true,
      width: number('width'),
      feedForward: number('feed-forward'),
      layers: number('layers'),
    },
    sweep: given.sweep === true,
    further: FURTHER_ARMS.filter((arm) => given[arm] === true),
    help: given.help === true,
  });
}

function wrong(option: string, message: string) {
  return [{ type: 'option-wrong', message, path: option }];
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...{
          out: text,
          backend: text,
          seeds: text,
          'first-seed': text,
          steps: text,
          'warm-steps': text,
          batch: text,
        },
        ...{ personas: text, rate: text, temperature: text, width: text, 'feed-forward': text, layers: text },
        ...{ 'own-negatives': flag, sweep: flag, preference: flag, staged: flag, help: flag },
      },
    });
    return success(values);
  } catch (error) {
    return failure('arguments', `${error instanceof Error ? error.message : String(error)}\n\n${ARMS_HELP}`);
  }
}
