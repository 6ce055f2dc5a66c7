import { createRandom } from '../domain/random.ts';
import { bootstrapMean, type Estimate } from '../evaluation/bootstrap.ts';
import type { Engine } from '../service/engine.ts';
import type { KeptOutcomes } from './kept-outcomes.ts';
import { ON_DEVICE_WAYS, type OnDeviceArm } from './on-device-arms.ts';
import { type ArmOutcome, type LearningChoice, OnDeviceLab, STAGES } from './on-device-run.ts';

export interface OnDeviceOptions extends LearningChoice {
  readonly people: number;
  readonly seeds: readonly number[];
  readonly arms: readonly OnDeviceArm[];
  /** Where outcomes are looked up first and kept as they come; nowhere when left out. */
  readonly kept?: KeptOutcomes;
  /** Only every `of`-th person from the `index`-th on (from 0), for several processes that share the work. */
  readonly part?: { readonly index: number; readonly of: number };
  readonly onProgress?: (done: number, all: number) => void;
}

export interface OnDeviceResult extends Required<Pick<LearningChoice, 'taste' | 'split'>> {
  readonly people: number;
  readonly seeds: readonly number[];
  /** Simulated acceptance by arm and pieces of feedback. */
  readonly arms: Readonly<Record<string, Readonly<Record<string, Estimate>>>>;
  /**
   * By arm that learns: what other people's acceptance loses by one person's learning from 16 verdicts, in points; below
   * 0 it gains.
   */
  readonly forgetting: Readonly<Record<string, Estimate>>;
  /** By arm that learns: rounds of learning, how many of these were rolled back, and for how many of the people any was. */
  readonly rounds: Readonly<
    Record<
      string,
      { readonly learned: number; readonly rolledBack: number; readonly peopleRolledBack: number }
    >
  >;
}

/**
 * People with a hidden taste, by default one that contradicts what their persona suggests, get offers, judge them, and
 * get others: simulated acceptance after 0, 4, 8, 16 and 32 verdicts for each way of answering to them.
 */
export async function onDevice(engine: Engine, options: OnDeviceOptions): Promise<OnDeviceResult> {
  const { people, seeds, arms, kept } = options;
  const { index, of } = options.part ?? { index: 0, of: 1 };
  const lab = new OnDeviceLab(engine, options);
  /** [person][seed] */
  const outcomes: Readonly<Record<string, ArmOutcome>>[][] = [];
  const mine = Array.from({ length: people }, (_, person) => person).filter(
    (person) => person % of === index,
  );
  let done = 0;
  for (const person of mine) {
    const bySeed: Readonly<Record<string, ArmOutcome>>[] = [];
    for (const seed of seeds) {
      let known = (await kept?.find(person, seed)) ?? {};
      for (const arm of arms) {
        if (known[arm]) continue;
        known = { ...known, [arm]: await lab.measure(person, seed, arm) };
        await kept?.keep(person, seed, known);
      }
      bySeed.push(known);
      done += 1;
      options.onProgress?.(done, mine.length * seeds.length);
    }
    outcomes.push(bySeed);
  }
  const rows = (arm: OnDeviceArm, value: (outcome: ArmOutcome) => number | undefined) =>
    outcomes
      .map((bySeed) => bySeed.flatMap((byArm) => (byArm[arm] ? (value(byArm[arm]) ?? []) : [])))
      .filter((row) => row.length > 0);
  const learning = arms.filter((arm) => ON_DEVICE_WAYS[arm].tuned);
  return {
    people: mine.length,
    taste: options.taste ?? 'contrary',
    split: options.split ?? 'test',
    seeds,
    arms: byName(arms, (arm) =>
      Object.fromEntries(STAGES.map((stage, i) => [stage, estimate(rows(arm, ({ shares }) => shares[i]))])),
    ),
    forgetting: Object.fromEntries(
      learning.flatMap((arm) => {
        const lost = rows(arm, (outcome) => outcome.lost);
        return lost.length === 0 ? [] : [[arm, estimate(lost)]];
      }),
    ),
    rounds: byName(learning, (arm) => ({
      learned: total(rows(arm, ({ learned }) => learned)),
      rolledBack: total(rows(arm, ({ rolledBack }) => rolledBack)),
      peopleRolledBack: rows(arm, ({ rolledBack }) => rolledBack).filter((row) => total([row]) > 0).length,
    })),
  };
}

function byName<T>(arms: readonly OnDeviceArm[], value: (arm: OnDeviceArm) => T): Record<string, T> {
  return Object.fromEntries(arms.map((arm) => [arm, value(arm)]));
}

function estimate(rows: readonly (readonly number[])[]): Estimate {
  return bootstrapMean(rows, createRandom(1, 60));
}

function total(rows: readonly (readonly number[])[]): number {
  return rows.flat().reduce((sum, value) => sum + value, 0);
}
