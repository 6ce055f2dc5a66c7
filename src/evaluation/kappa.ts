import { margins } from './chi-square.ts';

export interface Agreement {
  /** Share of offers that both judge alike, 0 to 1. */
  readonly agreement: number;
  /** Cohen's κ: 1 is full agreement, 0 what chance alone gives. */
  readonly kappa: number;
  /** Asymptotic, for any true κ (not only for κ = 0). */
  readonly standardError: number;
  /** Normal 95% interval, κ ± 1.96 standard errors, cut off at −1 and 1. */
  readonly low: number;
  readonly high: number;
}

/** The 97.5% quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * Cohen's κ = (pₒ − pₑ) / (1 − pₑ) of two judges (Cohen 1960), where pₒ is their agreement and pₑ = Σ pᵢ. p.ᵢ what
 * independent judges with the same margins would reach. Its variance is that of Fleiss, Cohen & Everitt (1969,
 * equation 13):
 *
 *     n (1 − pₑ)² var = Σᵢ pᵢᵢ (1 − (pᵢ. + p.ᵢ)(1 − κ))² + (1 − κ)² Σ_{i≠j} pᵢⱼ (p.ᵢ + pⱼ.)² − (κ − pₑ(1 − κ))²
 *
 * @param table [categories of one judge][the same categories of the other], counts.
 * @returns undefined where κ is: no offers, or both judges use one and the same category throughout.
 */
export function cohenKappa(table: readonly (readonly number[])[]): Agreement | undefined {
  const { rowSums, columnSums, total } = margins(table);
  if (rowSums.length !== columnSums.length) {
    throw new RangeError(
      `cohenKappa: ${rowSums.length} rows, but ${columnSums.length} columns; judges need the same categories`,
    );
  }
  const row = (i: number) => (rowSums[i] ?? 0) / total;
  const column = (i: number) => (columnSums[i] ?? 0) / total;
  let agreement = 0;
  let chance = 0;
  for (const [i, counts] of table.entries()) {
    agreement += (counts[i] ?? 0) / total;
    chance += row(i) * column(i);
  }
  if (total === 0 || chance === 1) return undefined;
  const kappa = (agreement - chance) / (1 - chance);
  let variance = -((kappa - chance * (1 - kappa)) ** 2);
  for (const [i, counts] of table.entries()) {
    for (const [j, count] of counts.entries()) {
      const factor = i === j ? 1 - (row(i) + column(i)) * (1 - kappa) : (1 - kappa) * (column(i) + row(j));
      variance += (count / total) * factor ** 2;
    }
  }
  // Full agreement has the variance 0, which rounding can make slightly negative.
  const standardError = Math.sqrt(Math.max(0, variance) / total) / (1 - chance);
  return {
    agreement,
    kappa,
    standardError,
    low: Math.max(-1, kappa - Z * standardError),
    high: Math.min(1, kappa + Z * standardError),
  };
}
