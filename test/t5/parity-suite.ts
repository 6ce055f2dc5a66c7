import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flattenAdapter } from '../../src/adapter/flat-adapter.ts';
import { initialAdapter } from '../../src/adapter/initial-adapter.ts';
import { type Adapter, loraTargets } from '../../src/adapter/lora.ts';
import { createRandom } from '../../src/domain/random.ts';
import { T5Generator } from '../../src/generation/t5-generator.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { embeddedSource, type WeightLayout } from '../../src/t5/embedded-weights.ts';
import { expectedT5Tensors } from '../../src/t5/expected-tensors.ts';
import { encoderGraph } from '../../src/t5/generation-graphs.ts';
import { loraInputNames } from '../../src/t5/parameters.ts';
import { quantiseWeights } from '../../src/t5/quantise.ts';
import { bucketMatrix } from '../../src/t5/relative-position.ts';
import { readWeights, type Weights } from '../../src/t5/weights.ts';
import { type Batch, makeBatch } from '../../src/training/batch.ts';
import { Evaluator } from '../../src/training/evaluator.ts';
import { uploadFrozen } from '../../src/training/frozen.ts';
import { views } from '../../src/training/parameter-layout.ts';
import { initialState, Trainer } from '../../src/training/trainer.ts';
import type { TrainingGraphOptions } from '../../src/training/training-graph.ts';
import {
  adapterReference,
  type Fixture,
  loadFixture,
  type ReadFile,
  relativeError,
  unwrap,
} from './fixture.ts';

const SIZES = { batch: 2, promptLength: 12, accepted: 2, rejected: 2, offerLength: 7 };
const OFFERS = SIZES.accepted + SIZES.rejected;
const TOLERANCE = 1e-4;
/** Fewer than a step's offers: the newest take the places of the oldest. */
const QUEUE = 5;
/**
 * The error of a loss is its share of the loss, of this where the loss is smaller: contrastive losses are differences
 * of numbers as large as 1/τ, so one near zero keeps few of its digits.
 */
const NEAR_ZERO = 0.1;

/** Every number that PyTorch gave for both shapes of T5, on one backend. */
export function paritySuite(title: string, opened: () => Runtime, read: ReadFile): void {
  for (const shape of ['t5-1.0', 't5-1.1'] as const) {
    describe(`${shape} agrees with PyTorch`, () => {
      let runtime: Runtime;
      let fixture: Fixture;
      let still: Adapter;
      /** Worst relative error of each kind, for the README's table. */
      const worst: Record<string, number> = {};
      const note = (kind: string, error: number) => {
        worst[kind] = Math.max(worst[kind] ?? 0, error);
        return error;
      };

      beforeAll(async () => {
        runtime = opened();
        fixture = await loadFixture(read, shape);
        // B is zero in a fresh adapter, so it changes nothing.
        still = initialAdapter(fixture.config, fixture.adapter.lora, createRandom(3));
      });

      afterAll(() => {
        const row = Object.entries(worst).map(([kind, error]) => `${kind} ${error.toExponential(1)}`);
        console.info(`${title}, ${shape}: ${row.join(' · ')}`);
        expect(runtime.counts()).toEqual({ sessions: 0, deviceTensors: 0, deviceBytes: 0 });
      });

      for (const prefix of ['', 'adapter_'] as const) {
        it(`encoder states and greedy text${prefix ? ' with the adapter' : ''}`, async () => {
          const { config, reference } = fixture;
          const generator = await T5Generator.create(runtime, config, fixture.weights, fixture.adapter.lora);
          const adapter = generator.loadAdapter(prefix ? fixture.adapter : still);
          for (const [b, expected] of reference[`${prefix}greedy`].entries()) {
            const ids = Int32Array.from(reference.input_ids[b] ?? []).filter(
              (_, i) => reference.attention_mask[b]?.[i] === 1,
            );
            const prompt = await generator.encode(ids, adapter);
            const embedding = fixture
              .tensor(`${prefix}persona_embedding`)
              .subarray(b * config.dModel, (b + 1) * config.dModel);
            expect(note('encoder', relativeError(prompt.embedding, embedding))).toBeLessThan(TOLERANCE);

            // Two candidates, so that the prompt's keys are stretched over a batch.
            const stepper = generator.start(prompt, adapter, 2);
            const written: number[] = [];
            let token = config.decoderStartTokenId;
            while (written.length < expected.length && token !== config.eosTokenId) {
              const { logits } = await stepper.step(Int32Array.of(token, token));
              const row = logits.subarray(config.vocabSize);
              token = row.indexOf(Math.max(...row));
              written.push(token);
            }
            expect(written).toEqual(expected.slice(0, written.length));
            stepper.dispose();
            prompt.dispose();
          }
          adapter.dispose();
          await generator.dispose();
        });
      }

      it('encoder states of every token', async () => {
        const { config, reference, weights, adapter } = fixture;
        const session = await runtime.session(
          encoderGraph({
            config,
            source: (graph) => embeddedSource(graph, weights, 'float32'),
            targets: loraTargets(config, adapter.lora),
            lora: adapter.lora,
          }),
        );
        for (const [prefix, used] of [
          ['', still],
          ['adapter_', adapter],
        ] as const) {
          const feeds = Object.fromEntries(
            loraTargets(config, used.lora).flatMap((target) => {
              const tensors = used.tensors.find(({ name }) => name === target.name);
              const names = loraInputNames(target.name);
              const { rank } = used.lora;
              const empty = new Float32Array();
              return [
                [names.a, runtime.tensor('float32', [target.in, rank], tensors?.a ?? empty)],
                [names.b, runtime.tensor('float32', [rank, target.out], tensors?.b ?? empty)],
              ];
            }),
          );
          // The first persona fills all twelve places; the second one's padding is not part of its prompt.
          for (const [b, length] of [12, 8].entries()) {
            const ids = Int32Array.from(reference.input_ids[b] ?? []).subarray(0, length);
            const buckets = bucketMatrix(config, length, true);
            const outputs = await session.run({
              ...feeds,
              ids: runtime.tensor('int32', [length], ids),
              buckets: runtime.tensor('int32', [1, length, length], buckets),
            });
            const states = (await outputs.states?.float32()) ?? new Float32Array();
            const start = b * 12 * config.dModel;
            const expected = fixture
              .tensor(`${prefix}encoder_states`)
              .subarray(start, start + length * config.dModel);
            expect(note('encoder', relativeError(states, expected))).toBeLessThan(TOLERANCE);
          }
        }
        await session.release();
      });

      it('logits of given offers, one token at a time', async () => {
        const { config, reference } = fixture;
        const generator = await T5Generator.create(runtime, config, fixture.weights, fixture.adapter.lora);
        const adapter = generator.loadAdapter(fixture.adapter);
        const prompt = await generator.encode(Int32Array.from(reference.input_ids[0] ?? []), adapter);
        const offers = reference.offer_labels[0] ?? [];
        const stepper = generator.start(prompt, adapter, offers.length);
        const expected = fixture.tensor('adapter_logits');
        const { vocabSize: V } = config;
        const T = SIZES.offerLength;
        for (let t = 0; t < T; t += 1) {
          const tokens = Int32Array.from(offers, (offer) =>
            t === 0 ? config.decoderStartTokenId : (offer[t - 1] ?? 0),
          );
          const { logits } = await stepper.step(tokens);
          const wanted = Float32Array.from({ length: logits.length }, (_, i) => {
            const k = Math.floor(i / V);
            return expected[(k * T + t) * V + (i % V)] ?? 0;
          });
          expect(note('logits', relativeError(logits, wanted))).toBeLessThan(TOLERANCE);
        }
        stepper.dispose();
        prompt.dispose();
        adapter.dispose();
        await generator.dispose();
      });

      it('losses of every form, similarities and embeddings', async () => {
        const { config } = fixture;
        const shapes = expectedT5Tensors(config);
        const frozen = uploadFrozen(runtime, fixture.weights, shapes);
        const evaluator = await Evaluator.create(
          runtime,
          { config, shapes, sizes: SIZES, trained: adapterMode(fixture) },
          frozen.feeds,
        );
        const flat = flattenAdapter(fixture.adapter);
        for (const expected of fixture.reference.losses) {
          const result = await evaluator.evaluate(flat, batchOf(fixture, expected.variant === 'in_batch'), {
            lambda: expected.lambda,
            temperature: expected.tau,
            denominator: expected.variant === 'paper' ? 'paper' : 'standard',
          });
          for (const part of ['total', 'contrastive', 'generative'] as const) {
            const scale = Math.max(NEAR_ZERO, Math.abs(expected[part]));
            const error = Math.abs(result[part] - expected[part]) / scale;
            expect(note('losses', error)).toBeLessThan(TOLERANCE);
          }
          for (const [found, name, rows] of [
            [result.personaEmbeddings, 'adapter_persona_embedding', SIZES.batch],
            [result.offerEmbeddings, 'adapter_offer_embedding', SIZES.batch * OFFERS],
          ] as const) {
            const cosines = rowCosines(found, fixture.tensor(name), config.dModel);
            expect(cosines, name).toHaveLength(rows);
            expect(Math.min(...cosines), name).toBeGreaterThan(0.9999);
          }
        }
        await evaluator.dispose();
        frozen.dispose();
      });

      for (const variant of ['standard', 'paper', 'in_batch'] as const) {
        it(`gradients of the ${variant} form, for every adapter tensor`, async () => {
          const { trainer, frozen } = await adapterTrainer(runtime, fixture, 'accumulate');
          await trainer.step(
            batchOf(fixture, variant === 'in_batch'),
            { lambda: 0.5, temperature: 0.1, denominator: variant === 'paper' ? 'paper' : 'standard' },
            ADAPTER_SETTINGS,
            { apply: false },
          );
          const found = views(await trainer.gradientSum(), trainer.layout);
          note('gradients', compareAll(found, adapterReference(fixture, `grad/${variant}`), TOLERANCE));
          await trainer.dispose();
          frozen.dispose();
        });
      }

      for (const [kind, weighed] of [
        ['simpo', { weight: 0.7, beta: 2, margin: 0.5 }],
        ['dpo', { weight: 0.7, beta: 0.5, margin: 0 }],
      ] as const) {
        it(`losses and gradients with a preference loss (${kind}), for every adapter tensor`, async () => {
          const { trainer, frozen } = await adapterTrainer(runtime, fixture, 'accumulate', {
            preference: kind,
          });
          const reference = { reference_log_likelihoods: fixture.tensor('dpo_reference') };
          const batch = { ...batchOf(fixture), ...(kind === 'dpo' && reference) };
          const loss = { ...STANDARD, preference: weighed };
          const found = await trainer.step(batch, loss, ADAPTER_SETTINGS, { apply: false });
          const losses = [found.total, found.contrastive, found.generative, found.preference ?? Number.NaN];
          const expected = fixture.tensor(`${kind}_losses`);
          for (const [i, value] of losses.entries()) {
            const error = Math.abs(value - (expected[i] ?? 0)) / Math.max(NEAR_ZERO, expected[i] ?? 0);
            expect(note('losses', error)).toBeLessThan(TOLERANCE);
          }
          const slopes = views(await trainer.gradientSum(), trainer.layout);
          note('gradients', compareAll(slopes, adapterReference(fixture, `grad/${kind}`), TOLERANCE));
          await trainer.dispose();
          frozen.dispose();
        });
      }

      it('log-probabilities of whole offers, as DPO takes them from its reference', async () => {
        const { config } = fixture;
        const shapes = expectedT5Tensors(config);
        const frozen = uploadFrozen(runtime, fixture.weights, shapes);
        const evaluator = await Evaluator.create(
          runtime,
          { config, shapes, sizes: SIZES, trained: adapterMode(fixture), preference: 'simpo' },
          frozen.feeds,
        );
        const loss = { ...STANDARD, preference: { weight: 0, beta: 1, margin: 0 } };
        const { logLikelihoods } = await evaluator.evaluate(flattenAdapter(still), batchOf(fixture), loss);
        expect(
          relativeError(logLikelihoods ?? new Float32Array(), fixture.tensor('dpo_reference')),
        ).toBeLessThan(TOLERANCE);
        await evaluator.dispose();
        frozen.dispose();
      });

      it('losses and gradients with a queue of earlier offers, which the step before filled', async () => {
        const options = { queue: QUEUE };
        const { trainer, frozen } = await adapterTrainer(runtime, fixture, 'accumulate', options);
        const batch = batchOf(fixture);
        const first = await trainer.step(batch, STANDARD, ADAPTER_SETTINGS, { weight: 0, apply: false });
        const contrastive = fixture.tensor('queue_contrastive');
        const error = (value: number, i: number) =>
          Math.abs(value - (contrastive[i] ?? 0)) / Math.max(NEAR_ZERO, contrastive[i] ?? 0);
        expect(note('losses', error(first.contrastive, 0))).toBeLessThan(TOLERANCE);
        const second = await trainer.step(batch, STANDARD, ADAPTER_SETTINGS, { apply: false });
        expect(note('losses', error(second.contrastive, 1))).toBeLessThan(TOLERANCE);
        const slopes = views(await trainer.gradientSum(), trainer.layout);
        note('gradients', compareAll(slopes, adapterReference(fixture, 'grad/queue'), TOLERANCE));
        await trainer.dispose();
        frozen.dispose();
      });

      for (const offerEmbedding of ['decoder-last', 'encoder-mean'] as const) {
        it(`embeddings and gradients with offers placed by ${offerEmbedding}`, async () => {
          const placed = { ...fixture, config: { ...fixture.config, offerEmbedding } };
          const { config, adapter } = placed;
          const shapes = expectedT5Tensors(config);
          const { trainer, frozen } = await adapterTrainer(runtime, placed, 'accumulate');
          await trainer.step(batchOf(fixture), STANDARD, ADAPTER_SETTINGS, { apply: false });
          const slopes = views(await trainer.gradientSum(), trainer.layout);
          note(
            'gradients',
            compareAll(slopes, adapterReference(fixture, `grad/${offerEmbedding}`), TOLERANCE),
          );
          await trainer.dispose();
          const evaluator = await Evaluator.create(
            runtime,
            { config, shapes, sizes: SIZES, trained: adapterMode(placed) },
            frozen.feeds,
          );
          const found = await evaluator.evaluate(flattenAdapter(adapter), batchOf(fixture), STANDARD);
          const expected = fixture.tensor(`embedding/${offerEmbedding}`);
          expect(note('encoder', relativeError(found.offerEmbeddings, expected))).toBeLessThan(TOLERANCE);
          await evaluator.dispose();
          frozen.dispose();
        });
      }

      it('the adapter after one and after five AdamW steps', async () => {
        const { trainer, frozen } = await adapterTrainer(runtime, fixture, 'step');
        const batch = batchOf(fixture);
        const { losses, norms } = fixture.reference.adapter_training;
        for (let step = 0; step < 5; step += 1) {
          const result = await trainer.step(batch, STANDARD, ADAPTER_SETTINGS);
          expect(result.total / (losses[step]?.total ?? Number.NaN)).toBeCloseTo(1, 3);
          expect(result.gradientNorm / (norms[step] ?? Number.NaN)).toBeCloseTo(1, 3);
          if (step === 0) {
            const first = views((await trainer.read()).parameters, trainer.layout);
            compareAll(first, adapterReference(fixture, 'after1'), TOLERANCE);
          }
        }
        const state = await trainer.read();
        expect(state.step).toBe(5);
        const five = adapterReference(fixture, 'after');
        note('after 5 steps', compareAll(views(state.parameters, trainer.layout), five, TOLERANCE));
        compareAll(views(state.m, trainer.layout), adapterReference(fixture, 'after_m'), 3e-3);
        await trainer.dispose();
        frozen.dispose();
      });

      it('two half-weighted micro-batches give the update of one', async () => {
        const one = await adapterTrainer(runtime, fixture, 'step');
        const two = await adapterTrainer(runtime, fixture, 'accumulate');
        const batch = batchOf(fixture);
        await one.trainer.step(batch, STANDARD, ADAPTER_SETTINGS);
        await two.trainer.step(batch, STANDARD, ADAPTER_SETTINGS, { weight: 0.5, apply: false });
        await two.trainer.step(batch, STANDARD, ADAPTER_SETTINGS, { weight: 0.5, apply: true });
        const [a, b] = [await one.trainer.read(), await two.trainer.read()];
        expect(b.step).toBe(a.step);
        expect(relativeError(b.parameters, a.parameters)).toBeLessThan(1e-5);
        expect((await two.trainer.gradientSum()).every((value) => value === 0)).toBe(true);
        for (const { trainer, frozen } of [one, two]) {
          await trainer.dispose();
          frozen.dispose();
        }
      });

      for (const { bits, error } of [
        { bits: 8, error: 0.1 },
        { bits: 4, error: 0.6 },
      ] as const) {
        it(`${bits}-bit weights: packed agrees with expanded, and stays near float32`, async () => {
          const { config, weights, adapter } = fixture;
          const quantised = unwrap(readWeights(quantiseWeights(weights, { bits })));
          const ids = Int32Array.from(fixture.reference.input_ids[0] ?? []);
          const firstLogits = async (stored: Weights, layout: WeightLayout) => {
            const generator = await T5Generator.create(runtime, config, stored, adapter.lora, layout);
            const loaded = generator.loadAdapter(adapter);
            const prompt = await generator.encode(ids, loaded);
            const stepper = generator.start(prompt, loaded, 1);
            const { logits } = await stepper.step(Int32Array.of(config.decoderStartTokenId));
            const copy = logits.slice();
            stepper.dispose();
            prompt.dispose();
            loaded.dispose();
            await generator.dispose();
            return copy;
          };
          const float32 = await firstLogits(weights, 'float32');
          const expanded = await firstLogits(quantised, 'float32');
          const packed = await firstLogits(quantised, 'packed');
          expect(note(`${bits}-bit packed against expanded`, relativeError(packed, expanded))).toBeLessThan(
            TOLERANCE,
          );
          const distance = note(`${bits}-bit against float32`, relativeError(expanded, float32));
          expect(distance).toBeGreaterThan(0);
          expect(distance).toBeLessThan(error);
        });
      }

      it('every weight after three steps of full training', async () => {
        const { config, weights } = fixture;
        const shapes = expectedT5Tensors(config);
        const parameters = Float32Array.from(
          [...shapes.keys()].flatMap((name) => [...weights.get(name).float32()]),
        );
        const options = { config, shapes, sizes: SIZES, trained: { mode: 'full' } } as const;
        const trainer = await Trainer.create(
          runtime,
          { ...options, purpose: 'step' },
          {},
          initialState(parameters),
        );
        const summing = await Trainer.create(
          runtime,
          { ...options, purpose: 'accumulate' },
          {},
          initialState(parameters),
        );
        const settings = { learningRate: 1e-3, weightDecay: 0.01, maxGradientNorm: 1 };
        await summing.step(batchOf(fixture), STANDARD, settings, { apply: false });
        const named = (prefix: string) =>
          new Map([...shapes.keys()].map((name) => [name, fixture.tensor(`${prefix}/${name}`)]));
        compareAll(views(await summing.gradientSum(), summing.layout), named('full_grad'), TOLERANCE);
        for (let step = 0; step < 3; step += 1) await trainer.step(batchOf(fixture), STANDARD, settings);
        const after = views((await trainer.read()).parameters, trainer.layout);
        compareAll(after, named('full_after'), 5e-4);
        await trainer.dispose();
        await summing.dispose();
      });
    });
  }
}

const STANDARD = { lambda: 0.5, temperature: 0.1, denominator: 'standard' } as const;
const ADAPTER_SETTINGS = { learningRate: 1e-2, weightDecay: 0.01, maxGradientNorm: 0.05 };

function adapterMode({ config, adapter }: Fixture) {
  return { mode: 'adapter', targets: loraTargets(config, adapter.lora), lora: adapter.lora } as const;
}

async function adapterTrainer(
  runtime: Runtime,
  fixture: Fixture,
  purpose: 'step' | 'accumulate',
  { preference, queue }: Pick<TrainingGraphOptions, 'preference' | 'queue'> = {},
) {
  const { config } = fixture;
  const shapes = expectedT5Tensors(config);
  const frozen = uploadFrozen(runtime, fixture.weights, shapes);
  const trainer = await Trainer.create(
    runtime,
    {
      config,
      shapes,
      sizes: SIZES,
      trained: adapterMode(fixture),
      purpose,
      ...(preference && { preference }),
      ...(queue && { queue }),
    },
    frozen.feeds,
    initialState(flattenAdapter(fixture.adapter)),
  );
  return { trainer, frozen };
}

function batchOf({ reference, config }: Fixture, inBatchNegatives = false): Batch {
  const real = (ids: readonly number[] = []) => Int32Array.from(ids).filter((id) => id !== config.padTokenId);
  const examples = reference.input_ids.map((ids, b) => {
    const offers = (reference.offer_labels[b] ?? []).map(real);
    return { prompt: real(ids), accepted: offers.slice(0, 2), rejected: offers.slice(2) };
  });
  return makeBatch(examples, SIZES, { ...config, inBatchNegatives });
}

function compareAll(
  found: ReadonlyMap<string, Float32Array>,
  expected: ReadonlyMap<string, Float32Array>,
  tolerance: number,
): number {
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  const worst = [...expected]
    .map(([name, values]) => ({ name, error: relativeError(found.get(name) ?? new Float32Array(), values) }))
    .sort((a, b) => b.error - a.error)[0];
  expect(worst?.error, worst?.name).toBeLessThan(tolerance);
  return worst?.error ?? Number.NaN;
}

/** Cosine of each row with the row of the same place. */
function rowCosines(a: Float32Array, b: Float32Array, width: number): readonly number[] {
  expect(a).toHaveLength(b.length);
  return Array.from({ length: a.length / width }, (_, row) =>
    cosine(a.subarray(row * width, (row + 1) * width), b.subarray(row * width, (row + 1) * width)),
  );
}

function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  a.forEach((x, i) => {
    const y = b[i] ?? 0;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  });
  return dot / Math.sqrt(aa * bb);
}
