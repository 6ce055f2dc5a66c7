import { everyNth, nelderMead } from './nelder-mead.ts';
import { hypergeometric } from './special-functions.ts';

/**
 * The BG/NBD model of repeat purchases (Fader, Hardie and Lee 2005, "Counting Your Customers the Easy Way"): purchases
 * come at a rate that differs between customers by a gamma distribution (r, α), and after each a customer leaves for
 * good with a probability that differs by a beta distribution (a, b).
 */
export interface BgNbd {
  readonly r: number;
  /** In days. */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** Customers by column: what the model needs to know of each. Days are whole. */
export interface PurchaseHistory {
  /** Days with a purchase after the first such day. */
  readonly repeats: ArrayLike<number>;
  /** Days from the first to the last purchase. */
  readonly lastDay: ArrayLike<number>;
  /** Days from the first purchase to the reference date. */
  readonly days: ArrayLike<number>;
}

/** With fewer customers who came back, four parameters cannot be told apart. */
export const FEWEST_REPEATERS = 30;
/** Logarithms of parameters past it mean a distribution without spread; the likelihood is flat there. */
const FARTHEST = 10;

/** Fits by maximum likelihood. Yields after every step; undefined where fewer than 30 customers came back. */
export function* fitBgNbd(history: PurchaseHistory): Generator<void, BgNbd | undefined> {
  let repeaters = 0;
  for (let i = 0; i < history.repeats.length; i++) if ((history.repeats[i] ?? 0) > 0) repeaters++;
  if (repeaters < FEWEST_REPEATERS) return undefined;
  const scale = meanOf(history.days) || 1;
  const parameters = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): BgNbd => ({
    r: Math.exp(r),
    alpha: scale * Math.exp(alpha),
    a: Math.exp(a),
    b: Math.exp(b),
  });
  const lossOn =
    (groups: Groups) =>
    (point: readonly number[]): number => {
      const beyond = point.reduce((sum, x) => sum + Math.max(0, Math.abs(x) - FARTHEST) ** 2, 0);
      return beyond - logLikelihood(parameters(point), groups) / groups.customers;
    };
  const { point: near } = yield* nelderMead(lossOn(compress(thinned(history))), [-1, -1, -1, 0]);
  yield;
  const all = compress(history);
  yield;
  const { point } = yield* nelderMead(lossOn(all), near, { step: 0.05, mostRounds: 2, mostSteps: 300 });
  return parameters(point);
}

function thinned({ repeats, lastDay, days }: PurchaseHistory): PurchaseHistory {
  return { repeats: everyNth(repeats), lastDay: everyNth(lastDay), days: everyNth(days) };
}

/** The log-likelihood of all customers together (equation 6 of the paper, as its appendix computes it). */
export function bgNbdLogLikelihood(model: BgNbd, history: PurchaseHistory): number {
  return logLikelihood(model, compress(history));
}

interface Groups extends PurchaseHistory {
  readonly weight: Float64Array;
  readonly customers: number;
  readonly mostRepeats: number;
  readonly mostDays: number;
}

/** Customers with the same history count together. */
function compress({ repeats, lastDay, days }: PurchaseHistory): Groups {
  const counts = new Map<number, number>();
  let mostRepeats = 0;
  let mostDays = 0;
  for (let i = 0; i < repeats.length; i++) {
    const key = ((repeats[i] ?? 0) * 1e5 + (lastDay[i] ?? 0)) * 1e5 + (days[i] ?? 0);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    mostRepeats = Math.max(mostRepeats, repeats[i] ?? 0);
    mostDays = Math.max(mostDays, days[i] ?? 0);
  }
  const keys = Float64Array.from(counts.keys());
  return {
    repeats: keys.map((key) => Math.floor(key / 1e10)),
    lastDay: keys.map((key) => Math.floor(key / 1e5) % 1e5),
    days: keys.map((key) => key % 1e5),
    weight: Float64Array.from(counts.values()),
    customers: repeats.length,
    mostRepeats,
    mostDays,
  };
}

function logLikelihood({ r, alpha, a, b }: BgNbd, groups: Groups): number {
  // ln Γ(r+x)/Γ(r) + ln B(a, b+x)/B(a, b), both as running sums over x, need no gamma function.
  const counted = new Float64Array(groups.mostRepeats + 1);
  for (let x = 0; x < groups.mostRepeats; x++) {
    counted[x + 1] = (counted[x] ?? 0) + Math.log(r + x) + Math.log((b + x) / (a + b + x));
  }
  const logs = Float64Array.from({ length: groups.mostDays + 1 }, (_, day) => Math.log(alpha + day));
  const prior = r * Math.log(alpha);
  let sum = 0;
  for (let i = 0; i < groups.weight.length; i++) {
    const x = groups.repeats[i] ?? 0;
    const alive = -(r + x) * (logs[groups.days[i] ?? 0] ?? 0);
    let both = alive;
    if (x > 0) {
      const gone = Math.log(a / (b + x - 1)) - (r + x) * (logs[groups.lastDay[i] ?? 0] ?? 0);
      const high = Math.max(alive, gone);
      both = high + Math.log(Math.exp(alive - high) + Math.exp(gone - high));
    }
    sum += (groups.weight[i] ?? 0) * ((counted[x] ?? 0) + prior + both);
  }
  return sum;
}

/** One customer's part of a `PurchaseHistory`. */
export interface OneHistory {
  readonly repeats: number;
  readonly lastDay: number;
  readonly days: number;
}

/**
 * Probability that the customer has not left (Fader and Hardie 2008, note 021). 1 where nothing was bought after the
 * first day, for in this model one leaves only after a repeat purchase.
 */
export function probabilityAlive({ r, alpha, a, b }: BgNbd, { repeats, lastDay, days }: OneHistory): number {
  if (repeats === 0) return 1;
  const odds =
    (a / (b + repeats - 1)) * Math.exp((r + repeats) * Math.log((alpha + days) / (alpha + lastDay)));
  return 1 / (1 + odds);
}

/**
 * Probability that no purchase follows within so many days: the customer has left, or stays away by chance. While
 * alive, the rate given the past is gamma (r+x, α+T), so that the chance of silence is ((α+T)/(α+T+t))^(r+x).
 */
export function probabilityOfSilence(model: BgNbd, history: OneHistory, days: number): number {
  const since = model.alpha + history.days;
  const silence = Math.exp((model.r + history.repeats) * Math.log(since / (since + days)));
  return 1 - probabilityAlive(model, history) * (1 - silence);
}

/**
 * Purchases expected within so many days to come (equation 10 of the paper). Of the two forms of ₂F₁ that Euler's
 * transformation joins, the one with the shorter series is summed.
 */
export function expectedPurchases(model: BgNbd, history: OneHistory, days: number): number {
  const { r, alpha, b } = model;
  // At a = 1 numerator and denominator vanish together.
  const a = Math.abs(model.a - 1) < 1e-5 ? 1 + 1e-5 : model.a;
  const x = history.repeats;
  const z = days / (alpha + history.days + days);
  const c = a + b + x - 1;
  const left =
    a - 1 < r + x
      ? (1 - z) ** (a - 1) * hypergeometric(c - r - x, a - 1, c, z)
      : (1 - z) ** (r + x) * hypergeometric(r + x, b + x, c, z);
  return (c / (a - 1)) * (1 - left) * probabilityAlive(model, history);
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return values.length === 0 ? 0 : sum / values.length;
}
