import * as v from 'valibot';
import { runSteps } from '../domain/steps.ts';
import { type IsotonicBlock, isotonicSteps } from './isotonic.ts';
import { answerLoss, logOdds, sigmoid } from './log-odds.ts';
import { plattSteps } from './platt.ts';
import { rowsWhere } from './rows-where.ts';

const number = v.pipe(v.number(), v.finite());

/** How a model's log-odds become the log-odds that are told. */
export const CalibrationSchema = v.variant('kind', [
  /** As they are. `error` is the standard error of the base rate, in log-odds. */
  v.strictObject({ kind: v.literal('none'), error: number }),
  v.strictObject({
    kind: v.literal('platt'),
    slope: number,
    intercept: number,
    covariance: v.tuple([number, number, number]),
  }),
  /** Straight between points `scores[i] → margins[i]`, level beyond the ends; `errors` are standard errors there. */
  v.strictObject({
    kind: v.literal('isotonic'),
    scores: v.pipe(v.array(number), v.minLength(1)),
    margins: v.array(number),
    errors: v.array(number),
  }),
]);
export type Calibration = v.InferOutput<typeof CalibrationSchema>;
export type CalibrationKind = Calibration['kind'];

const KINDS: readonly CalibrationKind[] = ['none', 'platt', 'isotonic'];

export interface ChosenCalibration {
  readonly calibration: Calibration;
  /** Cross-validated log-loss of each kind, in nats; the least was chosen. */
  readonly losses: Readonly<Record<CalibrationKind, number>>;
}

/**
 * Chooses how to calibrate by log-loss on answers that the calibration was not fitted to, fold by fold, and fits that
 * kind to all of them.
 *
 * @param scores log-odds of rows by models that have not seen them.
 * @param folds of each row, 0 and up; at least two different ones.
 */
export function chooseCalibration(
  scores: Float64Array,
  answers: Uint8Array,
  folds: Uint8Array,
): ChosenCalibration {
  return runSteps(calibrationSteps(scores, answers, folds));
}

/** The same; yields where a pause may be made. */
export function* calibrationSteps(
  scores: Float64Array,
  answers: Uint8Array,
  folds: Uint8Array,
): Generator<void, ChosenCalibration> {
  const losses = { none: 0, platt: 0, isotonic: 0 };
  for (const fold of new Set(folds)) {
    yield;
    const rest = rowsWhere(folds, (each) => each !== fold);
    const restScores = new Float64Array(rest.length);
    const restAnswers = new Uint8Array(rest.length);
    for (let i = 0; i < rest.length; i += 1) {
      restScores[i] = scores[rest[i] as number] as number;
      restAnswers[i] = answers[rest[i] as number] as number;
    }
    for (const kind of KINDS) {
      yield;
      const fitted = yield* fitSteps(kind, restScores, restAnswers);
      yield;
      for (let row = 0; row < scores.length; row += 1) {
        if (folds[row] !== fold) continue;
        const margin = calibrate(fitted, scores[row] as number);
        losses[kind] += answerLoss(margin, answers[row] === 1) / scores.length;
      }
    }
  }
  const best = KINDS.reduce((a, b) => (losses[b] < losses[a] ? b : a));
  return { calibration: yield* fitSteps(best, scores, answers), losses };
}

/** Fits one kind of calibration to log-odds and answers. */
export function fitCalibration(
  kind: CalibrationKind,
  scores: Float64Array,
  answers: Uint8Array,
): Calibration {
  return runSteps(fitSteps(kind, scores, answers));
}

function* fitSteps(
  kind: CalibrationKind,
  scores: Float64Array,
  answers: Uint8Array,
): Generator<void, Calibration> {
  if (kind === 'none') {
    const yes = answers.reduce((sum, answer) => sum + answer, 0);
    return { kind, error: rateError(yes, answers.length) };
  }
  if (kind === 'platt') {
    const { slope, intercept, covariance } = yield* plattSteps(scores, answers);
    // A model that ranks the wrong way round on rows it has not seen says nothing: better the base rate for all.
    return { kind, slope: Math.max(0, slope), intercept, covariance: [...covariance] };
  }
  yield;
  // One answer of each kind is added, so that a block of one kind only does not claim certainty.
  const blocks = yield* isotonicSteps(scores, answers, 1);
  return {
    kind,
    scores: blocks.map(({ low, high }) => (low + high) / 2),
    margins: blocks.map(blockMargin),
    errors: blocks.map(({ yes, rows }) => rateError(yes, rows)),
  };
}

function blockMargin({ yes, rows }: IsotonicBlock): number {
  return logOdds((yes + 1) / (rows + 2));
}

/** Standard error of the log-odds of a rate, by the delta method, with the same two answers added. */
function rateError(yes: number, rows: number): number {
  return Math.sqrt(1 / (yes + 1) + 1 / (rows - yes + 1));
}

/** The calibrated log-odds. */
export function calibrate(calibration: Calibration, score: number): number {
  if (calibration.kind === 'none') return score;
  if (calibration.kind === 'platt') return calibration.slope * score + calibration.intercept;
  return between(calibration.scores, calibration.margins, score);
}

/** The calibrated probability, strictly between 0 and 1. */
export function calibratedProbability(calibration: Calibration, score: number): number {
  return sigmoid(calibrate(calibration, score));
}

/** Standard error of the calibrated log-odds that comes of fitting the calibration to so many rows. */
export function calibrationStandardError(calibration: Calibration, score: number): number {
  if (calibration.kind === 'none') return calibration.error;
  if (calibration.kind === 'isotonic') return between(calibration.scores, calibration.errors, score);
  const [slope, both, intercept] = calibration.covariance;
  return Math.sqrt(Math.max(0, slope * score * score + 2 * both * score + intercept));
}

/** Linear between points, level beyond the ends. */
function between(xs: readonly number[], ys: readonly number[], x: number): number {
  let right = 0;
  for (let end = xs.length; right < end; ) {
    const middle = (right + end) >>> 1;
    if ((xs[middle] as number) >= x) end = middle;
    else right = middle + 1;
  }
  if (right === 0 || right === xs.length) return (right === 0 ? ys[0] : ys.at(-1)) as number;
  const [x0, x1] = [xs[right - 1] as number, xs[right] as number];
  const [y0, y1] = [ys[right - 1] as number, ys[right] as number];
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}
