// What SLM4Offer prints in tables 2 and 3, worked out again from its counts.
import { describe, expect, it } from 'vitest';
import { chiSquareTest } from '../../src/evaluation/chi-square.ts';
import { cohenKappa } from '../../src/evaluation/kappa.ts';
import { mcNemarTest } from '../../src/evaluation/mcnemar.ts';
import { ACCEPTED_OFFERS, JUDGED_OFFERS, publishedJudges } from '../../src/evaluation/published-tables.ts';
import { wilsonInterval } from '../../src/evaluation/text-statistics.ts';

describe('table 3: a language model and people judge 200 offers', () => {
  const table = JUDGED_OFFERS;

  it('agrees with the print: the two are associated, p < 0.001', () => {
    // scipy.stats.chi2_contingency(table, correction=False), then correction=True; the paper does not say which
    const plain = chiSquareTest(table);
    expect(plain?.statistic).toBeCloseTo(139.86013986013984, 10);
    expect(plain?.degreesOfFreedom).toBe(1);
    expect((plain?.p ?? 1) / 2.8562619131813947e-32).toBeCloseTo(1, 10);
    expect(plain?.smallestExpected).toBeCloseTo(11, 12);
    const corrected = chiSquareTest(table, { yates: true });
    expect(corrected?.statistic).toBeCloseTo(135.23698523698525, 10);
    expect((corrected?.p ?? 1) / 2.93021880150897e-31).toBeCloseTo(1, 10);
    expect(Math.max(plain?.p ?? 1, corrected?.p ?? 1)).toBeLessThan(0.001);
  });

  it('does not agree with "94% certainty … using the standard chi-square test": 94% is the raw agreement', () => {
    // The test's own certainty would be 1 − p, more than 99.9%.
    expect(cohenKappa(table)?.agreement).toBeCloseTo(188 / 200, 12);
    expect(188 / 200).toBe(0.94);
  });

  it('gives kappa 0.83, which the paper does not print; 64% of the agreement is what chance gives', () => {
    // statsmodels.stats.inter_rater.cohens_kappa; sklearn.metrics.cohen_kappa_score gives the same kappa
    const agreement = cohenKappa(table);
    expect(agreement?.kappa).toBeCloseTo(0.8333333333333331, 12);
    expect(agreement?.standardError).toBeCloseTo(0.046339100582535694, 12);
    expect(agreement?.low).toBeCloseTo(0.7425103651155841, 12);
    expect(agreement?.high).toBeCloseTo(0.9241563015510822, 12);
  });

  it('shows no bias of the model against people that 12 disagreements could prove', () => {
    // statsmodels.stats.contingency_tables.mcnemar(table), exact=True and exact=False, correction=True
    const test = mcNemarTest(3, 9);
    expect(test.exactP).toBeCloseTo(0.14599609375, 12);
    expect(test.statistic).toBeCloseTo(2.0833333333333335, 12);
    expect(test.p).toBeCloseTo(0.14891467317876161, 12);
  });

  it('is what the report of an evaluation prints', () => {
    const { chiSquare, agreement, mcNemar } = publishedJudges();
    expect(chiSquare).toEqual(chiSquareTest(table));
    expect(agreement).toEqual(cohenKappa(table));
    expect(mcNemar).toEqual(mcNemarTest(3, 9));
  });

  it('a chi-square test cannot show agreement: judges who always contradict each other pass it too', () => {
    const contradicting = [
      [3, 147],
      [41, 9],
    ];
    expect(chiSquareTest(contradicting)?.p).toBeLessThan(0.001);
    expect(cohenKappa(contradicting)?.kappa).toBeLessThan(0);
  });
});

describe('table 2: 800 of 1,000 offers accepted, then 940', () => {
  it('agrees with the print: +17.5% relative, which is 14 points', () => {
    const { supervised, contrastive, offers } = ACCEPTED_OFFERS;
    expect(contrastive / supervised - 1).toBeCloseTo(0.175, 12);
    expect((contrastive - supervised) / offers).toBeCloseTo(0.14, 12);
  });

  it('is more than the choice of 1,000 offers explains, for the one training run of each', () => {
    // scipy.stats.chi2_contingency(table, correction=False); no paired test can be made from the margins alone
    const test = chiSquareTest([
      [800, 200],
      [940, 60],
    ]);
    expect(test?.statistic).toBeCloseTo(86.64898320070733, 10);
    expect((test?.p ?? 1) / 1.2959718607723181e-20).toBeCloseTo(1, 10);
    expect(wilsonInterval(800, 1000)[1]).toBeLessThan(wilsonInterval(940, 1000)[0]);
  });
});
