import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerProfile } from '../../src/domain/customer.ts';
import { featureMatrix } from '../../src/segmentation/feature-matrix.ts';
import { fitScale, scaleValue } from '../../src/segmentation/feature-scale.ts';
import { readFeatures } from '../../src/segmentation/feature-values.ts';
import { FEATURE_NAMES, FEATURES, GROUPING_FEATURES } from '../../src/segmentation/features.ts';
import {
  cdnowCustomers,
  drawnCustomers,
  emptyProfile,
  hasData,
  personalityCustomers,
  reference,
  unwrap,
} from './reference.ts';

const matrixOf = (profiles: readonly CustomerProfile[]) =>
  featureMatrix(unwrap(readFeatures(profiles)), GROUPING_FEATURES);

describe('scaling against NumPy', () => {
  const sets = {
    customers: () => drawnCustomers().profiles,
    personality: personalityCustomers,
    cdnow: cdnowCustomers,
  };
  for (const [name, profiles] of Object.entries(sets)) {
    it.skipIf(name !== 'customers' && !hasData)(`has the same medians and spreads on ${name}`, () => {
      const { scales } = reference[name as keyof typeof sets];
      const { features } = matrixOf(profiles());
      expect(features.map((feature) => feature.name)).toEqual(Object.keys(scales));
      for (const { name: feature, logarithm, fill, centre, spread } of features) {
        expect(logarithm).toBe(scales[feature]?.logarithm);
        expect(fill).toBeCloseTo(scales[feature]?.fill ?? 0, 9);
        expect(centre).toBeCloseTo(scales[feature]?.centre ?? 0, 9);
        expect(spread).toBeCloseTo(scales[feature]?.spread ?? 0, 9);
      }
    });
  }
});

describe('the feature matrix', () => {
  it('fills in the median, leaves out what few have or all share, and says each', () => {
    const profiles = [10, 20, undefined, 40, 60].map((recencyDays, i) =>
      emptyProfile(`c${i}`, {
        frequency: 3,
        monetary: 100 + i,
        averageBasket: (100 + i) / 3,
        ...(recencyDays === undefined ? {} : { recencyDays }),
        ...(i < 2 ? { discountAffinity: 0.1 * i } : {}),
      }),
    );
    const { rows, columns, values, features, notes } = matrixOf(profiles);
    expect([rows, columns]).toEqual([5, 3]);
    expect(features.map(({ name }) => name)).toEqual(['recencyDays', 'monetary', 'averageBasket']);
    expect(values[2 * 3]).toBe(0);
    expect(notes.map(({ type, feature }) => `${type} ${feature}`)).toEqual([
      'filled recencyDays',
      'constant frequency',
      'left-out tenureDays',
      'left-out discountAffinity',
      'left-out pointsBalance',
      'left-out monthlyIncome',
    ]);
    expect(notes[0]?.message).toBe(
      'Days since the last purchase: not known for 1 of 5 customers; the median, 30, stands in.',
    );
    expect(notes[1]?.message).toBe('Number of purchases: the same for all customers; left out.');
    expect(notes[3]?.message).toBe(
      'Share of purchases with a discount: known for 2 of 5 customers, too few; left out.',
    );
  });

  it('is not moved by outliers: a millionaire among a hundred changes no other number', () => {
    const ordinary = Array.from({ length: 100 }, (_, i) => emptyProfile(`c${i}`, { monetary: 50 + i }));
    const changed = ordinary.map((profile, i) => (i === 99 ? { ...profile, monetary: 1e12 } : profile));
    const [before, after] = [matrixOf(ordinary).values, matrixOf(changed).values];
    expect(after.slice(0, 99)).toEqual(before.slice(0, 99));
    expect(after[99]).toBe(3);
  });

  it('takes long tails on a log scale, and even spreads as they are', () => {
    const even = Array.from({ length: 101 }, (_, i) => i);
    expect(fitScale(Float64Array.from(even), true)?.logarithm).toBe(false);
    const long = Float64Array.from(even, (i) => Math.exp(i / 20));
    expect(fitScale(long, true)?.logarithm).toBe(true);
    expect(fitScale(long, false)?.logarithm).toBe(false);
  });

  it('still tells customers apart by what only a few of them have', () => {
    const rare = Float64Array.from({ length: 1000 }, (_, i) => (i < 998 ? 0 : 1));
    const scale = fitScale(rare, false);
    expect(scale?.spread).toBeCloseTo(Math.sqrt(2 / 1000), 12);
    expect(scale && scaleValue(1, scale)).toBe(3);
    expect(fitScale(Float64Array.of(4, 4, 4), true)).toBeUndefined();
    expect(fitScale(new Float64Array(0), true)).toBeUndefined();
  });

  it('is finite and from −3 to 3, whatever the amounts', () => {
    const amount = fc.double({ min: -1e15, max: 1e15, noNaN: true });
    const customer = fc.record(
      { monetary: amount, averageBasket: amount, recencyDays: amount },
      { requiredKeys: ['monetary'] },
    );
    fc.assert(
      fc.property(fc.array(customer, { minLength: 1, maxLength: 30 }), (fields) => {
        const { values } = matrixOf(fields.map((field, i) => emptyProfile(`c${i}`, field)));
        for (const value of values) expect(Math.abs(value)).toBeLessThanOrEqual(3);
      }),
      { numRuns: 300 },
    );
  });

  it('looks at neither age, gender nor name', () => {
    const looked = new Set<PropertyKey>();
    const watched = new Proxy(emptyProfile('c', { age: 40, gender: 'F', name: 'N' }), {
      get: (target, key) => {
        looked.add(key);
        return Reflect.get(target, key);
      },
    });
    for (const name of FEATURE_NAMES) FEATURES[name].read(watched);
    expect(looked.has('monetary')).toBe(true);
    expect(['age', 'gender', 'name'].filter((key) => looked.has(key))).toEqual([]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1e300])(
    'refuses an amount of %s, naming the customer',
    (monetary) => {
      const profiles = [emptyProfile('a'), emptyProfile('b', { monetary })];
      expect(readFeatures(profiles)).toEqual({
        ok: false,
        failures: [
          {
            type: 'not-finite',
            message: `Customer b: monetary is ${monetary}. Give a finite number within ±1e15, or leave it out where it is not known.`,
            path: '[1].monetary',
          },
        ],
      });
    },
  );
});
