import path from 'node:path';
import { parseArgs } from 'node:util';
import { failure, type Result, success } from '../domain/result.ts';
import { readNumber } from './options.ts';

export const EVALUATE_HELP = `npm run -s evaluate -- [options]   what simulated customers, never seen in training, make of the model's offers

  --personas N      customers of the test split (1000)
  --seeds N         training seeds of the arms to measure, or seeds on the device (3)
  --models FOLDER   a folder like models/, of which the default model is the shipped one (models)
  --arms FOLDER     where npm run arms has left its trainings (.cache/arms)
  --out FOLDER      where the tables go: JSON, Markdown and the offers (.cache/evaluation)
  --on-device       learning from verdicts instead: acceptance after 0, 4, 8, 16 and 32 of them
  --people N        people whose taste contradicts their persona, with --on-device (100)
  --quick           60 customers, 6 people and 1 seed where nothing else is said
  --json            print one JSON object instead of tables
`;

export interface EvaluateOptions {
  readonly personas: number;
  readonly people: number;
  readonly seeds: number;
  readonly models: string;
  readonly arms: string;
  readonly out: string;
  readonly onDevice: boolean;
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
  const folders = (['models', 'arms', 'out'] as const).flatMap((name) =>
    values[name]?.trim() === ''
      ? [{ type: 'option-wrong', message: `--${name} is empty; name a folder.`, path: `--${name}` }]
      : [],
  );
  if (!personas.ok || !people.ok || !seeds.ok || folders.length > 0) {
    const wrong = Object.values(numbers).flatMap((number) => (number.ok ? [] : number.failures));
    return { ok: false, failures: [...wrong, ...folders] };
  }
  return success({
    personas: personas.value,
    people: people.value,
    seeds: seeds.value,
    models: values.models ?? path.join(ROOT, 'models'),
    arms: values.arms ?? path.join(ROOT, '.cache/arms'),
    out: values.out ?? path.join(ROOT, '.cache/evaluation'),
    onDevice: values['on-device'] === true,
    json: values.json === true,
    help: values.help === true,
  });
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...{ personas: text, people: text, seeds: text, models: text, arms: text, out: text },
        ...{ 'on-device': flag, quick: flag, json: flag, help: flag },
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
