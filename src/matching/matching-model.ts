import * as v from 'valibot';
import { failure, type Result, success } from '../domain/result.ts';
import { MatchFeatureSchema } from './match-feature.ts';
import { ResponseModelSchema, readResponseModel } from './response-model.ts';
import { SENSITIVE } from './sensitive-columns.ts';

const BetaPriorSchema = v.strictObject({
  mean: v.pipe(v.number(), v.gtValue(0), v.ltValue(1)),
  strength: v.pipe(v.number(), v.finite(), v.gtValue(0)),
});

/** Learned from what customers made of past offers. */
const PastResponsesSchema = v.strictObject({
  version: v.literal(1),
  basis: v.literal('past-responses'),
  features: v.array(MatchFeatureSchema),
  /** What of name, gender and age was switched on. */
  sensitive: v.array(v.picklist(SENSITIVE)),
  responses: ResponseModelSchema,
  /** How many responses it was trained on, and how many of them said yes. */
  trainedOn: v.strictObject({ responses: v.number(), accepted: v.number() }),
});

const finite = v.pipe(v.number(), v.finite());

/** What is usual among the customers, and what keeps each reward's mean at its rate; see `preference-signals.ts`. */
const PreferencesSchema = v.strictObject({
  usual: v.strictObject({
    categories: v.record(v.string(), finite),
    discountAffinity: v.optional(finite),
    churnRisk: v.optional(finite),
    pointsBalance: v.optional(finite),
  }),
  /** By id of the reward, in log-odds. */
  offsets: v.record(v.string(), finite),
});

/** From the catalogue's usage rates, and from what each customer buys where that is known. */
const UsageRatesSchema = v.strictObject({
  version: v.literal(1),
  basis: v.literal('usage-rates'),
  /** Why there is no better basis, in a sentence. */
  reason: v.string(),
  /** How rates are spread over all rewards. */
  overall: BetaPriorSchema,
  /** Whether any reward of the catalogue has been handed out; else `overall` is a guess. */
  anyUsage: v.boolean(),
  /** The same within a type of reward, where there are enough of it. */
  types: v.record(v.string(), BetaPriorSchema),
  /** Types whose rewards are used again and again by one customer: uses by one who takes it, at least 1. */
  repeats: v.optional(v.record(v.string(), v.pipe(v.number(), v.finite(), v.minValue(1)))),
  /** Absent where rates are the same for everybody. */
  preferences: v.optional(PreferencesSchema),
});

export const MatchingModelSchema = v.variant('basis', [PastResponsesSchema, UsageRatesSchema]);
export type MatchingModel = v.InferOutput<typeof MatchingModelSchema>;
export type PastResponsesModel = v.InferOutput<typeof PastResponsesSchema>;
export type UsageRatesModel = v.InferOutput<typeof UsageRatesSchema>;

/** Takes a stored model back, if it is whole; else `model-malformed`. */
export function readMatchingModel(stored: unknown): Result<MatchingModel> {
  const parsed = v.safeParse(MatchingModelSchema, stored);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return malformed(issue.message, v.getDotPath(issue) ?? '');
  }
  const model = parsed.output;
  if (model.basis === 'usage-rates') return success(model);
  const responses = readResponseModel(model.responses);
  if (!responses.ok) return responses;
  const all = [model.responses.trees, ...model.responses.folds];
  if (all.some(({ columns }) => columns.length !== model.features.length)) {
    return malformed('Its trees and its features do not belong together.', 'features');
  }
  return success(model);
}

function malformed(message: string, path: string): Result<never> {
  return failure('model-malformed', `The stored model cannot be used: ${message} Train it again.`, path);
}
