import { expect, test } from 'vitest';
import { evaluationReport, type ModelRun } from '../../src/evaluation/evaluation-report.ts';
import { reportTables } from '../../src/evaluation/report-tables.ts';
import { textQuality } from '../../src/evaluation/text-quality.ts';
import { varietyOf } from '../../src/evaluation/variety.ts';

const variety = varietyOf(['Save 20% on a yoga mat.']);
const copy = {
  ...{ rewards: 1, exact: 1, traceable: 1, used: 1, usedExact: 1 },
  intervals: { exact: [0.2, 1], used: [0.2, 1] },
} as const;

/** A training of which the first persons accept what they are shown, whichever way it was drawn. */
function run(seed: number, accepting: number): ModelRun {
  const outcomes = Array.from({ length: 10 }, (_, i) => (i < accepting ? 1 : 0));
  return {
    seed,
    measured: {
      accepted: { best: outcomes, single: outcomes, greedy: outcomes, shuffled: outcomes },
      quality: textQuality([], [], []),
      variety: { best: variety, single: variety, greedy: variety },
      ...{ refusedCandidates: 0, refusedBy: {} },
    },
    space: {
      ...{ ownAuc: 0.5, othersAuc: 0.5, acceptedCosine: 0, rejectedCosine: 0 },
      ...{ personaCosine: 0, personaRank: 1, offerRank: 1 },
    },
    layers: { layers: [], counts: { overfit: 0, normal: 0, underfit: 0 }, meanAlpha: undefined },
  };
}

test('an arm that some seeds lack is compared over the seeds that both have', () => {
  const report = evaluationReport({
    personas: 10,
    runs: {
      contrastive: [run(1, 8), run(2, 8), run(3, 9)],
      supervised: [run(1, 4), run(2, 6), run(3, 5)],
      ...{ preference: [], base: [], model: [] },
      staged: [run(2, 9), run(3, 10)],
    },
    ...{ template: [1, 0], retrieved: [0, 0], simulator: variety, notes: [] },
    copy: { taught: copy, heldOut: copy },
  });
  expect(report.comparison?.best.difference.mean).toBeCloseTo((25 - 15) / 30, 12);
  expect(report.comparison?.best.seeds?.degreesOfFreedom).toBe(2);
  expect(report.pValue).toBe(report.comparison?.best.seeds?.p);
  expect(report.stagedComparison?.best.difference.mean).toBeCloseTo((19 - 11) / 20, 12);
  expect(report.stagedComparison?.best.relativeLift).toBeCloseTo(19 / 11 - 1, 12);
  expect(report.stagedComparison?.best.seeds?.degreesOfFreedom).toBe(1);
  const text = reportTables(report);
  expect(text).toContain('Contrastive against supervised, 3 training seeds;');
  expect(text).toContain('Staged against supervised, 2 training seeds.');
  expect(text).toContain('staged (λ = 0.1, then 0.5)');
});
