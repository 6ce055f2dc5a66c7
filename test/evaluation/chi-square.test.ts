import { describe, expect, it } from 'vitest';
import { chiSquareTest } from '../../src/evaluation/chi-square.ts';

describe('the chi-square test', () => {
  // scipy.stats.chi2_contingency(table, correction=False)
  it('of a larger table', () => {
    const table = [
      [12, 5, 9],
      [7, 14, 8],
    ];
    const test = chiSquareTest(table);
    expect(test?.statistic).toBeCloseTo(5.49046981629452, 12);
    expect(test?.degreesOfFreedom).toBe(2);
    expect(test?.p).toBeCloseTo(0.06423321026769449, 12);
    expect(test?.smallestExpected).toBeCloseTo(8.036363636363637, 12);
    expect(chiSquareTest(table, { yates: true })).toEqual(test);
  });

  // scipy.stats.chi2_contingency(table, correction=True), whose correction is at most |O − E| as well
  it('with Yates’s correction never turns a difference round', () => {
    const table = [
      [1, 2],
      [3, 2],
    ];
    expect(chiSquareTest(table)?.statistic).toBeCloseTo(0.5333333333333333, 12);
    expect(chiSquareTest(table)?.p).toBeCloseTo(0.4652088184521417, 12);
    expect(chiSquareTest(table, { yates: true })?.statistic).toBeCloseTo(0, 12);
    expect(chiSquareTest(table, { yates: true })?.p).toBeCloseTo(1, 6);
  });

  it('says nothing where there is nothing to test', () => {
    expect(chiSquareTest([[3, 4]])).toBeUndefined();
    expect(chiSquareTest([])).toBeUndefined();
    expect(
      chiSquareTest([
        [0, 0],
        [3, 4],
      ]),
    ).toBeUndefined();
    expect(
      chiSquareTest([
        [0, 3],
        [0, 4],
      ]),
    ).toBeUndefined();
  });

  it('refuses what is no table of counts', () => {
    expect(() => chiSquareTest([[1, 2], [3]])).toThrow(RangeError);
    expect(() =>
      chiSquareTest([
        [1, -2],
        [3, 4],
      ]),
    ).toThrow(RangeError);
  });
});
