import type { Feeds, Runtime, Session } from '../runtime/runtime.ts';
import { type Batch, batchShapes } from './batch.ts';
import type { LossSettings } from './trainer.ts';
import { batchFeeds, lossFeeds } from './trainer.ts';
import { type TrainingGraphOptions, trainingGraph } from './training-graph.ts';

export interface Evaluation {
  readonly total: number;
  readonly contrastive: number;
  readonly generative: number;
  /** Only of a graph with a preference loss. */
  readonly preference?: number;
  /** The same: log-probability of each offer, accepted ones first. [personas · offers each] */
  readonly logLikelihoods?: Float32Array;
  /** Cosine of every persona with every offer of the batch: [personas · offers]. */
  readonly similarities: Float32Array;
  /** [personas · dModel] */
  readonly personaEmbeddings: Float32Array;
  /** [offers · dModel] */
  readonly offerEmbeddings: Float32Array;
}

export type EvaluatorOptions = Omit<TrainingGraphOptions, 'purpose' | 'queue'>;

/** Losses, similarities and embeddings of a batch, without a gradient. */
export class Evaluator {
  private constructor(
    private readonly runtime: Runtime,
    private readonly session: Session,
    private readonly frozen: Feeds,
    private readonly options: EvaluatorOptions,
  ) {}

  /** @param frozen as in `Trainer.create`: the same tensors serve both. */
  static async create(runtime: Runtime, options: EvaluatorOptions, frozen: Feeds): Promise<Evaluator> {
    const { graph } = trainingGraph({ ...options, purpose: 'evaluate' });
    return new Evaluator(runtime, await runtime.session(graph), frozen, options);
  }

  async evaluate(parameters: Float32Array, batch: Batch, loss: LossSettings): Promise<Evaluation> {
    const { runtime } = this;
    const outputs = await this.session.run({
      ...this.frozen,
      parameters: runtime.tensor('float32', [parameters.length], parameters),
      ...batchFeeds(runtime, batch, batchShapes(this.options)),
      ...lossFeeds(runtime, loss, this.options.preference !== undefined),
    });
    const numbers = async (name: string) => (await outputs[name]?.float32()) ?? new Float32Array();
    const losses = await numbers('losses');
    const [total = Number.NaN, contrastive = Number.NaN, generative = Number.NaN] = losses;
    return {
      total,
      contrastive,
      generative,
      ...(this.options.preference && {
        preference: losses[3] ?? Number.NaN,
        logLikelihoods: await numbers('log_likelihoods'),
      }),
      similarities: await numbers('similarities'),
      personaEmbeddings: await numbers('persona_embeddings'),
      offerEmbeddings: await numbers('offer_embeddings'),
    };
  }

  async dispose(): Promise<void> {
    await this.session.release();
  }
}
