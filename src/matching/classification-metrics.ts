import { failure, type Result, success } from '../domain/result.ts';

/** How good probabilities are, against what happened. */
export interface ClassificationMetrics {
  /** Chance that a random yes is ranked above a random no, ties counting half. */
  readonly auc: number;
  /** Mean −ln of the probability lent to what happened, natural units. */
  readonly logLoss: number;
  /** Mean squared distance of probability and answer (Brier 1950). */
  readonly brier: number;
  /** Mean distance of predicted and observed rate over ten equal ranges (Naeini et al. 2015), weighted by rows. */
  readonly calibrationError: number;
}

/**
 * All four metrics.
 *
 * @param probabilities 0 to 1; the log-loss of one at 0 or 1 is taken a rounding step off, as scikit-learn does.
 * @returns `no-rows`, `lengths-differ`, `probability-invalid`, or `one-answer-only` where the AUC is not defined.
 */
export function classificationMetrics(
  probabilities: Float64Array,
  answers: Uint8Array,
): Result<ClassificationMetrics> {
  const { length } = probabilities;
  if (length === 0) return failure('no-rows', 'There are no predictions to measure.');
  if (length !== answers.length) {
    return failure('lengths-differ', `There are ${length} predictions for ${answers.length} answers.`);
  }
  const wrong = probabilities.findIndex((p) => !(p >= 0 && p <= 1));
  if (wrong >= 0) {
    return failure(
      'probability-invalid',
      `Prediction ${wrong + 1} is ${probabilities[wrong]}, not from 0 to 1.`,
    );
  }
  const yes = answers.reduce((sum, answer) => sum + answer, 0);
  if (yes === 0 || yes === length) {
    return failure('one-answer-only', 'All answers are the same, so ranking cannot be measured.');
  }
  return success({
    auc: rankAuc(probabilities, answers),
    logLoss: meanLogLoss(probabilities, answers),
    brier: mean(length, (i) => ((probabilities[i] as number) - (answers[i] as number)) ** 2),
    calibrationError: expectedCalibrationError(probabilities, answers),
  });
}

/** Area under the ROC curve from mid-ranks (Hanley & McNeil 1982); NaN where all answers are the same. */
export function rankAuc(scores: Float64Array, answers: Uint8Array): number {
  // Numbers without their places sort many times as fast, so both lists are sorted and merged.
  const yes = scores.filter((_, row) => answers[row] === 1).sort();
  const no = scores.filter((_, row) => answers[row] !== 1).sort();
  let rankSum = 0;
  for (let i = 0, j = 0; i < yes.length; ) {
    const score = yes[i] as number;
    while (j < no.length && (no[j] as number) < score) j += 1;
    const [start, yesBefore] = [i + j, i];
    while (i < yes.length && yes[i] === score) i += 1;
    while (j < no.length && no[j] === score) j += 1;
    rankSum += (i - yesBefore) * ((start + 1 + i + j) / 2);
  }
  return (rankSum - (yes.length * (yes.length + 1)) / 2) / (yes.length * no.length);
}

/** Mean log-loss in nats. */
export function meanLogLoss(probabilities: Float64Array, answers: Uint8Array): number {
  return mean(probabilities.length, (i) => {
    const p = probabilities[i] as number;
    const lent = answers[i] === 1 ? p : 1 - p;
    return -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, lent)));
  });
}

/** Mean distance of mean prediction and observed rate over `ranges` equal parts of 0 to 1, weighted by their rows. */
export function expectedCalibrationError(
  probabilities: Float64Array,
  answers: Uint8Array,
  ranges = 10,
): number {
  const differences = new Float64Array(ranges);
  for (const [i, p] of probabilities.entries()) {
    const range = Math.min(ranges - 1, Math.floor(p * ranges));
    differences[range] = (differences[range] as number) + p - (answers[i] as number);
  }
  return differences.reduce((sum, difference) => sum + Math.abs(difference), 0) / probabilities.length;
}

function mean(length: number, value: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += value(i);
  return sum / length;
}
