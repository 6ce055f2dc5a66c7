import * as v from 'valibot';
import { type Result, success } from '../domain/result.ts';
import { MOST_BINS } from './binned-table.ts';

const share = v.pipe(v.number(), v.gtValue(0, 'must be above 0'), v.maxValue(1, 'must be at most 1'));
const penalty = v.pipe(v.number(), v.finite('must be finite'), v.minValue(0, 'must be at least 0'));
function whole(from: number, to: number) {
  const range = `must be a whole number from ${from} to ${to}`;
  return v.pipe(v.number(range), v.integer(range), v.minValue(from, range), v.maxValue(to, range));
}

/** How trees are boosted. Names in brackets are xgboost's; values mean the same there. */
export const BoostingSettingsSchema = v.pipe(
  v.strictObject({
    /** Most trees grown [n_estimators]. */
    trees: v.optional(whole(1, 10_000), 100),
    /** Share of each tree's correction that is taken [eta]. */
    learningRate: v.optional(share, 0.1),
    /** Questions from root to leaf at most [max_depth]. */
    depth: v.optional(whole(1, 12), 6),
    /** L2 penalty on leaf values [lambda]. */
    lambda: v.optional(penalty, 1),
    /** Least gain of a split, on xgboost's scale: twice equation 7 of the paper without its −γ [gamma]. */
    gamma: v.optional(penalty, 0),
    /** Least sum of second derivatives on either side [min_child_weight]. */
    minChildWeight: v.optional(penalty, 1),
    /** Share of rows drawn for each tree [subsample]. */
    rowShare: v.optional(share, 1),
    /** Share of columns drawn for each tree [colsample_bytree]. */
    columnShare: v.optional(share, 1),
    /** Bins a column at most [max_bin]. */
    bins: v.optional(whole(2, MOST_BINS), MOST_BINS),
    /** Categories with fewer levels are split one against the rest, others by ordered parts [max_cat_to_onehot]. */
    oneHotBelow: v.optional(whole(1, MOST_BINS), 4),
    /** Trees without a better validation loss before growing stops; 0 grows them all [early_stopping_rounds]. */
    patience: v.optional(whole(0, 10_000), 0),
    /** Share of rows put aside for early stopping where no validation rows are named. */
    validationShare: v.optional(v.pipe(share, v.maxValue(0.9, 'must be at most 0.9')), 0.2),
    /** Columns that may only raise (1) or only lower (−1) the answer [monotone_constraints]. */
    monotone: v.optional(v.record(v.string(), v.picklist([1, -1], 'must be 1 or −1')), {}),
    /** Of the draws of rows and columns. */
    seed: v.optional(v.pipe(v.number(), v.integer('must be a whole number')), 0),
  }),
  v.readonly(),
);

export type BoostingSettings = v.InferOutput<typeof BoostingSettingsSchema>;
export type BoostingOptions = v.InferInput<typeof BoostingSettingsSchema>;

/** Fills in defaults; a `setting-invalid` names each setting at fault. */
export function readSettings(options: BoostingOptions): Result<BoostingSettings> {
  const parsed = v.safeParse(BoostingSettingsSchema, options);
  if (parsed.success) return success(parsed.output);
  return {
    ok: false,
    failures: parsed.issues.map((issue) => {
      const path = v.getDotPath(issue) ?? '';
      return { type: 'setting-invalid', message: `The setting ${path} ${issue.message}.`, path };
    }),
  };
}
