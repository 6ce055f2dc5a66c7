import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { armOf } from '../../src/campaigns/hold-out.ts';
import { measureKpis, newcombe, type PersonOutcome, wilson } from '../../src/campaigns/kpis.ts';
import { checkSampleRatio, normalTail } from '../../src/campaigns/sample-ratio.ts';
import { createRandom } from '../../src/domain/random.ts';
import { createBusiness } from '../../src/simulation/business.ts';
import { customerId } from '../../src/simulation/business-customer.ts';

vi.setConfig({ testTimeout: 120_000 });

interface Reference {
  readonly sampleRatio: readonly {
    readonly offered: number;
    readonly heldOut: number;
    readonly planned: number;
    readonly statistic: number;
    readonly p: number;
  }[];
  readonly bootstrap: Readonly<Record<'offeredValues' | 'heldOutValues', readonly number[]>> &
    Readonly<Record<'offered' | 'heldOut' | 'difference', readonly [low: number, high: number]>>;
  readonly normalTail: readonly { readonly x: number; readonly p: number }[];
  readonly newcombe: readonly {
    readonly first: readonly [number, number];
    readonly second: readonly [number, number];
    readonly wilson: readonly [number, number];
    readonly difference: readonly [number, number];
  }[];
}

const reference = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../fixtures/campaigns/statistics.json'), 'utf8'),
) as Reference;

describe('as SciPy and statsmodels have it', () => {
  test.each(reference.sampleRatio)('$offered against $heldOut of $planned', (row) => {
    const check = checkSampleRatio(row.offered, row.heldOut, row.planned);
    expect(check.statistic).toBeCloseTo(row.statistic, 8);
    expect(Math.abs(check.p - row.p)).toBeLessThan(1e-9 * Math.max(row.p, 1e-6));
    expect(check.passed).toBe(row.p >= 0.001);
  });

  test.each(reference.normalTail)('a normal above $x', ({ x, p }) => {
    expect(Math.abs(normalTail(x) / p - 1)).toBeLessThan(1e-9);
  });

  test.each(reference.newcombe)('$first and $second', (row) => {
    const [first, second] = [wilson(...row.first), wilson(...row.second)];
    expect(first.low).toBeCloseTo(row.wilson[0], 9);
    expect(first.high).toBeCloseTo(row.wilson[1], 9);
    const difference = newcombe(first, second);
    expect(difference.low).toBeCloseTo(row.difference[0], 9);
    expect(difference.high).toBeCloseTo(row.difference[1], 9);
  });

  test.each(['return', 'lifetimeValue'] as const)(
    '%s: the percentile bootstrap of skewed amounts',
    (name) => {
      const { offeredValues, heldOutValues, ...intervals } = reference.bootstrap;
      const outcome = (arm: PersonOutcome['arm'], amounts: readonly number[]) =>
        amounts.map(
          (amount, i): PersonOutcome => ({
            customerId: `${arm} ${i}`,
            arm,
            converted: false,
            repeated: false,
            revenue: name === 'return' ? amount : 0,
            cost: 0,
            lifetimeValue: amount,
          }),
        );
      const { kpis } = measureKpis(
        [...outcome('offer', offeredValues), ...outcome('hold-out', heldOutValues)],
        {
          planned: 0.25,
          seed: 1,
          resamples: 20_000,
        },
      );
      const kpi = kpis.find((each) => each.name === name);
      if (kpi === undefined) throw new Error(name);
      const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
      expect(kpi.difference.value).toBeCloseTo(mean(offeredValues) - mean(heldOutValues), 9);
      for (const part of ['offered', 'heldOut', 'difference'] as const) {
        const [low, high] = intervals[part];
        // Two bootstraps of tens of thousands of draws differ by about a hundredth of the interval.
        expect(Math.abs(kpi[part].low - low) / (high - low)).toBeLessThan(0.02);
        expect(Math.abs(kpi[part].high - high) / (high - low)).toBeLessThan(0.02);
      }
    },
  );

  test('and as Newcombe printed it (1998, table II): 56 of 70 against 48 of 80', () => {
    const { low, high } = newcombe(wilson(56, 70), wilson(48, 80));
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339']);
  });
});

const CUSTOMERS = 400;
const business = createBusiness({ seed: 11, customers: CUSTOMERS, persuasion: 0.6 });
const [reward] = business.catalogue.slice(40, 41);
const rewardId = reward?.reward.id ?? '';
/** Margin of one purchase, and what one use of the reward costs. */
const people = Array.from({ length: CUSTOMERS }, (_, i) => {
  const id = customerId(i);
  const margin = 0.3 * business.customer(id).habits.meanBill;
  const [bought, before] = [business.purchase(id, rewardId), business.purchase(id)];
  return { id, margin, bought, before, cost: 2 * business.acceptance(id, rewardId) };
});
const mean = (of: (one: (typeof people)[number]) => number) =>
  people.reduce((sum, one) => sum + of(one), 0) / CUSTOMERS;
const truth = {
  conversion: mean(({ bought, before }) => bought - before),
  return: mean(({ bought, before, margin, cost }) => (bought - before) * margin - cost),
};

/** One campaign of the simulated business, half of it held out. */
function simulated(repetition: number, lost = 0): readonly PersonOutcome[] {
  const random = createRandom(repetition, 91);
  return people.flatMap(({ id, margin }): PersonOutcome[] => {
    const arm = armOf(id, `campaign ${repetition}`, 0.5);
    const { accepted, bought } = business.respond(random, id, arm === 'offer' ? rewardId : undefined);
    if (arm === 'hold-out' && random.next() < lost) return [];
    return [
      {
        customerId: id,
        arm,
        converted: bought,
        repeated: false,
        revenue: bought ? margin : 0,
        cost: accepted ? 2 : 0,
      },
    ];
  });
}

describe('against a hold-out of the simulated business', () => {
  test('the intervals hold the true uplift in about 95 of 100 campaigns', () => {
    const REPETITIONS = 200;
    const held = { conversion: 0, return: 0 };
    const means = { conversion: 0, return: 0 };
    for (let i = 0; i < REPETITIONS; i += 1) {
      const { kpis } = measureKpis(simulated(i), { planned: 0.5, seed: i, resamples: 200 });
      for (const name of ['conversion', 'return'] as const) {
        const difference = kpis.find((kpi) => kpi.name === name)?.difference ?? { value: 0, low: 0, high: 0 };
        if (difference.low <= truth[name] && truth[name] <= difference.high) held[name] += 1;
        means[name] += difference.value / REPETITIONS;
      }
    }
    expect(truth.conversion).toBeGreaterThan(0.02);
    // Three standard errors of a share of 0.95 over so many are 0.046.
    expect(held.conversion / REPETITIONS).toBeGreaterThan(0.904);
    expect(held.return / REPETITIONS).toBeGreaterThan(0.904);
    expect(held.conversion / REPETITIONS).toBeLessThanOrEqual(0.995);
    expect(means.conversion).toBeCloseTo(truth.conversion, 1.7);
  });

  test('people who vanish from one arm take the word uplift away', () => {
    const fair = measureKpis(simulated(1), { planned: 0.5, seed: 1 });
    expect(fair.sampleRatio.passed).toBe(true);
    expect(fair.warnings).toEqual([]);
    expect(fair.kpis.map(({ name, word }) => [name, word])).toEqual([
      ['conversion', 'uplift'],
      ['return', 'uplift'],
      ['repeat', 'uplift'],
    ]);
    const [conversion] = fair.kpis;
    expect(conversion?.total.value).toBeCloseTo(
      (conversion?.difference.value ?? 0) * fair.sampleRatio.offered,
      9,
    );
    const lossy = measureKpis(simulated(1, 0.5), { planned: 0.5, seed: 1 });
    expect(lossy.sampleRatio.passed).toBe(false);
    expect(lossy.warnings[0]).toContain('find it before believing');
    expect(lossy.kpis.every(({ word }) => word === 'difference')).toBe(true);
  });

  test('a handful of people are not compared', () => {
    const few = measureKpis(simulated(1).slice(0, 30), { planned: 0.5, seed: 1 });
    expect(few.kpis).toEqual([]);
    expect(few.warnings.at(-1)).toContain('too few to compare');
    expect(measureKpis([], { planned: 0.5, seed: 1 }).kpis).toEqual([]);
  });
});
