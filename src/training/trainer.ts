import type { DeviceTensor, Feeds, Runtime, Session } from '../runtime/runtime.ts';
import { biasCorrections } from './adamw.ts';
import type { Batch } from './batch.ts';
import { batchShapes } from './batch.ts';
import { EmbeddingQueue } from './embedding-queue.ts';
import type { ParameterLayout } from './parameter-layout.ts';
import { rateScale } from './rate-scale.ts';
import {
  type BatchSizes,
  type TrainingGraph,
  type TrainingGraphOptions,
  trainingGraph,
} from './training-graph.ts';

export interface LossSettings {
  /** Weight of the contrastive part, 0 to 1 (λ). */
  readonly lambda: number;
  /** τ, above 0. */
  readonly temperature: number;
  /** `standard` InfoNCE, or with negatives alone in the denominator, as the paper prints it. */
  readonly denominator: 'standard' | 'paper';
  /** Needed by graphs that were made with a preference loss; others leave it out. */
  readonly preference?: PreferenceSettings;
}

/** Weight of the preference loss in the total, and its β and γ; DPO has no γ, which is 0 there. */
export interface PreferenceSettings {
  readonly weight: number;
  readonly beta: number;
  readonly margin: number;
}

export interface OptimiserSettings {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly maxGradientNorm: number;
}

export interface StepLosses {
  readonly total: number;
  readonly contrastive: number;
  readonly generative: number;
  /** Before clipping. */
  readonly gradientNorm: number;
  /** Only of a graph with a preference loss. */
  readonly preference?: number;
}

/** Parameters and AdamW moments as plain numbers: what a checkpoint holds. */
export interface TrainingState {
  readonly parameters: Float32Array;
  readonly m: Float32Array;
  readonly v: Float32Array;
  /** Updates made so far. */
  readonly step: number;
}

export function initialState(parameters: Float32Array): TrainingState {
  const { length } = parameters;
  return { parameters, m: new Float32Array(length), v: new Float32Array(length), step: 0 };
}

const STATE = ['parameters', 'm', 'v'] as const;
const NEXT_STATE = ['next_parameters', 'next_m', 'next_v', 'next_gradient_sum'];

export type TrainerOptions = TrainingGraphOptions & { readonly purpose: 'step' | 'accumulate' };

interface Stepper {
  readonly session: Session;
  readonly shapes: ReturnType<typeof batchShapes>;
}

/**
 * Runs training steps whose state stays on the device: each step's outputs are the next one's inputs,
 * in buffers of their own, and only the losses are read back.
 */
export class Trainer {
  private readonly sum: boolean;
  private readonly steppers: Stepper[];
  /** Not part of a checkpoint: a training that goes on from one begins with none. */
  private readonly queue: EmbeddingQueue | undefined;

  private constructor(
    private readonly runtime: Runtime,
    first: Session,
    readonly layout: ParameterLayout,
    private readonly options: TrainerOptions,
    private readonly frozen: Feeds,
    private state: Record<string, DeviceTensor>,
    private rates: Record<string, DeviceTensor>,
    private updates: number,
  ) {
    this.sum = options.purpose === 'accumulate';
    const { queue = 0, config } = options;
    this.queue = queue > 0 ? new EmbeddingQueue(runtime, queue, config.dModel) : undefined;
    this.steppers = [{ session: first, shapes: batchShapes(options) }];
  }

  /** @param frozen the weights that do not change, from `uploadFrozen`; the caller keeps and disposes of them. */
  static async create(
    runtime: Runtime,
    options: TrainerOptions,
    frozen: Feeds,
    initial: TrainingState,
  ): Promise<Trainer> {
    const { graph, layout }: TrainingGraph = trainingGraph(options);
    if (initial.parameters.length !== layout.size) {
      throw new RangeError(`${initial.parameters.length} parameters where the graph trains ${layout.size}`);
    }
    const session = await runtime.session(graph, NEXT_STATE);
    const state: Record<string, DeviceTensor> = {};
    for (const name of STATE) state[name] = runtime.upload([layout.size], initial[name]);
    const rates = options.scaledRates
      ? { rate_scale: runtime.upload([layout.size], rateScale(initial.parameters, layout)) }
      : {};
    if (options.purpose === 'accumulate') {
      state.gradient_sum = runtime.upload([layout.size], new Float32Array(layout.size));
    }
    return new Trainer(runtime, session, layout, options, frozen, state, rates, initial.step);
  }

  get nodeCount(): number {
    return this.steppers.reduce((sum, { session }) => sum + session.nodeCount, 0);
  }

  /** Makes it take batches of other sizes as well, on the same parameters; costs another session. */
  async alsoTake(sizes: BatchSizes): Promise<void> {
    const { graph } = trainingGraph({ ...this.options, sizes });
    const session = await this.runtime.session(graph, NEXT_STATE);
    this.steppers.push({ session, shapes: batchShapes({ ...this.options, sizes }) });
  }

  /**
   * One step, on a batch of the sizes it was made for or of those that {@link alsoTake} added. While accumulating, `weight` scales this batch's gradient, and the parameters
   * change only where `apply` is true.
   */
  async step(
    batch: Batch,
    loss: LossSettings,
    optimiser: OptimiserSettings,
    { weight = 1, apply = true } = {},
  ): Promise<StepLosses> {
    const { runtime } = this;
    const stepper = this.steppers.find(({ shapes }) => fits(batch, shapes));
    if (!stepper) throw new RangeError('this batch has sizes that the trainer was not made for');
    const corrections = biasCorrections(this.updates + 1);
    const outputs = await stepper.session.run({
      ...this.frozen,
      ...this.state,
      ...this.rates,
      ...this.queue?.feeds(),
      ...batchFeeds(runtime, batch, stepper.shapes),
      ...lossFeeds(runtime, loss, this.options.preference !== undefined),
      ...scalars(runtime, {
        first_correction: corrections.first,
        second_correction: corrections.second,
        learning_rate: optimiser.learningRate,
        weight_decay: optimiser.weightDecay,
        max_gradient_norm: optimiser.maxGradientNorm,
        ...(this.sum ? { micro_weight: weight, apply: apply ? 1 : 0 } : {}),
      }),
    });
    if (apply) this.updates += 1;
    for (const name of Object.keys(this.state)) {
      const next = outputs[`next_${name}`];
      if (!next) throw new Error(`the step gave no next_${name}`);
      this.state[name]?.dispose();
      this.state[name] = next;
    }
    const values = await outputs.losses?.float32();
    if (this.queue && outputs.offer_embeddings) {
      this.queue.push(await outputs.offer_embeddings.float32(), batch.offer_mask);
    }
    const [total = Number.NaN, contrastive = Number.NaN, generative = Number.NaN, gradientNorm = Number.NaN] =
      values ?? [];
    const preference = this.options.preference ? { preference: values?.[4] ?? Number.NaN } : {};
    return { total, contrastive, generative, gradientNorm, ...preference };
  }

  /**
   * Reads parameters and moments back, for a checkpoint or to keep the adapter. Scaled rates follow the parameters
   * from here on, as they would in a training that is taken up from this checkpoint.
   */
  async read(): Promise<TrainingState> {
    const numbers = async (name: string) => Float32Array.from((await this.state[name]?.float32()) ?? []);
    const parameters = await numbers('parameters');
    if (this.options.scaledRates) {
      this.rates.rate_scale?.dispose();
      this.rates = {
        rate_scale: this.runtime.upload([this.layout.size], rateScale(parameters, this.layout)),
      };
    }
    return {
      parameters,
      m: await numbers('m'),
      v: await numbers('v'),
      step: this.updates,
    };
  }

  /** The gradients added up since the last update; only while accumulating. */
  async gradientSum(): Promise<Float32Array> {
    return Float32Array.from((await this.state.gradient_sum?.float32()) ?? []);
  }

  async dispose(): Promise<void> {
    for (const tensor of Object.values({ ...this.state, ...this.rates })) tensor.dispose();
    for (const { session } of this.steppers) await session.release();
  }
}

function fits(batch: Batch, shapes: ReturnType<typeof batchShapes>): boolean {
  const size = (shape: readonly number[]) => shape.reduce((product, each) => product * each, 1);
  return (Object.keys(shapes) as (keyof Batch)[]).every(
    (name) => batch[name]?.length === size(shapes[name] ?? []),
  );
}

export function batchFeeds(
  runtime: Runtime,
  batch: Batch,
  shapes: ReturnType<typeof batchShapes>,
): Record<string, DeviceTensor> {
  return Object.fromEntries(
    (Object.keys(shapes) as (keyof Batch)[]).map((name) => {
      const data = batch[name];
      if (!data) throw new RangeError(`the graph wants ${name}, which the batch does not have`);
      const shape = shapes[name] ?? [];
      return [name, runtime.tensor(data instanceof Int32Array ? 'int32' : 'float32', shape, data)];
    }),
  );
}

/** @param preference whether the graph has a preference loss; settings of one are left out where it has none. */
export function lossFeeds(
  runtime: Runtime,
  loss: LossSettings,
  preference = false,
): Record<string, DeviceTensor> {
  if (preference && !loss.preference) throw new RangeError('the graph wants settings of its preference loss');
  return scalars(runtime, {
    lambda: loss.lambda,
    temperature: loss.temperature,
    positive_in_denominator: loss.denominator === 'standard' ? 1 : 0,
    ...(preference && {
      preference_weight: loss.preference?.weight ?? 0,
      preference_beta: loss.preference?.beta ?? 0,
      preference_margin: loss.preference?.margin ?? 0,
    }),
  });
}

function scalars(runtime: Runtime, values: Readonly<Record<string, number>>): Record<string, DeviceTensor> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      runtime.tensor('float32', [], Float32Array.of(value)),
    ]),
  );
}
