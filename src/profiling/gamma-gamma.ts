import { logGamma } from '../domain/log-gamma.ts';
import { FEWEST_REPEATERS } from './bg-nbd.ts';
import { everyNth, nelderMead } from './nelder-mead.ts';

/**
 * The gamma-gamma model of spending (Fader and Hardie 2013, note 025): a customer's purchases vary around a mean by a
 * gamma distribution of shape p, and the means differ between customers by an inverse gamma distribution (q, v).
 */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  /** In the import's currency. */
  readonly v: number;
}

/** Customers by column. */
export interface SpendHistory {
  /** Purchases, at least 1. */
  readonly purchases: ArrayLike<number>;
  /** Mean of what they came to; customers without a positive mean are left out of the fit. */
  readonly mean: ArrayLike<number>;
}

const FARTHEST = 12;

/**
 * Fits by maximum likelihood, with q above 1, for else the mean over all customers would be infinite. Yields after
 * every step; undefined where fewer than 30 customers bought more than once.
 */
export function* fitGammaGamma(history: SpendHistory): Generator<void, GammaGamma | undefined> {
  const known = positive(history);
  let repeaters = 0;
  let sum = 0;
  for (let i = 0; i < known.counts.length; i++) {
    if ((known.counts[i] ?? 0) > 1) repeaters++;
    sum += known.means[i] ?? 0;
  }
  if (repeaters < FEWEST_REPEATERS) return undefined;
  const scale = sum / known.counts.length;
  const parameters = ([p = 0, q = 0, v = 0]: readonly number[]): GammaGamma => ({
    p: Math.exp(p),
    q: 1 + Math.exp(q),
    v: scale * Math.exp(v),
  });
  const lossOn =
    (some: Positive) =>
    (point: readonly number[]): number => {
      const beyond = point.reduce((total, x) => total + Math.max(0, Math.abs(x) - FARTHEST) ** 2, 0);
      return beyond - logLikelihood(parameters(point), some) / some.counts.length;
    };
  yield;
  const { point: near } = yield* nelderMead(lossOn(positive(thinned(history))), [1, 1, 0]);
  // Where customers hardly differ, q and v rise together without end; a bounded number of steps is enough there.
  const { point } = yield* nelderMead(lossOn(known), near, { step: 0.05, mostRounds: 2, mostSteps: 150 });
  return parameters(point);
}

function thinned({ purchases, mean }: SpendHistory): SpendHistory {
  return { purchases: everyNth(purchases), mean: everyNth(mean) };
}

/** The log-likelihood of all customers with a positive mean together (equation 1a of the note). */
export function gammaGammaLogLikelihood(model: GammaGamma, history: SpendHistory): number {
  return logLikelihood(model, positive(history));
}

interface Positive {
  readonly counts: Float64Array;
  readonly means: Float64Array;
  readonly logMeans: Float64Array;
  /** The different counts, and for each customer the place of its own among them. */
  readonly different: Float64Array;
  readonly place: Uint32Array;
}

function positive({ purchases, mean }: SpendHistory): Positive {
  const rows = Array.from({ length: purchases.length }, (_, i) => i).filter(
    (i) => (mean[i] ?? 0) > 0 && (purchases[i] ?? 0) > 0,
  );
  const counts = Float64Array.from(rows, (i) => purchases[i] ?? 0);
  const means = Float64Array.from(rows, (i) => mean[i] ?? 0);
  const different = Float64Array.from(new Set(counts)).sort();
  const places = new Map([...different].map((x, i) => [x, i]));
  const place = Uint32Array.from(counts, (x) => places.get(x) ?? 0);
  return { counts, means, logMeans: means.map(Math.log), different, place };
}

function logLikelihood(
  { p, q, v }: GammaGamma,
  { counts, means, logMeans, different, place }: Positive,
): number {
  const constant = q * Math.log(v) - logGamma(q);
  const byCount = different.map(
    (x) => logGamma(p * x + q) - logGamma(p * x) + p * x * Math.log(x) + constant,
  );
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const x = counts[i] ?? 0;
    const spent = Math.log(x * (means[i] ?? 0) + v);
    sum += (byCount[place[i] ?? 0] ?? 0) + (p * x - 1) * (logMeans[i] ?? 0) - (p * x + q) * spent;
  }
  return sum;
}

/** What one further purchase is expected to come to (equation 5 of the note): between own mean and everyone's. */
export function expectedSpend({ p, q, v }: GammaGamma, purchases: number, mean: number): number {
  const own = (p * purchases) / (p * purchases + q - 1);
  return (1 - own) * ((p * v) / (q - 1)) + own * Math.max(0, mean);
}
