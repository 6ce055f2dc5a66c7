import { failure, type Result, success } from '../domain/result.ts';
import { readNumber } from './options.ts';

export const JUDGE_HELP = `  --judge NAME      a second judge of the shipped model's offers beside the simulated customers: openai, which is any
                    endpoint in OpenAI's form; nothing is sent anywhere without it (simulated)
  --judge-url URL   everything before /chat/completions, such as http://localhost:11434/v1. Sent there are offers and
                    simulated personas without name, age and gender; a key, where the server asks for one, is read from
                    the variable OFFERSMITH_JUDGE_KEY
  --judge-model ID  what the server calls its model
  --judge-people N  customers it is asked about, with two offers each (100)
`;

/** A second judge as the command line names it; its key comes from the environment alone. */
export interface JudgeOptions {
  readonly url: string;
  readonly model: string;
  readonly people: number;
}

export interface JudgeArguments {
  readonly judge?: string | undefined;
  readonly 'judge-url'?: string | undefined;
  readonly 'judge-model'?: string | undefined;
  readonly 'judge-people'?: string | undefined;
}

const NEEDED = ['judge-url', 'judge-model'] as const;

/** @returns undefined where the simulated customers are to judge alone. */
export function readJudge(args: JudgeArguments, onDevice: boolean): Result<JudgeOptions | undefined> {
  const { judge = 'simulated' } = args;
  if (judge === 'browser') {
    return wrong(
      'The language model of a browser can be asked from a page only. At the terminal, --judge can be simulated or openai.',
    );
  }
  if (judge !== 'simulated' && judge !== 'openai') {
    return wrong(`--judge is "${judge}", but must be simulated or openai.`);
  }
  if (judge === 'simulated') {
    const stray = (['judge-url', 'judge-model', 'judge-people'] as const).find(
      (name) => args[name] !== undefined,
    );
    return stray === undefined
      ? success(undefined)
      : wrong(`--${stray} is for another judge: add --judge openai, or leave it out.`, `--${stray}`);
  }
  if (onDevice) return wrong('--judge openai judges what the model writes; leave out --on-device.');
  const missing = NEEDED.filter((name) => (args[name] ?? '').trim() === '');
  if (missing.length > 0) {
    return {
      ok: false,
      failures: missing.map((name) => ({
        type: 'option-wrong',
        message: `--judge openai needs --${name}; there is no default, so that nothing is sent anywhere unasked.`,
        path: `--${name}`,
      })),
    };
  }
  const people = readNumber('--judge-people', args['judge-people'] ?? '100', {
    low: 1,
    high: 100_000,
    whole: true,
  });
  if (!people.ok) return people;
  return success({ url: args['judge-url'] ?? '', model: args['judge-model'] ?? '', people: people.value });
}

function wrong(message: string, path = '--judge'): Result<never> {
  return failure('option-wrong', message, path);
}
