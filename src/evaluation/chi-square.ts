import { upperIncompleteGamma } from './special-functions.ts';

export interface ChiSquareTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** Of a statistic at least as large where rows and columns are independent. */
  readonly p: number;
  /** The smallest expected count; below 5 the p-value is rough (Cochran 1954). */
  readonly smallestExpected: number;
}

/** The probability that χ² with these degrees of freedom is at least the statistic: Q(ν/2, χ²/2). */
export function chiSquareTail(statistic: number, degreesOfFreedom: number): number {
  return upperIncompleteGamma(degreesOfFreedom / 2, statistic / 2);
}

/**
 * Pearson's test of independence, χ² = Σ (|O − E| − c)² / E over the cells of an r × c table of counts.
 *
 * A small p says that rows and columns are associated, not that they agree: two judges who always contradict each
 * other are as associated as two who always agree. Agreement is what `cohenKappa` measures.
 *
 * @param table [rows][columns], counts.
 * @param options `yates` sets c = min(1/2, |O − E|) instead of 0 (Yates 1934) where there is one degree of freedom.
 * @returns undefined where a row or a column is empty or there is only one: there is nothing to test then.
 */
export function chiSquareTest(
  table: readonly (readonly number[])[],
  options: { readonly yates?: boolean } = {},
): ChiSquareTest | undefined {
  const { rowSums, columnSums, total } = margins(table);
  const degreesOfFreedom = (rowSums.length - 1) * (columnSums.length - 1);
  const sums = [...rowSums, ...columnSums];
  if (degreesOfFreedom < 1 || sums.length === 0 || sums.includes(0)) return undefined;
  const corrected = options.yates === true && degreesOfFreedom === 1;
  let statistic = 0;
  let smallestExpected = Number.POSITIVE_INFINITY;
  for (const [i, row] of table.entries()) {
    for (const [j, observed] of row.entries()) {
      const expected = ((rowSums[i] ?? 0) * (columnSums[j] ?? 0)) / total;
      const difference = Math.abs(observed - expected);
      const correction = corrected ? Math.min(0.5, difference) : 0;
      statistic += (difference - correction) ** 2 / expected;
      smallestExpected = Math.min(smallestExpected, expected);
    }
  }
  return { statistic, degreesOfFreedom, p: chiSquareTail(statistic, degreesOfFreedom), smallestExpected };
}

/** Sums of a table of counts. Throws a RangeError for rows of different lengths and for what is no count. */
export function margins(table: readonly (readonly number[])[]): {
  readonly rowSums: readonly number[];
  readonly columnSums: readonly number[];
  readonly total: number;
} {
  const columns = table[0]?.length ?? 0;
  const sound = table.every(
    (row) => row.length === columns && row.every((count) => Number.isInteger(count) && count >= 0),
  );
  if (!sound) throw new RangeError(`Not a table of counts: ${JSON.stringify(table)}`);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const rowSums = table.map(sum);
  const columnSums = Array.from({ length: columns }, (_, j) => sum(table.map((row) => row[j] ?? 0)));
  return { rowSums, columnSums, total: sum(rowSums) };
}
