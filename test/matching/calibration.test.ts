import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, normal } from '../../src/domain/random.ts';
import {
  calibrate,
  calibratedProbability,
  calibrationStandardError,
  chooseCalibration,
  fitCalibration,
} from '../../src/matching/calibration.ts';
import { isotonicBlocks } from '../../src/matching/isotonic.ts';
import { sigmoid } from '../../src/matching/log-odds.ts';
import { fitPlatt } from '../../src/matching/platt.ts';
import metrics from '../fixtures/matching/metrics.json';
import { skewedScores, syntheticRows } from './reference-data.ts';

test("Platt's slope and intercept are those of scikit-learn", () => {
  const { slope, intercept } = fitPlatt(skewedScores(), syntheticRows().answers);
  expect(slope).toBeCloseTo(metrics.platt.slope, 5);
  expect(intercept).toBeCloseTo(metrics.platt.intercept, 5);
});

test('isotonic rates are those of scikit-learn', () => {
  const { rows, fitted } = metrics.isotonic;
  const scores = skewedScores().slice(0, rows);
  const blocks = isotonicBlocks(scores, syntheticRows().answers.slice(0, rows));
  for (const [i, score] of scores.entries()) {
    const block = blocks.find(({ low, high }) => low <= score && score <= high);
    expect((block?.yes ?? Number.NaN) / (block?.rows ?? 1)).toBeCloseTo(fitted[i] ?? Number.NaN, 9);
  }
});

test('scores twice too large are put right: the chosen kind has the lower loss on rows it was not fitted to', () => {
  const { answers } = syntheticRows();
  const scores = skewedScores();
  const { calibration, losses } = chooseCalibration(
    scores,
    answers,
    answers.map((_, i) => i % 5),
  );
  expect(losses.platt).toBeLessThan(losses.none);
  expect(losses[calibration.kind]).toBe(Math.min(losses.none, losses.platt, losses.isotonic));
  expect(calibration.kind).not.toBe('none');
});

test('where the log-odds are the truth, nothing is changed or next to nothing', () => {
  const random = createRandom(3);
  const scores = Float64Array.from({ length: 5000 }, () => 1.5 * normal(random));
  const answers = Uint8Array.from(scores, (score) => (random.next() < sigmoid(score) ? 1 : 0));
  const { slope, intercept, covariance } = fitPlatt(scores, answers);
  // Within three of its own standard errors of slope 1 and intercept 0.
  expect(Math.abs(slope - 1)).toBeLessThan(3 * Math.sqrt(covariance[0]));
  expect(Math.abs(intercept)).toBeLessThan(3 * Math.sqrt(covariance[2]));
  expect(Math.sqrt(covariance[0])).toBeGreaterThan(0.02);
});

const labelled = fc.array(
  fc.record({ score: fc.double({ min: -8, max: 8, noNaN: true }), yes: fc.boolean() }),
  {
    minLength: 2,
    maxLength: 60,
  },
);

test.each(['none', 'platt', 'isotonic'] as const)(
  '%s never turns an order round and stays within (0, 1)',
  (kind) => {
    fc.assert(
      fc.property(labelled, fc.array(fc.double({ min: -50, max: 50, noNaN: true })), (rows, asked) => {
        const fitted = fitCalibration(
          kind,
          Float64Array.from(rows, ({ score }) => score),
          Uint8Array.from(rows, ({ yes }) => Number(yes)),
        );
        const order = [...asked].sort((a, b) => a - b);
        let before = -Infinity;
        for (const score of order) {
          const margin = calibrate(fitted, score);
          expect(margin).toBeGreaterThanOrEqual(before - 1e-9);
          const p = calibratedProbability(fitted, score);
          expect(p > 0 && p < 1).toBe(true);
          expect(calibrationStandardError(fitted, score)).toBeGreaterThanOrEqual(0);
          before = margin;
        }
      }),
    );
  },
);
