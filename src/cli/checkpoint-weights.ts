import { failure, type Result, success } from '../domain/result.ts';
import type { T5Config } from '../t5/config.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { floatWeight, type Weights, weightsOf } from '../t5/weights.ts';
import { parameterLayout, views } from '../training/parameter-layout.ts';

/**
 * The float32 weights that a training left behind, before any rounding.
 *
 * @returns `checkpoint-other` where they are not those of a model of this config.
 */
export function checkpointWeights(parameters: Float32Array, config: T5Config): Result<Weights> {
  const layout = parameterLayout(expectedT5Tensors(config));
  if (parameters.length !== layout.size) {
    return failure(
      'checkpoint-other',
      `The checkpoint holds ${parameters.length} numbers, but the model has ${layout.size}: they belong to different trainings. Give the folders of one, with --work and --model.`,
    );
  }
  const tensors = views(parameters, layout);
  return success(
    weightsOf(
      new Map(
        layout.entries.map(({ name, shape }) => [
          name,
          floatWeight(name, shape, tensors.get(name) ?? new Float32Array()),
        ]),
      ),
    ),
  );
}
