import { createRandom, type Random, randomInt } from '../domain/random.ts';
import { type Estimate, estimateOf } from './estimate.ts';
import type { Arm } from './hold-out.ts';
import { checkSampleRatio, type SampleRatioCheck } from './sample-ratio.ts';

/** What became of one person of the audience within the time that is looked at, whatever they were offered. */
export interface PersonOutcome {
  readonly customerId: string;
  readonly arm: Arm;
  /** Bought at least once. */
  readonly converted: boolean;
  /** Bought at least twice. */
  readonly repeated: boolean;
  /** Margin of what they bought; revenue where no margin is known. */
  readonly revenue: number;
  /** What the campaign spent on them: rewards used and messages; 0 in the hold-out. */
  readonly cost: number;
  /** Expected value over the coming year, where the profile tells it. */
  readonly lifetimeValue?: number;
}

export const KPI_NAMES = ['conversion', 'return', 'repeat', 'lifetimeValue'] as const;
export type KpiName = (typeof KPI_NAMES)[number];

export interface Kpi {
  readonly name: KpiName;
  /** Of a person, in the arm that got offers; with a 95% interval. */
  readonly offered: Estimate;
  readonly heldOut: Estimate;
  /** Offered less held out, of a person. */
  readonly difference: Estimate;
  /** `difference` summed over everybody who got an offer. */
  readonly total: Estimate;
  /** "uplift" where the arms can be compared, else "difference": what is claimed must not go beyond it. */
  readonly word: 'uplift' | 'difference';
  readonly method: string;
}

export interface KpiReport {
  readonly sampleRatio: SampleRatioCheck;
  /** Without those that one of the arms tells nothing of. */
  readonly kpis: readonly Kpi[];
  /** What stands in the way of believing the numbers; empty where nothing does. */
  readonly warnings: readonly string[];
}

export interface KpiOptions {
  /** Share held out that was planned. */
  readonly planned: number;
  readonly seed: number;
  /** Bootstrap resamples; 2,000 where left out. */
  readonly resamples?: number;
}

/** Fewer people than this in an arm, and no interval is honest. */
const FEWEST = 20;
const Z95 = 1.959963984540054;

/**
 * What the campaign changed, against those who were held out. Everybody is counted in the arm they were put into, whether
 * or not a message reached them: leaving people out afterwards would compare unlike groups.
 *
 * Shares have Newcombe's interval (1998, method 10, from Wilson's for each arm); amounts of money, which are skewed, a
 * percentile bootstrap in which each arm is drawn anew.
 */
export function measureKpis(outcomes: readonly PersonOutcome[], options: KpiOptions): KpiReport {
  const offered = outcomes.filter(({ arm }) => arm === 'offer');
  const held = outcomes.filter(({ arm }) => arm === 'hold-out');
  const sampleRatio = checkSampleRatio(offered.length, held.length, options.planned);
  const tooFew = offered.length < FEWEST || held.length < FEWEST;
  const warnings = [
    ...(sampleRatio.passed
      ? []
      : [
          `The arms have ${offered.length} and ${held.length} people, which a hold-out of ${options.planned} makes less than once in a thousand times. Something removes people from one of them; find it before believing any number here.`,
        ]),
    ...(tooFew
      ? [
          `With ${offered.length} people offered and ${held.length} held out there are too few to compare; at least ${FEWEST} of each are needed.`,
        ]
      : []),
  ];
  if (tooFew) return { sampleRatio, kpis: [], warnings };
  const word = sampleRatio.passed ? 'uplift' : 'difference';
  const random = createRandom(options.seed, 73);
  const resamples = options.resamples ?? 2000;
  const share = (name: KpiName, told: (one: PersonOutcome) => boolean): Kpi => {
    const [a, b] = [offered, held].map((arm) => wilson(arm.filter(told).length, arm.length));
    const [first, second] = [a as Estimate, b as Estimate];
    const difference = newcombe(first, second);
    const method = `95% by Newcombe's method 10, from Wilson's interval of each arm.`;
    return withTotal({ name, offered: first, heldOut: second, difference, word, method }, offered.length);
  };
  const amount = (name: KpiName, told: (one: PersonOutcome) => number | undefined): readonly Kpi[] => {
    const [a, b] = [offered, held].map((arm) =>
      Float64Array.from(arm.map(told).filter((value) => value !== undefined)),
    );
    const [first, second] = [a as Float64Array, b as Float64Array];
    if (first.length < FEWEST || second.length < FEWEST) return [];
    const compared = bootstrap(first, second, random, resamples);
    const method = `95% by percentile bootstrap, each arm drawn anew ${resamples} times with seed ${options.seed}.`;
    return [withTotal({ name, ...compared, word, method }, offered.length)];
  };
  return {
    sampleRatio,
    warnings,
    kpis: [
      share('conversion', ({ converted }) => converted),
      ...amount('return', ({ revenue, cost }) => revenue - cost),
      share('repeat', ({ repeated }) => repeated),
      ...amount('lifetimeValue', ({ lifetimeValue }) => lifetimeValue),
    ],
  };
}

function withTotal(kpi: Omit<Kpi, 'total'>, people: number): Kpi {
  const { value, low, high } = kpi.difference;
  return { ...kpi, total: { value: value * people, low: low * people, high: high * people } };
}

/** Wilson's score interval (1927) of a share. */
export function wilson(count: number, of: number): Estimate {
  const value = count / of;
  const z2 = Z95 * Z95;
  const middle = (value + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z95 / (1 + z2 / of)) * Math.sqrt((value * (1 - value)) / of + z2 / (4 * of * of));
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** The difference of two independent shares (Newcombe 1998, method 10). */
export function newcombe(first: Estimate, second: Estimate): Estimate {
  const value = first.value - second.value;
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
  };
}

function bootstrap(first: Float64Array, second: Float64Array, random: Random, resamples: number) {
  const drawn = [0, 1, 2].map(() => new Float64Array(resamples)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < resamples; i += 1) {
    const [a, b] = [resampledMean(first, random), resampledMean(second, random)];
    drawn[0][i] = a;
    drawn[1][i] = b;
    drawn[2][i] = a - b;
  }
  const [a, b] = [mean(first), mean(second)];
  return {
    offered: estimateOf(a, drawn[0], 0.95),
    heldOut: estimateOf(b, drawn[1], 0.95),
    difference: estimateOf(a - b, drawn[2], 0.95),
  };
}

function resampledMean(values: Float64Array, random: Random): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[randomInt(random, values.length)] as number;
  return sum / values.length;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
