import type { Value } from '../onnx/graph.ts';
import {
  add,
  cast,
  concat,
  div,
  exp,
  gemm,
  greater,
  log,
  matMul,
  max,
  min,
  mul,
  neg,
  reduceMax,
  reduceSum,
  reshape,
  slice,
  sqrt,
  sub,
} from '../onnx/ops.ts';
import { sizeAt } from '../onnx/shapes.ts';

/** A loss and the values in it that only scale it, through which no gradient may flow. */
export interface Loss {
  /** [1, 1] */
  readonly value: Value;
  readonly stopAt: readonly Value[];
}

/** Mean of the states of the real tokens: states [n · length, d], mask [n, length] → [n, d]; zeros where a row has none. */
export function maskedMean(states: Value, mask: Value): Value {
  const [n, length] = [sizeAt(mask.shape, 0), sizeAt(mask.shape, 1)];
  const d = sizeAt(states.shape, 1);
  const weights = div(mask, max(reduceSum(mask, [1]), 1));
  const mean = matMul(reshape(weights, [n, 1, length]), reshape(states, [n, length, d]));
  return reshape(mean, [n, d]);
}

/** Of the places that a mask [n, length] has, the last one of each row: [n, length]. */
export function lastOf(mask: Value): Value {
  const [n, length] = [sizeAt(mask.shape, 0), sizeAt(mask.shape, 1)];
  const end = mask.graph.initializer('no_token', 'float32', [n, 1], new Float32Array(n));
  return sub(mask, concat([slice(mask, 1, 1, length), end], 1));
}

/** Cosine of every row of `a` [n, d] with every row of `b` [m, d] → [n, m]. */
export function cosineSimilarity(a: Value, b: Value): Value {
  return gemm(unit(a), unit(b), { transB: true });
}

function unit(rows: Value): Value {
  return div(rows, sqrt(add(reduceSum(mul(rows, rows), [1]), 1e-16)));
}

export interface InfoNceInput {
  /** Cosines of persona and offer embeddings over τ: [personas, offers]. */
  readonly logits: Value;
  /** Weight of each positive pair, 0 elsewhere; they add up to 1 over the batch. [personas, offers] */
  readonly positiveWeights: Value;
  /** 1 where the offer is a negative of the persona. [personas, offers] */
  readonly negativeMask: Value;
  /** 1: the positive is in the denominator (standard InfoNCE). 0: negatives only, as SLM4Offer section 3.2 prints it. */
  readonly positiveInDenominator: Value;
}

/**
 * InfoNCE (van den Oord et al. 2018): Σ w·(log(Σ negatives e^s + c·e^s⁺) − s⁺).
 * The largest term is taken out first, since ONNX Runtime's own log-sum-exp does not on WebGPU.
 */
export function infoNce(input: InfoNceInput): Loss {
  const { logits, positiveWeights, negativeMask, positiveInDenominator: c } = input;
  const positive = cast(greater(positiveWeights, logits.graph.scalar(0)), 'float32');
  const counted = max(negativeMask, mul(positive, c));
  const largest = reduceMax(add(logits, mul(sub(counted, 1), 1e9)), [1]);
  const shifted = sub(logits, largest);
  // The bound bites only on terms that are not counted, which could overflow.
  const terms = exp(min(shifted, 0));
  const negatives = reduceSum(mul(terms, negativeMask), [1]);
  const denominator = max(add(mul(terms, c), negatives), 1e-30);
  const pairs = mul(positiveWeights, sub(log(denominator), shifted));
  return { value: reduceSum(pairs, [0, 1]), stopAt: [largest] };
}

/**
 * −log p of each label: log Σ e^logit − logit of the label. [rows, 1]
 *
 * @param logits [rows, vocab]
 * @param labelLogits the label's own logit, [rows, 1]
 */
export function negativeLogLikelihood(logits: Value, labelLogits: Value): Loss {
  const largest = reduceMax(logits, [1]);
  const sum = reduceSum(exp(sub(logits, largest)), [1]);
  return { value: sub(add(log(sum), largest), labelLogits), stopAt: [largest] };
}

/**
 * What a preference loss compares: `simpo` the mean log-probability of a token of each offer (SimPO, Meng et al. 2024),
 * `dpo` the offer's log-probability over the one that the model before training gave it (DPO, Rafailov et al. 2023).
 */
export type PreferenceKind = 'simpo' | 'dpo';

export interface PreferenceInput {
  /** By kind, as above; accepted offers first. [personas, offers] */
  readonly scores: Value;
  /** 1 where there is such an offer. [personas, offers] */
  readonly present: Value;
  /** Of the offers, those that were accepted. */
  readonly accepted: number;
  /** β and γ: what a difference counts, and by how much the accepted one is to be the likelier. Scalars. */
  readonly beta: Value;
  readonly margin: Value;
}

/**
 * −log σ(β·(accepted − rejected) − γ), the mean over all pairs of an accepted and a rejected offer of the same persona;
 * 0 where there is none. Equation 6 of SimPO; equation 7 of DPO, with γ = 0. [1, 1]
 */
export function preference(input: PreferenceInput): Value {
  const { scores, present, accepted: A } = input;
  const [B, K] = [sizeAt(scores.shape, 0), sizeAt(scores.shape, 1)];
  const R = K - A;
  const sides = (value: Value) =>
    [reshape(slice(value, 1, 0, A), [B, A, 1]), reshape(slice(value, 1, A, K), [B, 1, R])] as const;
  const [acceptedScores, rejectedScores] = sides(scores);
  const [isAccepted, isRejected] = sides(present);
  const x = sub(mul(sub(acceptedScores, rejectedScores), input.beta), input.margin); // [B, A, R]
  // −log σ(x) = log(1 + e^−x), written so that nothing overflows.
  const size = max(x, neg(x));
  const each = add(max(neg(x), 0), log(add(exp(neg(size)), 1)));
  const pairs = reshape(mul(isAccepted, isRejected), [B, A * R]);
  const weights = div(pairs, max(reduceSum(pairs, [0, 1]), 1));
  return reduceSum(mul(reshape(each, [B, A * R]), weights), [0, 1]);
}
