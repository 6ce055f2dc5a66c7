import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flattenAdapter } from '../../src/adapter/flat-adapter.ts';
import { type Adapter, leafOf, loraTargets } from '../../src/adapter/lora.ts';
import { createRandom, normal } from '../../src/domain/random.ts';
import { T5Generator } from '../../src/generation/t5-generator.ts';
import type { Feeds, Runtime } from '../../src/runtime/runtime.ts';
import type { T5Config } from '../../src/t5/config.ts';
import { expectedT5Tensors } from '../../src/t5/expected-tensors.ts';
import { loraInputNames } from '../../src/t5/parameters.ts';
import { floatWeight, type Weights, weightsOf } from '../../src/t5/weights.ts';
import { type Batch, makeBatch } from '../../src/training/batch.ts';
import { type Evaluation, Evaluator } from '../../src/training/evaluator.ts';
import { uploadFrozen } from '../../src/training/frozen.ts';
import { adapterLayout, views } from '../../src/training/parameter-layout.ts';
import { initialState, Trainer } from '../../src/training/trainer.ts';
import type { TrainingGraphOptions } from '../../src/training/training-graph.ts';
import { type Fixture, loadFixture, type ReadFile, relativeError } from './fixture.ts';

const SIZES = { batch: 2, promptLength: 12, accepted: 2, rejected: 2, offerLength: 7 };
const LOSS = { lambda: 0.5, temperature: 0.1, denominator: 'standard' } as const;
const OPTIMISER = { learningRate: 1e-2, weightDecay: 0, maxGradientNorm: 1 };
/** Neither a whole number nor 1, so that a scaling that is left out or taken twice shows. */
const [RANK, ALPHA] = [3, 5];
const TOLERANCE = 1e-4;
/** Sums of many terms that largely cancel. */
const GRADIENT_TOLERANCE = 1e-3;
/** For each number of the adapter; larger, and the loss curves; smaller, and float32 rounds the difference away. */
const STEP = 5e-4;

/** No adapter at all, for weights that hold one. */
const none: Adapter = { lora: { rank: 1, alpha: 1, targetModules: [] }, tensors: [] };

export interface MergedAdapterOptions {
  /**
   * False leaves out the finite differences: some sixty losses, which say of the graph what they say on every backend,
   * while the other gradients say that the backend computes it. True when left out.
   */
  readonly differences?: boolean;
}

/**
 * An adapter of rank 3 on every projection, on one backend: the same as weights that hold it already,
 * W + (alpha / rank)·B·A, for writing, for the losses and, by the chain rule, for the gradients.
 */
export function mergedAdapterSuite(
  opened: () => Runtime,
  read: ReadFile,
  { differences = true }: MergedAdapterOptions = {},
): void {
  for (const shape of ['t5-1.0', 't5-1.1'] as const) {
    describe(`${shape} with an adapter on every projection`, () => {
      let runtime: Runtime;
      let fixture: Fixture;
      let adapter: Adapter;

      beforeAll(async () => {
        runtime = opened();
        fixture = await loadFixture(read, shape);
        adapter = randomAdapter(fixture.config);
      });

      afterAll(() => {
        expect(runtime.counts()).toEqual({ sessions: 0, deviceTensors: 0, deviceBytes: 0 });
      });

      it('writes as the merged weights do: the same states and logits at every step', async () => {
        const { config, weights } = fixture;
        const found = await written(runtime, fixture, weights, adapter);
        const expected = await written(runtime, fixture, merged(weights, adapter), none);
        for (const part of ['embedding', 'logits', 'states'] as const) {
          expect(relativeError(found[part], expected[part]), part).toBeLessThan(TOLERANCE);
        }
        const offers = SIZES.accepted + SIZES.rejected;
        expect(found.logits).toHaveLength(SIZES.offerLength * offers * config.vocabSize);
        expect(found.states).toHaveLength(SIZES.offerLength * offers * config.dModel);
      });

      it('each kind of projection counts', async () => {
        const { config, weights } = fixture;
        const feedForward = config.feedForward === 'relu' ? ['wi', 'wo'] : ['wi_0', 'wi_1', 'wo'];
        expect(adapter.lora.targetModules).toEqual(['q', 'k', 'v', 'o', ...feedForward]);
        const found = await written(runtime, fixture, weights, adapter, 2);
        for (const left of adapter.lora.targetModules) {
          const without = await written(runtime, fixture, merged(weights, adapter, left), none, 2);
          expect(relativeError(without.logits, found.logits), left).toBeGreaterThan(100 * TOLERANCE);
        }
      });

      it('has the losses, similarities and embeddings of the merged weights', async () => {
        const found = await evaluated(runtime, fixture, adapter);
        const expected = await evaluatedMerged(runtime, fixture, merged(fixture.weights, adapter));
        for (const part of ['total', 'contrastive', 'generative'] as const) {
          expect(found[part] / expected[part], part).toBeCloseTo(1, 4);
        }
        for (const part of ['similarities', 'personaEmbeddings', 'offerEmbeddings'] as const) {
          expect(relativeError(found[part], expected[part]), part).toBeLessThan(TOLERANCE);
        }
      });

      it('has the gradients that follow from those of the merged weights', async () => {
        const { config } = fixture;
        const found = await adapterGradient(runtime, fixture, adapter);
        const full = await fullGradient(runtime, fixture, merged(fixture.weights, adapter));
        const scaling = ALPHA / RANK;
        const targets = new Map(loraTargets(config, adapter.lora).map((target) => [target.name, target]));
        for (const { name, a, b } of adapter.tensors) {
          const { in: inputs, out: outputs } = targets.get(name) ?? { in: 0, out: 0 };
          const slope = full.get(`${name}.weight`) ?? new Float32Array();
          const ofA = new Float32Array(a.length);
          const ofB = new Float32Array(b.length);
          for (let o = 0; o < outputs; o += 1) {
            for (let i = 0; i < inputs; i += 1) {
              const g = scaling * (slope[o * inputs + i] ?? Number.NaN);
              for (let r = 0; r < RANK; r += 1) {
                ofA[i * RANK + r] = (ofA[i * RANK + r] ?? 0) + g * (b[r * outputs + o] ?? 0);
                ofB[r * outputs + o] = (ofB[r * outputs + o] ?? 0) + g * (a[i * RANK + r] ?? 0);
              }
            }
          }
          const names = loraInputNames(name);
          for (const [key, expected] of [
            [names.a, ofA],
            [names.b, ofB],
          ] as const) {
            expect(Math.max(...expected.map(Math.abs)), key).toBeGreaterThan(0);
            expect(relativeError(found.get(key) ?? new Float32Array(), expected), key).toBeLessThan(
              GRADIENT_TOLERANCE,
            );
          }
        }
      });

      // With ReLU the loss has kinks, of which one is always near where so many numbers move.
      if (shape === 't5-1.1' && differences) {
        it('has gradients that finite differences of the loss bear out', async () => {
          const { config, weights } = fixture;
          const shapes = expectedT5Tensors(config);
          const frozen = uploadFrozen(runtime, weights, shapes);
          const options = { config, shapes, sizes: SIZES, trained: adapterMode(config, adapter) };
          const evaluator = await Evaluator.create(runtime, options, frozen.feeds);
          const gradient = await adapterGradient(runtime, fixture, adapter);
          const batch = batchOf(fixture);
          const flat = flattenAdapter(adapter);
          const layout = adapterLayout(loraTargets(config, adapter.lora), RANK);
          const random = createRandom(9);
          for (const leaf of adapter.lora.targetModules) {
            for (const side of ['lora_A', 'lora_B']) {
              // A random direction among the numbers of one kind; the slope is about as large as their gradient is long.
              const direction = new Float32Array(flat.length);
              let slope = 0;
              let squares = 0;
              for (const { name, offset, size } of layout.entries) {
                if (!name.endsWith(`.${leaf}.${side}`)) continue;
                for (let i = 0; i < size; i += 1) {
                  const step = normal(random);
                  const g = gradient.get(name)?.[i] ?? Number.NaN;
                  direction[offset + i] = step;
                  slope += step * g;
                  squares += g * g;
                }
              }
              const across = async (distance: number) => {
                const loss = async (sign: number) => {
                  const moved = flat.map((value, i) => value + sign * distance * (direction[i] ?? 0));
                  return (await evaluator.evaluate(moved, batch, LOSS)).total;
                };
                return (await loss(1)) - (await loss(-1));
              };
              // Central differences at two distances, whose third derivatives cancel.
              const measured = (8 * (await across(STEP)) - (await across(2 * STEP))) / (12 * STEP);
              expect(Math.abs(measured - slope) / Math.sqrt(squares), `${leaf} ${side}`).toBeLessThan(0.01);
            }
          }
          await evaluator.dispose();
          frozen.dispose();
        });
      }
    });
  }
}

function randomAdapter(config: T5Config): Adapter {
  const feedForward = config.feedForward === 'relu' ? ['wi', 'wo'] : ['wi_0', 'wi_1', 'wo'];
  const lora = { rank: RANK, alpha: ALPHA, targetModules: ['q', 'k', 'v', 'o', ...feedForward] };
  const random = createRandom(31);
  const numbers = (count: number, scale: number) =>
    Float32Array.from({ length: count }, () => scale * normal(random));
  const tensors = loraTargets(config, lora).map((target) => ({
    name: target.name,
    a: numbers(target.in * RANK, 1 / Math.sqrt(target.in)),
    b: numbers(RANK * target.out, 0.2),
  }));
  return { lora, tensors };
}

/** W [out, in] + (alpha / rank) · (A·B)ᵀ, with A [in, rank] and B [rank, out]; in double precision until the end. */
function merged(weights: Weights, { lora, tensors }: Adapter, leftOut?: string): Weights {
  const { rank, alpha } = lora;
  const adapted = new Map(tensors.map((tensor) => [`${tensor.name}.weight`, tensor]));
  return weightsOf(
    new Map(
      weights.names().map((name) => {
        const weight = weights.get(name);
        const tensor = adapted.get(name);
        if (!tensor || leafOf(tensor.name) === leftOut) return [name, weight];
        const inputs = weight.shape[1] ?? 0;
        const outputs = weight.shape[0] ?? 0;
        const values = weight.float32().map((value, i) => {
          const [row, column] = [Math.floor(i / inputs), i % inputs];
          let sum = 0;
          for (let r = 0; r < rank; r += 1) {
            sum += (tensor.a[column * rank + r] ?? 0) * (tensor.b[r * outputs + row] ?? 0);
          }
          return value + (alpha / rank) * sum;
        });
        return [name, floatWeight(name, weight.shape, values)];
      }),
    ),
  );
}

interface Written {
  /** Of the prompt: [dModel]. */
  readonly embedding: Float32Array;
  /** Of every step, one after the other: [steps, offers, vocab] and [steps, offers, dModel]. */
  readonly logits: Float32Array;
  readonly states: Float32Array;
}

/** Feeds the first persona's offers one token at a time. */
async function written(
  runtime: Runtime,
  { config, reference }: Fixture,
  weights: Weights,
  adapter: Adapter,
  steps = SIZES.offerLength,
): Promise<Written> {
  const generator = await T5Generator.create(runtime, config, weights, adapter.lora, 'float32');
  const loaded = generator.loadAdapter(adapter);
  const prompt = await generator.encode(Int32Array.from(reference.input_ids[0] ?? []), loaded);
  const offers = reference.offer_labels[0] ?? [];
  const stepper = generator.start(prompt, loaded, offers.length);
  const logits: number[] = [];
  const states: number[] = [];
  for (let t = 0; t < steps; t += 1) {
    const step = await stepper.step(
      Int32Array.from(offers, (offer) => (t === 0 ? config.decoderStartTokenId : (offer[t - 1] ?? 0))),
    );
    logits.push(...step.logits);
    states.push(...step.states);
  }
  stepper.dispose();
  prompt.dispose();
  loaded.dispose();
  await generator.dispose();
  return {
    embedding: prompt.embedding,
    logits: Float32Array.from(logits),
    states: Float32Array.from(states),
  };
}

function adapterMode(config: T5Config, { lora }: Adapter) {
  return { mode: 'adapter', targets: loraTargets(config, lora), lora } as const;
}

async function evaluated(runtime: Runtime, fixture: Fixture, adapter: Adapter): Promise<Evaluation> {
  const { config, weights } = fixture;
  const shapes = expectedT5Tensors(config);
  const frozen = uploadFrozen(runtime, weights, shapes);
  const options = { config, shapes, sizes: SIZES, trained: adapterMode(config, adapter) };
  const evaluator = await Evaluator.create(runtime, options, frozen.feeds);
  const evaluation = await evaluator.evaluate(flattenAdapter(adapter), batchOf(fixture), LOSS);
  await evaluator.dispose();
  frozen.dispose();
  return evaluation;
}

/** By the names of the adapter's inputs. */
async function adapterGradient(
  runtime: Runtime,
  fixture: Fixture,
  adapter: Adapter,
): Promise<ReadonlyMap<string, Float32Array>> {
  const { config, weights } = fixture;
  const shapes = expectedT5Tensors(config);
  const frozen = uploadFrozen(runtime, weights, shapes);
  const trained = adapterMode(config, adapter);
  const gradient = await gradientOf(
    runtime,
    fixture,
    { config, shapes, sizes: SIZES, trained },
    frozen.feeds,
    flattenAdapter(adapter),
  );
  frozen.dispose();
  return gradient;
}

/** By the weights' names. */
function fullGradient(
  runtime: Runtime,
  fixture: Fixture,
  weights: Weights,
): Promise<ReadonlyMap<string, Float32Array>> {
  const { config } = fixture;
  const shapes = expectedT5Tensors(config);
  const options = { config, shapes, sizes: SIZES, trained: { mode: 'full' } } as const;
  return gradientOf(runtime, fixture, options, {}, flatWeights(config, weights));
}

async function gradientOf(
  runtime: Runtime,
  fixture: Fixture,
  options: Omit<TrainingGraphOptions, 'purpose'>,
  frozen: Feeds,
  parameters: Float32Array,
): Promise<ReadonlyMap<string, Float32Array>> {
  const trainer = await Trainer.create(
    runtime,
    { ...options, purpose: 'accumulate' },
    frozen,
    initialState(parameters),
  );
  await trainer.step(batchOf(fixture), LOSS, OPTIMISER, { apply: false });
  const gradient = views(await trainer.gradientSum(), trainer.layout);
  await trainer.dispose();
  return gradient;
}

function flatWeights(config: T5Config, weights: Weights): Float32Array {
  const names = [...expectedT5Tensors(config).keys()];
  return Float32Array.from(names.flatMap((name) => [...weights.get(name).float32()]));
}

async function evaluatedMerged(runtime: Runtime, fixture: Fixture, weights: Weights): Promise<Evaluation> {
  const { config } = fixture;
  const shapes = expectedT5Tensors(config);
  const options = { config, shapes, sizes: SIZES, trained: { mode: 'full' } } as const;
  const evaluator = await Evaluator.create(runtime, options, {});
  const evaluation = await evaluator.evaluate(flatWeights(config, weights), batchOf(fixture), LOSS);
  await evaluator.dispose();
  return evaluation;
}

function batchOf({ reference, config }: Fixture): Batch {
  const real = (ids: readonly number[] = []) => Int32Array.from(ids).filter((id) => id !== config.padTokenId);
  const examples = reference.input_ids.map((ids, b) => {
    const offers = (reference.offer_labels[b] ?? []).map(real);
    return {
      prompt: real(ids),
      accepted: offers.slice(0, SIZES.accepted),
      rejected: offers.slice(SIZES.accepted),
    };
  });
  return makeBatch(examples, SIZES, { ...config, inBatchNegatives: false });
}
