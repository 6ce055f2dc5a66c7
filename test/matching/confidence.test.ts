import { expect, test } from 'vitest';
import { createRandom, normal } from '../../src/domain/random.ts';
import { probabilityInterval, withConfidence } from '../../src/matching/confidence.ts';
import { numberColumn } from '../../src/matching/feature-table.ts';
import { sigmoid } from '../../src/matching/log-odds.ts';
import { predictMargins } from '../../src/matching/predict.ts';
import { readResponseModel, trainResponses } from '../../src/matching/response-model.ts';
import { unwrap } from '../storage/samples.ts';

test('folds that agree give a narrow interval, folds that differ a wide one', () => {
  const sure = probabilityInterval({ kind: 'none', error: 0.05 }, 0, [0, 0, 0, 0, 0]);
  // Only the calibration's error is left: 2.1318 standard errors in log-odds.
  expect(sure.probability).toBe(0.5);
  expect(sure.low).toBeCloseTo(sigmoid(-2.131846786 * 0.05), 9);
  expect(sure.high).toBeCloseTo(1 - sure.low, 9);
  expect(sure.confidence).toBe('high');
  const unsure = probabilityInterval({ kind: 'none', error: 0 }, 0, [-1, -0.5, 0, 0.5, 1]);
  // Jackknife: 4/5 of the sum of squares, 2.5, is 2; widened by a quarter.
  expect(unsure.high).toBeCloseTo(sigmoid(1.25 * 2.131846786 * Math.SQRT2), 9);
  expect(unsure.confidence).toBe('low');
});

test.each([
  [0.2, 0.3, 'high'],
  [0.2, 0.301, 'medium'],
  [0.1, 0.3, 'medium'],
  [0.1, 0.301, 'low'],
] as const)('from %d to %d is %s', (low, high, confidence) => {
  expect(withConfidence(0.2, low, high).confidence).toBe(confidence);
});

test('on rows whose true probability is known, about nine in ten intervals hold it, and calibration is good', async () => {
  const covered: number[] = [];
  for (const seed of [1, 2, 3]) {
    const random = createRandom(seed);
    const rows = (count: number) => {
      const column = () => Float64Array.from({ length: count }, () => normal(random));
      const [a, b, c] = [column(), column(), column()];
      const margins = a.map(
        (x, i) => -1.2 + 0.8 * x + 0.5 * Math.sin(2 * (b[i] ?? 0)) + ((c[i] ?? 0) > 1 ? 0.7 : 0),
      );
      const columns = [numberColumn('a', a), numberColumn('b', b), numberColumn('c', c)];
      return { table: { rows: count, columns }, truth: margins.map(sigmoid) };
    };
    const training = rows(2000);
    const answers = Uint8Array.from(training.truth, (p) => (random.next() < p ? 1 : 0));
    const groups = answers.map((_, i) => i % 250);
    const trained = unwrap(await trainResponses({ table: training.table, answers }, groups, { seed }));
    const { model, metrics, reliability } = trained;
    expect(metrics.calibrationError).toBeLessThan(0.03);
    expect(
      reliability.filter(({ predicted, low, high }) => low <= predicted && predicted <= high).length,
    ).toBeGreaterThanOrEqual(reliability.length - 2);
    expect(readResponseModel(JSON.parse(JSON.stringify(model)))).toEqual({ ok: true, value: model });
    const asked = rows(1000);
    const margins = unwrap(predictMargins(model.trees, asked.table));
    const folds = model.folds.map((fold) => unwrap(predictMargins(fold, asked.table)));
    const hits = asked.truth.filter((truth, i) => {
      const interval = probabilityInterval(
        model.calibration,
        margins[i] ?? 0,
        folds.map((fold) => fold[i] ?? 0),
      );
      return interval.low <= truth && truth <= interval.high;
    });
    covered.push(hits.length / 1000);
  }
  console.log(`intervals that hold the truth: ${covered.join(', ')}`);
  for (const share of covered) expect(share).toBeGreaterThan(0.75);
  const mean = covered.reduce((a, b) => a + b) / covered.length;
  expect(mean).toBeGreaterThan(0.85);
  expect(mean).toBeLessThan(0.98);
}, 60_000);
