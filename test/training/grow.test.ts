import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkpointWeights } from '../../src/cli/checkpoint-weights.ts';
import { createRandom } from '../../src/domain/random.ts';
import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import type { T5Config } from '../../src/t5/config.ts';
import { expectedT5Tensors } from '../../src/t5/expected-tensors.ts';
import type { Weights } from '../../src/t5/weights.ts';
import { type Batch, makeBatch, type TokenisedExample } from '../../src/training/batch.ts';
import { Evaluator } from '../../src/training/evaluator.ts';
import { grow } from '../../src/training/grow.ts';
import { parameterLayout, views } from '../../src/training/parameter-layout.ts';
import { initialState, Trainer } from '../../src/training/trainer.ts';
import { unwrap } from '../storage/samples.ts';
import { tinyParameters } from '../support/tiny-model.ts';
import { relativeError } from '../t5/fixture.ts';

const SIZES = { batch: 2, promptLength: 6, accepted: 1, rejected: 1, offerLength: 5 };
const LOSS = { lambda: 0.5, temperature: 0.1, denominator: 'standard' } as const;
const PLAIN = tinyParameters({ layers: 2 });

let runtime: Runtime;
beforeAll(async () => {
  runtime = unwrap(await openNodeRuntime('cpu'));
});
afterAll(() => runtime.dispose());

function larger(config: T5Config, times: number, layers: number): T5Config {
  const { dModel, numHeads, dFf } = config;
  return {
    ...config,
    ...{ dModel: dModel * times, numHeads: numHeads * times, dFf: dFf * times },
    ...{ numLayers: layers, numDecoderLayers: layers },
  };
}

function weightsFrom(parameters: Float32Array, config: T5Config): Weights {
  return unwrap(checkpointWeights(parameters, config));
}

function batchFor(config: T5Config): Batch {
  const texts: TokenisedExample[] = [
    {
      prompt: Int32Array.of(5, 6, 7, 1),
      accepted: [Int32Array.of(8, 9, 1)],
      rejected: [Int32Array.of(9, 9, 4, 1)],
    },
    { prompt: Int32Array.of(3, 11, 1), accepted: [Int32Array.of(4, 1)], rejected: [Int32Array.of(12, 1)] },
  ];
  return makeBatch(texts, SIZES, { ...config, inBatchNegatives: true });
}

async function evaluate(parameters: Float32Array, config: T5Config) {
  const shapes = expectedT5Tensors(config);
  const evaluator = await Evaluator.create(
    runtime,
    { config, shapes, sizes: SIZES, trained: { mode: 'full' } },
    {},
  );
  const result = await evaluator.evaluate(parameters, batchFor(config), LOSS);
  await evaluator.dispose();
  return result;
}

describe.each([
  ['T5 1.0', PLAIN.config],
  ['T5 1.1', { ...PLAIN.config, feedForward: 'gated-gelu', tieWordEmbeddings: false } as const],
])('%s', (_, config) => {
  const layout = parameterLayout(expectedT5Tensors(config));
  const random = createRandom(7);
  const parameters = Float32Array.from({ length: layout.size }, () => (random.next() - 0.5) * 0.6);

  test.each([
    [2, 2],
    [2, 3],
    [3, 5],
  ])('%i times as wide and with %i layers it computes the same', async (times, layers) => {
    const to = larger(config, times, layers);
    const grown = grow({ config, weights: weightsFrom(parameters, config) }, to, createRandom(1));

    const [before, after] = [await evaluate(parameters, config), await evaluate(grown, to)];
    expect(relativeError(after.similarities, before.similarities)).toBeLessThan(1e-4);
    expect(after.generative).toBeCloseTo(before.generative, 4);
    expect(after.contrastive).toBeCloseTo(before.contrastive, 4);
  });
});

test('copies learn different things', async () => {
  const { config, parameters } = PLAIN;
  const to = larger(config, 2, 3);
  const shapes = expectedT5Tensors(to);
  const grown = grow({ config, weights: weightsFrom(parameters, config) }, to, createRandom(1));
  const trainer = await Trainer.create(
    runtime,
    { config: to, shapes, sizes: SIZES, trained: { mode: 'full' }, purpose: 'step', scaledRates: true },
    {},
    initialState(grown),
  );
  const optimiser = { learningRate: 0.01, weightDecay: 0, maxGradientNorm: 1 };
  const first = await trainer.step(batchFor(to), LOSS, optimiser);
  let last = first;
  for (let step = 0; step < 4; step += 1) last = await trainer.step(batchFor(to), LOSS, optimiser);
  expect(last.total).toBeLessThan(first.total);

  const tensors = views((await trainer.read()).parameters, parameterLayout(shapes));
  const embedding = tensors.get('shared.weight') ?? new Float32Array();
  // The token 8 was written; its two copies of one number started alike.
  const row = embedding.subarray(8 * to.dModel, 9 * to.dModel);
  const apart = row.subarray(0, config.dModel).filter((value, i) => value !== row[config.dModel + i]);
  expect(apart.length).toBeGreaterThan(config.dModel / 2);
  // The layer that was added does something now.
  const silent = views(grown, parameterLayout(shapes)).get(
    'encoder.block.1.layer.1.DenseReluDense.wo.weight',
  );
  const learnt = tensors.get('encoder.block.1.layer.1.DenseReluDense.wo.weight');
  expect(sumOfCopies(silent, config.dFf)).toBeLessThan(1e-5);
  expect(sumOfCopies(learnt, config.dFf)).toBeGreaterThan(1e-3);
  await trainer.dispose();
});

/** The largest sum over the two copies of an input: what the tensor makes of inputs that are alike. */
function sumOfCopies(values: Float32Array = new Float32Array(), inputs: number): number {
  let largest = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (i % (2 * inputs) < inputs) {
      largest = Math.max(largest, Math.abs((values[i] ?? 0) + (values[i + inputs] ?? 0)));
    }
  }
  return largest;
}

test.each([
  [{ dModel: 3 }, /dModel of 3 is not a whole multiple/],
  [{ numLayers: 1 }, /numLayers shrinks from 2 to 1/],
  [{ vocabSize: 7 }, /vocabSize is 7/],
] as const)('what cannot be grown is named: %j', (change, message) => {
  const { config, parameters } = PLAIN;
  const from = { config, weights: weightsFrom(parameters, config) };
  expect(() => grow(from, { ...config, ...change }, createRandom(1))).toThrow(message);
});
