import type { Value } from '../onnx/graph.ts';
import { add, div, min, mul, reduceSum, sqrt, sub } from '../onnx/ops.ts';

export interface AdamWInput {
  /** All trained numbers in one vector [size], and the running moments of their gradient. */
  readonly parameters: Value;
  readonly m: Value;
  readonly v: Value;
  readonly gradient: Value;
  /** Scalars, from `biasCorrections`. */
  readonly firstCorrection: Value;
  readonly secondCorrection: Value;
  readonly learningRate: Value;
  readonly weightDecay: Value;
  /** The gradient is scaled down to this Euclidean norm. */
  readonly maxGradientNorm: Value;
  /** Multiplies the learning rate number by number, [size]; decay is not scaled. 1 everywhere when left out. */
  readonly rateScale?: Value;
}

export interface AdamWOutput {
  readonly parameters: Value;
  readonly m: Value;
  readonly v: Value;
  /** Norm before clipping, [1]. */
  readonly gradientNorm: Value;
}

export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/**
 * One AdamW update (Loshchilov & Hutter 2019) with bias correction, decoupled weight decay and clipping
 * by the global norm, in the order of PyTorch's clip_grad_norm_ and AdamW.
 */
export function adamW(input: AdamWInput): AdamWOutput {
  const { parameters, m, v, learningRate } = input;
  const { beta1, beta2, epsilon } = ADAM;
  const gradientNorm = sqrt(reduceSum(mul(input.gradient, input.gradient), [0]));
  const one = parameters.graph.scalar(1);
  const clip = min(div(input.maxGradientNorm, add(gradientNorm, 1e-6)), one);
  const g = mul(input.gradient, clip);

  const nextM = add(mul(m, beta1), mul(g, 1 - beta1));
  const nextV = add(mul(v, beta2), mul(mul(g, g), 1 - beta2));
  const denominator = add(div(sqrt(nextV), input.secondCorrection), epsilon);
  const direction = div(nextM, denominator);
  const scaled = input.rateScale ? mul(direction, input.rateScale) : direction;
  const update = mul(scaled, div(learningRate, input.firstCorrection));
  const decayed = mul(parameters, sub(one, mul(learningRate, input.weightDecay)));
  return { parameters: sub(decayed, update), m: nextM, v: nextV, gradientNorm };
}

/**
 * 1 − β₁ᵗ and √(1 − β₂ᵗ) for update t, counted from 1. Worked out in double precision and handed in:
 * a graphics processor's own power is exact to 1e-7 of 1, which leaves 1 − 0.999 wrong by 1e-4.
 */
export function biasCorrections(step: number): { readonly first: number; readonly second: number } {
  return { first: 1 - ADAM.beta1 ** step, second: Math.sqrt(1 - ADAM.beta2 ** step) };
}
