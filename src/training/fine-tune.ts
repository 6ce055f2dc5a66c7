import { flattenAdapter, unflattenAdapter } from '../adapter/flat-adapter.ts';
import { type Adapter, loraTargets } from '../adapter/lora.ts';
import { nextTask } from '../domain/next-task.ts';
import { createRandom, type Random, shuffled } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { T5Config } from '../t5/config.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import type { TextTokenizer } from '../t5/tokenizer.ts';
import { makeBatch, type TokenisedExample } from './batch.ts';
import type { Evaluator } from './evaluator.ts';
import { reordered, type TextExample, tokenise } from './example-tokens.ts';
import type { FrozenWeights } from './frozen.ts';
import { initialState, type LossSettings, Trainer } from './trainer.ts';
import type { BatchSizes } from './training-graph.ts';

/** The fixed sizes of learning on the device: two rows of the person's own feedback and two of other people's. */
export const DEVICE_SIZES: BatchSizes = {
  batch: 4,
  promptLength: 64,
  accepted: 2,
  rejected: 3,
  offerLength: 32,
};

/** Of the rows of a step that are not the person's own; what is left is replay. */
const OTHERS_ROWS = 1;

/**
 * τ of the check on held-back answers. At the τ of learning, one of three answers on the wrong side would outweigh all
 * else as soon as the model tells offers apart at all; here it costs about as much as it means.
 */
const CHECK_TEMPERATURE = 0.5;

export interface FineTuneSettings extends LossSettings {
  readonly steps: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly maxGradientNorm: number;
  /** Of the rows of each step; the rest are other people's verdicts and replay. */
  readonly ownRows: number;
  /**
   * How much worse, in nats at the check's τ, the contrastive loss on held-back answers may get. Three answers are a
   * noisy measure: one of them on the wrong side is no reason yet to drop what was learned.
   */
  readonly heldBackTolerance: number;
  /** How much worse, in nats, the replay sample's loss may get. */
  readonly replayTolerance: number;
}

export const FINE_TUNE_DEFAULTS: FineTuneSettings = {
  steps: 24,
  learningRate: 1e-3,
  weightDecay: 0.01,
  maxGradientNorm: 1,
  ownRows: 2,
  lambda: 0.5,
  temperature: 0.1,
  denominator: 'standard',
  heldBackTolerance: 1,
  replayTolerance: 0.2,
};

export type FineTuneEvent =
  | { readonly type: 'prepared'; readonly steps: number; readonly examples: number }
  | {
      readonly type: 'checked';
      readonly when: 'before' | 'after';
      readonly heldBack: number;
      readonly replay: number;
    }
  | {
      readonly type: 'step';
      readonly step: number;
      readonly steps: number;
      readonly loss: number;
      readonly contrastive: number;
      readonly generative: number;
      readonly secondsLeft: number;
    };

export interface FineTuneInput {
  readonly runtime: Runtime;
  readonly config: T5Config;
  readonly tokenizer: TextTokenizer;
  readonly frozen: FrozenWeights;
  /** Built for `DEVICE_SIZES` and the adapter's projections. */
  readonly evaluator: Evaluator;
  /** Where learning starts. */
  readonly adapter: Adapter;
  readonly feedback: TextExample;
  /** Other people's verdicts on this device, of which each step takes one person's, so that their learning stays. */
  readonly others: readonly TextExample[];
  readonly replay: readonly TextExample[];
  readonly settings: FineTuneSettings;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: FineTuneEvent) => void;
}

export interface Change {
  readonly before: number;
  readonly after: number;
}

export interface FineTuned {
  readonly adapter: Adapter;
  /** Whether it holds on held-back feedback and does no harm to the replay sample. */
  readonly better: boolean;
  /** A sentence for a person. */
  readonly reason: string;
  readonly heldBack: Change;
  readonly replay: Change;
  readonly losses: readonly number[];
  readonly seconds: number;
}

/**
 * A few steps of contrastive fine-tuning on one person's feedback, on that of others on the device and on a replay sample,
 * and the check whether the outcome is worth keeping. Nothing that was there before is changed.
 *
 * @returns `too-little-feedback` without an accepted and a rejected offer, `cancelled` where `signal` was raised.
 */
export async function fineTune(input: FineTuneInput): Promise<Result<FineTuned>> {
  const { runtime, config, adapter, settings, signal, onEvent } = input;
  const { accepted, rejected } = input.feedback;
  if (accepted.length === 0 || rejected.length === 0) {
    return failure(
      'too-little-feedback',
      'Accept at least one offer and reject at least one: learning compares the two.',
    );
  }
  const began = performance.now();
  const split = holdBack(input.feedback, createRandom(input.seed, 1));
  const replay = splitReplay(input.replay);
  const check = (parameters: Float32Array) => compare(input, parameters, split.held, replay.check);

  const initial = flattenAdapter(adapter);
  onEvent?.({ type: 'prepared', steps: settings.steps, examples: accepted.length + rejected.length });
  const before = await check(initial);
  if (signal?.aborted) return cancelled();
  onEvent?.({ type: 'checked', when: 'before', ...before });

  const trainer = await Trainer.create(
    runtime,
    {
      config,
      shapes: expectedT5Tensors(config),
      sizes: DEVICE_SIZES,
      trained: { mode: 'adapter', targets: loraTargets(config, adapter.lora), lora: adapter.lora },
      purpose: 'step',
      ...(settings.preference && { preference: 'simpo' }),
    },
    input.frozen.feeds,
    initialState(initial),
  );
  try {
    const losses: number[] = [];
    const stepsBegan = performance.now();
    for (let step = 0; step < settings.steps; step += 1) {
      await nextTask();
      if (signal?.aborted) return cancelled();
      const batch = stepBatch(input, split.learn, replay.learn, step);
      const result = await trainer.step(batch, settings, settings);
      losses.push(result.total);
      const perStep = (performance.now() - stepsBegan) / 1000 / (step + 1);
      onEvent?.({
        type: 'step',
        step: step + 1,
        steps: settings.steps,
        loss: result.total,
        contrastive: result.contrastive,
        generative: result.generative,
        secondsLeft: perStep * (settings.steps - step - 1),
      });
    }
    const { parameters } = await trainer.read();
    const after = await check(parameters);
    if (signal?.aborted) return cancelled();
    onEvent?.({ type: 'checked', when: 'after', ...after });
    return success({
      adapter: unflattenAdapter(parameters, config, adapter.lora),
      ...verdict(before, after, settings, accepted.length > 1 || rejected.length > 1),
      heldBack: { before: before.heldBack, after: after.heldBack },
      replay: { before: before.replay, after: after.replay },
      losses,
      seconds: (performance.now() - began) / 1000,
    });
  } finally {
    await trainer.dispose();
  }
}

interface Check {
  readonly heldBack: number;
  readonly replay: number;
}

function verdict(
  before: Check,
  after: Check,
  settings: FineTuneSettings,
  /** Whether there were answers enough to keep some aside; with one of a kind they serve for both. */
  keptAside: boolean,
): { better: boolean; reason: string } {
  if (!Number.isFinite(after.heldBack) || !Number.isFinite(after.replay)) {
    return { better: false, reason: 'The numbers ran out of bounds, so the earlier version stays.' };
  }
  if (after.heldBack > before.heldBack + settings.heldBackTolerance) {
    return {
      better: false,
      reason: 'It did worse on the answers that were kept aside for the check, so the earlier version stays.',
    };
  }
  if (after.replay > before.replay + settings.replayTolerance) {
    return {
      better: false,
      reason: 'It forgot too much of what it knew about other people, so the earlier version stays.',
    };
  }
  if (!keptAside) {
    return {
      better: true,
      reason:
        'It learned these two answers, too few to keep some aside for a check, and still writes well for others.',
    };
  }
  return {
    better: true,
    reason:
      after.heldBack <= before.heldBack
        ? 'It tells answers that were kept aside apart better than before, and still writes well for others.'
        : 'It does no better on the answers that were kept aside, which are too few to tell, and still writes well for others.',
  };
}

/**
 * Every third answer of a kind is kept aside for the check, one at least and as many as the check has room for; with a
 * single one it serves for both.
 */
function holdBack(feedback: TextExample, random: Random): { learn: TextExample; held: TextExample } {
  const part = (texts: readonly string[], room: number) => {
    const mixed = shuffled(random, texts);
    const third = Math.max(1, Math.round(texts.length / 3));
    const count = texts.length === 1 ? 0 : Math.min(third, room);
    return count === 0
      ? { held: mixed, learn: mixed }
      : { held: mixed.slice(0, count), learn: mixed.slice(count) };
  };
  const accepted = part(feedback.accepted, DEVICE_SIZES.accepted);
  const rejected = part(feedback.rejected, DEVICE_SIZES.rejected);
  const { persona } = feedback;
  return {
    learn: { persona, accepted: accepted.learn, rejected: rejected.learn },
    held: { persona, accepted: accepted.held, rejected: rejected.held },
  };
}

/** A quarter of the sample, two batches at most, is only for the check. */
function splitReplay(replay: readonly TextExample[]) {
  const count = Math.min(2 * DEVICE_SIZES.batch, Math.floor(replay.length / 4));
  return { check: replay.slice(0, count), learn: replay.slice(count) };
}

async function compare(
  input: FineTuneInput,
  parameters: Float32Array,
  held: TextExample,
  replay: readonly TextExample[],
): Promise<Check> {
  const { tokenizer, evaluator, config, settings, signal } = input;
  const loss = async (part: 'contrastive' | 'total', examples: readonly TokenisedExample[]) => {
    await nextTask();
    // Whoever stopped it does not look at the sum.
    if (signal?.aborted) return Number.NaN;
    const batch = makeBatch(examples, DEVICE_SIZES, config);
    const check = part === 'contrastive' ? { ...settings, temperature: CHECK_TEMPERATURE } : settings;
    return (await evaluator.evaluate(parameters, batch, check))[part];
  };
  // Telling accepted from rejected is what was to be learned. How likely the exact words of a held-back offer are is
  // not: that falls with every offer that is learned, also while more and more of the new ones are welcome.
  const heldBack = await loss('contrastive', [tokenise(held, tokenizer)]);
  let sum = 0;
  let batches = 0;
  for (let i = 0; i < replay.length; i += DEVICE_SIZES.batch) {
    sum += await loss(
      'total',
      replay.slice(i, i + DEVICE_SIZES.batch).map((example) => tokenise(example, tokenizer)),
    );
    batches += 1;
  }
  return { heldBack, replay: batches === 0 ? 0 : sum / batches };
}

function stepBatch(
  { tokenizer, config, seed, others, settings }: FineTuneInput,
  feedback: TextExample,
  replay: readonly TextExample[],
  step: number,
) {
  const random = createRandom(seed + step, 2);
  const rows: TextExample[] = [];
  for (let i = 0; i < settings.ownRows; i += 1) rows.push(feedback);
  rows.push(...shuffled(random, others).slice(0, OTHERS_ROWS), ...shuffled(random, replay));
  const filled = rows.slice(0, DEVICE_SIZES.batch);
  return makeBatch(
    filled.map((row) => tokenise(reordered(row, random), tokenizer)),
    DEVICE_SIZES,
    config,
  );
}

function cancelled(): Result<never> {
  return failure('cancelled', 'Learning was stopped. The earlier version stays as it was.');
}
