import { createRandom } from '../domain/random.ts';
import { bootstrapDifference, bootstrapLift, bootstrapMean, type Estimate } from './bootstrap.ts';
import { type PairedTTest, pairedTTest, type SignFlipTest, signFlipTest } from './paired-test.ts';

/** Acceptance of the same persons under each training seed: [seed][person], 0 or 1. */
export type SeedOutcomes = readonly (readonly number[])[];

/** Streams of the one seed from which intervals and tests are drawn, so that a table is the same every time. */
const BOOTSTRAP_STREAM = 61;
const SIGN_FLIP_STREAM = 62;

/** Simulated acceptance with its 95% bootstrap interval over persons, seeds of a person kept together. */
export interface AcceptanceEstimate {
  readonly acceptance: number;
  readonly low: number;
  readonly high: number;
}

export function acceptanceEstimate(outcomes: SeedOutcomes): AcceptanceEstimate {
  const { mean, low, high } = bootstrapMean(byPerson(outcomes), createRandom(1, BOOTSTRAP_STREAM));
  return { acceptance: mean, low, high };
}

export interface ArmComparison {
  /** first / second − 1; undefined where the second is never accepted. */
  readonly relativeLift: number | undefined;
  /** The same with its bootstrap interval over persons. */
  readonly lift: Estimate | undefined;
  /** first − second, 1 being all persons, with its bootstrap interval over persons. */
  readonly difference: Estimate;
  /** Over persons, each with its mean over seeds: does the difference hold for other persons? */
  readonly persons: SignFlipTest;
  /** Over training seeds: does it hold for other trainings? Undefined for fewer than two, or where all differ by the same. */
  readonly seeds: PairedTTest | undefined;
}

/** Entry i of both is the same training seed, and entry j of that the same person. */
export function compareArms(first: SeedOutcomes, second: SeedOutcomes): ArmComparison {
  const [a, b] = [byPerson(first), byPerson(second)];
  const difference = bootstrapDifference(a, b, createRandom(1, BOOTSTRAP_STREAM));
  const lift = bootstrapLift(a, b, createRandom(1, BOOTSTRAP_STREAM));
  return {
    relativeLift: lift?.mean,
    lift,
    difference,
    persons: signFlipTest(a.map(meanOf), b.map(meanOf), createRandom(1, SIGN_FLIP_STREAM)),
    seeds: first.length < 2 ? undefined : pairedTTest(first.map(meanOf), second.map(meanOf)),
  };
}

function byPerson(outcomes: SeedOutcomes): readonly (readonly number[])[] {
  return (outcomes[0] ?? []).map((_, person) => outcomes.map((seed) => seed[person] ?? Number.NaN));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
