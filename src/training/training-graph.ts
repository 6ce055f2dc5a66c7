import { gradients } from '../autodiff/gradients.ts';
import { Graph, type Value } from '../onnx/graph.ts';
import { add, concat, div, max, mul, reduceSum, reshape, slice, sub, transpose } from '../onnx/ops.ts';
import { sizeAt } from '../onnx/shapes.ts';
import type { T5Config } from '../t5/config.ts';
import { decodeTeacherForced } from '../t5/decoder.ts';
import { encode } from '../t5/encoder.ts';
import {
  inputSource,
  type LoraTarget,
  type LoraValues,
  loraInputNames,
  Parameters,
} from '../t5/parameters.ts';
import { bucketMatrix } from '../t5/relative-position.ts';
import { adamW } from './adamw.ts';
import {
  cosineSimilarity,
  infoNce,
  lastOf,
  maskedMean,
  negativeLogLikelihood,
  type PreferenceKind,
  preference,
} from './losses.ts';
import { adapterLayout, type ParameterLayout, parameterLayout, unpack } from './parameter-layout.ts';

/** The fixed sizes of a batch; shorter texts are padded, missing offers masked. */
export interface BatchSizes {
  /** Personas. */
  readonly batch: number;
  /** Tokens of a prompt. */
  readonly promptLength: number;
  /** Accepted and rejected offers a persona. */
  readonly accepted: number;
  readonly rejected: number;
  /** Tokens of an offer, its end included. */
  readonly offerLength: number;
}

export type Trained =
  /** Only the low-rank adapter changes; the weights are inputs that stay as they are. */
  | {
      readonly mode: 'adapter';
      readonly targets: readonly LoraTarget[];
      readonly lora: { readonly rank: number; readonly alpha: number };
    }
  /** Every weight changes. */
  | { readonly mode: 'full' };

export interface TrainingGraphOptions {
  readonly config: T5Config;
  /** Hugging Face name → shape of every tensor of the model. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly sizes: BatchSizes;
  readonly trained: Trained;
  /**
   * `step`: loss, gradient and AdamW update. `accumulate`: the same with a running gradient sum that is
   * applied when `apply` is 1. `evaluate`: losses, similarities and embeddings alone.
   */
  readonly purpose: 'step' | 'accumulate' | 'evaluate';
  /** Adds a preference loss over pairs of accepted and rejected offers (losses.ts, `preference`). */
  readonly preference?: PreferenceKind;
  /**
   * Places for embeddings of offers of earlier steps, which are negatives of everybody as well (a cross-batch memory,
   * Wang et al. 2020). Not to evaluate.
   */
  readonly queue?: number;
  /** Takes `rate_scale` [P], by which each number's learning rate is multiplied (rate-scale.ts). */
  readonly scaledRates?: boolean;
}

export interface TrainingGraph {
  readonly graph: Graph;
  /** How the trained tensors lie in `parameters`, `m`, `v` and `gradient_sum`. */
  readonly layout: ParameterLayout;
  /** Frozen weights that the graph takes as inputs, by Hugging Face name. */
  readonly frozen: readonly string[];
}

/**
 * Persona, accepted and rejected offers → λ·InfoNCE + (1 − λ)·cross-entropy (SLM4Offer, section 4), with a
 * preference loss on top where it is asked for, the gradient, and the updated parameters.
 *
 * Inputs, with B personas, K = accepted + rejected offers each (accepted first), lengths S and T:
 * `prompt_ids` int32 [B·S] · `prompt_mask` [B, S] · `offer_ids` int32 [B·K·T], shifted right ·
 * `offer_mask` [B·K, T] · `labels` int32 [B·accepted·T] · `label_weights` [B·accepted·T, 1] ·
 * `positive_weights`, `negative_mask` [B, B·K] · scalars `lambda`, `temperature`,
 * `positive_in_denominator` · `parameters` [P] · for steps `m`, `v` [P] and the scalars
 * `first_correction`, `second_correction` (biasCorrections), `learning_rate`, `weight_decay`, `max_gradient_norm`; to accumulate also `gradient_sum` [P],
 * `micro_weight` and `apply`; with scaled rates `rate_scale` [P]; with a preference loss `all_labels` int32 [B·K·T]
 * in place of `labels`, and the scalars `preference_weight`, `preference_beta`, `preference_margin`; with DPO
 * `reference_log_likelihoods` [B, K] as well; where the encoder reads the offers `all_labels`, beside `labels` if there
 * are those; with a queue of Q places `queue` [Q, dModel] and `queue_mask` [1, Q].
 *
 * Outputs: `losses` [4] (total, contrastive, generative, gradient norm; [3] to evaluate; the preference loss last
 * where there is one) and
 * `next_parameters`, `next_m`, `next_v`, `next_gradient_sum`, with a queue `offer_embeddings` [B·K, dModel]; or
 * `similarities` [B, B·K], `persona_embeddings` [B, dModel], `offer_embeddings` and, with a preference loss,
 * `log_likelihoods` [B, K] of the offers.
 */
export function trainingGraph(options: TrainingGraphOptions): TrainingGraph {
  const { config, trained, purpose } = options;
  const graph = new Graph(`training ${purpose}`);
  const layout =
    trained.mode === 'adapter'
      ? adapterLayout(trained.targets, trained.lora.rank)
      : parameterLayout(options.shapes);
  const flat = graph.input('parameters', 'float32', [layout.size]);
  const tensors = unpack(flat, layout);
  const frozen = inputSource(graph, options.shapes);
  const p =
    trained.mode === 'adapter'
      ? new Parameters(config, frozen, loraValues(trained, tensors))
      : new Parameters(config, { tensor: (name) => required(tensors, name), packed: () => undefined });

  const forward = forwardPass(graph, p, options);
  const { contrastive, generative } = forward;
  const lambda = graph.input('lambda', 'float32', []);
  const paper = add(mul(contrastive.value, lambda), mul(generative, sub(graph.scalar(1), lambda)));
  const total = forward.preference
    ? add(paper, mul(forward.preference, graph.input('preference_weight', 'float32', [])))
    : paper;
  const losses = [total, contrastive.value, generative].map((value) => reshape(value, [1]));
  const preferenceLoss = forward.preference ? [reshape(forward.preference, [1])] : [];

  if (purpose === 'evaluate') {
    graph.output('losses', concat([...losses, ...preferenceLoss], 0));
    graph.output('similarities', forward.similarities);
    graph.output('persona_embeddings', forward.personas);
    graph.output('offer_embeddings', forward.offers);
    if (forward.logLikelihoods) graph.output('log_likelihoods', forward.logLikelihoods);
  } else {
    const wrt = layout.entries.map(({ name }) => required(tensors, name));
    const parts = gradients(total, wrt, { stopAt: forward.stopAt });
    const gradient = concat(
      parts.map((part, i) => reshape(part, [layout.entries[i]?.size ?? 0])),
      0,
    );
    const norm = update(graph, flat, gradient, options);
    graph.output('losses', concat([...losses, norm, ...preferenceLoss], 0));
    if (options.queue) graph.output('offer_embeddings', forward.offers);
  }
  return { graph, layout, frozen: [...frozen.made.keys()] };
}

function forwardPass(
  graph: Graph,
  p: Parameters,
  { sizes, preference: preferring, queue = 0 }: TrainingGraphOptions,
) {
  const { batch: B, promptLength: S, accepted: A, offerLength: T } = sizes;
  const K = A + sizes.rejected;
  const E = p.config.dModel;
  const promptMask = graph.input('prompt_mask', 'float32', [B, S]);
  // 0 on a token, −1e9 on padding
  const mask = mul(sub(reshape(promptMask, [B, 1, 1, S]), 1), 1e9);
  const promptStates = encode(p, {
    ids: graph.input('prompt_ids', 'int32', [B * S]),
    buckets: graph.int32([1, S, S], bucketMatrix(p.config, S, true)),
    batch: B,
    length: S,
    rows: B * S,
    mask,
  });
  const states = decodeTeacherForced(p, {
    ids: graph.input('offer_ids', 'int32', [B * K * T]),
    batch: B,
    offers: K,
    length: T,
    bias: causalBias(graph, p, T),
    encoderStates: promptStates,
    encoderMask: mask,
  });

  const personas = maskedMean(promptStates, promptMask);
  const offerMask = graph.input('offer_mask', 'float32', [B * K, T]);
  const everyLabel = once(() => graph.input('all_labels', 'int32', [B * K * T]));
  const offers = offerEmbedding(p, { states, mask: offerMask, ids: everyLabel, length: T });
  const similarities = cosineSimilarity(personas, offers);
  const earlier = queue > 0 ? earlierOffers(graph, personas, queue) : undefined;
  const beside = (own: Value, queued: Value | undefined) => (queued ? concat([own, queued], 1) : own);
  const contrastive = infoNce({
    logits: div(beside(similarities, earlier?.similarities), graph.input('temperature', 'float32', [])),
    positiveWeights: beside(graph.input('positive_weights', 'float32', [B, B * K]), earlier?.never),
    negativeMask: beside(graph.input('negative_mask', 'float32', [B, B * K]), earlier?.present),
    positiveInDenominator: graph.input('positive_in_denominator', 'float32', []),
  });

  // Only accepted offers are to be written: without a preference only their states go through the head.
  const written = preferring ? K : A;
  const ofAccepted = (rows: Value, width: number) =>
    reshape(slice(reshape(rows, [B, K, T * width]), 1, 0, A), [B * A * T, width]);
  const headInput = p.headInput(preferring ? states : ofAccepted(states, E));
  const labels = preferring ? everyLabel() : graph.input('labels', 'int32', [B * written * T]);
  // The label's logit is one dot product with its row of the head: no one-hot matrix of the vocabulary's width.
  const labelLogits = reduceSum(mul(headInput, p.headRows(labels)), [1]);
  const surprise = negativeLogLikelihood(p.logits(headInput), labelLogits);
  const labelWeights = graph.input('label_weights', 'float32', [B * A * T, 1]);
  const toWrite = preferring ? ofAccepted(surprise.value, 1) : surprise.value;
  const generative = reduceSum(mul(labelWeights, toWrite), [0, 1]);
  const stopAt = [...contrastive.stopAt, ...surprise.stopAt];
  const forward = { personas, offers, similarities, contrastive, generative, stopAt };
  if (!preferring) return { ...forward, preference: undefined, logLikelihoods: undefined };

  const surprises = reduceSum(mul(reshape(surprise.value, [B * K, T]), offerMask), [1]);
  const logLikelihoods = reshape(sub(graph.scalar(0), surprises), [B, K]);
  const scores =
    preferring === 'dpo'
      ? sub(logLikelihoods, graph.input('reference_log_likelihoods', 'float32', [B, K]))
      : div(logLikelihoods, reshape(max(reduceSum(offerMask, [1]), 1), [B, K]));
  return {
    ...forward,
    logLikelihoods,
    preference: preference({
      scores,
      present: reshape(slice(offerMask, 1, 0, 1), [B, K]),
      accepted: A,
      beta: graph.input('preference_beta', 'float32', []),
      margin: graph.input('preference_margin', 'float32', []),
    }),
  };
}

interface WrittenOffers {
  /** Of the decoder as it writes them: [offers · length, dModel]. */
  readonly states: Value;
  /** [offers, length] */
  readonly mask: Value;
  /** The offers themselves, int32 [offers · length]; asked for only where the encoder reads them. */
  ids(): Value;
  readonly length: number;
}

/** [offers, dModel], by the model's `offerEmbedding`. */
function offerEmbedding(p: Parameters, { states, mask, ids, length }: WrittenOffers): Value {
  const { offerEmbedding: kind = 'decoder-mean' } = p.config;
  if (kind === 'decoder-mean') return maskedMean(states, mask);
  if (kind === 'decoder-last') return maskedMean(states, lastOf(mask));
  const { graph } = mask;
  const offers = sizeAt(mask.shape, 0);
  const read = encode(p, {
    ids: ids(),
    buckets: graph.int32([1, length, length], bucketMatrix(p.config, length, true)),
    batch: offers,
    length,
    rows: offers * length,
    mask: mul(sub(reshape(mask, [offers, 1, 1, length]), 1), 1e9),
  });
  return maskedMean(read, mask);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Of offers of earlier steps: cosines with each persona, and which of the places are taken, [B, Q] each. */
function earlierOffers(graph: Graph, personas: Value, queue: number) {
  const [B, E] = [sizeAt(personas.shape, 0), sizeAt(personas.shape, 1)];
  const taken = graph.input('queue_mask', 'float32', [1, queue]);
  const constant = (name: string, value: number) =>
    graph.initializer(name, 'float32', [B, 1], new Float32Array(B).fill(value));
  return {
    similarities: cosineSimilarity(personas, graph.input('queue', 'float32', [queue, E])),
    present: mul(taken, constant('every_persona', 1)),
    never: mul(taken, constant('no_persona', 0)),
  };
}

/** Position bias of the decoder, with −1e9 on what is still to come: [1, heads, T, T]. */
function causalBias(graph: Graph, p: Parameters, T: number): Value {
  const buckets = graph.int32([1, T, T], bucketMatrix(p.config, T, false));
  const future = Float32Array.from({ length: T * T }, (_, i) => (i % T > Math.floor(i / T) ? -1e9 : 0));
  return add(
    transpose(p.relativeBias('decoder', buckets), [0, 3, 1, 2]),
    graph.initializer('causal_mask', 'float32', [1, 1, T, T], future),
  );
}

function update(graph: Graph, parameters: Value, gradient: Value, options: TrainingGraphOptions): Value {
  const accumulate = options.purpose === 'accumulate';
  const state = (name: string) => graph.input(name, 'float32', parameters.shape);
  const scalar = (name: string) => graph.input(name, 'float32', []);
  const m = state('m');
  const v = state('v');
  const sum = accumulate ? add(state('gradient_sum'), mul(gradient, scalar('micro_weight'))) : gradient;
  const next = adamW({
    parameters,
    m,
    v,
    gradient: sum,
    firstCorrection: scalar('first_correction'),
    secondCorrection: scalar('second_correction'),
    learningRate: scalar('learning_rate'),
    weightDecay: scalar('weight_decay'),
    maxGradientNorm: scalar('max_gradient_norm'),
    ...(options.scaledRates && { rateScale: state('rate_scale') }),
  });
  if (!accumulate) {
    graph.output('next_parameters', next.parameters);
    graph.output('next_m', next.m);
    graph.output('next_v', next.v);
    return next.gradientNorm;
  }
  const apply = scalar('apply');
  const keep = sub(graph.scalar(1), apply);
  const mixed = (old: Value, fresh: Value) => add(mul(old, keep), mul(fresh, apply));
  graph.output('next_parameters', mixed(parameters, next.parameters));
  graph.output('next_m', mixed(m, next.m));
  graph.output('next_v', mixed(v, next.v));
  graph.output('next_gradient_sum', mul(sum, keep));
  return next.gradientNorm;
}

function loraValues(
  trained: Extract<Trained, { mode: 'adapter' }>,
  tensors: ReadonlyMap<string, Value>,
): ReadonlyMap<string, LoraValues> {
  return new Map(
    trained.targets.map(({ name }) => {
      const names = loraInputNames(name);
      const scaling = trained.lora.alpha / trained.lora.rank;
      return [name, { a: required(tensors, names.a), b: required(tensors, names.b), scaling }];
    }),
  );
}

function required(tensors: ReadonlyMap<string, Value>, name: string): Value {
  const value = tensors.get(name);
  if (!value) throw new Error(`no tensor ${name}`);
  return value;
}
