import * as v from 'valibot';
import { nextTask } from '../domain/next-task.ts';
import { createRandom, shuffled } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { runPausing } from '../domain/steps.ts';
import { type BoostedTrees, BoostedTreesSchema, firstTrees, readBoostedTrees } from './boosted-trees.ts';
import type { BoostingOptions } from './boosting-settings.ts';
import { CalibrationSchema, calibratedProbability, calibrationSteps } from './calibration.ts';
import { type ClassificationMetrics, classificationMetrics } from './classification-metrics.ts';
import { encodeSome } from './encode-rows.ts';
import { compileForest, forestMargins } from './forest.ts';
import { type ReliabilityRow, reliabilityTable } from './reliability.ts';
import { rowsWhere } from './rows-where.ts';
import { type CurvePoint, trainTrees } from './train-trees.ts';
import type { AnsweredTable } from './training-check.ts';

/** Parts that the rows are put into; each part is predicted by trees that have not seen it. */
export const RESPONSE_FOLDS = 5;

/** Boosted trees with what is needed to tell calibrated probabilities and how sure they are. */
export const ResponseModelSchema = v.strictObject({
  version: v.literal(1),
  /** Trained on every row. */
  trees: BoostedTreesSchema,
  /** One for each fold, trained on the other folds. */
  folds: v.pipe(v.array(BoostedTreesSchema), v.length(RESPONSE_FOLDS)),
  calibration: CalibrationSchema,
});
export type ResponseModel = v.InferOutput<typeof ResponseModelSchema>;

export interface TrainedResponses {
  readonly model: ResponseModel;
  /** Mean over folds of the log-loss on rows not seen, after each number of trees. */
  readonly curve: readonly CurvePoint[];
  readonly calibrationLosses: Readonly<Record<'none' | 'platt' | 'isotonic', number>>;
  /** On rows not seen by their trees; the calibration and the number of trees were chosen on the same rows. */
  readonly metrics: ClassificationMetrics;
  readonly reliability: readonly ReliabilityRow[];
}

export interface ResponseProgress extends CurvePoint {
  /** 1 to 6: the folds, then all rows. */
  readonly stage: number;
  readonly stages: number;
  readonly of: number;
}

/**
 * Trains on responses and measures honestly: five folds for the number of trees, the calibration and the uncertainty,
 * then trees on every row.
 *
 * @param groups of each row, such as the customer: rows of one group stay in one fold, so that a person is never
 *   predicted by trees that have seen that person.
 * @returns what `trainTrees` finds, or `too-few-groups` where a fold would be without a yes or a no to learn from.
 */
export async function trainResponses(
  answered: AnsweredTable,
  groups: ArrayLike<number>,
  options: BoostingOptions = {},
  run: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: ResponseProgress) => void;
  } = {},
): Promise<Result<TrainedResponses>> {
  const { answers } = answered;
  const settings: BoostingOptions = { trees: 300, depth: 4, patience: 20, ...options };
  const folds = groupFolds(groups, settings.seed ?? 0);
  const stages = RESPONSE_FOLDS + 1;
  const during = (stage: number) => ({
    ...(run.signal && { signal: run.signal }),
    ...(run.onProgress && {
      onProgress: (point: CurvePoint & { readonly of: number }) =>
        run.onProgress?.({ ...point, stage, stages }),
    }),
  });
  const poor = [...Array(RESPONSE_FOLDS).keys()].some((fold) => {
    const rows = rowsIn(folds, fold);
    const first = answers[rows[0] ?? -1];
    return rows.every((row) => answers[row] === first);
  });
  if (poor) {
    const message =
      'The responses come from too few customers to be parted into five groups with both answers in each.';
    return failure('too-few-groups', `${message} Import more responses.`);
  }
  const trained = [];
  for (let fold = 0; fold < RESPONSE_FOLDS; fold += 1) {
    const validation = rowsIn(folds, fold);
    const result = await trainTrees(answered, settings, { validation, ...during(fold + 1) });
    if (!result.ok) return result;
    trained.push(result.value);
  }
  const curve = meanCurve(trained.map((each) => each.curve));
  const best = curve.reduce((a, b) => ((b.validation ?? Infinity) < (a.validation ?? Infinity) ? b : a));
  const foldModels = trained.map(({ model }) => firstTrees(model, best.trees));
  const all = await trainTrees(
    answered,
    { ...settings, trees: best.trees, patience: 0 },
    during(RESPONSE_FOLDS + 1),
  );
  if (!all.ok) return all;
  const unseen = await runPausing(unseenMargins(foldModels, answered, folds));
  if (!unseen.ok) return unseen;
  const { calibration, losses } = await runPausing(calibrationSteps(unseen.value, answers, folds));
  await nextTask();
  const probabilities = unseen.value.map((margin) => calibratedProbability(calibration, margin));
  await nextTask();
  const metrics = classificationMetrics(probabilities, answers);
  if (!metrics.ok) return metrics;
  await nextTask();
  return success({
    model: { version: 1, trees: all.value.model, folds: foldModels, calibration },
    curve,
    calibrationLosses: losses,
    metrics: metrics.value,
    reliability: reliabilityTable(probabilities, answers),
  });
}

/** Takes a stored model back, if it is whole; else `model-malformed`. */
export function readResponseModel(stored: unknown): Result<ResponseModel> {
  const parsed = v.safeParse(ResponseModelSchema, stored);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return failure(
      'model-malformed',
      `The stored model cannot be used: ${issue.message} Train it again.`,
      v.getDotPath(issue) ?? '',
    );
  }
  for (const trees of [parsed.output.trees, ...parsed.output.folds]) {
    const read = readBoostedTrees(trees);
    if (!read.ok) return read;
  }
  return success(parsed.output);
}

function groupFolds(groups: ArrayLike<number>, seed: number): Uint8Array {
  const distinct = [...new Set(Array.from(groups))].sort((a, b) => a - b);
  const order = shuffled(createRandom(seed, 11), distinct);
  const fold = new Map(order.map((group, place) => [group, place % RESPONSE_FOLDS]));
  return Uint8Array.from(groups, (group) => fold.get(group) ?? 0);
}

function rowsIn(folds: Uint8Array, fold: number): Uint32Array {
  return rowsWhere(folds, (each) => each === fold);
}

/** As far as the fold that stopped first. */
function meanCurve(curves: readonly (readonly CurvePoint[])[]): readonly CurvePoint[] {
  const length = Math.min(...curves.map((curve) => curve.length));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return Array.from({ length }, (_, i) => ({
    trees: i + 1,
    training: mean(curves.map((curve) => curve[i]?.training ?? Number.NaN)),
    validation: mean(curves.map((curve) => curve[i]?.validation ?? Number.NaN)),
  }));
}

/** Rows to ask between two pauses. */
const ROWS_AT_ONCE = 1000;

/** What each row's fold model says of it. */
function* unseenMargins(
  models: readonly BoostedTrees[],
  { table }: AnsweredTable,
  folds: Uint8Array,
): Generator<void, Result<Float64Array>> {
  const margins = new Float64Array(table.rows);
  for (const [fold, model] of models.entries()) {
    const rows = rowsIn(folds, fold);
    const forest = compileForest(model);
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
      yield;
      const some = rows.subarray(start, start + ROWS_AT_ONCE);
      const encoded = yield* encodeSome(model.columns, table, some);
      if (!encoded.ok) return encoded;
      const predicted = forestMargins(forest, encoded.value);
      for (const [i, row] of some.entries()) margins[row] = predicted[i] as number;
    }
  }
  return success(margins);
}
