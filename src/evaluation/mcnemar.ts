import { chiSquareTail } from './chi-square.ts';
import { signTest } from './sign-test.ts';

export interface McNemarTest {
  /** Exact, from the binomial distribution. */
  readonly exactP: number;
  /** (max(|b − c| − 1, 0))² / (b + c), the χ² with one degree of freedom and continuity correction (Edwards 1948). */
  readonly statistic: number;
  readonly p: number;
}

/**
 * McNemar's test (1947) of two judges on the same offers: does one accept more often than the other?
 *
 * @param onlyFirst offers that only the first accepts (b); `onlySecond` those that only the second accepts (c).
 *   Offers that both judge alike do not count.
 */
export function mcNemarTest(onlyFirst: number, onlySecond: number): McNemarTest {
  const exactP = signTest(onlyFirst, onlySecond);
  const disagreements = onlyFirst + onlySecond;
  if (disagreements === 0) return { exactP, statistic: 0, p: 1 };
  const statistic = Math.max(Math.abs(onlyFirst - onlySecond) - 1, 0) ** 2 / disagreements;
  return { exactP, statistic, p: chiSquareTail(statistic, 1) };
}
