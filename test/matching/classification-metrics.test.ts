import { expect, test } from 'vitest';
import { classificationMetrics } from '../../src/matching/classification-metrics.ts';
import { sigmoid } from '../../src/matching/log-odds.ts';
import { reliabilityTable } from '../../src/matching/reliability.ts';
import metrics from '../fixtures/matching/metrics.json';
import { unwrap } from '../storage/samples.ts';
import { skewedScores, syntheticRows } from './reference-data.ts';

test('AUC, log-loss, Brier score and calibration error are those of scikit-learn', () => {
  const { answers } = syntheticRows();
  const ours = unwrap(classificationMetrics(skewedScores().map(sigmoid), answers));
  expect(ours.auc).toBeCloseTo(metrics.auc, 10);
  expect(ours.logLoss).toBeCloseTo(metrics.logLoss, 10);
  expect(ours.brier).toBeCloseTo(metrics.brier, 10);
  expect(ours.calibrationError).toBeCloseTo(metrics.calibrationError, 10);
});

test('the reliability table has the rates of scikit-learn, each within its interval', () => {
  const { answers } = syntheticRows();
  const table = reliabilityTable(skewedScores().map(sigmoid), answers);
  expect(table.map(({ rows }) => rows).reduce((a, b) => a + b)).toBe(4000);
  for (const [i, row] of table.entries()) {
    expect(row.observed).toBeCloseTo(metrics.reliability.observed[i] ?? Number.NaN, 10);
    expect(row.predicted).toBeCloseTo(metrics.reliability.predicted[i] ?? Number.NaN, 10);
    expect(row.low).toBeLessThan(row.observed);
    expect(row.high).toBeGreaterThan(Math.min(row.observed, 0.999));
  }
  // Wilson's interval for 1 of 10, as in Brown, Cai & DasGupta's formula worked by hand.
  const [one] = reliabilityTable(
    new Float64Array(10).fill(0.15),
    Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  );
  expect(one?.low).toBeCloseTo(0.01787621, 6);
  expect(one?.high).toBeCloseTo(0.40415003, 6);
});

test('ties count half, and a perfect order gives 1', () => {
  const auc = (p: number[], y: number[]) =>
    unwrap(classificationMetrics(Float64Array.from(p), Uint8Array.from(y))).auc;
  expect(auc([0.5, 0.5, 0.5], [1, 0, 1])).toBe(0.5);
  expect(auc([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1])).toBe(1);
  expect(auc([0.1, 0.8, 0.8, 0.9], [0, 0, 1, 1])).toBe(0.875);
});

test.each([
  [[], [], 'no-rows'],
  [[0.5], [1, 0], 'lengths-differ'],
  [[0.5, Number.NaN], [1, 0], 'probability-invalid'],
  [[0.5, 1.1], [1, 0], 'probability-invalid'],
  [[0.5, 0.4], [1, 1], 'one-answer-only'],
])('%j with %j is refused: %s', (p, y, type) => {
  const result = classificationMetrics(Float64Array.from(p), Uint8Array.from(y));
  expect(result).toMatchObject({ ok: false, failures: [{ type }] });
});
