import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward } from '../domain/reward.ts';
import { logOdds, sigmoid } from './log-odds.ts';
import { PreferenceSignals, type UsualCustomer } from './preference-signals.ts';

/** Customers over whom rates are kept; more change little. */
const SAMPLE = 400;
const STEPS = 12;
/** Profiles or rewards to look at between two pauses. */
const PROFILES_AT_ONCE = 5000;
const REWARDS_AT_ONCE = 20;

/**
 * The middle of the customers, for each of the things that {@link PreferenceSignals} looks at. Yields where a pause may
 * be made, as what follows does.
 */
export function* usualCustomer(profiles: readonly CustomerProfile[]): Generator<void, UsualCustomer> {
  const sums = new Map<string, number>();
  let told = 0;
  for (const [i, { categoryAffinity }] of profiles.entries()) {
    if (i % PROFILES_AT_ONCE === 0) yield;
    const parts = Object.entries(categoryAffinity);
    if (parts.length > 0) told += 1;
    for (const [category, share] of parts) sums.set(category, (sums.get(category) ?? 0) + share);
  }
  const of = (value: (profile: CustomerProfile) => number | undefined) =>
    profiles.map(value).filter((each): each is number => each !== undefined && Number.isFinite(each));
  yield;
  const points = of(({ pointsBalance }) => pointsBalance).sort((a, b) => a - b);
  yield;
  const usual = {
    discountAffinity: mean(of(({ discountAffinity }) => discountAffinity)),
    churnRisk: mean(of(({ churnRisk }) => churnRisk)),
    pointsBalance: points[Math.floor(points.length / 2)],
  };
  return {
    categories: Object.fromEntries([...sums].sort().map(([category, sum]) => [category, sum / told])),
    ...Object.fromEntries(Object.entries(usual).filter(([, value]) => value !== undefined)),
  };
}

/**
 * What to add to each reward's log-odds so that its rate is the mean probability over the half of the customers that it
 * suits better: preferences say who answers, the catalogue says how many, and rewards are mostly handed out to people
 * whom somebody thought they would suit. What a reward asks of anybody does not count here. By Newton's method.
 *
 * @param rates by position of the reward, each between 0 and 1.
 */
export function* rateKeepingOffsets(
  profiles: readonly CustomerProfile[],
  rewards: readonly Reward[],
  rates: readonly number[],
  usual: UsualCustomer,
): Generator<void, Float64Array> {
  const every = Math.max(1, Math.ceil(profiles.length / SAMPLE));
  const sample = profiles.filter((_, i) => i % every === 0);
  const signals = new PreferenceSignals(rewards, usual);
  const effects: Float64Array[] = [];
  for (const profile of sample) {
    yield;
    signals.write(profile);
    effects.push(signals.effects.map((effect, i) => effect - (signals.burdens[i] as number)));
  }
  const offsets = new Float64Array(rewards.length);
  for (let i = 0; i < rewards.length; i += 1) {
    if (i % REWARDS_AT_ONCE === 0) yield;
    const rate = rates[i] as number;
    const base = logOdds(rate);
    const suited = Float64Array.from(effects, (own) => own[i] as number)
      .sort()
      .slice(Math.floor(effects.length / 2));
    let offset = 0;
    for (let step = 0; step < STEPS && suited.length > 0; step += 1) {
      let [sum, slope] = [0, 0];
      for (const effect of suited) {
        const p = sigmoid(base + offset + effect);
        sum += p;
        slope += p * (1 - p);
      }
      const move = (rate * suited.length - sum) / slope;
      // The sum rises evenly with the offset; a step of more than 1 may overshoot where it is nearly flat.
      offset += Math.max(-1, Math.min(1, Number.isFinite(move) ? move : 0));
      if (Math.abs(move) < 1e-9) break;
    }
    offsets[i] = offset;
  }
  return offsets;
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
