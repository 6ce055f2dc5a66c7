import type { CustomerProfile } from '../domain/customer.ts';
import { nextTask } from '../domain/next-task.ts';
import { createRandom, normal } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import { type Economics, valueOfResponse } from '../matching/expected-value.ts';
import { logOdds, sigmoid } from '../matching/log-odds.ts';
import { type Estimate, estimateOf } from './estimate.ts';

/** One offer that is to go out, with what is known of its chances. */
export interface ForecastOffer {
  readonly profile: CustomerProfile;
  readonly reward: Reward;
  /** Of a response, with its 90% interval. */
  readonly probability: number;
  readonly low: number;
  readonly high: number;
}

/** What is to be expected, each with a 90% interval, in the currency of the catalogue. */
export interface Forecast {
  readonly responses: Estimate;
  /** Rewards used, and sending to everybody. */
  readonly cost: Estimate;
  /** Margin of the purchases of those who respond, before cost. */
  readonly revenue: Estimate;
  /** Revenue less cost. */
  readonly result: Estimate;
  readonly draws: number;
  /** How the intervals were made, in plain words. */
  readonly method: string;
}

export interface ForecastOptions {
  readonly seed: number;
  readonly economics: Economics;
  /** Basket of those whose own is not known. */
  readonly usualBasket: number;
  /** Messages that cost to send, those without a reward included; the offers where left out. */
  readonly sent?: number;
  readonly draws?: number;
  readonly signal?: AbortSignal;
}

/** Standard normal that 90% lie within, either side. */
const Z90 = 1.6448536269514722;
/** Draws times offers at most, so that a forecast takes a second or two. */
const MOST_WORK = 3e7;
/** Draws times offers between two pauses: some 5 ms. */
const WORK_AT_ONCE = 50_000;

/**
 * What the offers are expected to bring, by simulation. In each draw the model is off by one amount for everybody
 * (a standard normal, in units of each person's own interval on the log-odds scale), and then each person responds or
 * does not. One shared amount is the careful choice: errors of a model mostly go the same way, and taken as independent
 * they would cancel out over thousands of people and leave an interval that is far too narrow.
 */
export async function forecast(
  offers: readonly ForecastOffer[],
  options: ForecastOptions,
): Promise<Result<Forecast>> {
  const { economics, usualBasket, seed, sent = offers.length } = options;
  const draws =
    options.draws ?? Math.max(200, Math.min(2000, Math.floor(MOST_WORK / Math.max(1, offers.length))));
  const contact = sent * economics.contactCost;
  const known = offers.map(({ profile, reward, probability, low, high }) => {
    // Of a reward that costs nothing, a response is worth its margin.
    const free = { ...reward, costPerUse: 0 };
    const revenue = valueOfResponse(profile, free, economics, usualBasket);
    const cost = revenue - valueOfResponse(profile, reward, economics, usualBasket);
    const centre = logOdds(inside(probability));
    const spread = Math.max(0, logOdds(inside(high)) - logOdds(inside(low))) / (2 * Z90);
    return { probability, centre, spread, revenue, cost };
  });
  const of = (weight: (one: (typeof known)[number]) => number) =>
    known.reduce((sum, one) => sum + one.probability * weight(one), 0);
  const drawn = {
    responses: new Float64Array(draws),
    cost: new Float64Array(draws),
    revenue: new Float64Array(draws),
    result: new Float64Array(draws),
  };
  const random = createRandom(seed, 71);
  let work = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const shared = normal(random);
    let responses = 0;
    let cost = contact;
    let revenue = 0;
    for (const one of known) {
      work += 1;
      if (work % WORK_AT_ONCE === 0) await nextTask();
      if (random.next() >= sigmoid(one.centre + shared * one.spread)) continue;
      responses += 1;
      cost += one.cost;
      revenue += one.revenue;
    }
    drawn.responses[draw] = responses;
    drawn.cost[draw] = cost;
    drawn.revenue[draw] = revenue;
    drawn.result[draw] = revenue - cost;
    if (draw % 20 > 0) continue;
    await nextTask();
    if (options.signal?.aborted) return failure('cancelled', 'The forecast was stopped. Nothing was kept.');
  }
  const estimate = (value: number, values: Float64Array) => estimateOf(value, values, 0.9);
  const [cost, revenue] = [of((one) => one.cost) + contact, of((one) => one.revenue)];
  return success({
    responses: estimate(
      of(() => 1),
      drawn.responses,
    ),
    cost: estimate(cost, drawn.cost),
    revenue: estimate(revenue, drawn.revenue),
    result: estimate(revenue - cost, drawn.result),
    draws,
    method: `90% intervals from ${draws} simulated runs with seed ${seed}: in each, the model errs for everybody alike within its own intervals, and each person responds or not by chance.`,
  });
}

/** Away from 0 and 1, whose log-odds are infinite. */
function inside(probability: number): number {
  return Math.min(1 - 1e-9, Math.max(1e-9, probability));
}
