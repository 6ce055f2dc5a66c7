import type { Tally } from './tally-reporter.ts';

export interface Outcome extends Omit<Tally, 'complete'> {
  readonly ok: boolean;
}

/** A stage of `npm test` that has ended. */
export interface Stage {
  readonly name: string;
  readonly seconds: number;
  readonly outcome: Outcome;
}

/**
 * The end of a run, line by line: each stage with its counts, what was skipped and why, what failed and with which
 * words, and last the counts of all. Whoever sees no more of a log than its end still knows what broke.
 */
export function summaryLines(stages: readonly Stage[]): readonly string[] {
  const skipped = stages.flatMap(({ outcome }) => outcome.skipped);
  const failures = stages.flatMap(({ outcome }) => outcome.failures);
  const passed = stages.reduce((sum, { outcome }) => sum + outcome.passed, 0);
  const counts = [`${passed} passed`, `${failures.length} failed`];
  return [
    ...stages.map(stageLine),
    skipped.length === 0 ? 'Nothing was skipped.' : 'Skipped:',
    ...skipped.map(({ test, reason }) => `  ${test}: ${reason}`),
    ...(failures.length === 0 ? [] : ['Failed:']),
    ...failures.map(({ test, message }) => `  ${test}: ${message}`),
    [...counts, ...(skipped.length > 0 ? [`${skipped.length} skipped`] : [])].join(', '),
  ];
}

function stageLine({ name, seconds, outcome }: Stage): string {
  const word = outcome.ok ? (outcome.skipped.length > 0 ? 'incomplete' : 'ok') : 'FAILED';
  return `${name.padEnd(8)} ${word.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s  ${countsOf(outcome)}`;
}

function countsOf({ passed, failures, skipped }: Outcome): string {
  const parts = [`${passed} passed`, `${failures.length} failed`, `${skipped.length} skipped`];
  return parts.filter((part) => !part.startsWith('0 ')).join(', ');
}
