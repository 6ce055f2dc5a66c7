import { type Result, success } from '../domain/result.ts';

interface Limit {
  readonly fits: (value: number) => boolean;
  readonly message: string;
}

const MOST_CANDIDATES = 16;
const MOST_DRAWN = 64;
const MOST_STEPS = 1000;
const MOST_ATTEMPTS = 100;

/** What the numbers of a request may be. */
const LIMITS = {
  count: {
    fits: (value) => Number.isInteger(value) && value >= 1 && value <= MOST_CANDIDATES,
    message: `Between 1 and ${MOST_CANDIDATES} offers can be written at once.`,
  },
  pool: {
    fits: (value) => Number.isInteger(value) && value >= 1 && value <= MOST_DRAWN,
    message: `Between 1 and ${MOST_DRAWN} offers can be drawn to choose from.`,
  },
  seed: { fits: Number.isInteger, message: 'The seed must be a whole number.' },
  attempt: {
    fits: (value) => Number.isInteger(value) && value >= 1 && value <= MOST_ATTEMPTS,
    message: `Copy is attempted between 1 and ${MOST_ATTEMPTS} times; attempts count from 1.`,
  },
  temperature: {
    fits: (value) => Number.isFinite(value) && value >= 0,
    message: 'The temperature must be 0, for the likeliest words, or a number above it.',
  },
  topK: {
    fits: (value) => Number.isInteger(value) && value >= 0,
    message: 'Top-k must be a whole number of tokens, or 0 for all of them.',
  },
  topP: {
    fits: (value) => value > 0 && value <= 1,
    message: 'Top-p must be a share above 0 and up to 1.',
  },
  steps: {
    fits: (value) => Number.isInteger(value) && value >= 1 && value <= MOST_STEPS,
    message: `Learning takes between 1 and ${MOST_STEPS} steps.`,
  },
} as const satisfies Readonly<Record<string, Limit>>;

/** @returns `count-invalid`, `seed-invalid` and so on for every number that makes no sense. */
export function checkRequest(
  request: {
    readonly [Name in keyof typeof LIMITS]?: number | undefined;
  },
): Result<void> {
  const names = Object.keys(LIMITS) as (keyof typeof LIMITS)[];
  const failures = names.flatMap((name) => {
    const value = request[name];
    if (value === undefined || LIMITS[name].fits(value)) return [];
    return [{ type: `${name}-invalid`, message: LIMITS[name].message, path: name }];
  });
  return failures.length > 0 ? { ok: false, failures } : success(undefined);
}
