import type { Value } from '../onnx/graph.ts';
import {
  add,
  cast,
  div,
  exp,
  gemm,
  greater,
  log,
  matMul,
  max,
  min,
  mul,
  reduceMax,
  reduceSum,
  reshape,
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
 * Cross-entropy of the next token: Σ w·(log Σ e^logit − logit of the label).
 *
 * @param logits [rows, vocab]
 * @param labelLogits the label's own logit, [rows, 1]
 * @param weights [rows, 1]: 0 on padding; they add up to 1.
 */
export function crossEntropy(logits: Value, labelLogits: Value, weights: Value): Loss {
  const largest = reduceMax(logits, [1]);
  const sum = reduceSum(exp(sub(logits, largest)), [1]);
  const negativeLogLikelihood = sub(add(log(sum), largest), labelLogits);
  return { value: reduceSum(mul(weights, negativeLogLikelihood), [0, 1]), stopAt: [largest] };
}
