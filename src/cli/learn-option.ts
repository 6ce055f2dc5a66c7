import { failure, type Result, success } from '../domain/result.ts';
import { DEFAULT_LORA } from '../service/engine.ts';
import { DEVICE_SIZES } from '../training/fine-tune.ts';
import type { LearningChoice } from './on-device-run.ts';
import { type NumberRange, readNumber } from './options.ts';

/** What can be set about learning on the device, by the names that the command line has for it. */
const RANGES = {
  steps: { low: 1, high: 10_000, whole: true },
  rate: { low: 1e-7, high: 1, whole: false },
  lambda: { low: 0, high: 1, whole: false },
  temperature: { low: 0.01, high: 10, whole: false },
  tolerance: { low: 0, high: 100, whole: false },
  judged: { low: 0, high: 100, whole: false },
  own: { low: 1, high: DEVICE_SIZES.batch, whole: true },
  rank: { low: 1, high: 64, whole: true },
} as const satisfies Readonly<Record<string, NumberRange>>;
type Name = keyof typeof RANGES;

export const LEARN_NAMES = Object.keys(RANGES) as readonly Name[];

/** Reads `steps=48,rate=0.002`: learning otherwise than the product does, to compare with it. */
export function readLearn(text: string | undefined): Result<LearningChoice> {
  if (text === undefined) return success({});
  const values: Partial<Record<Name, number>> = {};
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.split('=').map((side) => side.trim());
    if (!isName(name)) {
      return failure(
        'option-wrong',
        `--learn names "${name}", but takes a list like steps=48,rate=0.002 of ${LEARN_NAMES.join(', ')}.`,
        '--learn',
      );
    }
    const read = readNumber(`--learn ${name}`, value, RANGES[name]);
    if (!read.ok) return read;
    values[name] = read.value;
  }
  const { steps, rate, lambda, temperature, tolerance, judged, own, rank } = values;
  return success({
    settings: {
      ...(steps !== undefined && { steps }),
      ...(rate !== undefined && { learningRate: rate }),
      ...(lambda !== undefined && { lambda }),
      ...(temperature !== undefined && { temperature }),
      ...(own !== undefined && { ownRows: own }),
      ...(tolerance !== undefined && { replayTolerance: tolerance }),
    },
    ...(judged !== undefined && { judgedWeight: judged }),
    // What is learned counts alike whatever the rank.
    ...(rank !== undefined && { lora: { ...DEFAULT_LORA, rank, alpha: rank } }),
  });
}

function isName(text: string): text is Name {
  return Object.hasOwn(RANGES, text);
}
