import { describe, expect, it } from 'vitest';
import { cohenKappa } from '../../src/evaluation/kappa.ts';

describe("Cohen's kappa", () => {
  it('with more than two categories', () => {
    // statsmodels.stats.inter_rater.cohens_kappa: kappa, std_kappa, kappa_low, kappa_upp
    const agreement = cohenKappa([
      [20, 5, 2],
      [4, 30, 6],
      [1, 7, 25],
    ]);
    expect(agreement?.kappa).toBeCloseTo(0.6186699206833435, 12);
    expect(agreement?.standardError).toBeCloseTo(0.06656355054069975, 12);
    expect(agreement?.low).toBeCloseTo(0.4882077589404603, 12);
    expect(agreement?.high).toBeCloseTo(0.7491320824262266, 12);
    expect(agreement?.agreement).toBeCloseTo(0.75, 12);
  });

  it('is 1 where judges always agree and −1 where they never do', () => {
    const full = cohenKappa([
      [10, 0],
      [0, 5],
    ]);
    expect([full?.kappa, full?.standardError, full?.low, full?.high]).toEqual([1, 0, 1, 1]);
    const none = cohenKappa([
      [0, 10],
      [10, 0],
    ]);
    expect([none?.kappa, none?.standardError, none?.low, none?.high]).toEqual([-1, 0, -1, -1]);
  });

  it('is not defined without offers or without a choice', () => {
    expect(cohenKappa([])).toBeUndefined();
    expect(
      cohenKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toBeUndefined();
    expect(
      cohenKappa([
        [0, 0],
        [0, 9],
      ]),
    ).toBeUndefined();
    expect(() =>
      cohenKappa([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toThrow(RangeError);
  });
});
