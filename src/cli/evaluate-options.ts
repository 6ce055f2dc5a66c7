import path from 'node:path';
import { parseArgs } from 'node:util';
import { failure, type Result, success } from '../domain/result.ts';
import { JUDGE_HELP, type JudgeOptions, readJudge } from './judge-options.ts';
import { LEARN_NAMES, readLearn } from './learn-option.ts';
import { ON_DEVICE_ARMS, ON_DEVICE_WAYS, type OnDeviceArm } from './on-device-arms.ts';
import { type LearningChoice, ON_DEVICE_TASTES, type OnDeviceTaste } from './on-device-run.ts';
import { readNumber } from './options.ts';

export const EVALUATE_HELP = `npm run -s evaluate -- [options]   what simulated customers, never seen in training, make of the model's offers

  --personas N      customers of the test split (1000)
  --seeds N         training seeds of the arms to measure, or seeds on the device (3)
  --models FOLDER   a folder like models/, of which one model is the shipped one (models)
  --model NAME      which one (the manifest's default)
  --arms FOLDER     where npm run arms has left its trainings (.cache/arms)
  --out FOLDER      where the tables go: JSON, Markdown and the offers (.cache/evaluation)
  --resume          takes up the offers that an earlier run with the same models has left in --out; only after a run that
                    was stopped, not after a change of the code
${JUDGE_HELP}  --on-device       learning from verdicts instead: acceptance after 0, 4, 8, 16 and 32 of them
  --people N        people whose taste contradicts their persona, with --on-device (100)
  --ways LIST       of answering to verdicts, with --on-device: ${ON_DEVICE_ARMS.join(',')} (all of them)
  --learn LIST      learns otherwise than the product, with --on-device, as steps=48,rate=0.002: some of
                    ${LEARN_NAMES.join(', ')} (tolerance: of the replay's loss; judged: weight of the
                    verdicts in the ranking; own: of a step's four rows, the others being replay; rank: of the adapters);
                    of other people, of the validation split
  --taste contrary|halves  with --on-device: half of what the persona cares for and a group of benefits are unwelcome,
                    or half of the categories that suit it and half of the kinds of benefit (contrary)
  --part I/N        measures only every N-th person, with --on-device: start parts 1/N to N/N side by side, then once
                    without, which gathers what they have kept in the folder of --out
  --fresh           measures anew what was kept there; needed after a change of the code that it depends on
  --quick           60 customers, 6 people and 1 seed where nothing else is said
  --json            print one JSON object instead of tables
`;

export interface EvaluateOptions {
  readonly personas: number;
  readonly people: number;
  readonly seeds: number;
  readonly models: string;
  /** Of the manifest; its default when left out. */
  readonly model?: string;
  readonly arms: string;
  readonly out: string;
  readonly resume: boolean;
  /** A second judge; the simulated customers alone where left out. */
  readonly judge?: JudgeOptions;
  readonly onDevice: boolean;
  readonly ways: readonly OnDeviceArm[];
  /** Who is asked with --on-device, and how it learns. */
  readonly learn: LearningChoice;
  /** From 0; one part where it is not said. */
  readonly part: { readonly index: number; readonly of: number };
  readonly fresh: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

const ROOT = path.join(import.meta.dirname, '../..');

/** Reads the command line; on bad arguments says for each one what is wrong and what would be right. */
export function readEvaluateOptions(args: readonly string[]): Result<EvaluateOptions> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const values = parsed.value;
  const quick = values.quick === true;
  const numbers = {
    personas: readNumber('--personas', values.personas ?? (quick ? '60' : '1000'), {
      low: 2,
      high: 100_000,
      whole: true,
    }),
    people: readNumber('--people', values.people ?? (quick ? '6' : '100'), {
      low: 1,
      high: 1000,
      whole: true,
    }),
    seeds: readNumber('--seeds', values.seeds ?? (quick ? '1' : '3'), { low: 1, high: 100, whole: true }),
  };
  const { personas, people, seeds } = numbers;
  const ways = readWays(values.ways);
  const learn = readLearn(values.learn);
  const taste = readTaste(values.taste);
  const judge = readJudge(values, values['on-device'] === true);
  const part = readPart(values.part, people.ok ? people.value : Number.POSITIVE_INFINITY);
  const learning =
    values['on-device'] === true
      ? []
      : LEARNING_ALONE.flatMap((name) =>
          values[name] === undefined
            ? []
            : [
                {
                  type: 'option-wrong',
                  message: `--${name} is about learning on the device: add --on-device, or leave it out.`,
                  path: `--${name}`,
                },
              ],
        );
  const folders = (['models', 'arms', 'out'] as const).flatMap((name) =>
    values[name]?.trim() === ''
      ? [{ type: 'option-wrong', message: `--${name} is empty; name a folder.`, path: `--${name}` }]
      : [],
  );
  const rest = [ways, part, judge, learn, taste];
  if (
    !personas.ok ||
    !people.ok ||
    !seeds.ok ||
    !ways.ok ||
    !part.ok ||
    !judge.ok ||
    !learn.ok ||
    !taste.ok ||
    folders.length + learning.length > 0
  ) {
    const wrong = [...Object.values(numbers), ...rest].flatMap((read) => (read.ok ? [] : read.failures));
    return { ok: false, failures: [...wrong, ...learning, ...folders] };
  }
  return success({
    personas: personas.value,
    people: people.value,
    seeds: seeds.value,
    models: values.models ?? path.join(ROOT, 'models'),
    ...(values.model !== undefined && { model: values.model }),
    arms: values.arms ?? path.join(ROOT, '.cache/arms'),
    out: values.out ?? path.join(ROOT, '.cache/evaluation'),
    resume: values.resume === true,
    ...(judge.value && { judge: judge.value }),
    onDevice: values['on-device'] === true,
    ways: ways.value,
    // Settings are chosen on others than those who are reported.
    learn: {
      ...learn.value,
      ...(values.learn !== undefined && { split: 'validation' }),
      ...(taste.value !== undefined && { taste: taste.value }),
    },
    part: part.value,
    fresh: values.fresh === true,
    json: values.json === true,
    help: values.help === true,
  });
}

/** What means something with --on-device alone. */
const LEARNING_ALONE = ['people', 'ways', 'learn', 'taste', 'part', 'fresh'] as const;

function readWays(text: string | undefined): Result<readonly OnDeviceArm[]> {
  if (text === undefined) return success(ON_DEVICE_ARMS);
  const named = text.split(',').map((name) => name.trim());
  const unknown = named.find((name) => !Object.hasOwn(ON_DEVICE_WAYS, name));
  return unknown === undefined
    ? success(ON_DEVICE_ARMS.filter((arm) => named.includes(arm)))
    : failure('option-wrong', `--ways names "${unknown}", but knows ${ON_DEVICE_ARMS.join(', ')}.`, '--ways');
}

function readTaste(text: string | undefined): Result<OnDeviceTaste | undefined> {
  if (text === undefined) return success(undefined);
  const known = Object.keys(ON_DEVICE_TASTES) as readonly OnDeviceTaste[];
  const taste = known.find((each) => each === text);
  return taste === undefined
    ? failure('option-wrong', `--taste is "${text}", but must be ${known.join(' or ')}.`, '--taste')
    : success(taste);
}

function readPart(
  text: string | undefined,
  people: number,
): Result<{ readonly index: number; readonly of: number }> {
  if (text === undefined) return success({ index: 0, of: 1 });
  const [, part = 0, of = 0] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  return part >= 1 && part <= of && of <= people
    ? success({ index: part - 1, of })
    : failure(
        'option-wrong',
        `--part is "${text}", but must be like 1/2: which part, of how many, people at most.`,
        '--part',
      );
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...{ personas: text, people: text, seeds: text, models: text, model: text, arms: text, out: text },
        ...{ ways: text, part: text, learn: text, taste: text },
        ...{ judge: text, 'judge-url': text, 'judge-model': text, 'judge-people': text },
        ...{ 'on-device': flag, resume: flag, fresh: flag, quick: flag, json: flag, help: flag },
      },
    });
    return success(values);
  } catch (error) {
    return failure(
      'arguments',
      `${error instanceof Error ? error.message : String(error)}\n\n${EVALUATE_HELP}`,
    );
  }
}
