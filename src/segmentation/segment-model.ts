import * as v from 'valibot';
import type { CustomerProfile } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { assignNearest } from './clustering.ts';
import { scaleFeatures } from './feature-matrix.ts';
import { readFeatures } from './feature-values.ts';
import { FEATURE_NAMES } from './features.ts';

const finite = v.pipe(v.number('must be a number'), v.finite('must be a finite number'));
const size = v.pipe(
  v.number('must be a number'),
  v.integer('must be whole'),
  v.minValue(0, 'must not be negative'),
);
const text = v.pipe(v.string('must be text'), v.nonEmpty('is empty'));

/** Finished segments as they are stored: enough to put any other customer into one of them. Plain JSON. */
export const SegmentModelSchema = v.pipe(
  v.strictObject({
    format: v.literal('offersmith-segments', 'must be "offersmith-segments"'),
    version: v.literal(1, 'must be 1; a newer version of the program wrote it'),
    /** Of the run that made it. */
    seed: finite,
    /** One a column of the centres. */
    features: v.array(
      v.strictObject({
        name: v.picklist(FEATURE_NAMES, 'is no known feature'),
        fill: finite,
        logarithm: v.boolean('must be true or false'),
        centre: finite,
        spread: v.pipe(finite, v.gtValue(0, 'must be above 0')),
      }),
    ),
    /** [segments][features], of the scaled features. */
    centres: v.array(v.array(finite)),
    segments: v.pipe(
      v.array(
        v.strictObject({
          index: size,
          name: text,
          description: text,
          size,
          medians: v.record(v.string(), finite),
        }),
      ),
      v.nonEmpty('has no segment'),
    ),
  }),
  v.check(
    ({ centres, segments }) => centres.length === segments.length,
    'must have one centre for every segment',
  ),
  v.check(
    ({ centres, features }) => centres.every((centre) => centre.length === features.length),
    'must have one number for every feature in each centre',
  ),
  v.check(({ segments }) => segments.every(({ index }, i) => index === i), 'must have its segments in order'),
);

export type SegmentModel = v.InferOutput<typeof SegmentModelSchema>;

/** @returns `segment-model-invalid`, naming the first field at fault, for anything that is no segment model. */
export function readSegmentModel(input: unknown): Result<SegmentModel> {
  const parsed = v.safeParse(SegmentModelSchema, input, { abortEarly: true });
  if (parsed.success) return success(parsed.output);
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? 'the model';
  const message = `These stored segments cannot be used: ${path} ${issue.message}. Make the segments anew.`;
  return failure('segment-model-invalid', message, path);
}

/**
 * The segment of each customer, by the nearest centre. Customers of the run that made the model come out where they
 * were.
 *
 * @returns an index into `model.segments` for every profile; `not-finite` as when segments are made.
 */
export function assignSegments(
  model: SegmentModel,
  profiles: readonly CustomerProfile[],
): Result<Int32Array> {
  const values = readFeatures(profiles);
  if (!values.ok) return values;
  const labels = new Int32Array(profiles.length);
  assignNearest(scaleFeatures(values.value, model.features), Float64Array.from(model.centres.flat()), labels);
  return success(labels);
}
