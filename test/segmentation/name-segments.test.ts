import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECK_SEGMENTS } from '../../src/domain/segment.ts';
import type { FeatureName } from '../../src/segmentation/features.ts';
import { isActive } from '../../src/segmentation/is-active.ts';
import { nameSegments } from '../../src/segmentation/name-segments.ts';
import type { SegmentFacts } from '../../src/segmentation/segment-facts.ts';

type Numbers = Partial<Record<FeatureName, number>>;

/** Medians that do not matter to a test follow the ranks. */
function group(share: number, ranks: Numbers, medians: Numbers = {}): SegmentFacts {
  const followed = Object.fromEntries(Object.entries(ranks).map(([name, rank]) => [name, 1000 * rank]));
  return { size: Math.round(1000 * share), share, ranks, medians: { ...followed, ...medians } };
}

const vip = group(0.1, { recencyDays: 0.3, frequency: 0.9, monetary: 0.95, tenureDays: 0.8 });
const frequent = group(0.2, { recencyDays: 0.3, frequency: 0.8, monetary: 0.7, tenureDays: 0.6 });
const growing = group(0.2, { recencyDays: 0.3, frequency: 0.4, monetary: 0.5, tenureDays: 0.1 });
const standard = group(0.5, { recencyDays: 0.6, frequency: 0.4, monetary: 0.4, tenureDays: 0.5 });
const names = (facts: readonly SegmentFacts[]) => nameSegments(facts).map(({ name }) => name);

describe('naming segments', () => {
  it('gives the deck names where they fit', () => {
    expect(names([vip, frequent, growing, standard])).toEqual([...DECK_SEGMENTS]);
  });

  it('gives a name to the group that fits it best, and to no other', () => {
    const lesser = group(0.2, { recencyDays: 0.3, frequency: 0.7, monetary: 0.6, tenureDays: 0.5 });
    expect(names([vip, frequent, lesser])).toEqual(['Premium VIP', 'Active Frequent', 'Standard Active']);
  });

  it('calls no group premium that a third of all are in, and none active that is gone', () => {
    expect(names([{ ...vip, share: 0.34 }, standard])[0]).toBe('Active Frequent');
    const gone = {
      ...vip,
      ranks: { ...vip.ranks, recencyDays: 0.9 },
      medians: { ...vip.medians, tenureDays: 900 },
    };
    expect(names([gone, standard])[0]).toBe('High-Spending Lapsed Customers');
  });

  it('knows as growing also those who are expected to spend more than before', () => {
    const rising = group(0.3, {
      recencyDays: 0.4,
      frequency: 0.5,
      monetary: 0.5,
      expectedLifetimeValue: 0.6,
      growth: 0.8,
    });
    const level = { ...rising, ranks: { ...rising.ranks, growth: 0.5 } };
    const top = group(0.1, { ...vip.ranks, expectedLifetimeValue: 0.9 });
    expect(names([top, rising])).toEqual(['Premium VIP', 'Growing Potential']);
    expect(names([top, level])).toEqual(['Premium VIP', 'Standard Active']);
  });

  it('describes other groups by what stands out most', () => {
    const lapsed = group(
      0.4,
      { recencyDays: 0.95, frequency: 0.2, monetary: 0.3 },
      { recencyDays: 400, frequency: 1, monetary: 27.4 },
    );
    expect(nameSegments([vip, lapsed])[1]).toEqual({
      name: 'Lapsed Occasional Customers',
      description:
        'The typical customer here has spent 27 in one purchase, 400 days ago; this group has stayed away for longer than 95 of 100 customers, and buys less often than 80 of 100 customers.',
    });
  });

  it('says so where nothing stands out, or nobody has bought', () => {
    const middle = group(0.5, { monetary: 0.5 }, { frequency: 2.5, monetary: 40 });
    expect(nameSegments([middle, middle])[1]).toEqual({
      name: 'Everyday Customers 2',
      description:
        'The typical customer here has spent 40 in 2.5 purchases, close to the middle of all customers.',
    });
    const none = group(1, {}, { frequency: 0, monetary: 0 });
    expect(nameSegments([none])).toEqual([
      {
        name: 'All Customers',
        description: 'The typical customer here has not bought yet, close to the middle of all customers.',
      },
    ]);
  });

  it('never gives one name twice, and one sentence to each', () => {
    const rank = fc.constantFrom(0, 0.1, 0.4, 0.5, 0.7, 0.9, 1);
    const ranks = fc.record(
      {
        recencyDays: rank,
        frequency: rank,
        monetary: rank,
        tenureDays: rank,
        discountAffinity: rank,
        growth: rank,
      },
      { requiredKeys: ['frequency', 'monetary'] },
    );
    fc.assert(
      fc.property(fc.array(ranks, { minLength: 1, maxLength: 9 }), (list) => {
        const named = nameSegments(list.map((entry) => group(1 / list.length, entry)));
        expect(new Set(named.map(({ name }) => name)).size).toBe(list.length);
        for (const { description } of named)
          expect(description).toMatch(/^The typical customer here [^\n]+\.$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('still buying', () => {
  it('follows the risk where it is known, whatever the dates', () => {
    expect(isActive(group(0.5, { churnRisk: 0.2, recencyDays: 0.9 }, { churnRisk: 0.3 }))).toBe(true);
    expect(isActive(group(0.5, { churnRisk: 0.9, recencyDays: 0.1 }, { churnRisk: 0.7 }))).toBe(false);
  });

  it('compares the last purchase with the usual time between two where most bought later', () => {
    const late = { recencyDays: 0.9, frequency: 0.5 };
    expect(isActive(group(0.5, late, { recencyDays: 30, frequency: 7, tenureDays: 900 }))).toBe(true);
    expect(isActive(group(0.5, late, { recencyDays: 300, frequency: 7, tenureDays: 900 }))).toBe(false);
    expect(isActive(group(0.5, late, { recencyDays: 30, frequency: 1, tenureDays: 900 }))).toBe(false);
    expect(isActive(group(0.5, { frequency: 0.9 }))).toBe(false);
  });
});
