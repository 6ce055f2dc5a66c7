import { type BenchRow, median } from './bench-row.ts';
import type { PythonPeer } from './python-peer.ts';

/** One piece of work on both sides, in seconds of processor time: medians of the runs, and of the runs' ratios. */
export interface PairRow {
  readonly what: string;
  readonly ours: number;
  readonly theirs?: number;
  readonly ratio?: number;
  /** How well the two agree. */
  readonly more?: readonly BenchRow[];
}

export interface Pairs {
  readonly pairs: number;
  readonly peer: PythonPeer | undefined;
  /** A folder for what is handed over. */
  readonly scratch: string;
}

/** Seconds of processor time that the work took. */
export async function processor(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Ours, theirs, ours, theirs: what the machine does beside them falls on both. */
export async function inTurns(
  pairs: number,
  ours: () => Promise<number>,
  theirs: (() => Promise<Readonly<Record<string, unknown>>>) | undefined,
) {
  const times: number[] = [];
  const others: number[] = [];
  let last: Readonly<Record<string, unknown>> | undefined;
  for (let pair = 0; pair < pairs; pair += 1) {
    times.push(await ours());
    last = await theirs?.();
    if (last !== undefined) others.push(Number(last.seconds));
  }
  const compared =
    last === undefined
      ? {}
      : {
          last,
          theirs: median(others),
          ratio: median(times.map((time, i) => time / (others[i] ?? Number.NaN))),
        };
  return { ours: median(times), ...compared };
}
