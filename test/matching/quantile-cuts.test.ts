import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binOf, quantileCuts } from '../../src/matching/quantile-cuts.ts';

test('few values each have a bin of their own; missing ones have none', () => {
  expect([...quantileCuts(Float64Array.from([3, 1, Number.NaN, 2, 3]), 255)]).toEqual([2, 3]);
  expect([...quantileCuts(Float64Array.from([4, 4, Number.NaN]), 255)]).toEqual([]);
  expect([...quantileCuts(new Float64Array(0), 255)]).toEqual([]);
});

test('many values share bins of equal weight', () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => (i * 367) % 1000);
  expect([...quantileCuts(values, 4)]).toEqual([250, 500, 750]);
  // The upper half three times as heavy: half of the weight lies below 667.
  const weights = values.map((value) => (value < 500 ? 1 : 3));
  expect([...quantileCuts(values, 2, weights)]).toEqual([667]);
});

test('one heavy value takes one bin and leaves the others to the rest', () => {
  const values = Float64Array.from({ length: 2000 }, (_, i) => (i < 1000 ? 0 : i));
  const cuts = [...quantileCuts(values, 11)];
  expect(cuts).toEqual([1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700, 1800, 1900]);
});

test('a value is below a cut exactly where its bin is', () => {
  const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
    minLength: 1,
    maxLength: 100,
  });
  fc.assert(
    fc.property(numbers, fc.integer({ min: 2, max: 20 }), fc.double({ noNaN: true }), (values, bins, x) => {
      const cuts = quantileCuts(Float64Array.from(values), bins);
      expect(cuts.length).toBeLessThan(bins);
      const bin = binOf(x, cuts);
      for (const [b, cut] of cuts.entries()) expect(x < cut).toBe(bin <= b);
    }),
  );
});
