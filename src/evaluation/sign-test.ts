import { incompleteBeta } from './special-functions.ts';

/**
 * The exact two-sided sign test: how likely is a split at least as uneven as this one where both sides are equally
 * likely, min(1, 2 P(X ≤ min(plus, minus))) with X ~ Binomial(plus + minus, 1/2). 1 where both are 0.
 *
 * @param plus and `minus` are counts; ties are left out of both.
 */
export function signTest(plus: number, minus: number): number {
  if (!isCount(plus) || !isCount(minus)) throw new RangeError(`signTest: ${plus} and ${minus} are no counts`);
  const fewer = Math.min(plus, minus);
  // P(X ≤ k) = I_½(n − k, k + 1), DLMF 8.17.5; without the shortcut an even split gives more than 1.
  return plus === minus ? 1 : Math.min(1, 2 * incompleteBeta(plus + minus - fewer, fewer + 1, 0.5));
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
