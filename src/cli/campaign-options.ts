import { parseArgs } from 'node:util';
import { CAMPAIGN_CHANNELS, type CampaignChannel, MOST_EXPLORED } from '../campaigns/campaign.ts';
import { GOALS, type Goal } from '../campaigns/goal.ts';
import type { Schedule } from '../campaigns/schedule.ts';
import { nearestName } from '../domain/nearest.ts';
import { type Failure, failure, type Result, success } from '../domain/result.ts';
import { CAMPAIGN_HELP } from './campaign-help.ts';
import { readNumber } from './options.ts';

export interface CampaignOptions {
  readonly customers?: string;
  readonly transactions?: string;
  readonly responses?: string;
  readonly rewards?: string;
  readonly policy?: string;
  readonly goal: Goal;
  readonly segments?: readonly string[];
  readonly channel?: CampaignChannel;
  readonly holdOut: number;
  readonly explore: number;
  readonly review?: string;
  readonly outcomes?: string;
  readonly days: number;
  readonly learned?: string;
  readonly schedule: Schedule;
  readonly coupons: boolean;
  readonly budget?: number;
  readonly id: string;
  readonly seed: number;
  /** Milliseconds since 1970; the clock's where absent. */
  readonly today?: number;
  /** Infinity for all. */
  readonly limit: number;
  readonly model: boolean;
  readonly out?: string;
  readonly json: boolean;
}

const FILES = [
  ...(['customers', 'transactions', 'responses', 'rewards', 'policy'] as const),
  ...(['review', 'outcomes', 'learned', 'out'] as const),
] as const;

/** What the command line asks for instead of a campaign. */
export interface RegretOptions {
  readonly regret: true;
  readonly seed: number;
}

/** Reads the command line; says of every bad argument what is wrong and what would be right. */
export function readCampaignOptions(
  args: readonly string[],
): Result<CampaignOptions | RegretOptions | 'help'> {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    return failure(
      'arguments',
      `${error instanceof Error ? error.message : String(error)}\n\n${CAMPAIGN_HELP}`,
    );
  }
  if (values.help) return success('help');
  const failures: Failure[] = [];
  const keep = <T>(result: Result<T>): T | undefined => {
    if (result.ok) return result.value;
    failures.push(...result.failures);
    return undefined;
  };
  if (values.regret) {
    const seed = readNumber('--seed', values.seed, { low: 0, high: 2 ** 31, whole: true });
    return seed.ok ? success({ regret: true, seed: seed.value }) : seed;
  }
  const files = FILES.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]] as const]));
  for (const [name, file] of files) {
    if (file.trim() === '') keep(failure('arguments', `--${name} is empty; name a file or folder.`));
  }
  if (values.customers === undefined && values.transactions === undefined) {
    keep(
      failure('arguments', 'Nothing tells of customers; give --customers FILE, --transactions FILE or both.'),
    );
  }
  const goal = keep(oneOf('--goal', values.goal, GOALS));
  const channel =
    values.channel === undefined
      ? undefined
      : keep(oneOf('--channel', values.channel.toLowerCase(), CAMPAIGN_CHANNELS));
  const holdOut = keep(readNumber('--holdout', values.holdout, { low: 0, high: 1, whole: false }));
  const explore = keep(
    readNumber('--explore', values.explore, { low: 0, high: MOST_EXPLORED, whole: false }),
  );
  const days = keep(readNumber('--days', values.days, { low: 1, high: 3660, whole: true }));
  const schedule = keep(readSchedule(values));
  if (values.coupons && values.out === undefined) {
    keep(failure('arguments', '--coupons needs a folder to write to; give --out DIR.', '--coupons'));
  }
  const seed = keep(readNumber('--seed', values.seed, { low: 0, high: 2 ** 32 - 1, whole: true }));
  const limit = keep(
    readNumber('--limit', values.limit ?? (values.json ? '100' : '10'), { low: 0, high: 1e9, whole: true }),
  );
  const budget =
    values.budget === undefined
      ? undefined
      : keep(readNumber('--budget', values.budget, { low: 0, high: 1e9, whole: false }));
  const today = values.today === undefined ? undefined : keep(readDay('--today', values.today));
  const segments = values.segments
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (segments?.length === 0) keep(failure('arguments', '--segments names no segment.'));
  const id = (values.id ?? goal ?? '').trim();
  if (failures.length > 0) return { ok: false, failures };
  const isWhole = goal !== undefined && holdOut !== undefined && seed !== undefined && limit !== undefined;
  if (!isWhole || explore === undefined || days === undefined || schedule === undefined) {
    throw new RangeError('readCampaignOptions: a bad value without a failure');
  }
  return success({
    ...Object.fromEntries(files),
    goal,
    ...(segments !== undefined && { segments }),
    ...(channel !== undefined && { channel }),
    holdOut,
    explore,
    days,
    schedule,
    coupons: values.coupons,
    ...(budget !== undefined && { budget }),
    id: id === '' ? goal : id,
    seed,
    ...(today !== undefined && { today }),
    limit: limit === 0 ? Number.POSITIVE_INFINITY : limit,
    model: values.model,
    json: values.json,
  });
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  return parseArgs({
    args: [...args],
    strict: true,
    options: {
      customers: text,
      transactions: text,
      responses: text,
      rewards: text,
      policy: text,
      goal: text,
      segments: text,
      channel: text,
      holdout: { ...text, default: '0.1' },
      explore: { ...text, default: '0.05' },
      review: text,
      outcomes: text,
      days: { ...text, default: '30' },
      learned: text,
      first: text,
      every: text,
      until: text,
      coupons: { type: 'boolean', default: false },
      regret: { type: 'boolean', default: false },
      budget: text,
      id: text,
      seed: { ...text, default: '1' },
      today: text,
      limit: text,
      out: text,
      model: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

function oneOf<const T extends string>(
  option: string,
  given: string | undefined,
  known: readonly T[],
): Result<T> {
  const found = known.find((each) => each === given);
  if (found !== undefined) return success(found);
  const list = `one of ${known.join(', ')}`;
  if (given === undefined) return failure('arguments', `${option} is missing; give ${list}.`, option);
  const near = nearestName(given, known);
  const hint = near === undefined ? `give ${list}` : `did you mean "${near}"?`;
  return failure('arguments', `${option} is "${given}"; ${hint}${near === undefined ? '.' : ''}`, option);
}

/** Midnight UTC of a calendar day. */
function readDay(option: string, text: string): Result<number> {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  const real = Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
  return real
    ? success(at)
    : failure('arguments', `${option} is "${text}"; it must be a day such as 2026-01-31.`, option);
}

/** By hand where no first day is given. */
function readSchedule({ first, every, until }: ReturnType<typeof parse>): Result<Schedule> {
  if (first === undefined) {
    const alone = every === undefined ? (until === undefined ? undefined : '--until') : '--every';
    return alone === undefined
      ? success({ kind: 'by-hand' })
      : failure('arguments', `${alone} says nothing without the first day; give --first YYYY-MM-DD.`, alone);
  }
  const begins = readDay('--first', first);
  if (!begins.ok) return begins;
  const everyDays =
    every === undefined
      ? success(undefined)
      : readNumber('--every', every, { low: 1, high: 3660, whole: true });
  if (!everyDays.ok) return everyDays;
  const ends = until === undefined ? success(undefined) : readDay('--until', until);
  if (!ends.ok) return ends;
  return success({
    kind: 'by-time',
    first: begins.value,
    ...(everyDays.value !== undefined && { everyDays: everyDays.value }),
    // To the end of that day.
    ...(ends.value !== undefined && { until: ends.value + 86_399_999 }),
  });
}
