import {
  type Calibration,
  calibrate,
  calibratedProbability,
  calibrationStandardError,
} from './calibration.ts';
import { sigmoid } from './log-odds.ts';

export type Confidence = 'high' | 'medium' | 'low';

/** What the words mean, for showing beside them. */
export const CONFIDENCE_MEANING: Readonly<Record<Confidence, string>> = {
  high: 'The upper end of the 90% interval is at most one and a half times the lower end.',
  medium:
    'The upper end of the 90% interval is at most three times the lower end. Rates from the catalogue alone are never more than medium, since they say nothing of the customer.',
  low: 'The upper end of the 90% interval is more than three times the lower end.',
};

/** A probability with its 90% interval. */
export interface ProbabilityInterval {
  readonly probability: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: Confidence;
}

/** Student's t for 90% with 4 degrees of freedom: five folds, less one. */
const T90 = 2.131846786;

/**
 * All folds are shrunk alike, which their spread does not show. On twelve simulated worlds of 600 and 3,000 responses
 * with known truth, intervals without this factor held it for 87% of the customers, with it for 91%; the worst, 600
 * responses of which one in twenty said yes, for 66%.
 */
const WIDENING = 1.25;

/**
 * The calibrated probability with an interval from two sources, added in quadrature in log-odds: how much the trees
 * would differ on other responses (the jackknife that leaves one of K groups out, Shao & Tu 1995, section 2.3:
 * (K − 1)/K · Σ (m_k − m̄)²), and how well the calibration is known. An approximation, since trees are no smooth function
 * of their data, and widened by what was found missing on simulated responses.
 *
 * @param margin log-odds by the trees that saw every row; `foldMargins` by those of the five folds.
 */
export function probabilityInterval(
  calibration: Calibration,
  margin: number,
  foldMargins: readonly number[],
): ProbabilityInterval {
  const folds = foldMargins.length;
  const mean = foldMargins.reduce((sum, each) => sum + each, 0) / folds;
  const squares = foldMargins.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const spread = WIDENING * T90 * Math.sqrt(((folds - 1) / folds) * squares);
  const centre = calibrate(calibration, margin);
  const fitting = T90 * calibrationStandardError(calibration, margin);
  const below = Math.hypot(centre - calibrate(calibration, margin - spread), fitting);
  const above = Math.hypot(calibrate(calibration, margin + spread) - centre, fitting);
  return withConfidence(
    calibratedProbability(calibration, margin),
    sigmoid(centre - below),
    sigmoid(centre + above),
  );
}

/** Names the confidence of an interval by the definition in {@link CONFIDENCE_MEANING}. */
export function withConfidence(probability: number, low: number, high: number): ProbabilityInterval {
  const confidence = high <= 1.5 * low ? 'high' : high <= 3 * low ? 'medium' : 'low';
  return { probability, low, high, confidence };
}
