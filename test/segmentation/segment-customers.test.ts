import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { CustomerProfile } from '../../src/domain/customer.ts';
import { createRandom, shuffled } from '../../src/domain/random.ts';
import { DECK_SEGMENTS } from '../../src/domain/segment.ts';
import { adjustedRandIndex } from '../../src/segmentation/adjusted-rand.ts';
import { segmentCustomers } from '../../src/segmentation/segment-customers.ts';
import { assignSegments, readSegmentModel } from '../../src/segmentation/segment-model.ts';
import {
  cdnowCustomers,
  drawnCustomers,
  emptyProfile,
  hasData,
  personalityCustomers,
  unwrap,
} from './reference.ts';

// The real files hold 23,544 customers, and other work may share the processor.
vi.setConfig({ testTimeout: 180_000 });

const drawn = drawnCustomers();
const segmented = async (profiles: readonly CustomerProfile[], options = {}) =>
  unwrap(await segmentCustomers(profiles, { seed: 1, ...options }));
/** What most tests look at. */
const whole = segmented(drawn.profiles);

describe('segments of customers of four kinds', () => {
  it('are found again, chosen by silhouette, with the deck names in order of value', async () => {
    const found = await whole;
    expect(found.segments.map(({ name }) => name)).toEqual([...DECK_SEGMENTS]);
    expect(adjustedRandIndex(found.assignments, drawn.kinds)).toBeGreaterThan(0.97);
    expect(found.curve.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    // sklearn.metrics.silhouette_score, the whole curve being in the fixture.
    expect(found.curve[2]?.silhouette).toBeCloseTo(0.48292, 4);
    expect(found.elbow).toBe(4);
    expect(found.reason).toBe(
      'Of 2 to 8 segments, 4 are the furthest apart. The mean silhouette, which is 1 for groups far apart and 0 for none, is 0.48 over all customers. The groups overlap: treat their borders as rough.',
    );
    for (const [i, { inertia }] of found.curve.slice(1).entries()) {
      expect(inertia).toBeLessThan(found.curve[i]?.inertia ?? 0);
    }
  });

  it('come with a table whose sizes and medians are those of their customers', async () => {
    const { table, segments, assignments } = await whole;
    expect(table.columns.map(({ name }) => name)).toContain('discountAffinity');
    expect(table.rows.map(({ name }) => name)).toEqual([...DECK_SEGMENTS, 'All']);
    const column = table.columns.findIndex(({ name }) => name === 'monetary');
    for (const [i, row] of table.rows.entries()) {
      const own = drawn.profiles.filter((_, j) => row.index === undefined || assignments[j] === i);
      const spent = own.map(({ monetary }) => monetary).sort((a, b) => a - b);
      const middle = ((spent[(spent.length - 1) >> 1] ?? 0) + (spent[spent.length >> 1] ?? 0)) / 2;
      expect(row.size).toBe(own.length);
      expect(row.share).toBeCloseTo(own.length / 2000, 12);
      expect(row.medians[column]).toBeCloseTo(middle, 9);
    }
    expect(segments.reduce((sum, { size }) => sum + size, 0)).toBe(2000);
  });

  it('do not depend on the order of the customers', async () => {
    const places = shuffled(createRandom(5), [...drawn.profiles.keys()]);
    const mixed = await segmented(places.flatMap((place) => drawn.profiles[place] ?? []));
    const straight = await whole;
    expect(mixed.model).toEqual(straight.model);
    expect(mixed.curve).toEqual(straight.curve);
    expect(mixed.table).toEqual(straight.table);
    for (const [i, place] of places.entries()) {
      expect(mixed.assignments[i]).toBe(straight.assignments[place]);
      expect(mixed.picture.scores.subarray(2 * i, 2 * i + 2)).toEqual(
        straight.picture.scores.subarray(2 * place, 2 * place + 2),
      );
    }
  });

  it('are the same again for the same seed, and nearly so for others', async () => {
    const first = await segmented(drawn.profiles, { k: 4 });
    expect(await segmented(drawn.profiles, { k: 4 })).toEqual(first);
    for (const seed of [2, 3, 4]) {
      const other = await segmented(drawn.profiles, { k: 4, seed });
      expect(other.assignments).toEqual(first.assignments);
      expect(other.segments).toEqual(first.segments);
    }
  });

  it('take other customers in, and their own where they were, after a journey through JSON', async () => {
    const { model, assignments } = await whole;
    const read = unwrap(readSegmentModel(JSON.parse(JSON.stringify(model))));
    expect(read).toEqual(model);
    expect(unwrap(assignSegments(read, drawn.profiles))).toEqual(assignments);
    const others = drawnCustomers(500, 99);
    expect(adjustedRandIndex(unwrap(assignSegments(read, others.profiles)), others.kinds)).toBeGreaterThan(
      0.95,
    );
    const unknown = emptyProfile('x', { frequency: 40, monetary: 5000, averageBasket: 125 });
    expect(unwrap(assignSegments(read, [unknown]))).toEqual(Int32Array.of(0));
    expect(assignSegments(read, [{ ...unknown, monetary: Number.NaN }])).toMatchObject({
      ok: false,
      failures: [{ type: 'not-finite', path: '[0].monetary' }],
    });
  });

  it('are as many as asked for', async () => {
    const found = await segmented(drawn.profiles, { k: 6 });
    expect(found.segments).toHaveLength(6);
    expect(found.curve).toHaveLength(1);
    expect(found.reason).toMatch(/^The number of segments, 6, was given\. The mean silhouette/);
  });

  it('are grouped by the features asked for alone', async () => {
    const { model } = await segmented(drawn.profiles, { features: ['recencyDays', 'monetary'], k: 3 });
    expect(model.features.map(({ name }) => name)).toEqual(['recencyDays', 'monetary']);
  });

  it('report progress that only grows, to the end, and stop when told to', async () => {
    const shares: number[] = [];
    await segmented(drawn.profiles, { onProgress: (share: number) => shares.push(share), restarts: 2 });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[shares.length - 1]).toBeCloseTo(1, 12);
    const stop = new AbortController();
    const stopped = await segmentCustomers(drawn.profiles, {
      seed: 1,
      signal: stop.signal,
      onProgress: (share) => share > 0.5 && stop.abort(),
    });
    expect(stopped).toMatchObject({ ok: false, failures: [{ type: 'cancelled' }] });
  });
});

const amount = fc.integer({ min: 0, max: 4 });
const anyone = fc
  .record(
    { recencyDays: amount, monetary: amount, frequency: amount, tenureDays: amount },
    { requiredKeys: ['monetary', 'frequency'] },
  )
  .map((fields) => emptyProfile('x', fields));

describe('segments of any customers', () => {
  it('hold every customer once, in order of value, whatever the order of the customers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyone, { minLength: 1, maxLength: 25 }),
        fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
        fc.integer(),
        async (people, k, seed) => {
          const options = { restarts: 2, seed, ...(k === undefined ? {} : { k }) };
          const found = await segmented(people, options);
          const { segments, assignments, model } = found;
          expect(assignments).toHaveLength(people.length);
          for (const { index, size } of segments) {
            expect(size).toBeGreaterThan(0);
            expect(assignments.filter((label) => label === index)).toHaveLength(size);
          }
          expect(segments.reduce((sum, { size }) => sum + size, 0)).toBe(people.length);
          expect(segments.length).toBeLessThanOrEqual(Math.min(people.length, k ?? 8));
          expect(new Set(segments.map(({ name }) => name)).size).toBe(segments.length);
          expect(unwrap(readSegmentModel(JSON.parse(JSON.stringify(model)))).segments).toEqual(segments);
          expect(unwrap(assignSegments(model, people))).toEqual(assignments);
          const mixed = await segmented([...people].reverse(), options);
          expect(mixed.model).toEqual(model);
          expect([...mixed.assignments].reverse()).toEqual([...assignments]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are one for one customer, and for customers who are all alike', async () => {
    const one = emptyProfile('a', { frequency: 2, monetary: 30, averageBasket: 15, recencyDays: 4 });
    for (const people of [[one], [one, one, one]]) {
      const found = await segmented(people);
      expect([...found.assignments]).toEqual(people.map(() => 0));
      expect(found.segments).toMatchObject([{ index: 0, name: 'All Customers', size: people.length }]);
      expect(found.curve).toEqual([]);
      expect(found.reason).toBe(
        'There are too few different customers to tell groups apart; all are in one segment.',
      );
      expect(found.notes.filter(({ type }) => type === 'constant')).toHaveLength(4);
    }
  });

  it('are as many as there are customers when more are asked for, and say so', async () => {
    const people = [1, 50, 900].map((monetary, i) => emptyProfile(`c${i}`, { monetary, frequency: 1 }));
    const found = await segmented(people, { k: 5 });
    expect([...found.assignments]).toEqual([2, 1, 0]);
    expect(found.notes.find(({ type }) => type === 'fewer-segments')?.message).toBe(
      '5 segments were asked for; only 3 kinds of customers can be told apart.',
    );
  });

  it('refuse an empty list, numbers that are none, and senseless counts', async () => {
    expect(await segmentCustomers([], { seed: 1 })).toMatchObject({ failures: [{ type: 'no-customers' }] });
    const infinite = emptyProfile('a', { recencyDays: Number.POSITIVE_INFINITY });
    expect(await segmentCustomers([infinite], { seed: 1 })).toMatchObject({
      failures: [{ type: 'not-finite', path: '[0].recencyDays' }],
    });
    for (const k of [0, -2, 2.5, Number.NaN]) {
      const result = await segmentCustomers(drawn.profiles, { seed: 1, k });
      expect(result).toMatchObject({ ok: false, failures: [{ type: 'k-invalid' }] });
    }
  });
});

describe('a stored segment model', () => {
  it('is refused, naming the field, when it was altered', async () => {
    const { model } = await segmented(drawn.profiles, { k: 3, restarts: 1 });
    const refused = (input: unknown) => {
      const read = readSegmentModel(input);
      return read.ok ? 'accepted' : read.failures[0]?.message;
    };
    const [feature] = model.features;
    expect(refused(undefined)).toMatch(/^These stored segments cannot be used: the model /);
    expect(refused({ ...model, version: 2 })).toMatch(/version must be 1/);
    expect(refused({ ...model, features: [{ ...feature, spread: 0 }] })).toMatch(
      /features\.0\.spread must be above 0/,
    );
    expect(refused({ ...model, features: [{ ...feature, name: 'gender' }] })).toMatch(/is no known feature/);
    expect(refused({ ...model, centres: model.centres.slice(1) })).toMatch(/one centre for every segment/);
    expect(refused({ ...model, centres: model.centres.map((c) => c.slice(1)) })).toMatch(
      /one number for every feature/,
    );
    expect(refused({ ...model, segments: [...model.segments].reverse() })).toMatch(/segments in order/);
    expect(refused({ ...model, more: 1 })).toMatch(/^These stored segments cannot be used: more /);
  });
});

// Skipped where the folder of real files is not beside the repository.
describe.skipIf(!hasData)('segments of real customers', () => {
  it('of a grocer are two by silhouette, and the best of four are premium', async () => {
    const people = personalityCustomers();
    const found = await segmented(people);
    expect(found.segments.map(({ name }) => name)).toEqual(['Active Frequent', 'Standard Active']);
    expect(found.notes.map(({ message }) => message)).toContain(
      'Monthly income: not known for 24 of 2,240 customers; the median, 4,282, stands in.',
    );
    const four = await segmented(people, { k: 4 });
    expect(four.segments[0]?.name).toBe('Premium VIP');
    expect(four.segments[1]?.name).toBe('Active Frequent');
  });

  it('of an online shop set those who came once apart', async () => {
    const { segments, assignments, exact, sampled } = await segmented(cdnowCustomers(), {
      restarts: 3,
      to: 4,
    });
    expect([exact, sampled]).toEqual([false, 5000]);
    expect(assignments).toHaveLength(23_544);
    expect(segments.map(({ medians }) => medians.frequency)).toEqual([4, 1]);
    expect(segments[1]?.name).toBe('Occasional Light-Spending Customers');
  });
});
