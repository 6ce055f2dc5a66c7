import { runSteps } from '../domain/steps.ts';
import { answerLoss, sigmoid } from './log-odds.ts';

/** p = 1 / (1 + e^−(slope · score + intercept)), with the uncertainty of both. */
export interface PlattFit {
  readonly slope: number;
  readonly intercept: number;
  /** Covariance of slope and intercept: [var slope, covariance, var intercept]. */
  readonly covariance: readonly [number, number, number];
}

const MOST_STEPS = 100;
/** Part of the loss; Newton's steps double their digits, so after one that promises less all digits are there. */
const LEAST_GAIN = 1e-12;

/**
 * Platt's calibration (Platt 1999) by Newton's method with backtracking (Lin, Lin & Weng 2007). The targets are not 0
 * and 1 but (yes + 1) / (yes + 2) and 1 / (no + 2), so the fit stays finite where the scores part the answers.
 *
 * @param scores finite, at least one.
 */
export function fitPlatt(scores: Float64Array, answers: Uint8Array): PlattFit {
  return runSteps(plattSteps(scores, answers));
}

/** The same; yields where a pause may be made. */
export function* plattSteps(scores: Float64Array, answers: Uint8Array): Generator<void, PlattFit> {
  const yes = answers.reduce((sum, answer) => sum + answer, 0);
  const high = (yes + 1) / (yes + 2);
  const low = 1 / (answers.length - yes + 2);
  const target = (i: number) => (answers[i] === 1 ? high : low);
  const loss = (slope: number, intercept: number): number => {
    let sum = 0;
    for (let i = 0; i < scores.length; i += 1) {
      const margin = slope * (scores[i] as number) + intercept;
      // Of a yes in so many parts: the loss of a no less the margin for each part.
      sum += answerLoss(margin, false) - target(i) * margin;
    }
    return sum;
  };
  let slope = 0;
  let intercept = Math.log((yes + 1) / (answers.length - yes + 1));
  let now = loss(slope, intercept);
  let curvature = curvatureAt(scores, slope, intercept);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let gs = 0;
    let gi = 0;
    for (let i = 0; i < scores.length; i += 1) {
      const score = scores[i] as number;
      const error = sigmoid(slope * score + intercept) - target(i);
      gs += error * score;
      gi += error;
    }
    if (Math.abs(gs) < 1e-9 && Math.abs(gi) < 1e-9) break;
    const [a, b, c] = curvature;
    const determinant = a * c - b * b;
    const ds = -(c * gs - b * gi) / determinant;
    const di = -(a * gi - b * gs) / determinant;
    const rise = gs * ds + gi * di;
    if (-rise < LEAST_GAIN * now) {
      // The loss could not tell this step from its own rounding, and would have it halved to nothing again and again.
      slope += ds;
      intercept += di;
      curvature = curvatureAt(scores, slope, intercept);
      break;
    }
    let size = 1;
    yield;
    while (size > 1e-10 && loss(slope + size * ds, intercept + size * di) > now + 1e-4 * size * rise) {
      size /= 2;
      yield;
    }
    yield;
    if (size <= 1e-10) break;
    slope += size * ds;
    intercept += size * di;
    now = loss(slope, intercept);
    curvature = curvatureAt(scores, slope, intercept);
  }
  const [a, b, c] = curvature;
  const determinant = a * c - b * b;
  return { slope, intercept, covariance: [c / determinant, -b / determinant, a / determinant] };
}

/** Second derivatives of the loss, with a little added so that equal scores do not make it singular. */
function curvatureAt(scores: Float64Array, slope: number, intercept: number): [number, number, number] {
  let a = 1e-9;
  let b = 0;
  let c = 1e-9;
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i] as number;
    const p = sigmoid(slope * score + intercept);
    const h = p * (1 - p);
    a += h * score * score;
    b += h * score;
    c += h;
  }
  return [a, b, c];
}
