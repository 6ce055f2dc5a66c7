import { type ParseArgsConfig, parseArgs } from 'node:util';
import { failure, type Result, success } from '../domain/result.ts';

/** Ends the command with a message for the person at the terminal. */
export function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** The value of a result, or the end of the command with every failure listed. */
export function orFail<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  return fail(result.failures.map((entry) => entry.message).join('\n'));
}

/** The options of the command line; on others says so, shows the help and ends the command. */
export function parseOrFail<T extends ParseArgsConfig>(
  config: T,
  help: string,
): ReturnType<typeof parseArgs<T>>['values'] {
  try {
    return parseArgs(config).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

export interface NumberRange {
  readonly low: number;
  readonly high: number;
  readonly whole: boolean;
}

/** A number given on the command line, or a sentence on what is allowed. */
export function readNumber(name: string, text: string, { low, high, whole }: NumberRange): Result<number> {
  const value = Number(text);
  if (
    text.trim() === '' ||
    !Number.isFinite(value) ||
    value < low ||
    value > high ||
    (whole && !Number.isInteger(value))
  ) {
    return failure(
      'option-wrong',
      `${name} is "${text}", but must be a ${whole ? 'whole ' : ''}number from ${low} to ${high}.`,
      name,
    );
  }
  return success(value);
}

/** The same, ending the command where it is not allowed. */
export function numberOption(name: string, text: string, range: NumberRange): number {
  return orFail(readNumber(name, text, range));
}

/** Where trainings run: the processor natively, or a graphics processor through WebGPU. */
export type TrainBackend = 'cpu' | 'webgpu';

/** The backend of a training; the processor where nothing is said. */
export function readTrainBackend(text = 'cpu'): Result<TrainBackend> {
  return text === 'cpu' || text === 'webgpu'
    ? success(text)
    : failure('option-wrong', `--backend is "${text}", but must be cpu or webgpu.`, '--backend');
}
